import { type DynamicModule, type INestApplicationContext, Logger, Module } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { RecordSource } from '#record/record-source.js';
import { DeliveryLog } from '#record/deliveries/delivery-log.js';
import { CommandHandler } from '#record/command-handler.js';
import { Identities } from '#record/identity/identities.js';
import { itemToReport } from '#record/measure/item-to-report.query.js';
import { SlackInteractions, type SlackInteractionsSettings } from './slack-interactions.js';

/** Takes presses of buttons in Slack; without settings the module is empty. */
@Module({})
export class SlackModule {
  /** CommandHandler and RecordSource come from a global module. */
  static of(settings: SlackInteractionsSettings | undefined): DynamicModule {
    return {
      module: SlackModule,
      providers:
        settings === undefined
          ? []
          : [
              {
                provide: SlackInteractions,
                inject: [CommandHandler, RecordSource, Identities],
                useFactory: (commands: CommandHandler, recordSource: RecordSource, identities: Identities) =>
                  new SlackInteractions(
                    settings,
                    {
                      commands,
                      deliveries: new DeliveryLog(recordSource),
                      itemToReport: (measureId, itemId) => itemToReport(recordSource, measureId, itemId),
                      identities,
                    },
                    new Logger('SlackInteractions'),
                  ),
              },
            ],
    };
  }
}

/**
 * Mounts Slack's address. Before `app.init()` and before any body parser: after it Nest answers 404, and the
 * signature covers the bytes as they were sent.
 */
export function mountSlackInteractions(
  app: INestApplicationContext & { use(handler: RequestHandler): unknown },
): void {
  app.use(app.get(SlackInteractions, { strict: false }).httpRouter());
}
