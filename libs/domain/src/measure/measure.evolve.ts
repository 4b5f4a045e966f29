import type { Envelope, RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import { whoEntered } from '../roles/actor.js';
import { moveDeadline, setDeadline } from '../deadline/deadline.js';
import type { ItemId, MeasureId, SubPointId } from '../ids.js';
import type { EndedExtension } from './extension-request.js';
import { heard } from './heard-from.js';
import { contentOf, revisedContent } from './measure-content.js';
import type { AddedItem, MeasureEvent } from './measure.events.js';
import {
  isStanding,
  isUnfinished,
  type Closure,
  type Item,
  type Measure,
  type SubPoint,
  type SummaryText,
} from './measure.js';

type Happened = RecordedEvent<MeasureEvent>;
type EventOf<T extends MeasureEvent['type']> = Extract<Happened, { type: T }>;

/** The measure after one more event. Trusts the event: refusing is `decide`'s work. */
export function evolveMeasure(state: Measure | undefined, event: Happened): Measure {
  if (event.type === 'MeasureRegistered') return registered(event);
  if (state === undefined) throw invalidHistory('measure', event.type);
  return settled(applied(state, event));
}

function registered(event: EventOf<'MeasureRegistered'>): Measure {
  const { data } = event;
  const { source, pickedFrom, recurrence, predecessorId, responsibility, deadline, reviewOn } = data;
  const added = responsibility?.items ?? [];
  // Field by field: a bulk registration comes here ten thousand times, and a rest of the data costs most of it.
  return {
    id: data.measureId,
    planId: data.planId,
    number: data.number,
    state: 'proposed',
    ...contentOf(data),
    ...(source === undefined ? {} : { source }),
    ...(pickedFrom === undefined ? {} : { pickedFrom }),
    items: added.map((item) => newItem(item, event)),
    ...numberedWith(data.subPoints, added),
    ...(recurrence === undefined ? {} : { recurrence: { ...recurrence, occurrences: [] } }),
    ...(predecessorId === undefined ? {} : { predecessorId }),
    shares: [],
    crossReferences: [],
    ...(responsibility === undefined ? {} : { mode: responsibility.mode }),
    ...(deadline === undefined
      ? {}
      : { deadline: setDeadline(deadline.on, event.actorId, event.at, deadline.words) }),
    ...(reviewOn === undefined ? {} : { reviewOn }),
    registeredAt: event.at,
    lastSubstantiveChangeAt: event.at,
  };
}

/** As they stand when each of the items has taken its number. */
function numberedWith(
  texts: readonly Pick<SubPoint, 'id' | 'text'>[],
  added: readonly AddedItem[],
): Pick<Measure, 'subPoints' | 'nextNumber'> {
  const { subPoints, nextNumber } = numbered(texts);
  const itemsOf = (subPointId: SubPointId | undefined) =>
    added.filter((item) => item.subPointId === subPointId).length;
  return {
    subPoints: subPoints.map((subPoint) => ({ ...subPoint, nextItemNumber: 1 + itemsOf(subPoint.id) })),
    nextNumber: nextNumber + itemsOf(undefined),
  };
}

/** Sub-points of a new measure with their numbers, and the next that is free. */
export function numbered(
  subPoints: readonly Pick<SubPoint, 'id' | 'text'>[],
): Pick<Measure, 'subPoints' | 'nextNumber'> {
  return {
    subPoints: subPoints.map((subPoint, index) => ({ ...subPoint, number: index + 1, nextItemNumber: 1 })),
    nextNumber: subPoints.length + 1,
  };
}

function applied(state: Measure, event: Exclude<Happened, { type: 'MeasureRegistered' }>): Measure {
  switch (event.type) {
    case 'MeasureAccepted':
      return { ...state, state: 'accepted', acceptedAt: event.at } as Measure;
    case 'MeasureRevised':
      return revised(state, event);
    case 'SubPointAdded':
      return touched(event, {
        ...state,
        nextNumber: state.nextNumber + 1,
        subPoints: [
          ...state.subPoints,
          { id: event.data.subPointId, text: event.data.text, number: state.nextNumber, nextItemNumber: 1 },
        ],
      });
    case 'ResponsibilityModeChosen':
      return { ...state, mode: event.data.mode };
    case 'ItemAdded':
      return itemAdded(state, event, event.data);
    case 'ItemReassigned':
      return withItem(
        state,
        event.data.itemId,
        ({ lastHeard: _heard, departure: _left, refusal: _answered, personId: _theirs, ...item }) => ({
          ...item,
          partyId: event.data.to,
          contributorIds: item.contributorIds.filter((party) => party !== event.data.to),
          assignedAt: event.at,
        }),
      );
    case 'AssignmentRefused': {
      const { itemId, reason } = event.data;
      const refusal = { reason, by: event.actorId, at: event.at };
      return withItem(state, itemId, (item) => ({ ...item, refusal }));
    }
    case 'RefusalAnswered': {
      const { itemId, reason } = event.data;
      const answer = { reason, by: event.actorId, at: event.at };
      return withItem(state, itemId, (item) =>
        item.refusal === undefined ? item : { ...item, refusal: { ...item.refusal, answer } },
      );
    }
    case 'ItemHandedOver': {
      const { itemId, to } = event.data;
      return withItem(state, itemId, ({ personId: _before, ...item }) =>
        to === null ? item : { ...item, personId: to },
      );
    }
    case 'MemberDeparted': {
      const departure = { leftOn: event.data.leftOn, askedAt: event.at };
      return withItems(state, event.data.itemIds, (item) => ({ ...item, departure }));
    }
    case 'ItemsKept':
      return withItems(state, event.data.itemIds, (item) => answered(item, event));
    case 'DeadlineSet':
      return deadlineSet(state, event);
    case 'DeadlineMoved':
      return deadlineMoved(state, event);
    case 'DeadlineRecurred':
      return recurred(state, event);
    case 'ReviewDateMoved':
      return {
        ...state,
        reviewOn: event.data.to,
        reviewMoves: [...(state.reviewMoves ?? []), { ...event.data, by: event.actorId, at: event.at }],
      };
    case 'ReviewDateSet': {
      const { reviewOn: _old, ...rest } = state;
      return event.data.to === null ? (rest as Measure) : { ...state, reviewOn: event.data.to };
    }
    case 'StatusUpdated':
      return statusUpdated(state, event);
    case 'SummaryTextWritten':
      return touched(event, withSummaryText(state, event.data.subPointId, written(event)));
    case 'SummaryTextWithdrawn':
      return touched(event, withSummaryText(state, event.data.subPointId, undefined));
    case 'RiskStated':
      return touched(event, { ...state, risk: { ...event.data.risk, by: event.actorId, at: event.at } });
    case 'ShareEntered':
      return touched(event, {
        ...state,
        shares: [...state.shares.filter((share) => share.label !== event.data.share.label), event.data.share],
      });
    case 'CrossReferencesSet':
      return { ...state, crossReferences: event.data.new };
    case 'RepetitionConfirmed':
      return {
        ...state,
        repeats: [...(state.repeats ?? []), { ...event.data, by: event.actorId, at: event.at }],
      };
    case 'RepetitionWithdrawn':
      return repetitionWithdrawn(state, event.data.earlierMeasureId);
    case 'OccurrenceReported':
      return touched(event, {
        ...state,
        items: heard(state.items, event.data, event),
        recurrence: {
          ...(state.recurrence ?? { everyMonths: 12 }),
          occurrences: [...(state.recurrence?.occurrences ?? []), { ...event.data, by: event.actorId }],
        },
      });
    case 'ItemReportedDone': {
      const { itemId, ...report } = event.data;
      const items = heard(state.items, { itemId }, event);
      return touched(
        event,
        withItem({ ...state, items }, itemId, (item) => ({
          ...withoutRefusal(core(item)),
          state: 'reported-done',
          report: { ...report, by: event.actorId, at: event.at },
        })),
      );
    }
    case 'ItemSentBack':
      return withItem(state, event.data.itemId, (item) => ({
        ...core(item),
        state: 'open',
        returned: { reason: event.data.reason, by: event.actorId, at: event.at },
      }));
    case 'ItemSignedOff':
      return withItem(state, event.data.itemId, (item) => {
        if (item.state !== 'reported-done') return item;
        const note = event.data.note === undefined ? {} : { note: event.data.note };
        return { ...item, state: 'signed-off', signOff: { by: event.actorId, at: event.at, ...note } };
      });
    case 'ItemReopened':
      return withItem(state, event.data.itemId, (item) => ({
        ...core(item),
        reopenedAt: event.at,
        state: 'open',
        returned: { reason: event.data.reason, by: event.actorId, at: event.at },
      }));
    case 'ExtensionAsked': {
      const { itemId, ...asked } = event.data;
      return withItem(state, itemId, (item) =>
        item.state === 'open' ? { ...item, extension: { ...asked, by: event.actorId, at: event.at } } : item,
      );
    }
    case 'ExtensionGranted': {
      const { itemId, to: grantedTo, ...said } = event.data;
      return extensionEnded(state, event, itemId, { became: 'granted', grantedTo, ...said });
    }
    case 'ExtensionRefused': {
      const { itemId, ...said } = event.data;
      return extensionEnded(state, event, itemId, { became: 'refused', ...said });
    }
    case 'ExtensionWithdrawn':
      return extensionEnded(state, event, event.data.itemId, { became: 'withdrawn' });
    case 'ExtensionLapsed': {
      const { itemId, because } = event.data;
      return extensionEnded(state, event, itemId, { became: 'lapsed', because });
    }
    case 'WaiverProposed':
      return withItem(state, event.data.itemId, (item) => ({
        ...answered(item, event),
        waiverProposal: { ground: event.data.ground, by: event.actorId, at: event.at },
      }));
    case 'WaiverRefused':
      return withItem(state, event.data.itemId, (item) => {
        if (item.state !== 'open') return item;
        const { waiverProposal: _refused, ...rest } = item;
        return rest;
      });
    case 'ItemWaived':
      return withItem(state, event.data.itemId, (item) => ({
        ...core(item),
        state: 'waived',
        waiver: {
          ...ending(event, event.data),
          ...(event.data.reviewOn === undefined ? {} : { reviewOn: event.data.reviewOn }),
        },
      }));
    case 'WaiverReviewed': {
      const { itemId, nextOn } = event.data;
      return withItem(state, itemId, (item) => {
        if (item.state !== 'waived') return item;
        const { reviewOn: _held, ...waiver } = item.waiver;
        return { ...item, waiver: nextOn === undefined ? waiver : { ...waiver, reviewOn: nextOn } };
      });
    }
    case 'ItemEndedUnanswered':
      return withItem(state, event.data.itemId, (item) => ({
        ...core(item),
        state: 'unanswered',
        ending: { ...ending(event, event.data), letterReference: event.data.letterReference },
      }));
    case 'MeasureClosed':
      return touched(event, { ...state, state: 'closed', closure: closure(event) } as Measure);
    case 'MeasureReopened':
      return reopened(state, event);
    case 'EffectReviewerChanged': {
      if (state.state !== 'closed' || state.closure.effectReview === undefined) return state;
      const effectReview = { ...state.closure.effectReview, reviewerId: event.data.to };
      return { ...state, closure: { ...state.closure, effectReview } };
    }
    case 'EffectReviewed': {
      if (state.state !== 'closed' || state.closure.effectReview === undefined) return state;
      const { nextOn, ...found } = event.data;
      const result = { ...found, by: event.actorId, at: event.at };
      const known = state.closure.effectReview;
      const effectReview =
        nextOn === undefined
          ? { ...known, result }
          : { ...known, on: nextOn, earlier: [...(known.earlier ?? []), { on: known.on, ...result }] };
      return touched(event, { ...state, closure: { ...state.closure, effectReview } });
    }
    case 'MeasureWithdrawn': {
      const { at, actorId: by } = event;
      return { ...state, state: 'withdrawn', withdrawal: { ...event.data, by, at } } as Measure;
    }
    default:
      return event satisfies never;
  }
}

/** Accepted, in follow-up or ready to close: follows from the items, so it is derived and never typed. */
function settled(measure: Measure): Measure {
  if (measure.state === 'proposed' || measure.state === 'closed' || !isStanding(measure)) return measure;
  const state = followUpState(measure);
  return measure.state === state ? measure : { ...measure, state };
}

function followUpState(measure: Measure): 'accepted' | 'in-follow-up' | 'ready-to-close' {
  if (measure.items.length === 0) return 'accepted';
  const everySubPointHasItems = measure.subPoints.every((subPoint) =>
    measure.items.some((item) => item.subPointId === subPoint.id),
  );
  return everySubPointHasItems && !measure.items.some(isUnfinished) ? 'ready-to-close' : 'in-follow-up';
}

function revised(state: Measure, event: EventOf<'MeasureRevised'>): Measure {
  const next = revisedContent(state, event.data.changes);
  return event.data.material ? touched(event, next) : next;
}

function newItem(given: AddedItem, { at }: Envelope): Item {
  const { itemId, suffix, subPointId, partyId, contributorIds, viaGroupId } = given;
  return {
    id: itemId,
    suffix,
    partyId,
    contributorIds,
    ...(subPointId === undefined ? {} : { subPointId }),
    ...(viaGroupId === undefined ? {} : { viaGroupId }),
    state: 'open',
    assignedAt: at,
  };
}

function itemAdded(state: Measure, event: Envelope, data: AddedItem): Measure {
  const item = newItem(data, event);
  const subPoints = state.subPoints.map((subPoint) =>
    subPoint.id === data.subPointId ? { ...subPoint, nextItemNumber: subPoint.nextItemNumber + 1 } : subPoint,
  );
  return {
    ...state,
    items: [...state.items, item],
    subPoints: data.subPointId === undefined ? state.subPoints : subPoints,
    nextNumber: data.subPointId === undefined ? state.nextNumber + 1 : state.nextNumber,
  };
}

function deadlineSet(state: Measure, event: EventOf<'DeadlineSet'>): Measure {
  const deadline = setDeadline(event.data.on, event.actorId, event.at, event.data.words);
  if (event.data.itemId === undefined) return { ...state, deadline };
  return withItem(state, event.data.itemId, (item) => ({ ...item, deadline }));
}

function recurred(state: Measure, event: EventOf<'DeadlineRecurred'>): Measure {
  const { deadline, recurrence } = state;
  if (deadline === undefined || recurrence === undefined) return state;
  return {
    ...state,
    // Whoever set the first answers for those that follow from it.
    deadline: setDeadline(event.data.to, deadline.setBy, event.at),
    recurrence: { ...recurrence, deadlinesBefore: [...(recurrence.deadlinesBefore ?? []), deadline] },
  };
}

function deadlineMoved(state: Measure, event: EventOf<'DeadlineMoved'>): Measure {
  const { itemId, from, to, reason } = event.data;
  const move = { from, to, reason, by: event.actorId, at: event.at };
  if (itemId === undefined) {
    return state.deadline === undefined ? state : { ...state, deadline: moveDeadline(state.deadline, move) };
  }
  return withItem(state, itemId, (item) => {
    // The first move of an item away from the measure's deadline takes the measure's original with it.
    const inForce = item.deadline ?? state.deadline;
    return inForce === undefined ? item : { ...item, deadline: moveDeadline(inForce, move) };
  });
}

function statusUpdated(state: Measure, event: EventOf<'StatusUpdated'>): Measure {
  const { itemId, subPointId, ...said } = event.data;
  const update = { ...said, by: event.actorId, at: event.at };
  const items = heard(state.items, event.data, event);
  const next = touched(event, { ...state, items, latestUpdate: update });
  if (itemId !== undefined) return withItem(next, itemId, (item) => ({ ...item, latestUpdate: update }));
  if (subPointId !== undefined) {
    const subPoints = next.subPoints.map((subPoint): SubPoint =>
      subPoint.id === subPointId ? { ...subPoint, latestUpdate: update } : subPoint,
    );
    // A sub-point's status is told at the sub-point; the measure keeps its own.
    return { ...touched(event, state), items, subPoints };
  }
  return { ...next, updateOfWhole: update };
}

function written(event: EventOf<'SummaryTextWritten'>): SummaryText {
  const { text, consideredThrough } = event.data;
  return { text, consideredThrough: consideredThrough ?? event.at, by: event.actorId, at: event.at };
}

function withSummaryText(
  state: Measure,
  subPointId: SubPointId | undefined,
  summaryText: SummaryText | undefined,
): Measure {
  if (subPointId === undefined) return replaced(state, summaryText);
  const subPoints = state.subPoints.map((subPoint) =>
    subPoint.id === subPointId ? replaced(subPoint, summaryText) : subPoint,
  );
  return { ...state, subPoints };
}

function replaced<T extends { summaryText?: SummaryText }>(told: T, summaryText: SummaryText | undefined): T {
  const { summaryText: _old, ...rest } = told;
  return (summaryText === undefined ? rest : { ...rest, summaryText }) as T;
}

function closure(event: EventOf<'MeasureClosed'>): Closure {
  const { effectReview, ...data } = event.data;
  return { ...data, by: event.actorId, at: event.at, ...(effectReview ? { effectReview } : {}) } as Closure;
}

function reopened(state: Measure, event: EventOf<'MeasureReopened'>): Measure {
  if (state.state !== 'closed') return state;
  const { closure: _closed, deadline, ...rest } = state;
  const keepsDeadline = deadline !== undefined && event.data.endedDeadline === undefined;
  const returned = { reason: event.data.reason, by: event.actorId, at: event.at };
  const items = state.items.map((item): Item =>
    event.data.itemIds.includes(item.id)
      ? { ...core(item), reopenedAt: event.at, state: 'open', returned }
      : item,
  );
  return touched(event, {
    ...rest,
    ...(keepsDeadline ? { deadline } : {}),
    items,
    reopenedAt: event.at,
    state: 'in-follow-up',
  });
}

function ending(
  event: Envelope,
  data: { ground: string; authority: EventOf<'ItemWaived'>['data']['authority'] },
) {
  const { ground, authority } = data;
  return { ground, authority, enteredBy: whoEntered(authority, event.actorId), at: event.at };
}

/** What stays with an item whatever its state. */
/** What its party reports done is theirs. */
function withoutRefusal<I extends { refusal?: unknown }>({
  refusal: _theirs,
  ...item
}: I): Omit<I, 'refusal'> {
  return item;
}

function core(item: Item) {
  const { id, suffix, subPointId, partyId, contributorIds, viaGroupId, departure } = item;
  const { extensionsBefore } = item;
  const { deadline, assignedAt, reopenedAt, latestUpdate, lastHeard, refusal, personId } = item;
  return {
    id,
    suffix,
    partyId,
    contributorIds,
    assignedAt,
    ...(subPointId === undefined ? {} : { subPointId }),
    ...(viaGroupId === undefined ? {} : { viaGroupId }),
    ...(departure === undefined ? {} : { departure }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(personId === undefined ? {} : { personId }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(extensionsBefore === undefined ? {} : { extensionsBefore }),
    ...(reopenedAt === undefined ? {} : { reopenedAt }),
    ...(latestUpdate === undefined ? {} : { latestUpdate }),
    ...(lastHeard === undefined ? {} : { lastHeard }),
  };
}

function repetitionWithdrawn({ repeats = [], ...rest }: Measure, earlierMeasureId: MeasureId): Measure {
  const left = repeats.filter((repetition) => repetition.earlierMeasureId !== earlierMeasureId);
  return (left.length === 0 ? rest : { ...rest, repeats: left }) as Measure;
}

type HowEnded = EndedExtension extends infer E
  ? E extends EndedExtension
    ? Omit<E, 'from' | 'to' | 'reason' | 'by' | 'onBehalfOf' | 'at' | 'ended'>
    : never
  : never;

/** The request is kept with what became of it. */
function extensionEnded(
  state: Measure,
  { actorId: by, at }: Envelope,
  itemId: ItemId,
  how: HowEnded,
): Measure {
  return withItem(state, itemId, (item) => {
    if (item.state !== 'open' || item.extension === undefined) return item;
    const { extension, extensionsBefore = [], ...rest } = item;
    const ended = { ...extension, ...how, ended: { by, at } } as EndedExtension;
    return { ...rest, extensionsBefore: [...extensionsBefore, ended] };
  });
}

/** Only the item that changed becomes a new object: the record writes what is no longer the same reference. */
function withItem(state: Measure, itemId: ItemId, change: (item: Item) => Item): Measure {
  return { ...state, items: state.items.map((item) => (item.id === itemId ? change(item) : item)) };
}

function withItems(state: Measure, itemIds: readonly ItemId[], change: (item: Item) => Item): Measure {
  return { ...state, items: state.items.map((item) => (itemIds.includes(item.id) ? change(item) : item)) };
}

/** What was asked when its party left the group is answered. */
function answered(item: Item, { at }: Envelope): Item {
  const { departure } = item;
  if (departure === undefined || departure.answeredAt !== undefined) return item;
  return { ...item, departure: { ...departure, answeredAt: at } };
}

function touched<M extends Measure>(event: Envelope, state: M): M {
  return { ...state, lastSubstantiveChangeAt: event.at };
}
