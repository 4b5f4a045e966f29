import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import pg from 'pg';
import type { z } from 'zod';
import { AuthModule } from '../../apps/api/src/auth/auth.module.js';
import { readConfig } from '../../apps/api/src/config.js';
import { HealthModule } from '../../apps/api/src/health/health.module.js';
import { newMeasureInPlan } from '../../apps/api/src/measures/rest/measure.schemas.js';
import { useMiddleware } from '../../apps/api/src/middleware.js';
import { allowedMethodsOf } from '../../apps/api/src/problems/allowed-methods.js';
import { ProblemFilter } from '../../apps/api/src/problems/problem.filter.js';
import { RecordModule } from '../../apps/api/src/record/record.module.js';
import { Answer } from '../../apps/api/src/rest/answer.js';
import { Records, RestController } from '../../apps/api/src/rest/operations.js';

/**
 * The API's HTTP stack (Nest on Express, the same middleware, bearer token, zod pipe and answer) around one INSERT
 * of one row, prepared once per connection, in a transaction of its own: what registering over HTTP costs at least.
 * A process of its own, with the API's environment.
 */
const config = readConfig({ ...process.env, SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: '' });
const pool = new pg.Pool({ connectionString: config.databaseUrl, max: config.databasePoolSize });

@RestController('measures')
class BareController {
  @Records('', 'Insert one row')
  async register(@Body({ schema: newMeasureInPlan }) body: z.output<typeof newMeasureInPlan>) {
    const id = randomUUID();
    await pool.query({
      name: 'bare',
      text: 'INSERT INTO bench_bare (id, plan_id, body) VALUES ($1, $2, $3)',
      values: [id, body.planId, JSON.stringify(body)],
    });
    const href = `/api/v1/measures/${id}`;
    return new Answer({ id, href }, { Location: href });
  }
}

@Module({
  imports: [
    RecordModule.of({ url: config.databaseUrl, poolSize: 2, clock: Date.now }),
    AuthModule.of({ ...config.oidc, audience: config.apiAudience }),
    HealthModule.of({ temporalAddress: config.temporal.address, preparationFile: config.preparationFile }),
  ],
  controllers: [BareController],
})
class BareModule {}

const app = await NestFactory.create<NestExpressApplication>(BareModule, {
  bodyParser: false,
  logger: ['error', 'warn'],
});
app.useGlobalFilters(new ProblemFilter(allowedMethodsOf(app)));
useMiddleware(app, { ...config, slack: undefined });
await app.listen(config.port);
process.once('SIGTERM', () => void app.close().then(() => pool.end()));
