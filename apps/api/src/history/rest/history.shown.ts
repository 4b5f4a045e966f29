import { z } from 'zod';
import type { HistoryEntry } from '#record/history/history.query.js';
import { paging } from '../../rest/paging.js';
import { instantShown, personRef } from '../../rest/schemas/shown.js';
import * as value from '../../rest/schemas/values.js';

export const historyQuery = z.strictObject({
  ...paging('number'),
  command: value.id.exactOptional().meta({ description: 'Only what this command led to.' }),
});

export const historyEntryShown = z
  .object({
    version: z.int(),
    type: z.string().meta({ description: 'What happened, such as ItemSignedOff.' }),
    at: instantShown,
    actor: z.object({
      id: personRef,
      name: z.string().nullable(),
      account: z
        .object({ issuer: z.string(), subject: z.string() })
        .nullable()
        .meta({ description: 'Who they were at the identity provider when they did it.' }),
    }),
    commandId: z.string(),
    hash: z.string().meta({ description: 'SHA-256 over this entry and the hash before it.' }),
    data: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: 'The event’s own data, old and new value; null where the text is withheld.' }),
  })
  .meta({ id: 'HistoryEntry' });

/** An event’s data is a public contract (libs/domain, `*.events.ts`): it is shown as it was written, or not at all. */
export function showHistoryEntry(entry: HistoryEntry, withText: boolean): z.output<typeof historyEntryShown> {
  return {
    version: entry.version,
    type: entry.type,
    at: entry.at,
    actor: { id: entry.actorId, name: entry.actorName ?? null, account: entry.account ?? null },
    commandId: entry.commandId,
    hash: entry.hash,
    data: withText ? { ...entry.data } : null,
  };
}
