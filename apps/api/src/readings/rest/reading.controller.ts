import { Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '#domain/roles/actor.js';
import { requirePermission } from '#domain/roles/permissions.js';
import { ReadingLog, readingKinds } from '#record/readings/reading-log.js';
import { Reader } from '../../rest/command-request.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { Lists, RestController } from '../../rest/operations.js';
import { pageOf, paging } from '../../rest/paging.js';
import { instantShown, personRef } from '../../rest/schemas/shown.js';
import * as value from '../../rest/schemas/values.js';

const readingQuery = z.strictObject({
  ...paging('number'),
  reader: value.reference.exactOptional().meta({ description: 'A person’s id, or client:<id>.' }),
  subject: value.id.exactOptional().meta({ description: 'The id of what was read.' }),
  from: value.plainDate.exactOptional().meta({ description: 'Read on this day (Europe/Oslo) or later.' }),
  to: value.plainDate.exactOptional().meta({ description: 'Read on this day (Europe/Oslo) or earlier.' }),
});

const readingShown = z
  .object({
    number: z.int(),
    at: instantShown,
    reader: z.object({
      id: personRef,
      name: z.string().nullable(),
      account: z.object({ issuer: z.string(), subject: z.string() }).nullable(),
    }),
    path: z.string().meta({ description: 'The address that answered.' }),
    planNumber: z.int().nullable(),
    subject: z.object({
      kind: z.enum(readingKinds),
      id: z.string(),
      number: z.int().nullable().meta({ description: 'Of a measure or a report, in its plan.' }),
      href: z.string().nullable(),
    }),
  })
  .meta({ id: 'Reading' });

/**
 * The reading log, for the auditor and leadership: who read which restricted text (*unntatt offentlighet*).
 */
@RestController('readings')
export class ReadingController {
  constructor(@Inject(ReadingLog) private readonly log: ReadingLog) {}

  @Lists('', 'Who was shown restricted text, the newest first', readingShown)
  async list(@Query({ schema: readingQuery }) query: z.output<typeof readingQuery>, @Reader() reader: Actor) {
    requirePermission(reader, 'read-readings');
    return pageOf(
      await this.log.list(query),
      query.limit,
      ({ number }) => [number],
      ({ readerId, readerName, account, subject, subjectNumber, planNumber, ...reading }) => ({
        ...reading,
        planNumber: planNumber ?? null,
        reader: { id: readerId, name: readerName ?? null, account: account ?? null },
        subject: {
          ...subject,
          number: subjectNumber ?? null,
          href: subject.kind === 'import' ? null : hrefOf(subject.kind, subject.id),
        },
      }),
    );
  }
}
