import type { Instant, PlainDate } from '../ids.js';
import { type Item, type Measure, deadlineOf } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import { addDays, osloDate } from './calendar.js';
import { type EpochDay, epochDay, plainDate } from './epoch-day.js';
import type {
  DueObligation,
  FollowUpFacts,
  ItemFacts,
  ObligationKind,
  RecipientRole,
} from './follow-up-facts.js';
import type { Ladder } from './ladder.js';
import {
  askAgainDays,
  askDays,
  daysAskedForAnswers,
  reportingDateOnOrAfter,
} from '../report/reporting-calendar.js';
import type { ReportingCalendar } from '../report/reporting-calendar.js';
import { type Days, everyDays, everyWorkingDays, once } from './recurrence.js';
import { isWorking, workingOnOrAfter, workingOnOrBefore } from './working-days.js';

/**
 * When a measure speaks (PRODUCT.md, "Time does its part"), as pure functions of its facts: no clock, no memory.
 * What has been demanded already is the caller's to know; it says so with `after`, the last day whose demands were made.
 */

/** Still nobody responsible: the secretariat hears it again every week of work until there is somebody. */
export const ownerWantedAgainWorkingDays = 5;

/**
 * Everything due after `after` (exclusive; undefined: since acceptance) and up to `until` (inclusive). After an
 * outage of days each thing is demanded once, by its latest step: nobody is told in one morning that a deadline is
 * a week off and that it is tomorrow. A stale item is not asked about beside a deadline step of its own, or a report's.
 */
export function obligationsDue(
  facts: FollowUpFacts,
  window: { after: PlainDate | undefined; until: PlainDate },
): DueObligation[] {
  const after = window.after === undefined ? -Infinity : epochDay(window.after);
  const until = epochDay(window.until);
  const due: DueObligation[] = [];
  for (const series of seriesOf(facts)) {
    const step = latestStep(series, until);
    if (step === undefined || step.day <= after) continue;
    if (step.kind === 'update-wanted' && due.some((other) => isAskedAlready(other, series))) continue;
    due.push({
      kind: step.kind,
      dueOn: plainDate(step.day),
      ...(series.item === undefined ? {} : { itemId: series.item.itemId }),
      recipient: series.recipient,
    });
  }
  return due;
}

/**
 * The first day after `after` on which something is due; undefined when nothing ever is, as the facts stand.
 * `obligationsDue` up to that day is not empty, and up to any earlier day it is.
 */
export function nextDueOn(facts: FollowUpFacts, after: PlainDate | undefined): PlainDate | undefined {
  const from = after === undefined ? -Infinity : epochDay(after);
  let next = Infinity;
  for (const series of seriesOf(facts)) {
    const start = Math.max(from, series.notThrough);
    for (const { days } of series.parts) next = Math.min(next, days.firstAfter(start));
  }
  return next === Infinity ? undefined : plainDate(next);
}

/**
 * The `after` to use when facts change or are demanded on `today`, given the next due day that was known before: what
 * is outstanding stays outstanding (a worker was down), and otherwise new facts speak from tomorrow, since who is
 * concerned by what a person did today is told at once.
 */
export function demandedThrough(knownNextDueOn: PlainDate | undefined, today: PlainDate): PlainDate {
  return knownNextDueOn !== undefined && knownNextDueOn <= today ? addDays(knownNextDueOn, -1) : today;
}

/** False when nothing can fall due any more. A proposed measure is followed: it waits for its acceptance. */
export function isFollowed(facts: FollowUpFacts): boolean {
  return (facts.state !== 'closed' && facts.state !== 'withdrawn') || facts.effectReviewOn !== undefined;
}

/**
 * Whether a demand made earlier is still the thing to say on `today`: the facts, as they are now, demand it on that
 * very day, and no later step of the same thing has overtaken it.
 */
export function stillHolds(facts: FollowUpFacts, obligation: DueObligation, today: PlainDate): boolean {
  const dueOn = epochDay(obligation.dueOn);
  const asOf = Math.max(dueOn, epochDay(today));
  return seriesOf(facts).some((series) => {
    if (series.item?.itemId !== obligation.itemId) return false;
    const step = latestStep(series, asOf);
    return step !== undefined && step.kind === obligation.kind && step.day === dueOn;
  });
}

/** What the schedule needs of a measure, from its state and its plan's ladder. */
export function followUpFacts(measure: Measure, plan: Plan): FollowUpFacts {
  const facts = {
    measureId: measure.id,
    state: measure.state,
    ladder: plan.ladder,
    ...(plan.reporting === undefined ? {} : { reporting: plan.reporting }),
    ...(measure.reviewOn === undefined ? {} : { reviewOn: measure.reviewOn }),
    ...(measure.subPoints.some((subPoint) => measure.items.every((item) => item.subPointId !== subPoint.id))
      ? { someSubPointUnassigned: true }
      : {}),
  };
  if (measure.state === 'proposed' || measure.state === 'withdrawn')
    return { ...facts, items: measure.items.map((item) => itemFacts(measure, item, item.assignedAt)) };
  const { acceptedAt } = measure;
  const effectReview = measure.state === 'closed' ? measure.closure.effectReview : undefined;
  return {
    ...facts,
    acceptedOn: osloDate(acceptedAt),
    items: measure.items.map((item) => itemFacts(measure, item, acceptedAt)),
    ...(measure.state === 'ready-to-close' ? { readyToCloseOn: readyToCloseOn(measure, acceptedAt) } : {}),
    ...(effectReview !== undefined && effectReview.result === undefined
      ? { effectReviewOn: effectReview.on }
      : {}),
  };
}

function itemFacts(measure: Measure, item: Item, acceptedAt: Instant): ItemFacts {
  const deadline = deadlineOf(measure, item);
  const lastMove = deadline?.moves.at(-1);
  const returnedAt = item.state === 'open' ? item.returned?.at : undefined;
  const heardAt = item.lastHeard?.at;
  return {
    itemId: item.id,
    partyId: item.partyId,
    state: item.state,
    assignedOn: osloDate(item.assignedAt),
    ...(deadline === undefined ? {} : { deadline: deadline.inForce }),
    ...(lastMove === undefined ? {} : { deadlineMovedOn: osloDate(lastMove.at) }),
    ...(returnedAt === undefined ? {} : { returnedOn: osloDate(returnedAt) }),
    ...(heardAt === undefined ? {} : { answeredOn: osloDate(heardAt) }),
    lastHeardOn: osloDate(latest(item.assignedAt, acceptedAt, heardAt, returnedAt)),
    ...(item.state === 'reported-done' ? { reportedDoneOn: osloDate(item.report.at) } : {}),
  };
}

function readyToCloseOn(measure: Measure, acceptedAt: Instant): PlainDate {
  return osloDate(latest(acceptedAt, ...measure.items.map(finishedAt)));
}

function finishedAt(item: Item): Instant | undefined {
  switch (item.state) {
    case 'signed-off':
      return item.signOff.at;
    case 'waived':
      return item.waiver.at;
    case 'unanswered':
      return item.ending.at;
    case 'open':
    case 'reported-done':
      return undefined;
    default:
      return item satisfies never;
  }
}

/** Instants are written alike (UTC, milliseconds), so that they compare as text. */
function latest(first: Instant, ...others: readonly (Instant | undefined)[]): Instant {
  let last = first;
  for (const other of others) if (other !== undefined && other > last) last = other;
  return last;
}

/** One thing asked of one recipient. Its parts are steps toward the same end: the later overtakes the earlier. */
interface Series {
  item?: ItemFacts;
  recipient: RecipientRole;
  /** Steps on this day or before it are not demanded. */
  notThrough: EpochDay;
  /** From mild to strong: on the same day the stronger stands. */
  parts: readonly { kind: ObligationKind; days: Days }[];
}

function latestStep(series: Series, until: EpochDay): { kind: ObligationKind; day: EpochDay } | undefined {
  let latestKind: ObligationKind | undefined;
  let latestDay = -Infinity;
  for (const { kind, days } of series.parts) {
    const day = days.latestThrough(until);
    if (day > series.notThrough && day >= latestDay) {
      latestKind = kind;
      latestDay = day;
    }
  }
  return latestKind === undefined ? undefined : { kind: latestKind, day: latestDay };
}

function isAskedAlready(due: DueObligation, series: Series): boolean {
  return due.recipient === 'contact' && due.itemId === series.item?.itemId;
}

/** Of an item, the deadline's and the report's series stand before the update's: `obligationsDue` leaves that out beside them. */
function seriesOf(facts: FollowUpFacts): Series[] {
  if (facts.state === 'closed') return effectReviewSeries(facts);
  // Nothing is due before leadership has adopted it.
  if (facts.state === 'proposed' || facts.acceptedOn === undefined) return [];
  const acceptedOn = epochDay(facts.acceptedOn);
  return [
    ...facts.items.flatMap((item) => itemSeries(item, facts, acceptedOn)),
    ...(facts.state === 'ready-to-close'
      ? closingSeries(facts, acceptedOn)
      : lacksOwner(facts)
        ? ownerSeries(facts.ladder, acceptedOn)
        : []),
    ...reviewSeries(facts, acceptedOn),
  ];
}

/** Also a reopened measure whose items are all signed off: something is to be done, and nobody has it. */
function lacksOwner(facts: FollowUpFacts): boolean {
  const everyItemFinished = facts.items.every(
    (item) => item.state !== 'open' && item.state !== 'reported-done',
  );
  return everyItemFinished || facts.someSubPointUnassigned === true;
}

function itemSeries(item: ItemFacts, { ladder, reporting }: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  switch (item.state) {
    case 'open':
      return [
        ...deadlineSeries(item, ladder, acceptedOn),
        ...(reporting === undefined ? [] : [reportSeries(item, reporting)]),
        updateSeries(item, ladder),
      ];
    case 'reported-done':
      return [signOffSeries(item, ladder, acceptedOn)];
    case 'signed-off':
    case 'waived':
    case 'unanswered':
      return [];
    default:
      return item.state satisfies never;
  }
}

function deadlineSeries(item: ItemFacts, ladder: Ladder, acceptedOn: EpochDay): Series[] {
  if (item.deadline === undefined) return [];
  const deadline = epochDay(item.deadline);
  const answersSince = Math.max(acceptedOn, epochDay(item.assignedOn));
  const notThrough =
    item.deadlineMovedOn === undefined
      ? answersSince
      : Math.max(answersSince, epochDay(item.deadlineMovedOn));
  const lastAfterDays = Math.max(0, ...ladder.afterDays);
  const reminders: Series = {
    item,
    recipient: 'contact',
    notThrough,
    parts: [
      ...ladder.beforeDays.map((days) => ({
        kind: 'deadline-ahead' as const,
        days: once(workingOnOrBefore(deadline - days)),
      })),
      // Moved off a day off it comes after the deadline, and says so.
      {
        kind: isWorking(deadline) ? 'deadline-today' : 'deadline-passed',
        days: once(workingOnOrAfter(deadline)),
      },
      ...ladder.afterDays.map((days) => ({
        kind: 'deadline-passed' as const,
        days: once(workingOnOrAfter(deadline + days)),
      })),
      {
        kind: 'deadline-passed',
        days: everyDays(deadline + lastAfterDays + ladder.repeatAfterDays, ladder.repeatAfterDays),
      },
    ],
  };
  // Who got it after its deadline has as long before the leader hears. An item that was reported done while the
  // leader would have heard, and is sent back, is told of the next working day: else nobody would ever hear.
  const lateSince = Math.max(deadline, notThrough);
  const returnedOn = item.returnedOn === undefined ? -Infinity : epochDay(item.returnedOn);
  const escalation = (kind: ObligationKind, recipient: RecipientRole, afterDays: number): Series => ({
    item,
    recipient,
    notThrough,
    parts: [
      { kind, days: once(workingOnOrAfter(Math.max(lateSince + afterDays, notThrough + 1, returnedOn + 1))) },
    ],
  });
  return [
    reminders,
    escalation('late-told-leader', 'party-leader', ladder.escalateToLeaderDays),
    escalation('late-told-leadership', 'plan-leadership', ladder.escalateToLeadershipDays),
  ];
}

/** Everybody is asked before a reporting date, and nearer to it those who have not answered since the one before. */
function reportSeries(item: ItemFacts, reporting: ReportingCalendar): Series {
  const answeredThrough =
    item.answeredOn === undefined ? -Infinity : epochDay(reportingDateOnOrAfter(reporting, item.answeredOn));
  const again = daysAskedForAnswers(reporting, askAgainDays);
  return {
    item,
    recipient: 'contact',
    notThrough: epochDay(item.lastHeardOn),
    parts: [
      { kind: 'report-update', days: daysAskedForAnswers(reporting, askDays) },
      {
        kind: 'report-update',
        days: {
          firstAfter: (day) => again.firstAfter(Math.max(day, answeredThrough)),
          latestThrough: (day) => {
            const latest = again.latestThrough(day);
            return latest > answeredThrough ? latest : -Infinity;
          },
        },
      },
    ],
  };
}

function updateSeries(item: ItemFacts, ladder: Ladder): Series {
  const lastHeardOn = epochDay(item.lastHeardOn);
  return {
    item,
    recipient: 'contact',
    notThrough: lastHeardOn,
    parts: [
      {
        kind: 'update-wanted',
        days: everyDays(lastHeardOn + ladder.staleUpdateDays, ladder.repeatAfterDays),
      },
    ],
  };
}

/** Not looked at: again after as many working days more, until it is signed off or sent back. */
function signOffSeries(item: ItemFacts, ladder: Ladder, acceptedOn: EpochDay): Series {
  const reportedOn = item.reportedDoneOn === undefined ? acceptedOn : epochDay(item.reportedDoneOn);
  return {
    item,
    recipient: 'who-may-sign-off',
    notThrough: acceptedOn,
    parts: [
      {
        kind: 'sign-off-wanted',
        days: everyWorkingDays(reportedOn, ladder.signOffWorkingDays, ladder.signOffWorkingDays),
      },
    ],
  };
}

function ownerSeries(ladder: Ladder, acceptedOn: EpochDay): Series[] {
  return [
    {
      recipient: 'case-officer',
      notThrough: acceptedOn,
      parts: [
        {
          kind: 'owner-wanted',
          days: everyWorkingDays(acceptedOn, ladder.unassignedWorkingDays, ownerWantedAgainWorkingDays),
        },
      ],
    },
  ];
}

/** Ready and not closed: as long as a reported item may wait to be looked at. */
function closingSeries(facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  const readyOn = facts.readyToCloseOn === undefined ? acceptedOn : epochDay(facts.readyToCloseOn);
  const { signOffWorkingDays } = facts.ladder;
  return [
    {
      recipient: 'case-officer',
      notThrough: readyOn,
      parts: [
        { kind: 'closing-wanted', days: everyWorkingDays(readyOn, signOffWorkingDays, signOffWorkingDays) },
      ],
    },
  ];
}

function reviewSeries(facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  if (facts.reviewOn === undefined) return [];
  return [
    {
      recipient: 'case-officer',
      notThrough: acceptedOn,
      parts: [
        { kind: 'review-due', days: everyDays(epochDay(facts.reviewOn), facts.ladder.repeatAfterDays) },
      ],
    },
  ];
}

function effectReviewSeries(facts: FollowUpFacts): Series[] {
  if (facts.effectReviewOn === undefined) return [];
  return [
    {
      recipient: 'effect-reviewer',
      notThrough: -Infinity,
      parts: [
        {
          kind: 'effect-review-due',
          days: everyDays(epochDay(facts.effectReviewOn), facts.ladder.repeatAfterDays),
        },
      ],
    },
  ];
}
