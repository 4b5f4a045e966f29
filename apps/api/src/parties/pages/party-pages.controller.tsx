import { Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import { partiesPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { findParty, listParties, partiesNamed } from '#record/party/party.query.js';
import { partyQuery } from '../rest/party.schemas.js';
import { pageOf } from '../../rest/paging.js';
import { todayInOslo } from '../../rest/today.js';
import * as value from '../../rest/schemas/values.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { FormPages } from '../../web/forms/form-pages.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import type { PartyFormContext, RegisterContext } from './party-form.js';
import { registerForm } from './party-forms.js';
import { PartyListPage } from './party-list.page.js';
import { PartyPage } from './party.page.js';
import { partyPlace, registerPlace } from './party-places.js';

/** So many stand on a page of the list. */
const listedAtOnce = 200;

/** Ansvarlige: the organisations and groups that can be responsible, kept by the secretariat. */
@PageController(partiesPath)
export class PartyPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(FormPages) private readonly forms: FormPages,
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

  @Get('ny')
  async askNew(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.forms.ask(registerPlace, { slug: registerForm.slug, request, response }, () =>
      this.registerContext(request),
    );
  }

  @Post('ny')
  async takeNew(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.forms.take(registerPlace, { slug: registerForm.slug, request, response }, () =>
      this.registerContext(request),
    );
  }

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const context = await this.context(request, id);
    this.pages.send(response, <PartyPage frame={this.pages.frame(request, response)} context={context} />);
  }

  @Get(':id/:slug')
  async ask(
    @Param('id') id: string,
    @Param('slug') slug: string,
    @Query('medlem') member: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const memberId = value.id.safeParse(member);
    await this.forms.ask(partyPlace, { slug, request, response }, async () => ({
      ...(await this.context(request, id)),
      ...(memberId.success ? { memberId: memberId.data } : {}),
    }));
  }

  @Post(':id/:slug')
  async take(
    @Param('id') id: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.take(partyPlace, { slug, request, response }, () => this.context(request, id));
  }

  private async registerContext(request: Request): Promise<RegisterContext> {
    const actor = actorOn(request);
    if (!may(actor, 'read-parties')) throw new PageFailure('forbidden');
    return { actor, today: todayInOslo(), known: await partiesNamed(this.recordSource) };
  }

  private async context(request: Request, id: string): Promise<PartyFormContext> {
    const context = await this.registerContext(request);
    const record = value.id.safeParse(id).success ? await findParty(this.recordSource, id) : undefined;
    if (record === undefined) throw new PageFailure('not-found');
    return { ...context, record };
  }
}
