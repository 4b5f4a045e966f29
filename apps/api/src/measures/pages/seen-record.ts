import { seesEvent } from '#domain/access/history-sight.js';
import { measureSight, type MeasureSight, messagesSeen } from '#domain/access/sight.js';
import type { Actor } from '#domain/roles/actor.js';
import type { MeasureRecord, SentMessage } from '#record/measure/measure-page.query.js';

/** The record of a measure as this actor sees it; undefined: for them it is not there. */
export function seenRecord(actor: Actor, record: MeasureRecord): MeasureRecord | undefined {
  const sight = measureSight(actor, record.plan, record.measure);
  if (sight === undefined) return undefined;
  return {
    ...record,
    measure: sight.measure,
    history: record.history.filter((event) => seesEvent(actor, sight, event)),
    messages: messagesOf(actor, sight, record.messages),
  };
}

function messagesOf(
  actor: Actor,
  sight: MeasureSight,
  messages: readonly SentMessage[],
): readonly SentMessage[] {
  const { seen } = messagesSeen(actor, sight);
  if (seen === undefined) return messages;
  const isOwn = ({ itemId }: SentMessage['items'][number]) =>
    itemId !== null && seen.itemIds.includes(itemId);
  return messages
    .filter(({ recipientId, items }) => recipientId === seen.recipientId || items.some(isOwn))
    .map((message) => ({ ...message, items: message.items.filter(isOwn) }));
}
