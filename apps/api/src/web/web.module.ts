import {
  type DynamicModule,
  Global,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type Type,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import cookieParser from 'cookie-parser';
import express from 'express';
import { RecordSource } from '#record/record-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { KeptFormStore } from '#record/identity/kept-forms.js';
import { Sessions } from '../auth/session.js';
import { type PreparationNotice, preparationToken } from '../health/preparation.js';
import { takesFieldsOnly, takesOneFile } from '../uploads/uploaded-file.js';
import { FormPages } from './forms/form-pages.js';
import { FormHandler } from './forms/form-handler.js';
import { KeptForms } from './forms/kept-forms.js';
import { type Assets, loadAssets } from './frame/assets.js';
import { AssetsController, assetsToken } from './frame/assets.controller.js';
import { Csrf } from './frame/csrf.js';
import { formsTakenBy } from './page-controller.js';
import { Pages } from './pages.js';

export interface WebOptions {
  sessionSecret: string;
  /** Without a final slash. */
  publicUrl: string;
}

const optionsToken = Symbol('web options');
/** The longest text a form takes, a few times over: 20,000 letters may be 120,000 bytes on the way. */
const formBytes = 500_000;
const mostFields = 2_000;

/** What the pages for people stand on: server-rendered, and whole without a script. It knows none of them. */
@Global()
@Module({})
export class WebModule implements NestModule {
  constructor(
    @Inject(optionsToken) private readonly options: WebOptions,
    @Inject(Csrf) private readonly csrf: Csrf,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(KeptForms) private readonly kept: KeptForms,
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
  ) {}

  static of(options: WebOptions): DynamicModule {
    return {
      module: WebModule,
      imports: [DiscoveryModule],
      controllers: [AssetsController],
      providers: [
        { provide: optionsToken, useValue: options },
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
          useFactory: (recordSource: RecordSource, csrf: Csrf, sessions: Sessions) =>
            new KeptForms(new KeptFormStore(recordSource), csrf, sessions, {
              publicUrl: options.publicUrl,
              overTls: options.publicUrl.startsWith('https://'),
            }),
        },
        {
          provide: FormHandler,
          inject: [CommandHandler],
          useFactory: (commands: CommandHandler) => new FormHandler(commands),
        },
        {
          provide: Pages,
          inject: [Csrf, assetsToken, preparationToken],
          useFactory: (csrf: Csrf, assets: Assets, preparation: PreparationNotice) =>
            new Pages(csrf, assets, preparation),
        },
        {
          provide: FormPages,
          inject: [FormHandler, Pages],
          useFactory: (forms: FormHandler, pages: Pages) => new FormPages(forms, pages),
        },
      ],
      exports: [Pages, KeptForms, FormHandler, FormPages],
    };
  }

  /** What every page passes, in this order. */
  configure(consumer: MiddlewareConsumer): void {
    const cookies = cookieParser(this.options.sessionSecret);
    const form = express.urlencoded({ extended: false, limit: formBytes, parameterLimit: mostFields });
    const own = [this.csrf.middleware, this.kept.middleware];
    const controllers = this.discovery.getControllers().map(({ metatype }) => metatype as Type);
    const taking = (file: boolean) =>
      controllers.filter((controller) => {
        const taken = formsTakenBy(controller);
        return taken !== undefined && (taken.takesFile ?? false) === file;
      });
    consumer.apply(cookies, this.takesFile, form, ...own).forRoutes(...taking(true));
    consumer.apply(cookies, form, ...own).forRoutes(...taking(false));
  }

  /** A stranger’s 50 MB are never kept in memory; what was chosen beside the file is. */
  private readonly takesFile: express.RequestHandler = (request, response, next) => {
    const takes = this.sessions.idOf(request) === undefined ? takesFieldsOnly : takesOneFile;
    void takes(request, response, next);
  };
}
