import { DomainError, invalid } from '../domain-error.js';
import { limits } from '../limits.js';
import { requireActivePerson, type Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { mayHold } from './holder.js';
import type { MeasureCommand } from './measure.commands.js';
import { itemNotIn } from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import { findItem, isRefused, type Item, itemNumber, type Measure } from './measure.js';
import { requireFollowedUp, requireText, type MeasureInPlan } from './measure.requirements.js';

type Answering = Extract<MeasureCommand, { type: 'RefuseAssignment' | 'AnswerRefusal' | 'HandOverItem' }>;

/**
 * Whose an item is, as its party and the secretariat say: not ours, it is yours because, and a colleague has it.
 * @throws DomainError `assignment-refused`, `no-refusal`, `not-of-the-party`, `item-state`, `invalid-value`, `not-found`
 */
export function decideAnswering(
  { measure }: MeasureInPlan,
  command: Answering,
  circumstances: Circumstances,
): MeasureEvent[] {
  const item = openItem(measure, command.itemId);
  switch (command.type) {
    case 'RefuseAssignment':
      requirePermission(circumstances.actor, 'report-own');
      requireFollowedUp(measure);
      if (isRefused(item)) throw alreadyRefused(measure, item);
      return [
        {
          type: 'AssignmentRefused',
          data: { itemId: item.id, partyId: item.partyId, reason: requireReason(command.reason) },
        },
      ];
    case 'AnswerRefusal':
      requirePermission(circumstances.actor, 'assign');
      if (!isRefused(item)) throw noRefusal(measure, item);
      return [
        {
          type: 'RefusalAnswered',
          data: { itemId: item.id, reason: requireText('reason', command.reason) },
        },
      ];
    case 'HandOverItem':
      requirePermission(circumstances.actor, 'report-own');
      return handOver(item, command, circumstances);
    default:
      return command satisfies never;
  }
}

function handOver(
  item: Item,
  { toPersonId, note }: Extract<Answering, { type: 'HandOverItem' }>,
  { register }: Circumstances,
): MeasureEvent[] {
  const from = item.personId ?? null;
  if (toPersonId === from) return [];
  if (toPersonId !== null) {
    const person = requireActivePerson(register, toPersonId, 'toPersonId');
    if (!mayHold(person, item.partyId)) throw notOfTheParty();
  }
  const said = note === undefined || note.trim() === '' ? {} : { note };
  return [{ type: 'ItemHandedOver', data: { itemId: item.id, from, to: toPersonId, ...said } }];
}

/** A refusal takes as many words as a report that it is done. */
function requireReason(reason: string): string {
  const { min, max } = limits.doneReport;
  const length = reason.trim().length;
  if (length < min || length > max) {
    throw invalid(
      'reason',
      `Why it is not theirs takes ${min} to ${max} characters; this is ${length}.`,
      'Write why it is not yours, and whose it may be.',
    );
  }
  return reason;
}

function openItem(measure: Measure, itemId: string): Item {
  const item = findItem(measure, itemId);
  if (item.state !== 'open') throw itemNotIn('open', measure, item);
  return item;
}

function alreadyRefused(measure: Measure, item: Item): DomainError {
  return new DomainError({
    type: 'assignment-refused',
    refusal: 'conflict',
    title: 'It has been refused already',
    detail: `Item ${itemNumber(measure, item)} waits for the secretariat’s answer.`,
    next: 'Nothing needs to be done: the secretariat gives it to another, or answers.',
    extra: { item: itemNumber(measure, item) },
  });
}

function noRefusal(measure: Measure, item: Item): DomainError {
  return new DomainError({
    type: 'no-refusal',
    refusal: 'conflict',
    title: 'Nobody waits for an answer',
    detail: `Item ${itemNumber(measure, item)} has not been refused, or has been answered.`,
    next: 'Nothing needs to be done.',
    extra: { item: itemNumber(measure, item) },
  });
}

function notOfTheParty(): DomainError {
  return new DomainError({
    type: 'not-of-the-party',
    refusal: 'conflict',
    title: 'Not a colleague',
    detail: 'The person does not belong to the party that has the item, or does not report for it.',
    next: 'Choose somebody of the same party who may report; the secretariat gives an item to another party.',
    extra: { field: 'toPersonId' },
  });
}
