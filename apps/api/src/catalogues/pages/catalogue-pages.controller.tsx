import { Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import { cataloguesPath, readLookedFor } from '#messages/page-links.js';
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
import { FormPages } from '../../web/forms/form-pages.js';
import { formAt, requireMay, sentIn } from '../../web/forms/form-handler.js';
import { valueOf } from '../../web/forms/form-state.js';
import { pageNumber } from '../../web/page-number.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import type { CatalogueFormContext, SituationFormContext } from './catalogue-form.js';
import { cataloguePlace, registerForm, registerPlace, situationPlace } from './catalogue-forms.js';
import { CatalogueListPage } from './catalogue-list.page.js';
import { CataloguePage } from './catalogue.page.js';
import { noteEvaluations, notePicks } from '../../record/restricted-readings.js';

/** So many catalogues are listed: more than one organisation keeps. */
const mostListed = 500;
/** How many picks are shown of each candidate, the newest first. */
const picksShown = 5;

/** Tiltaksbank: read by everybody who is logged in, kept and picked from by the secretariat. */
@PageController(cataloguesPath)
export class CataloguePagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(FormPages) private readonly forms: FormPages,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Query('fra') from: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const catalogues = await listCatalogues(this.recordSource, { limit: mostListed });
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
  async askNew(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.forms.ask(registerPlace, { slug: registerForm.slug, request, response }, () =>
      Promise.resolve({ actor: actorOn(request) }),
    );
  }

  @Post('ny')
  async takeNew(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.forms.take(registerPlace, { slug: registerForm.slug, request, response }, () =>
      Promise.resolve({ actor: actorOn(request) }),
    );
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
      version === versionNow ? now : await catalogueAtVersion(this.recordSource, now.id, version);
    if (catalogue === undefined) throw new PageFailure('not-found');
    const picks = may(actor, 'read-everything')
      ? await picksFrom(this.recordSource, now.id, actor, { ofEach: picksShown })
      : [];
    notePicks(picks);
    this.pages.send(
      response,
      <CataloguePage
        frame={this.pages.frame(request, response)}
        catalogue={catalogue}
        version={version}
        versionNow={versionNow}
        names={await namesOfChangers(this.recordSource, catalogue)}
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
    await this.forms.ask(cataloguePlace, { slug, request, response }, () => this.context(request, number));
  }

  @Post(':number/:slug')
  async take(
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.take(cataloguePlace, { slug, request, response }, () => this.context(request, number));
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
    requireMay(actorOn(request), formAt(situationPlace.forms, slug));
    await this.forms.ask(situationPlace, { slug, request, response }, () =>
      this.situationContext(request, number, situationNumber, from),
    );
  }

  @Post(':number/situasjon/:situationNumber/:slug')
  async takeOfSituation(
    @Param('number') number: string,
    @Param('situationNumber') situationNumber: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    // Whoever it is not for is not told which situations there are.
    requireMay(actorOn(request), formAt(situationPlace.forms, slug));
    const from = valueOf(sentIn(request), 'fra');
    await this.forms.take(situationPlace, { slug, request, response }, () =>
      this.situationContext(request, number, situationNumber, from),
    );
  }

  private async context(request: Request, number: string): Promise<CatalogueFormContext> {
    const actor = actorOn(request);
    const found = await findCatalogue(this.recordSource, { number: pageNumber(number) });
    if (found === undefined) throw new PageFailure('not-found');
    return { catalogue: found.state, version: found.version, actor };
  }

  private async situationContext(
    request: Request,
    number: string,
    situationNumber: string,
    asked: unknown,
  ): Promise<SituationFormContext> {
    const context = await this.context(request, number);
    const from = readLookedFor(asked);
    const wanted = pageNumber(situationNumber);
    const situation = context.catalogue.situations.find((known) => known.number === wanted);
    if (situation === undefined) throw new PageFailure('not-found');
    const options = may(context.actor, 'register')
      ? await pickOptions(this.recordSource, context.actor, from)
      : nothingToPickFor;
    noteEvaluations(options.evaluations);
    return { ...context, situation, options, from };
  }
}

const nothingToPickFor: PickOptions = { plans: [], evaluations: [] };
