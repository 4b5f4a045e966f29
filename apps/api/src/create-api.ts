import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { ApiConfig } from './config.js';
import { useMiddleware } from './middleware.js';
import { OpenApi } from './openapi/openapi.js';
import { allowedMethodsOf } from './problems/allowed-methods.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { PageFilter } from './web/failures/page.filter.js';
import { KeptForms } from './web/forms/kept-forms.js';
import { Pages } from './web/pages.js';

/**
 * The whole API, put together and ready to listen.
 * @param clock milliseconds since 1970. No setting changes it: only a program that puts the API together itself can.
 */
export async function createApi(
  config: ApiConfig,
  clock: () => number = Date.now,
): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config, clock), {
    // Parsed where `middleware.ts` says.
    bodyParser: false,
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const allowed = allowedMethodsOf(app);
  app.useGlobalFilters(
    new PageFilter(
      app.get(Pages, { strict: false }),
      new ProblemFilter(allowed),
      allowed,
      app.get(KeptForms, { strict: false }),
    ),
  );
  useMiddleware(app, config);
  app.get(OpenApi, { strict: false }).describe(app, { version: '1', issuer: config.oidc.issuer });
  return app;
}
