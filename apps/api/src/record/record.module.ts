import {
  type DynamicModule,
  Global,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { RecordSource, openRecord } from '#record/record-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { Identities } from '#record/identity/identities.js';
import { ReadingLog } from '#record/readings/reading-log.js';
import { RestrictedReadings } from './restricted-readings.js';

/** PostgreSQL may start after the API, which waits so long for it. */
const patienceMs = 60_000;
const pauseMs = 1_000;

/** The record: its connection and the command handler. Everywhere in the API. */
@Global()
@Module({})
export class RecordModule implements OnApplicationShutdown {
  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {}

  /** @param options.clock milliseconds since 1970; what the record writes as the time of an event */
  static of(options: { url: string; poolSize: number; clock: () => number }): DynamicModule {
    return {
      module: RecordModule,
      providers: [
        { provide: RecordSource, useFactory: () => openPatiently(options) },
        {
          provide: CommandHandler,
          inject: [RecordSource],
          useFactory: (recordSource: RecordSource) => new CommandHandler(recordSource, options.clock),
        },
        {
          provide: ReadingLog,
          inject: [RecordSource],
          useFactory: (recordSource: RecordSource) => new ReadingLog(recordSource),
        },
        {
          provide: Identities,
          inject: [RecordSource, CommandHandler],
          useFactory: (recordSource: RecordSource, commands: CommandHandler) =>
            new Identities(recordSource, commands),
        },
        RestrictedReadings,
      ],
      exports: [RecordSource, CommandHandler, Identities, ReadingLog],
    };
  }

  /** After the HTTP server has answered everybody. */
  async onApplicationShutdown(): Promise<void> {
    if (this.recordSource.isInitialized) await this.recordSource.destroy();
  }
}

async function openPatiently({ url, poolSize }: { url: string; poolSize: number }): Promise<RecordSource> {
  const logger = new Logger('Record');
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      return await openRecord(url, { poolSize, applicationName: 'kvittert-api' });
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      logger.warn(
        `PostgreSQL does not answer yet: ${error instanceof Error ? error.message : String(error)}`,
      );
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
