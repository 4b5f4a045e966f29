import { Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import { cataloguesPath, readLookedFor } from '#messages/page-links.js';
import { catalogueAtVersion, listCatalogues, namesOfChangers } from '#record/catalogue/catalogue.query.js';
import { picksFrom } from '#record/catalogue/picks.query.js';
import { RecordSource } from '#record/record-source.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { pageNumber } from '../../web/page-number.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { catalogueSeen } from './catalogue-forms.controller.js';
import { CatalogueListPage } from './catalogue-list.page.js';
import { CataloguePage } from './catalogue.page.js';
import { notePicks } from '../../record/restricted-readings.js';

/** So many catalogues are listed: more than one organisation keeps. */
const mostListed = 500;
/** How many picks are shown of each candidate, the newest first. */
const picksShown = 5;

/** Tiltaksbank: read by everybody who is logged in, kept and picked from by the secretariat. */
@PageController(cataloguesPath)
export class CataloguePagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
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

  @Get(':number')
  async show(
    @Param('number') number: string,
    @Query('versjon') asked: unknown,
    @Query('fra') from: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const {
      catalogue: now,
      version: versionNow,
      actor,
    } = await catalogueSeen(this.recordSource, request, number);
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
}
