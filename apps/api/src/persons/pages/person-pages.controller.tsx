import { Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import { absencePath, personFormPath, personsPath } from '#messages/page-links.js';
import { listPersons } from '#record/person/person.query.js';
import { RecordSource } from '#record/record-source.js';
import { pageOf } from '../../rest/paging.js';
import { personQuery } from '../rest/person.schemas.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { personSeen } from './person-forms.controller.js';
import { PersonListPage } from './person-list.page.js';
import { PersonPage } from './person.page.js';

/** So many stand on a page of the list. */
const listedAtOnce = 200;

/** Personer: who is who, and what each answers for. */
@PageController(personsPath)
export class PersonPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async list(
    @Query('cursor') cursor: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (!may(actorOn(request), 'read-persons')) throw new PageFailure('forbidden');
    const asked = personQuery.safeParse({ limit: listedAtOnce, ...(cursor === undefined ? {} : { cursor }) });
    if (!asked.success) throw new PageFailure('not-found');
    const rows = await listPersons(this.recordSource, asked.data);
    const { items, nextCursor } = pageOf(
      rows,
      asked.data.limit,
      ({ state }) => [state.name, state.id],
      ({ state }) => state,
    );
    this.pages.send(
      response,
      <PersonListPage frame={this.pages.frame(request, response)} persons={items} nextCursor={nextCursor} />,
    );
  }

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const context = await personSeen(this.recordSource, request, id);
    this.pages.send(response, <PersonPage frame={this.pages.frame(request, response)} context={context} />);
  }
}

/** `Meld fravær`, wherever it stands: on to the form on one’s own page. */
@PageController(absencePath)
export class OwnAbsenceController {
  @Get()
  report(@Req() request: Request, @Res() response: Response): void {
    response.redirect(303, personFormPath(actorOn(request).id, 'meld-fravaer'));
  }
}
