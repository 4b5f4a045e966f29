import { type DynamicModule, type INestApplicationContext, Logger, Module } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { RecordSource } from '#record/record-source.js';
import { DeliveryLog } from '#record/deliveries/delivery-log.js';
import { RecordDoor } from '#record/door.js';
import { Identities } from '#record/identity/identities.js';
import { itemToReport } from '#record/measure/item-to-report.query.js';
import { SlackDoor, type SlackDoorSettings } from './slack-door.js';

/** The door for presses in Slack; an installation without Slack has the module without the door. */
@Module({})
export class SlackModule {
  /** RecordDoor and RecordSource come from a global module. */
  static of(settings: SlackDoorSettings | undefined): DynamicModule {
    return {
      module: SlackModule,
      providers:
        settings === undefined
          ? []
          : [
              {
                provide: SlackDoor,
                inject: [RecordDoor, RecordSource, Identities],
                useFactory: (door: RecordDoor, recordSource: RecordSource, identities: Identities) =>
                  new SlackDoor(
                    settings,
                    {
                      door,
                      deliveries: new DeliveryLog(recordSource),
                      itemToReport: (measureId, itemId) => itemToReport(recordSource, measureId, itemId),
                      identities,
                    },
                    new Logger('SlackDoor'),
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
export function mountSlackDoor(
  app: INestApplicationContext & { use(handler: RequestHandler): unknown },
): void {
  app.use(app.get(SlackDoor, { strict: false }).httpRouter());
}
