import type { Instant, PlainDate } from '../ids.js';
import type { ExtensionRequest } from '../measure/extension-request.js';
import { type Item, type Measure, deadlineOf, isAskedAfterDeparture } from '../measure/measure.js';
import type { EarlierLadder, Plan } from '../plan/plan.js';
import { addDays, osloDate } from './calendar.js';
import { type EpochDay, epochDay, plainDate } from './epoch-day.js';
import type {
  DueObligation,
  FollowUpFacts,
  ItemFacts,
  ObligationKind,
  RecipientRole,
} from './follow-up-facts.js';
import { extensionRules, type Ladder } from './ladder.js';
import {
  askAgainDays,
  askDays,
  daysAskedForAnswers,
  reportingDateOnOrAfter,
} from '../report/reporting-calendar.js';
import type { ReportingCalendar } from '../report/reporting-calendar.js';
import { everyDays, everyWorkingDays, once } from './recurrence.js';
import { firstStepAfter, latestStep, series, type Series, type SeriesRules, type Step } from './series.js';
import { isWorking, plusWorkingDays, workingOnOrAfter, workingOnOrBefore } from './working-days.js';

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
  const next = Math.min(...seriesOf(facts).map((series) => firstStepAfter(series, from)));
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
  if (facts.state === 'withdrawn') return false;
  return (
    facts.state !== 'closed' ||
    facts.effectReviewOn !== undefined ||
    facts.items.some(({ waiverReviewOn }) => waiverReviewOn !== undefined)
  );
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
    ...(plan.earlierLadders === undefined ? {} : { earlierLadders: plan.earlierLadders.map(untilChanged) }),
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
    ...(measure.reopenedAt === undefined ? {} : { reopenedOn: osloDate(measure.reopenedAt) }),
    items: measure.items.map((item) => itemFacts(measure, item, acceptedAt)),
    ...(measure.state === 'ready-to-close' ? { readyToCloseOn: readyToCloseOn(measure, acceptedAt) } : {}),
    ...(effectReview !== undefined && effectReview.result === undefined
      ? { effectReviewOn: effectReview.on }
      : {}),
  };
}

function untilChanged({ ladder, changedAt }: EarlierLadder): { ladder: Ladder; through: PlainDate } {
  return { ladder, through: osloDate(changedAt) };
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
    ...(deadline === undefined
      ? {}
      : { deadline: deadline.inForce, deadlineSetOn: osloDate(deadline.setAt) }),
    ...(lastMove === undefined ? {} : { deadlineMovedOn: osloDate(lastMove.at) }),
    ...(item.reopenedAt === undefined ? {} : { reopenedOn: osloDate(item.reopenedAt) }),
    ...(returnedAt === undefined ? {} : { returnedOn: osloDate(returnedAt) }),
    ...(heardAt === undefined ? {} : { answeredOn: osloDate(heardAt) }),
    ...refusal(item),
    lastHeardOn: osloDate(latest(item.assignedAt, acceptedAt, heardAt, returnedAt)),
    ...(item.state === 'reported-done' ? { reportedDoneOn: osloDate(item.report.at) } : {}),
    ...departure(item),
    ...(item.state === 'waived' && item.waiver.reviewOn !== undefined
      ? { waiverReviewOn: item.waiver.reviewOn }
      : {}),
    ...extension(
      item,
      deadline?.inForce,
      latest(item.assignedAt, item.reopenedAt, deadline?.setAt, lastMove?.at),
    ),
  };
}

/**
 * The first request that is made of a deadline holds the escalation: it is not put off by asking again and again.
 * @param since what was asked before it was about an earlier deadline, or an earlier life of the item
 */
function extension(
  item: Item,
  inForce: PlainDate | undefined,
  since: Instant,
): Pick<ItemFacts, 'extensionAskedOn' | 'extensionHold'> {
  if (item.state !== 'open') return {};
  const open = item.extension;
  const first = (item.extensionsBefore ?? []).find((asked) => asked.at >= since && asked.from === inForce);
  const through = first === undefined ? undefined : osloDate(first.ended.at);
  const from: ExtensionRequest | undefined = first ?? open;
  return {
    ...(open === undefined ? {} : { extensionAskedOn: osloDate(open.at) }),
    ...(from === undefined
      ? {}
      : { extensionHold: { from: osloDate(from.at), ...(through === undefined ? {} : { through }) } }),
  };
}

function refusal({ state, refusal: refused }: Item): Pick<ItemFacts, 'refusedOn' | 'refusalAnsweredOn'> {
  if (refused === undefined) return {};
  if (refused.answer !== undefined) return { refusalAnsweredOn: osloDate(refused.answer.at) };
  return state === 'open' ? { refusedOn: osloDate(refused.at) } : {};
}

function departure(item: Item): Pick<ItemFacts, 'departedOn'> {
  if (item.departure === undefined || !isAskedAfterDeparture(item)) return {};
  const { leftOn, askedAt } = item.departure;
  const askedOn = osloDate(askedAt);
  return { departedOn: askedOn > leftOn ? askedOn : leftOn };
}

function readyToCloseOn(measure: Measure, acceptedAt: Instant): PlainDate {
  return osloDate(latest(acceptedAt, measure.reopenedAt, ...measure.items.map(finishedAt)));
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
export function latest(first: Instant, ...others: readonly (Instant | undefined)[]): Instant {
  let last = first;
  for (const other of others) if (other !== undefined && other > last) last = other;
  return last;
}

function isAskedAlready(due: DueObligation, { item }: Series): boolean {
  return due.recipient === 'contact' && due.itemId === item?.itemId;
}

/**
 * An item’s deadline series and report series come before its update series: `obligationsDue` leaves the update out
 * when one of them is due.
 */
function seriesOf(facts: FollowUpFacts): Series[] {
  if (facts.state === 'closed')
    return [...effectReviewSeries(facts), ...facts.items.flatMap((item) => waiverSeries(item, facts))];
  // Nothing is due before leadership has adopted it.
  if (facts.state === 'proposed' || facts.acceptedOn === undefined) return [];
  const acceptedOn = epochDay(facts.acceptedOn);
  return [
    ...facts.items.flatMap((item) => itemSeries(item, facts, acceptedOn)),
    ...(facts.state === 'ready-to-close'
      ? closingSeries(facts, acceptedOn)
      : lacksOwner(facts)
        ? ownerSeries(facts, acceptedOn)
        : []),
    ...reviewSeries(facts, acceptedOn),
  ];
}

/**
 * Also true of a reopened measure whose items are all signed off: something must be done, and nobody has it.
 */
function lacksOwner(facts: FollowUpFacts): boolean {
  const everyItemFinished = facts.items.every(
    (item) => item.state !== 'open' && item.state !== 'reported-done',
  );
  return everyItemFinished || facts.someSubPointUnassigned === true;
}

function itemSeries(item: ItemFacts, facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  switch (item.state) {
    case 'open':
      // Its party says that it is not theirs: only the secretariat is asked, until it is.
      if (item.refusedOn !== undefined)
        return [
          ...refusalSeries(item.refusedOn, item, facts, acceptedOn),
          ...departureSeries(item, facts, acceptedOn),
        ];
      return [
        ...deadlineSeries(item, facts, acceptedOn),
        ...(facts.reporting === undefined ? [] : [reportSeries(item, facts.reporting)]),
        updateSeries(item, facts),
        ...extensionSeries(item, facts),
        ...departureSeries(item, facts, acceptedOn),
      ];
    case 'reported-done':
      return [signOffSeries(item, facts, acceptedOn), ...departureSeries(item, facts, acceptedOn)];
    case 'waived':
      return waiverSeries(item, facts);
    case 'signed-off':
    case 'unanswered':
      return [];
    default:
      return item.state satisfies never;
  }
}

function deadlineSeries(item: ItemFacts, facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  if (item.deadline === undefined) return [];
  // Whoever gets an item after its deadline, or gets it again, has as many days before the leader hears as whoever had
  // it on the day.
  const answersSince = Math.max(
    acceptedOn,
    epochDay(item.assignedOn),
    dayOf(item.reopenedOn),
    dayOf(item.refusalAnsweredOn),
  );
  const deadline = epochDay(item.deadline);
  const lateSince = Math.max(deadline, answersSince);
  const toldAtOnceOn = Math.max(answersSince, dayOf(item.deadlineMovedOn), dayOf(item.returnedOn));
  const setOn = dayOf(item.deadlineSetOn);
  const isSetLate = setOn > toldAtOnceOn;
  const since = Math.max(toldAtOnceOn, setOn);
  // For whoever has their work taken up again the count starts that day. A deadline that lies ahead stands.
  const countedFrom = Math.max(deadline, dayOf(item.reopenedOn));
  const escalation = (
    kind: ObligationKind,
    recipient: RecipientRole,
    afterDays: (ladder: Ladder) => number,
  ): Series =>
    series(facts, {
      item,
      recipient,
      since,
      isOwed: true,
      isToldOnce: true,
      ...held(item),
      steps: (ladder) => [{ kind, days: once(workingOnOrAfter(lateSince + afterDays(ladder))) }],
    });
  return [
    series(facts, {
      item,
      recipient: 'contact',
      since,
      isOwed: isSetLate,
      steps: (ladder) => reminders(countedFrom, ladder),
    }),
    escalation('late-told-leader', 'party-leader', (ladder) => ladder.escalateToLeaderDays),
    escalation('late-told-leadership', 'plan-leadership', (ladder) => ladder.escalateToLeadershipDays),
  ];
}

/** Leaders are told when the hold is over, and not for ever later. */
function held({ extensionHold }: ItemFacts): Pick<SeriesRules, 'moved'> {
  if (extensionHold === undefined) return {};
  const from = epochDay(extensionHold.from);
  const answeredOn = extensionHold.through === undefined ? Infinity : epochDay(extensionHold.through);
  return {
    moved: (day, ladder) => {
      const { extensionHoldWorkingDays } = extensionRules(ladder);
      const through = Math.min(plusWorkingDays(from, extensionHoldWorkingDays), answeredOn);
      return day > from && day <= through ? workingOnOrAfter(through + 1) : day;
    },
  };
}

/** Asked for and not answered: as a done report that nobody looks at, and then every week of work. */
function extensionSeries(item: ItemFacts, facts: FollowUpFacts): Series[] {
  if (item.extensionAskedOn === undefined) return [];
  const askedOn = epochDay(item.extensionAskedOn);
  return [
    series(facts, {
      item,
      recipient: 'who-may-answer',
      since: askedOn,
      steps: ({ signOffWorkingDays }) => [
        {
          kind: 'extension-open',
          days: everyWorkingDays(askedOn, signOffWorkingDays, ownerWantedAgainWorkingDays),
        },
      ],
    }),
  ];
}

function reminders(deadline: EpochDay, ladder: Ladder): Step[] {
  const lastAfterDays = Math.max(0, ...ladder.afterDays);
  return [
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
  ];
}

/** Everybody is asked before a reporting date, and nearer to it those who have not answered since the one before. */
function reportSeries(item: ItemFacts, reporting: ReportingCalendar): Series {
  const answeredThrough =
    item.answeredOn === undefined ? -Infinity : epochDay(reportingDateOnOrAfter(reporting, item.answeredOn));
  const again = daysAskedForAnswers(reporting, askAgainDays);
  const steps: Step[] = [
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
  ];
  return {
    item,
    recipient: 'contact',
    spans: [{ after: epochDay(item.lastHeardOn), through: Infinity, steps }],
  };
}

function updateSeries(item: ItemFacts, facts: FollowUpFacts): Series {
  const lastHeardOn = epochDay(item.lastHeardOn);
  return series(facts, {
    item,
    recipient: 'contact',
    since: lastHeardOn,
    steps: (ladder) => [
      {
        kind: 'update-wanted',
        days: everyDays(lastHeardOn + ladder.staleUpdateDays, ladder.repeatAfterDays),
      },
    ],
  });
}

/**
 * While nobody has looked at it: again after the same number of working days, until it is signed off or sent back.
 */
function signOffSeries(item: ItemFacts, facts: FollowUpFacts, acceptedOn: EpochDay): Series {
  const reportedOn = item.reportedDoneOn === undefined ? acceptedOn : epochDay(item.reportedDoneOn);
  return series(facts, {
    item,
    recipient: 'who-may-sign-off',
    since: Math.max(acceptedOn, reportedOn),
    steps: ({ signOffWorkingDays }) => [
      { kind: 'sign-off-wanted', days: everyWorkingDays(reportedOn, signOffWorkingDays, signOffWorkingDays) },
    ],
  });
}

/** As long as an owner may be wanting: whose it is to be is asked of the secretariat. */
function refusalSeries(
  refusedOn: PlainDate,
  item: ItemFacts,
  facts: FollowUpFacts,
  acceptedOn: EpochDay,
): Series[] {
  const since = Math.max(acceptedOn, epochDay(refusedOn));
  return [
    series(facts, {
      item,
      recipient: 'case-officer',
      since,
      isOwed: true,
      steps: ({ unassignedWorkingDays }) => [
        {
          kind: 'refusal-open',
          days: everyWorkingDays(since, unassignedWorkingDays, ownerWantedAgainWorkingDays),
        },
      ],
    }),
  ];
}

/** As long as an owner may be wanting: whose it is to be is the same question. */
function departureSeries(item: ItemFacts, facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  if (item.departedOn === undefined) return [];
  const since = Math.max(acceptedOn, epochDay(item.departedOn), dayOf(item.reopenedOn));
  return [
    series(facts, {
      item,
      recipient: 'case-officer',
      since,
      isOwed: true,
      steps: ({ unassignedWorkingDays }) => [
        {
          kind: 'departure-open',
          days: everyWorkingDays(since, unassignedWorkingDays, ownerWantedAgainWorkingDays),
        },
      ],
    }),
  ];
}

function ownerSeries(facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  return [
    series(facts, {
      recipient: 'case-officer',
      since: Math.max(acceptedOn, dayOf(facts.reopenedOn)),
      isOwed: true,
      steps: ({ unassignedWorkingDays }) => [
        {
          kind: 'owner-wanted',
          days: everyWorkingDays(acceptedOn, unassignedWorkingDays, ownerWantedAgainWorkingDays),
        },
      ],
    }),
  ];
}

/** Ready and not closed: as long as a reported item may wait to be looked at. */
function closingSeries(facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  const readyOn = facts.readyToCloseOn === undefined ? acceptedOn : epochDay(facts.readyToCloseOn);
  return [
    series(facts, {
      recipient: 'case-officer',
      since: readyOn,
      steps: ({ signOffWorkingDays }) => [
        { kind: 'closing-wanted', days: everyWorkingDays(readyOn, signOffWorkingDays, signOffWorkingDays) },
      ],
    }),
  ];
}

function reviewSeries(facts: FollowUpFacts, acceptedOn: EpochDay): Series[] {
  const { reviewOn } = facts;
  if (reviewOn === undefined) return [];
  return [
    series(facts, {
      recipient: 'case-officer',
      since: Math.max(acceptedOn, dayOf(facts.reopenedOn)),
      isOwed: true,
      steps: ({ repeatAfterDays }) => [
        { kind: 'review-due', days: everyDays(epochDay(reviewOn), repeatAfterDays) },
      ],
    }),
  ];
}

/** Waived until a day: whether it stands is asked of the secretariat then, also of a measure that is closed. */
function waiverSeries(item: ItemFacts, facts: FollowUpFacts): Series[] {
  const { waiverReviewOn } = item;
  if (waiverReviewOn === undefined) return [];
  return [
    series(facts, {
      item,
      recipient: 'case-officer',
      since: -Infinity,
      steps: ({ repeatAfterDays }) => [
        { kind: 'waiver-review-due', days: everyDays(epochDay(waiverReviewOn), repeatAfterDays) },
      ],
    }),
  ];
}

function effectReviewSeries(facts: FollowUpFacts): Series[] {
  const { effectReviewOn } = facts;
  if (effectReviewOn === undefined) return [];
  return [
    series(facts, {
      recipient: 'effect-reviewer',
      since: -Infinity,
      steps: ({ repeatAfterDays }) => [
        { kind: 'effect-review-due', days: everyDays(epochDay(effectReviewOn), repeatAfterDays) },
      ],
    }),
  ];
}

function dayOf(day: PlainDate | undefined): EpochDay {
  return day === undefined ? -Infinity : epochDay(day);
}
