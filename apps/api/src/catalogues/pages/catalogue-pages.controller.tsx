import { Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import {
  cataloguePath,
  cataloguesPath,
  planPath,
  readLookedFor,
  situationFormPath,
} from '#messages/page-links.js';
import {
  catalogueAtVersion,
  findCatalogue,
  listCatalogues,
  namesOfChangers,
} from '#record/catalogue/catalogue.query.js';
import { pickOptions, type PickOptions } from '#record/catalogue/picking.query.js';
import { picksFrom } from '#record/catalogue/picks.query.js';
import { RecordSource } from '#record/record-source.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { versionSeen } from '../../web/forms/asked.js';
import type { FormShown } from '../../web/forms/form.page.js';
import { formAgain, formFilledIn } from '../../web/forms/changed-meanwhile.js';
import { formAt, FormRound, requireOffered, requireRight, sentIn } from '../../web/forms/form-round.js';
import { emptyForm, type FormState, valueOf } from '../../web/forms/form-state.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { pageNumber } from '../../web/page-number.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import type { CatalogueFormContext, SituationForm, SituationFormContext } from './catalogue-form.js';
import { catalogueForms, registerForm } from './catalogue-forms.js';
import { CatalogueListPage } from './catalogue-list.page.js';
import { CataloguePage } from './catalogue.page.js';
import { situationForms } from './situation-forms.js';
import { noteEvaluations, notePicks } from '../../record/restricted-readings.js';

/** So many catalogues are listed: more than one organisation keeps. */
const mostListed = 500;
/** Of each candidate, the newest. */
const picksShown = 5;

/** Tiltaksbank: read by everybody who is logged in, kept and picked from by the secretariat. */
@PageController(cataloguesPath)
export class CataloguePagesController {
  constructor(
    @Inject(RecordSource) private readonly dataSource: RecordSource,
    @Inject(FormRound) private readonly forms: FormRound,
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
        from={readLookedFor(from)}
      />,
    );
  }

  @Get('ny')
  askNew(@Req() request: Request, @Res() response: Response): void {
    if (!may(actorOn(request), 'edit-catalogue')) throw new PageFailure('forbidden');
    this.pages.showForm(request, response, newCatalogueShown, emptyForm);
  }

  @Post('ny')
  async takeNew(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!may(actorOn(request), 'edit-catalogue')) throw new PageFailure('forbidden');
    const sent = sentIn(request);
    const { fields, name } = registerForm;
    const { errors } = await this.forms.take(registerForm.ask(sent.values), fields, actorOn(request), sent);
    if (errors.length === 0) this.pages.sendOn(response, cataloguesPath, name);
    else this.pages.showForm(request, response, newCatalogueShown, { values: sent.values, errors });
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
    const picks = may(actor, 'read-everything')
      ? await picksFrom(this.dataSource, now.id, actor, { ofEach: picksShown })
      : [];
    notePicks(picks);
    this.pages.send(
      response,
      <CataloguePage
        frame={this.pages.frame(request, response)}
        catalogue={catalogue}
        version={version}
        versionNow={versionNow}
        names={await namesOfChangers(this.dataSource, catalogue)}
        actor={actor}
        from={readLookedFor(from)}
        picks={picks}
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
    const form = formAt(catalogueForms, slug);
    const context = await this.context(request, number);
    requireOffered((of) => form.offered(of), context);
    const state = formFilledIn(form.prefill?.(context) ?? {});
    this.pages.showForm(request, response, catalogueShown(form, context, state), state);
  }

  @Post(':number/:slug')
  async take(
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(catalogueForms, slug);
    const context = await this.context(request, number);
    requireRight((of) => form.offered(of), context);
    const sent = sentIn(request);
    const { values } = sent;
    const asked = form.ask(values, context, versionSeen(values));
    const taken = await this.forms.take(asked, form.fields(context, values), context.actor, sent);
    if (taken.errors.length === 0) {
      this.pages.sendOn(response, cataloguePath(context.catalogue.number), form.name);
      return;
    }
    // As it is now: the next attempt is made from what the person can see.
    const latest = await this.context(request, number);
    const state = formAgain(sent, taken, form.prefill?.(latest) ?? {}, form.fields(latest, values));
    this.pages.showForm(request, response, catalogueShown(form, latest, state), state);
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
    const form = formAt(situationForms, slug);
    const context = await this.situationContext(request, number, situationNumber, from);
    requireOffered((of) => form.offered(of), context);
    const state = formFilledIn(form.prefill?.(context) ?? {});
    this.pages.showForm(request, response, situationShown(form, context, state, from), state);
  }

  @Post(':number/situasjon/:situationNumber/:slug')
  async takeOfSituation(
    @Param('number') number: string,
    @Param('situationNumber') situationNumber: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(situationForms, slug);
    const sent = sentIn(request);
    const { values } = sent;
    const from = valueOf({ values }, 'fra');
    const context = await this.situationContext(request, number, situationNumber, from);
    requireRight((of) => form.offered(of), context);
    const asked = form.ask(values, context, versionSeen(values));
    const taken = await this.forms.take(asked, form.fields(context, values), context.actor, sent);
    if (taken.errors.length === 0) {
      this.pages.sendOn(response, whereItShows(context, values), form.name);
      return;
    }
    const latest = await this.situationContext(request, number, situationNumber, from);
    const state = formAgain(sent, taken, form.prefill?.(latest) ?? {}, form.fields(latest, values));
    this.pages.showForm(request, response, situationShown(form, latest, state, from), state);
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
      ? await pickOptions(this.dataSource, context.actor, readLookedFor(from))
      : nothingToPickFor;
    noteEvaluations(options.evaluations);
    return { ...context, situation, options };
  }
}

const nothingToPickFor: PickOptions = { plans: [], evaluations: [] };

const catalogueCrumb: Crumb = { label: t('page.catalogue.title'), href: cataloguesPath };

const newCatalogueShown: FormShown = {
  name: registerForm.name,
  fields: registerForm.fields,
  crumbs: [catalogueCrumb],
  action: `${cataloguesPath}/ny`,
  cancelHref: cataloguesPath,
  hidden: {},
};

function catalogueShown(
  form: (typeof catalogueForms)[number],
  context: CatalogueFormContext,
  { values }: FormState,
): FormShown {
  const { catalogue, version } = context;
  const page = cataloguePath(catalogue.number);
  return {
    name: form.name,
    fields: form.fields(context, values),
    kicker: catalogue.name,
    crumbs: [catalogueCrumb, { label: catalogue.name, href: page }],
    action: `${page}/${form.slug}`,
    cancelHref: page,
    hidden: { ...form.hidden?.(context, values), version: String(version) },
  };
}

function situationShown(
  form: SituationForm,
  context: SituationFormContext,
  { values }: FormState,
  from: unknown,
): FormShown {
  const { catalogue, situation, version } = context;
  const cameFrom = readLookedFor(from);
  const page = cataloguePath(catalogue.number, { from: cameFrom });
  return {
    name: form.name,
    fields: form.fields(context, values),
    kicker: t('page.catalogue.situation', { number: situation.number, name: situation.name }),
    crumbs: [catalogueCrumb, { label: catalogue.name, href: page }],
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
