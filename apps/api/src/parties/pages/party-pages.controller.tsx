import { Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import { partiesPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { listParties } from '#record/party/party.query.js';
import { partyQuery } from '../rest/party.schemas.js';
import { pageOf } from '../../rest/paging.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { partySeen } from './party-forms.controller.js';
import { PartyListPage } from './party-list.page.js';
import { PartyPage } from './party.page.js';

/** So many stand on a page of the list. */
const listedAtOnce = 200;

/** Ansvarlige: the organisations and groups that can be responsible, kept by the secretariat. */
@PageController(partiesPath)
export class PartyPagesController {
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
    const actor = actorOn(request);
    if (!may(actor, 'read-parties')) throw new PageFailure('forbidden');
    const asked = partyQuery.safeParse({ limit: listedAtOnce, ...(cursor === undefined ? {} : { cursor }) });
    if (!asked.success) throw new PageFailure('not-found');
    const rows = await listParties(this.recordSource, asked.data);
    const { items, nextCursor } = pageOf(
      rows,
      asked.data.limit,
      ({ state }) => [state.name, state.id],
      (row) => row,
    );
    this.pages.send(
      response,
      <PartyListPage
        frame={this.pages.frame(request, response)}
        parties={items}
        nextCursor={nextCursor}
        today={todayInOslo()}
        actor={actor}
      />,
    );
  }

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const context = await partySeen(this.recordSource, request, id);
    this.pages.send(response, <PartyPage frame={this.pages.frame(request, response)} context={context} />);
  }
}
