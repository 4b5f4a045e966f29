import { type DynamicModule, Module } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { RecordDoor } from '#record/door.js';
import { AuthModule } from './auth/auth.module.js';
import type { ApiConfig } from './config.js';
import { HealthModule } from './health/health.module.js';
import { PreparationNotice, preparationToken } from './health/preparation.js';
import { LoginModule } from './login/login.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { FirstLeader } from './persons/first-leader.js';
import { ProblemModule } from './problems/problem.module.js';
import { RecordModule } from './record/record.module.js';
import { publishedSiteToken } from './published/published-site.js';
import { archiveCreatorToken } from './reports/files/report-file.js';
import { makingSettingsToken } from './reports/files/report-file-desk.js';
import { RestModule } from './rest/rest.module.js';
import { SlackModule } from './slack/slack.module.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { WebModule } from './web/web.module.js';

/** The table of contents. */
@Module({})
export class AppModule {
  static of(config: ApiConfig, clock: () => number): DynamicModule {
    return {
      module: AppModule,
      global: true,
      providers: [
        { provide: preparationToken, useValue: new PreparationNotice(config.preparationFile) },
        {
          provide: FirstLeader,
          inject: [RecordSource, RecordDoor],
          useFactory: (dataSource: RecordSource, door: RecordDoor) =>
            new FirstLeader(config.firstLeader, dataSource, door),
        },
        { provide: archiveCreatorToken, useValue: { organisation: config.organisation } },
        { provide: publishedSiteToken, useValue: { url: config.publicUrl, publisher: config.organisation } },
        {
          provide: makingSettingsToken,
          useValue: { databaseUrl: config.databaseUrl, organisation: config.organisation },
        },
      ],
      exports: [preparationToken, archiveCreatorToken, publishedSiteToken, makingSettingsToken],
      imports: [
        RecordModule.of({ url: config.databaseUrl, poolSize: config.databasePoolSize, clock }),
        // The doors.
        RestModule,
        SlackModule.of(
          config.slack === undefined ? undefined : { ...config.slack, publicUrl: config.publicUrl },
        ),
        WebModule.of({ sessionSecret: config.sessionSecret, publicUrl: config.publicUrl }),
        SubscriptionsModule,
        LoginModule.of({ ...config.oidc, publicUrl: config.publicUrl }),
        // What belongs to them.
        AuthModule.of({ ...config.oidc, audience: config.apiAudience }),
        OpenApiModule,
        ProblemModule,
        HealthModule.of(config.temporal.address),
      ],
    };
  }
}
