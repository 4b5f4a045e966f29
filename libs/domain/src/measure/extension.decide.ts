import { requireAhead } from '../deadline/date-bounds.js';
import { invalid } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { ItemId, MeasureId, PlainDate } from '../ids.js';
import type { Loaded } from '../needs.js';
import type { Circumstances } from '../register.js';
import { requireAuthority, requirePermission, takesEffect } from '../roles/permissions.js';
import { signedOffBy, itemReopened } from './deadline.decide.js';
import {
  answerObstacle,
  askedExtension,
  isExtensionOpen,
  movesMeasure,
  type OpenWithExtension,
  ownObstacle,
  whyLeadershipAnswers,
} from './extension.js';
import type { AnsweredAs, AskedExtension, Overtaking } from './extension-request.js';
import {
  anotherAnswers,
  anothersRequest,
  extensionOpen,
  extensionReplaced,
  noDeadline,
  noExtensionAsked,
  notLater,
} from './extension.errors.js';
import type { ExtensionAnswer, MeasureCommand } from './measure.commands.js';
import { itemNotIn, reasonMissing } from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import { deadlineOf, findItem, type Measure } from './measure.js';
import { requireFollowedUp, requireText, type MeasureInPlan } from './measure.requirements.js';

type CommandOf<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/** A later deadline, with a reason: its owner asks, or the secretariat for them. */
export function askExtension(
  { measure }: MeasureInPlan,
  { itemId, to, reason }: CommandOf<'AskExtension'>,
  { actor, today }: Circumstances,
): MeasureEvent[] {
  requireFollowedUp(measure);
  const item = findItem(measure, itemId);
  if (item.state !== 'open') throw itemNotIn('open', measure, item);
  if (isExtensionOpen(item)) throw extensionOpen(measure, item, item.extension.to);
  const deadline = deadlineOf(measure, item);
  if (deadline === undefined) throw noDeadline(measure, item);
  requireText('reason', reason);
  requireLater('to', to, deadline.inForce, today);
  const own = actor.partyIds.includes(item.partyId);
  return [
    {
      type: 'ExtensionAsked',
      data: { itemId, from: deadline.inForce, to, reason, ...(own ? {} : { onBehalfOf: item.partyId }) },
    },
  ];
}

/** Granted as proposed, granted with another date, or refused; a granted one moves the deadline in the same breath. */
export function answerExtension(
  subject: MeasureInPlan,
  command: { itemId: ItemId } & ExtensionAnswer,
  circumstances: Circumstances,
): MeasureEvent[] {
  const { measure } = subject;
  const item = withExtension(measure, command.itemId);
  requireSame(measure, item, command.asked);
  const { itemId, answer, on, words, authority } = command;
  const to = on ?? item.extension.to;
  const isOther = answer === 'granted' && to !== item.extension.to;
  requireAnswerer(subject, item, answer === 'granted' ? to : item.extension.to, command, circumstances);
  if (answer === 'refused' && on !== undefined)
    throw invalid('on', 'A refused extension has no new day.', 'Leave the day out, or grant it.');
  if ((answer === 'refused' || isOther) && isBlank(words))
    throw reasonMissing('words', answer === 'refused' ? 'Refusing an extension' : 'Granting another day');
  const said = isBlank(words) ? {} : { words };
  const decided = authority === undefined ? {} : { authority };
  if (answer === 'refused')
    return [{ type: 'ExtensionRefused', data: { itemId, words: words ?? '', ...decided } }];
  const inForce = deadlineOf(measure, item)?.inForce ?? item.extension.from;
  requireLater(on === undefined ? 'to' : 'on', to, inForce, circumstances.today);
  const which = movesMeasure(measure, item) ? {} : { itemId };
  const { reason } = item.extension;
  return [
    {
      type: 'ExtensionGranted',
      data: {
        itemId,
        to,
        ...said,
        ...decided,
        answeredAs: answeredAs(subject, item, to, command, circumstances),
      },
    },
    { type: 'DeadlineMoved', data: { ...which, from: inForce, to, reason } },
    ...signedOffBy(measure, which.itemId).map((id) => itemReopened(id, reason)),
  ];
}

export function withdrawExtension(
  { measure }: MeasureInPlan,
  { itemId }: CommandOf<'WithdrawExtension'>,
  { actor }: Circumstances,
): MeasureEvent[] {
  const item = withExtension(measure, itemId);
  if (item.extension.by !== actor.id && !actor.partyIds.includes(item.partyId))
    throw anothersRequest(measure, item);
  return [{ type: 'ExtensionWithdrawn', data: { itemId } }];
}

/**
 * What of a measure's open requests is overtaken by these events falls away with them, whatever command they came
 * from: nobody is left to answer what there is no more.
 */
export function withLapsedExtensions(decided: readonly Decided[], loaded: Loaded): Decided[] {
  return decided.map((change) => {
    if (change.stream !== 'measure') return change;
    const measure = loaded.measures.get(change.id)?.state;
    if (measure === undefined || !measure.items.some(isExtensionOpen)) return change;
    return { ...change, events: lapsing(measure, change.events) };
  });
}

function lapsing(measure: Measure, events: readonly MeasureEvent[]): MeasureEvent[] {
  const open = new Map(measure.items.filter(isExtensionOpen).map((item) => [item.id, item]));
  return events.flatMap((event) => {
    if (endings.includes(event.type) && 'itemId' in event.data) open.delete(event.data.itemId ?? '');
    const lapsed = [...open.values()].flatMap((item): MeasureEvent[] => {
      const because = overtakenBy(event, item);
      if (because === undefined) return [];
      open.delete(item.id);
      return [{ type: 'ExtensionLapsed', data: { itemId: item.id, because } }];
    });
    return [...lapsed, event];
  });
}

const endings: readonly MeasureEvent['type'][] = [
  'ExtensionGranted',
  'ExtensionRefused',
  'ExtensionWithdrawn',
];

function overtakenBy(event: MeasureEvent, item: OpenWithExtension): Overtaking | undefined {
  const isOfItem = 'itemId' in event.data && event.data.itemId === item.id;
  switch (event.type) {
    case 'DeadlineSet':
    case 'DeadlineMoved':
      return isOfItem || (event.data.itemId === undefined && item.deadline === undefined)
        ? 'deadline-moved'
        : undefined;
    case 'DeadlineRecurred':
      return item.deadline === undefined ? 'deadline-moved' : undefined;
    case 'ItemReportedDone':
      return isOfItem ? 'reported-done' : undefined;
    case 'ItemWaived':
      return isOfItem ? 'waived' : undefined;
    case 'ItemEndedUnanswered':
      return isOfItem ? 'ended' : undefined;
    case 'ItemReassigned':
      return isOfItem ? 'reassigned' : undefined;
    default:
      return undefined;
  }
}

function withExtension(measure: Measure, itemId: ItemId): OpenWithExtension {
  const item = findItem(measure, itemId);
  if (!isExtensionOpen(item)) throw noExtensionAsked(measure, item);
  return item;
}

/** An answer is to the request that was read, not to another that has come in its place. */
function requireSame(measure: Measure, item: OpenWithExtension, asked: AskedExtension | undefined): void {
  if (asked === undefined) return;
  const { to, at } = item.extension;
  if (asked.to !== to || asked.askedAt !== at) throw extensionReplaced(measure, item, to);
}

/** The command with the request that it answers, before it waits for another’s signature. */
export function withAsked<C extends { type: string }>(command: C, loaded: Loaded): C {
  if (command.type !== 'AnswerExtension' || !('measureId' in command) || !('itemId' in command))
    return command;
  if ('asked' in command && command.asked !== undefined) return command;
  const measure = loaded.measures.get(String(command.measureId))?.state;
  const item = measure?.items.find(({ id }) => id === command.itemId);
  if (item === undefined || !isExtensionOpen(item)) return command;
  return { ...command, asked: askedExtension(item) };
}

/** Whoever has both roles answers as leadership where that is whose it is. */
function answeredAs(
  subject: MeasureInPlan,
  item: OpenWithExtension,
  to: PlainDate,
  { authority }: Pick<ExtensionAnswer, 'authority'>,
  { register, today }: Circumstances,
): AnsweredAs {
  const isLeaderships =
    authority !== undefined || whyLeadershipAnswers(subject, item, to, register, today) !== undefined;
  return isLeaderships ? 'leadership' : 'secretariat';
}

/** A body of leadership answers for it where the secretariat enters what it decided. */
function requireAnswerer(
  subject: MeasureInPlan,
  item: OpenWithExtension,
  to: PlainDate,
  { authority }: Pick<ExtensionAnswer, 'authority'>,
  circumstances: Circumstances,
): void {
  if (authority !== undefined) requireAuthority(circumstances, authority);
  if (authority?.kind === 'body') {
    // Whoever enters it decides nothing yet; by whose word it takes effect is no party to it.
    const own = takesEffect(authority) ? ownObstacle(circumstances.actor, item) : undefined;
    if (own !== undefined) throw anotherAnswers(subject.measure, item, own);
    return;
  }
  requirePermission(circumstances.actor, 'answer-extension');
  const { actor, register, today } = circumstances;
  const obstacle = answerObstacle(actor, subject, item, to, register, today);
  if (obstacle !== undefined) throw anotherAnswers(subject.measure, item, obstacle);
}

function requireLater(field: string, on: PlainDate, deadline: PlainDate, today: PlainDate): void {
  if (on <= deadline) throw notLater(field, on, deadline);
  requireAhead(field, on, today);
}

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}

/** The measures whose requests are answered together. */
export function measuresAnswered(items: readonly { measureId: MeasureId }[]): MeasureId[] {
  return [...new Set(items.map(({ measureId }) => measureId))].sort();
}
