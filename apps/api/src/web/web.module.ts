import {
  type DynamicModule,
  Global,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
} from '@nestjs/common';
import cookieParser from 'cookie-parser';
import express from 'express';
import { RecordSource } from '#record/record-source.js';
import { RecordDoor } from '#record/door.js';
import { KeptFormStore } from '#record/identity/kept-forms.js';
import { type PreparationNotice, preparationToken } from '../health/preparation.js';
import { LoginController } from '../login/pages/login.controller.js';
import { Sessions } from '../auth/session.js';
import { DecisionPagesController } from '../decisions/pages/decision-pages.controller.js';
import { EvaluationPagesController } from '../evaluations/pages/evaluation-pages.controller.js';
import { EditingPagesController } from '../editing/pages/editing-pages.controller.js';
import { takesFieldsOnly, takesOneFile } from '../uploads/uploaded-file.js';
import { RestModule } from '../rest/rest.module.js';
import { AssetsController, assetsToken } from './frame/assets.controller.js';
import { type Assets, loadAssets } from './frame/assets.js';
import { Csrf } from './frame/csrf.js';
import { CataloguePagesController } from '../catalogues/pages/catalogue-pages.controller.js';
import { ImportPagesController } from '../imports/pages/import-pages.controller.js';
import { MeasurePagesController } from '../measures/pages/measure-pages.controller.js';
import { FormRound } from './forms/form-round.js';
import { KeptForms } from './forms/kept-forms.js';
import { Pages } from './pages.js';
import { PartyPagesController } from '../parties/pages/party-pages.controller.js';
import { LadderPagesController } from '../plans/pages/ladder-pages.controller.js';
import { PlanPagesController } from '../plans/pages/plan-pages.controller.js';
import { PortfolioPagesController } from '../portfolio/pages/portfolio-pages.controller.js';
import { ReadingLogPagesController } from '../readings/pages/reading-log-pages.controller.js';
import { ReportFilePagesController } from '../reports/pages/report-file-pages.controller.js';
import { PublishedFiles } from '../published/published-files.js';
import { PublishedPagesController } from '../published/pages/published-pages.controller.js';
import { ReportPagesController } from '../reports/pages/report-pages.controller.js';
import { ReportReading } from '../reports/pages/report-reading.js';
import { WaitingPagesController } from '../reports/pages/waiting-pages.controller.js';
import { SearchPagesController } from '../search/pages/search-pages.controller.js';
import { StartController } from '../start/pages/start-pages.controller.js';

export interface WebOptions {
  sessionSecret: string;
  /** Without a final slash. */
  publicUrl: string;
}

const optionsToken = Symbol('web options');
/** The longest text a form takes, a few times over: 20,000 letters may be 120,000 bytes on the way. */
const formBytes = 500_000;
const mostFields = 2_000;

/** The pages for people: server-rendered, and whole without a script. */
@Global()
@Module({})
export class WebModule implements NestModule {
  constructor(
    @Inject(optionsToken) private readonly options: WebOptions,
    @Inject(Csrf) private readonly csrf: Csrf,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(KeptForms) private readonly kept: KeptForms,
  ) {}

  static of(options: WebOptions): DynamicModule {
    return {
      module: WebModule,
      // Pages of an import do what its REST addresses do.
      imports: [RestModule],
      controllers: [
        AssetsController,
        // Anybody's: no session, no cookie, no form.
        PublishedPagesController,
        StartController,
        // Before the plan's forms, whose addresses are any word.
        EditingPagesController,
        // Its addresses stand where a report's number or form may.
        ReportFilePagesController,
        ReportPagesController,
        WaitingPagesController,
        LadderPagesController,
        PlanPagesController,
        CataloguePagesController,
        PartyPagesController,
        MeasurePagesController,
        PortfolioPagesController,
        ReadingLogPagesController,
        SearchPagesController,
        DecisionPagesController,
        EvaluationPagesController,
        ImportPagesController,
      ],
      providers: [
        { provide: optionsToken, useValue: options },
        PublishedFiles,
        { provide: assetsToken, useFactory: loadAssets },
        {
          provide: Csrf,
          inject: [Sessions],
          useFactory: (sessions: Sessions) =>
            new Csrf(options.sessionSecret, sessions, options.publicUrl.startsWith('https://')),
        },
        {
          provide: KeptForms,
          inject: [RecordSource, Csrf, Sessions],
          useFactory: (dataSource: RecordSource, csrf: Csrf, sessions: Sessions) =>
            new KeptForms(new KeptFormStore(dataSource), csrf, sessions, {
              publicUrl: options.publicUrl,
              overTls: options.publicUrl.startsWith('https://'),
            }),
        },
        { provide: FormRound, inject: [RecordDoor], useFactory: (door: RecordDoor) => new FormRound(door) },
        {
          provide: ReportReading,
          inject: [RecordSource],
          useFactory: (dataSource: RecordSource) => new ReportReading(dataSource),
        },
        {
          provide: Pages,
          inject: [Csrf, assetsToken, preparationToken],
          useFactory: (csrf: Csrf, assets: Assets, preparation: PreparationNotice) =>
            new Pages(csrf, assets, preparation),
        },
      ],
      exports: [Pages, KeptForms],
    };
  }

  /** What every page passes, in this order. */
  configure(consumer: MiddlewareConsumer): void {
    const cookies = cookieParser(this.options.sessionSecret);
    const form = express.urlencoded({ extended: false, limit: formBytes, parameterLimit: mostFields });
    const own = [this.csrf.middleware, this.kept.middleware];
    consumer.apply(cookies, this.takesFile, form, ...own).forRoutes(ImportPagesController);
    consumer
      .apply(cookies, form, ...own)
      .forRoutes(
        StartController,
        EditingPagesController,
        ReportFilePagesController,
        ReportPagesController,
        WaitingPagesController,
        LadderPagesController,
        PlanPagesController,
        CataloguePagesController,
        PartyPagesController,
        MeasurePagesController,
        PortfolioPagesController,
        ReadingLogPagesController,
        DecisionPagesController,
        EvaluationPagesController,
        SearchPagesController,
        LoginController,
      );
  }
  /** A stranger’s 50 MB are never kept in memory; what was chosen beside the file is. */
  private readonly takesFile: express.RequestHandler = (request, response, next) => {
    const takes = this.sessions.idOf(request) === undefined ? takesFieldsOnly : takesOneFile;
    void takes(request, response, next);
  };
}
