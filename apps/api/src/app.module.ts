import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from './auth/auth.module.js';
import { SessionModule } from './auth/session.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { CataloguesModule } from './catalogues/catalogues.module.js';
import type { ApiConfig } from './config.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { EditingModule } from './editing/editing.module.js';
import { EvaluationsModule } from './evaluations/evaluations.module.js';
import { HealthModule } from './health/health.module.js';
import { HistoryModule } from './history/history.module.js';
import { ImportsModule } from './imports/imports.module.js';
import { LanguageModule } from './language/language.module.js';
import { LoginModule } from './login/login.module.js';
import { MeasuresModule } from './measures/measures.module.js';
import { MessagesModule } from './messages/messages.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { PartiesModule } from './parties/parties.module.js';
import { PersonsModule } from './persons/persons.module.js';
import { PlansModule } from './plans/plans.module.js';
import { PortfolioModule } from './portfolio/portfolio.module.js';
import { ProblemModule } from './problems/problem.module.js';
import { PublishedModule } from './published/published.module.js';
import { ReadingsModule } from './readings/readings.module.js';
import { RecordModule } from './record/record.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { RestModule } from './rest/rest.module.js';
import { SearchModule } from './search/search.module.js';
import { SlackModule } from './slack/slack.module.js';
import { StartModule } from './start/start.module.js';
import { SubscriptionsModule } from './subscriptions/subscriptions.module.js';
import { WebModule } from './web/web.module.js';

/** The table of contents. Each concept's module says what it has. */
@Module({})
export class AppModule {
  static of(config: ApiConfig, clock: () => number): DynamicModule {
    const { databaseUrl, organisation, publicUrl } = config;
    const reports = ReportsModule.of({ databaseUrl, organisation });
    return {
      module: AppModule,
      imports: [
        // What they all stand on.
        RecordModule.of({ url: databaseUrl, poolSize: config.databasePoolSize, clock }),
        LanguageModule.of(config.languages),
        AuthModule.of({ ...config.oidc, audience: config.apiAudience }),
        SessionModule.of({ overTls: publicUrl.startsWith('https://') }),
        RestModule,
        WebModule.of({ sessionSecret: config.sessionSecret, publicUrl }),
        OpenApiModule,
        ProblemModule,
        HealthModule.of({
          temporalAddress: config.temporal.address,
          preparationFile: config.preparationFile,
        }),
        // The concepts.
        EvaluationsModule,
        // Before plans, whose forms' addresses are any word.
        EditingModule,
        reports,
        PublishedModule.of({ url: publicUrl, publisher: organisation }, reports),
        SubscriptionsModule,
        PlansModule,
        PortfolioModule,
        MeasuresModule,
        PartiesModule,
        PersonsModule.of(config.firstLeader),
        ReadingsModule,
        DecisionsModule,
        CataloguesModule,
        CalendarModule.of({ publicUrl }),
        MessagesModule,
        HistoryModule,
        SearchModule,
        ImportsModule,
        StartModule,
        // Who comes in otherwise than by a token.
        LoginModule.of({ ...config.oidc, publicUrl }),
        SlackModule.of(
          config.slack === undefined
            ? undefined
            : { ...config.slack, publicUrl, languages: config.languages },
        ),
      ],
    };
  }
}
