import { Controller, Get, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '#domain/domain-error.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import {
  catalogueAtVersion,
  findCatalogue,
  listCatalogues,
  namesOfChangers,
} from '#record/catalogue/catalogue.query.js';
import { pickOptions, type PickOptions } from '#record/catalogue/picking.query.js';
import { DataSource } from '#record/data-source.js';
import { RecordDoor } from '#record/door.js';
import { SessionGuard } from '../../login/session.guard.js';
import { actorOn } from '../actor-on-page.js';
import { PageFailure } from '../failures/page-failure.js';
import { domainErrors, schemaErrors } from '../forms/form-errors.js';
import type { FormField } from '../forms/form-fields.js';
import { newFormKey, sendForm } from '../forms/form-sending.js';
import { emptyForm, type FieldError, type FormState, formValues, valueOf } from '../forms/form-state.js';
import { planPath } from '../frame/page-addresses.js';
import { t } from '../frame/texts.js';
import type { Asked, Seen } from '../measures/measure-form.js';
import { pageNumber } from '../page-number.js';
import { Pages } from '../pages.js';
import { cataloguePath, catalogueRoot, situationFormPath } from './catalogue-addresses.js';
import type { CatalogueFormContext, SituationForm, SituationFormContext } from './catalogue-form.js';
import { CatalogueFormPage, type FormAsked } from './catalogue-form.page.js';
import { catalogueForms, registerForm } from './catalogue-forms.js';
import { CatalogueListPage } from './catalogue-list.page.js';
import { CataloguePage } from './catalogue.page.js';
import { readCameFrom } from './occasion.js';
import { situationForms } from './situation-forms.js';

const refusedStatus = 422;
/** So many catalogues are listed: more than one organisation keeps. */
const mostListed = 500;

/** Tiltaksbank: read by everybody who is logged in, kept and picked from by the secretariat. */
@ApiExcludeController()
@Controller('tiltaksbank')
@UseGuards(SessionGuard)
export class CataloguePagesController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RecordDoor) private readonly door: RecordDoor,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Query('fra') from: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const catalogues = await listCatalogues(this.dataSource, { limit: mostListed });
    this.pages.send(
      response,
      <CatalogueListPage
        frame={this.pages.frame(request, response)}
        catalogues={catalogues.map(({ state }) => state)}
        actor={actorOn(request)}
        from={readCameFrom(from)}
      />,
    );
  }

  @Get('ny')
  askNew(@Req() request: Request, @Res() response: Response): void {
    if (!may(actorOn(request), 'edit-catalogue')) throw new PageFailure('forbidden');
    this.sendPage(request, response, newCatalogueAsked, emptyForm);
  }

  @Post('ny')
  async takeNew(@Req() request: Request, @Res() response: Response): Promise<void> {
    const values = formValues(request.body);
    const errors = await this.carryOut(
      registerForm.ask(values),
      registerForm.fields,
      { path: request.path, values },
      actorOn(request),
    );
    if (errors.length === 0) this.pages.sendOn(response, catalogueRoot, registerForm.name);
    else this.sendPage(request, response, newCatalogueAsked, { values, errors });
  }

  @Get(':number')
  async show(
    @Param('number') number: string,
    @Query('versjon') asked: unknown,
    @Query('fra') from: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { catalogue: now, version: versionNow, actor } = await this.context(request, number);
    const version = typeof asked === 'string' ? pageNumber(asked) : versionNow;
    const catalogue =
      version === versionNow ? now : await catalogueAtVersion(this.dataSource, now.id, version);
    if (catalogue === undefined) throw new PageFailure('not-found');
    this.pages.send(
      response,
      <CataloguePage
        frame={this.pages.frame(request, response)}
        catalogue={catalogue}
        version={version}
        versionNow={versionNow}
        names={await namesOfChangers(this.dataSource, catalogue)}
        actor={actor}
        from={readCameFrom(from)}
      />,
    );
  }

  @Get(':number/:slug')
  async ask(
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formOf(catalogueForms, slug);
    const context = await this.context(request, number);
    if (!form.offered(context)) throw new PageFailure('forbidden', t('page.error.offered-no-more'));
    const state = { ...emptyForm, values: form.prefill?.(context) ?? {} };
    this.sendPage(request, response, catalogueAsked(form, context, state), state);
  }

  @Post(':number/:slug')
  async take(
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formOf(catalogueForms, slug);
    const context = await this.context(request, number);
    const values = formValues(request.body);
    const errors = await this.carryOut(
      form.ask(values, context, seenIn(values)),
      form.fields(context, values),
      { path: request.path, values },
      context.actor,
    );
    if (errors.length === 0) {
      this.pages.sendOn(response, cataloguePath(context.catalogue.number), form.name);
      return;
    }
    // As it is now: the next attempt is made from what the person can see.
    const state = { values, errors };
    const latest = await this.context(request, number);
    this.sendPage(request, response, catalogueAsked(form, latest, state), state);
  }

  @Get(':number/situasjon/:situationNumber/:slug')
  async askOfSituation(
    @Param('number') number: string,
    @Param('situationNumber') situationNumber: string,
    @Param('slug') slug: string,
    @Query('fra') from: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formOf(situationForms, slug);
    const context = await this.situationContext(request, number, situationNumber, from);
    if (!form.offered(context)) throw new PageFailure('forbidden', t('page.error.offered-no-more'));
    const state = { ...emptyForm, values: form.prefill?.(context) ?? {} };
    this.sendPage(request, response, situationAsked(form, context, state, from), state);
  }

  @Post(':number/situasjon/:situationNumber/:slug')
  async takeOfSituation(
    @Param('number') number: string,
    @Param('situationNumber') situationNumber: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formOf(situationForms, slug);
    const values = formValues(request.body);
    const from = valueOf({ values }, 'fra');
    const context = await this.situationContext(request, number, situationNumber, from);
    const errors = await this.carryOut(
      form.ask(values, context, seenIn(values)),
      form.fields(context, values),
      { path: request.path, values },
      context.actor,
    );
    if (errors.length === 0) {
      this.pages.sendOn(response, whereItShows(context, values), form.name);
      return;
    }
    const state = { values, errors };
    const latest = await this.situationContext(request, number, situationNumber, from);
    this.sendPage(request, response, situationAsked(form, latest, state, from), state);
  }

  /** No errors: it is done. */
  private async carryOut(
    asked: Asked,
    fields: readonly FormField[],
    sent: { path: string; values: FormState['values'] },
    actor: Actor,
  ): Promise<readonly FieldError[]> {
    const read = asked.schema.safeParse(asked.body);
    if (!read.success) return schemaErrors(read.error.issues, asked.fieldOfPath, fields);
    try {
      await sendForm(this.door, asked.command(read.data), actor, sent);
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return domainErrors(error, asked.fieldOfPath);
    }
  }

  private async context(request: Request, number: string): Promise<CatalogueFormContext> {
    const actor = actorOn(request);
    const found = await findCatalogue(this.dataSource, { number: pageNumber(number) });
    if (found === undefined) throw new PageFailure('not-found');
    return { catalogue: found.state, version: found.version, actor };
  }

  private async situationContext(
    request: Request,
    number: string,
    situationNumber: string,
    from: unknown,
  ): Promise<SituationFormContext> {
    const context = await this.context(request, number);
    const wanted = pageNumber(situationNumber);
    const situation = context.catalogue.situations.find((known) => known.number === wanted);
    if (situation === undefined) throw new PageFailure('not-found');
    const options = may(context.actor, 'register')
      ? await pickOptions(this.dataSource, context.actor, readCameFrom(from))
      : nothingToPickFor;
    return { ...context, situation, options };
  }

  private sendPage(request: Request, response: Response, asked: FormAsked, state: FormState): void {
    this.pages.send(
      response,
      <CatalogueFormPage
        frame={this.pages.frame(request, response)}
        asked={asked}
        state={state}
        formKey={newFormKey()}
      />,
      state.errors.length === 0 ? 200 : refusedStatus,
    );
  }
}

const nothingToPickFor: PickOptions = { plans: [], evaluations: [] };

const newCatalogueAsked: FormAsked = {
  name: registerForm.name,
  fields: registerForm.fields,
  crumbs: [],
  action: `${catalogueRoot}/ny`,
  cancelHref: catalogueRoot,
  hidden: {},
};

function catalogueAsked(
  form: (typeof catalogueForms)[number],
  context: CatalogueFormContext,
  { values }: FormState,
): FormAsked {
  const { catalogue, version } = context;
  const page = cataloguePath(catalogue.number);
  return {
    name: form.name,
    fields: form.fields(context, values),
    kicker: catalogue.name,
    crumbs: [{ label: catalogue.name, href: page }],
    action: `${page}/${form.slug}`,
    cancelHref: page,
    hidden: { ...form.hidden?.(context, values), version: String(version) },
  };
}

function situationAsked(
  form: SituationForm,
  context: SituationFormContext,
  { values }: FormState,
  from: unknown,
): FormAsked {
  const { catalogue, situation, version } = context;
  const cameFrom = readCameFrom(from);
  const page = cataloguePath(catalogue.number, { from: cameFrom });
  return {
    name: form.name,
    fields: form.fields(context, values),
    kicker: t('page.catalogue.situation', { number: situation.number, name: situation.name }),
    crumbs: [{ label: catalogue.name, href: page }],
    action: situationFormPath(catalogue.number, situation.number, form.slug),
    cancelHref: page,
    hidden: {
      ...form.hidden?.(context, values),
      version: String(version),
      ...(cameFrom === undefined ? {} : { fra: String(from) }),
    },
  };
}

/** Picked measures stand in their plan; everything else on the catalogue's own page. */
function whereItShows({ catalogue, options }: SituationFormContext, values: FormState['values']): string {
  const planId = valueOf({ values }, 'planId');
  const plan = options.plans.find(({ id }) => id === planId);
  return plan === undefined ? cataloguePath(catalogue.number) : planPath(plan.number);
}

function formOf<Form extends { slug: string }>(forms: readonly Form[], slug: string): Form {
  const form = forms.find((known) => known.slug === slug);
  if (form === undefined) throw new PageFailure('not-found');
  return form;
}

/** The version the form was made from. */
function seenIn(values: FormState['values']): Seen {
  const version = valueOf({ values }, 'version');
  return /^\d{1,9}$/u.test(version) ? { expectedVersion: Number(version) } : {};
}
