import { Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { z } from 'zod';
import { messagesSeen, requireReading } from '#domain/access/sight.js';
import type { Actor } from '#domain/roles/actor.js';
import { listMessagesAbout, type MessageAbout } from '#record/notifications/message.query.js';
import { seenMeasure } from '../../measures/seen-measure.js';
import { Reader } from '../../rest/command-request.js';
import { Lists, RestController } from '../../rest/operations.js';
import { pageOf, paging } from '../../rest/paging.js';
import { instantShown } from '../../rest/schemas/shown.js';
import { idInPath } from '../../rest/schemas/values.js';

const messageQuery = z.strictObject(paging('instant', 'id'));

const messageShown = z
  .object({
    id: z.string(),
    kind: z.enum(['morning', 'told']),
    recipient: z.object({ id: z.string(), name: z.string().nullable() }),
    channel: z.string(),
    state: z.string().meta({ description: 'pending, sent, failed, overtaken or unreachable.' }),
    day: z.string().nullable(),
    createdAt: instantShown,
    sentAt: instantShown.nullable(),
    itemIds: z.array(z.string()),
  })
  .meta({ id: 'Message' });

@RestController('measures')
export class MessageController {
  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {}

  @Lists(
    ':id/messages',
    'Every message about the measure, the newest first; an owner sees their own, and those about their items',
    messageShown,
  )
  async ofMeasure(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Query({ schema: messageQuery }) query: z.output<typeof messageQuery>,
    @Reader() reader: Actor,
  ) {
    requireReading(reader);
    const { sight } = await seenMeasure(this.recordSource, id, reader);
    const rows = await listMessagesAbout(this.recordSource, id, { ...query, ...messagesSeen(reader, sight) });
    return pageOf(rows, query.limit, ({ createdAt, id: messageId }) => [createdAt, messageId], show);
  }
}

function show(message: MessageAbout): z.output<typeof messageShown> {
  return {
    id: message.id,
    kind: message.kind,
    recipient: { id: message.recipientId, name: message.recipientName ?? null },
    channel: message.channel,
    state: message.state,
    day: message.day ?? null,
    createdAt: message.createdAt,
    sentAt: message.sentAt ?? null,
    itemIds: message.itemIds,
  };
}
