import { Inject, Param, Query } from '@nestjs/common';
import { DataSource } from '#record/data-source.js';
import { z } from 'zod';
import { mayOpen } from '#domain/access/visibility.js';
import { notFound } from '#domain/domain-error.js';
import type { Actor } from '#domain/roles/actor.js';
import { findMeasure } from '#record/queries/measure.query.js';
import { listMessagesAbout, type MessageAbout } from '#record/queries/message.query.js';
import { Reader } from '../rest/command-request.js';
import { found } from '../rest/found.js';
import { Lists, RestController } from '../rest/operations.js';
import { pageOf, paging } from '../rest/paging.js';
import { seesEverything } from '../rest/visibility.js';
import { instantShown } from '../schemas/shown.js';
import { idInPath } from '../schemas/values.js';

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
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  @Lists(
    ':id/messages',
    'Every message about the measure, the newest first; an owner sees their own',
    messageShown,
  )
  async ofMeasure(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Query({ schema: messageQuery }) query: z.output<typeof messageQuery>,
    @Reader() reader: Actor,
  ) {
    const { state: measure } = found(await findMeasure(this.dataSource, id), 'measure', id);
    if (!mayOpen(reader, measure)) throw notFound('measure', id);
    const to = seesEverything(reader) ? {} : { recipientId: reader.id };
    const rows = await listMessagesAbout(this.dataSource, id, { ...query, ...to });
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
