import { Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { NamedParty } from '#domain/party/similar-names.js';
import { may } from '#domain/roles/permissions.js';
import { partiesPath, partyFormPath, partyPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { findParty, listParties, partiesNamed } from '#record/queries/party.query.js';
import { partyQuery } from '../rest/party.schemas.js';
import { pageOf } from '../../rest/paging.js';
import { todayInOslo } from '../../rest/today.js';
import * as value from '../../rest/schemas/values.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { versionSeen } from '../../web/forms/asked.js';
import { formAgain, formFilledIn } from '../../web/forms/changed-meanwhile.js';
import type { FormShown } from '../../web/forms/form.page.js';
import { formAt, FormRound, requireOffered, requireRight, sentIn } from '../../web/forms/form-round.js';
import { emptyForm, type FormState } from '../../web/forms/form-state.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import type { PartyForm, PartyFormContext, RegisterContext } from './party-form.js';
import { partyForms, registerForm, similarTo } from './party-forms.js';
import { PartyListPage } from './party-list.page.js';
import { PartyPage } from './party.page.js';
import { SimilarParties } from './similar-parties.js';

/** So many stand on a page of the list. */
const listedAtOnce = 200;

/** Ansvarlige: the organisations and groups that can be responsible, kept by the secretariat. */
@PageController(partiesPath)
export class PartyPagesController {
  constructor(
    @Inject(RecordSource) private readonly dataSource: RecordSource,
    @Inject(FormRound) private readonly forms: FormRound,
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
    const rows = await listParties(this.dataSource, asked.data);
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
    const context = await this.registerContext(request);
    if (!may(context.actor, 'administer-register')) throw new PageFailure('forbidden');
    this.pages.showForm(request, response, newPartyShown(context, emptyForm), emptyForm);
  }

  @Post('ny')
  async takeNew(@Req() request: Request, @Res() response: Response): Promise<void> {
    const context = await this.registerContext(request);
    if (!may(context.actor, 'administer-register')) throw new PageFailure('forbidden');
    const sent = sentIn(request);
    const { values } = sent;
    const { errors } = await this.forms.take(
      registerForm.ask(values),
      registerForm.fields(context, values),
      context.actor,
      sent,
    );
    if (errors.length === 0) {
      this.pages.sendOn(response, partiesPath, registerForm.name);
      return;
    }
    const state = { values, errors };
    this.pages.showForm(request, response, newPartyShown(context, state), state);
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
    const form = formAt(partyForms, slug);
    const context = await this.context(request, id);
    requireOffered((of) => form.offered(of), context);
    const memberId = value.id.safeParse(member);
    const state = formFilledIn(form.prefill?.(context, memberId.success ? memberId.data : undefined) ?? {});
    this.pages.showForm(request, response, partyShown(form, context, state, []), state);
  }

  @Post(':id/:slug')
  async take(
    @Param('id') id: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(partyForms, slug);
    const context = await this.context(request, id);
    requireRight((of) => form.offered(of), context);
    const sent = sentIn(request);
    const { values } = sent;
    const asked = form.ask(values, context, versionSeen(values));
    const taken = await this.forms.take(asked, form.fields(context, values), context.actor, sent);
    if (taken.errors.length === 0) {
      this.pages.sendOn(response, partyPath(id), form.name);
      return;
    }
    const latest = await this.context(request, id);
    const state = formAgain(
      sent,
      taken,
      form.prefill?.(latest, undefined) ?? {},
      form.fields(latest, values),
    );
    const similar = form.name === 'revise-party' ? similarTo(values, latest, latest.record.state) : [];
    this.pages.showForm(request, response, partyShown(form, latest, state, similar), state);
  }

  private async registerContext(request: Request): Promise<RegisterContext> {
    const actor = actorOn(request);
    if (!may(actor, 'read-parties')) throw new PageFailure('forbidden');
    return { actor, today: todayInOslo(), known: await partiesNamed(this.dataSource) };
  }

  private async context(request: Request, id: string): Promise<PartyFormContext> {
    const context = await this.registerContext(request);
    const record = value.id.safeParse(id).success ? await findParty(this.dataSource, id) : undefined;
    if (record === undefined) throw new PageFailure('not-found');
    return { ...context, record };
  }
}

const partiesCrumb: Crumb = { label: t('page.parties.title'), href: partiesPath };

function newPartyShown(context: RegisterContext, { values }: FormState): FormShown {
  return {
    name: registerForm.name,
    fields: registerForm.fields(context, values),
    crumbs: [partiesCrumb],
    action: `${partiesPath}/ny`,
    cancelHref: partiesPath,
    hidden: {},
    above: <SimilarParties similar={similarTo(values, context)} />,
  };
}

function partyShown(
  form: PartyForm,
  context: PartyFormContext,
  { values }: FormState,
  similar: readonly NamedParty[],
): FormShown {
  const { state, version } = context.record;
  return {
    name: form.name,
    fields: form.fields(context, values),
    kicker: state.name,
    crumbs: [partiesCrumb, { label: state.name, href: partyPath(state.id) }],
    action: partyFormPath(state.id, form.slug),
    cancelHref: partyPath(state.id),
    hidden: { version: String(version) },
    above: <SimilarParties similar={similar} />,
  };
}
