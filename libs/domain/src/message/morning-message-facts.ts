import type { DueObligation, ObligationKind, RecipientRole } from '../follow-up/follow-up-facts.js';
import { addDays, osloDate } from '../follow-up/calendar.js';
import { followUpFacts, obligationsDue, stillHolds } from '../follow-up/follow-up-schedule.js';
import type { Instant, PersonId, PlainDate } from '../ids.js';
import { deadlineOf, type Item, type Measure } from '../measure/measure.js';
import type { Party } from '../party/party.js';
import type { Plan } from '../plan/plan.js';
import type { ReportDemandKind } from '../report/report-schedule.js';
import { reportingDateOnOrAfter } from '../report/reporting-calendar.js';
import type { MorningEntry, MorningMessageFacts, MorningReport, Settled } from './message-facts.js';
import { extensionShown, shownDeadline, subjectOf } from './message-subject.js';

/** An obligation as it was written, addressed to the reader. */
export interface WrittenObligation extends DueObligation {
  id: string;
  measureId: string;
  demandedAt: Instant;
  /** The name of one who is away, whose deputy reads it. */
  standsInFor?: string;
}

/** The obligation's measure and plan, and the party of its item, as they are now. */
export interface SubjectNow {
  measure: Measure;
  plan: Plan;
  party?: Party;
}

/** Whether it is still the thing to say on `date`. */
export function holds(
  obligation: WrittenObligation,
  { measure, plan }: SubjectNow,
  date: PlainDate,
): boolean {
  return stillHolds(followUpFacts(measure, plan), obligation, date);
}

/** The lines of a message, the most urgent first; those that no longer hold are shown as settled at `now`. */
export function morningMessageFacts(
  reader: { id: PersonId; name: string },
  date: PlainDate,
  obligations: readonly { obligation: WrittenObligation; subject: SubjectNow }[],
  now: Instant,
  reports: readonly MorningReport[] = [],
): MorningMessageFacts {
  const all = obligations.map(({ obligation, subject }) =>
    entryOf(obligation, subject, { reader: reader.id, date, now }),
  );
  const entries = askedOnce(all).sort(byUrgency(date));
  return {
    personFirstName: reader.name.split(' ')[0] ?? reader.name,
    date,
    entries,
    reports,
    whyYou: [...reasons(obligations), ...reasonsOfReports(reports)],
  };
}

/** What a report asks about an item whose deadline is told of anyway, is said there. */
function askedOnce(entries: readonly MorningEntry[]): MorningEntry[] {
  const questions = entries.filter((entry) => entry.kind === 'report-update' && entry.settled === undefined);
  const besideADeadline = (question: MorningEntry) =>
    entries.find(
      (entry) =>
        entry.itemId === question.itemId && deadlineKinds.includes(entry.kind) && entry.settled === undefined,
    );
  const said = new Map(questions.map((question) => [besideADeadline(question), question]));
  return entries.flatMap((entry) => {
    const question = said.get(entry);
    if (question?.answerBy !== undefined) return [{ ...entry, answerBy: question.answerBy }];
    return questions.includes(entry) && besideADeadline(entry) !== undefined ? [] : [entry];
  });
}

const deadlineKinds: readonly ObligationKind[] = ['deadline-ahead', 'deadline-today', 'deadline-passed'];

interface Reading {
  reader: PersonId;
  date: PlainDate;
  now: Instant;
}

function entryOf(obligation: WrittenObligation, subject: SubjectNow, reading: Reading): MorningEntry {
  const { measure, plan, party } = subject;
  const { date, reader, now } = reading;
  const item = measure.items.find(({ id }) => id === obligation.itemId);
  const facts = followUpFacts(measure, plan);
  const deadline = item === undefined ? measure.deadline : deadlineOf(measure, item);
  const itemFacts = facts.items.find(({ itemId }) => itemId === obligation.itemId);
  const nextEscalation = item === undefined ? undefined : escalationAfter(obligation, subject, date);
  const isContact =
    party?.kind === 'organisation' && (party.contactPersonId === reader || item?.personId === reader);
  return {
    ...subjectOf(measure, plan, item),
    kind: obligation.kind,
    ...(deadline === undefined ? {} : { deadline: shownDeadline(deadline) }),
    ...extensionShown(item),
    ...(itemFacts === undefined ? {} : { lastHeardOn: itemFacts.lastHeardOn }),
    ...(nextEscalation === undefined ? {} : { nextEscalation }),
    ...(obligation.kind === 'report-update' && plan.reporting !== undefined
      ? { answerBy: reportingDateOnOrAfter(plan.reporting, obligation.dueOn) }
      : {}),
    ...(obligation.standsInFor === undefined ? {} : { standsInFor: obligation.standsInFor }),
    ...(party === undefined || isContact ? {} : { partyName: party.name }),
    ...(item?.state === 'reported-done' ? { reportedDoneOn: osloDate(item.report.at) } : {}),
    ...(holds(obligation, subject, date)
      ? {}
      : { settled: settledBy(obligation, measure, item, reader, now) }),
  };
}

/** When somebody above the reader hears of what is asked of the reader now. */
function escalationAfter(
  obligation: WrittenObligation,
  { measure, plan }: SubjectNow,
  date: PlainDate,
): MorningEntry['nextEscalation'] {
  if (obligation.kind !== 'deadline-today' && obligation.kind !== 'deadline-passed') return undefined;
  const facts = followUpFacts(measure, plan);
  const { escalateToLeaderDays, escalateToLeadershipDays } = facts.ladder;
  // A step is moved by days off, but never by as much as a fortnight.
  const until = addDays(date, Math.max(escalateToLeaderDays, escalateToLeadershipDays) + 14);
  return obligationsDue(facts, { after: date, until })
    .filter(({ itemId, dueOn }) => itemId === obligation.itemId && dueOn > date)
    .flatMap(({ kind, dueOn }): NonNullable<MorningEntry['nextEscalation']>[] => {
      if (kind === 'late-told-leader') return [{ on: dueOn, to: 'party-leader' }];
      return kind === 'late-told-leadership' ? [{ on: dueOn, to: 'plan-leadership' }] : [];
    })
    .sort((one, other) => one.on.localeCompare(other.on))
    .at(0);
}

function settledBy(
  obligation: WrittenObligation,
  measure: Measure,
  item: Item | undefined,
  reader: PersonId,
  now: Instant,
): Settled {
  const by = (as: Settled['as'], at: Instant, person?: PersonId): Settled => ({
    as,
    at,
    byYou: person === reader,
  });
  if (item !== undefined) {
    switch (item.state) {
      case 'reported-done':
        return by('reported-done', item.report.at, item.report.by);
      case 'signed-off':
        return by('signed-off', item.signOff.at, item.signOff.by);
      case 'waived':
        if (obligation.kind === 'waiver-review-due') return by('overtaken', now);
        return by('waived', item.waiver.at, item.waiver.enteredBy);
      case 'unanswered':
        return by('ended', item.ending.at, item.ending.enteredBy);
      case 'open': {
        const { returned, lastHeard } = item;
        const asked = item.extensionsBefore?.at(-1);
        if (obligation.kind === 'extension-open' && asked !== undefined)
          return by('answered', asked.ended.at, asked.ended.by);
        if (returned !== undefined && returned.at > obligation.demandedAt) {
          return by('sent-back', returned.at, returned.by);
        }
        if (lastHeard !== undefined && lastHeard.at > obligation.demandedAt) {
          return by('updated', lastHeard.at, lastHeard.by);
        }
        return by('overtaken', now);
      }
      default:
        return item satisfies never;
    }
  }
  return measure.state === 'closed'
    ? by('closed', measure.closure.at, measure.closure.by)
    : by('overtaken', now);
}

const rank: Record<ObligationKind, number> = {
  'deadline-passed': 0,
  'late-told-leader': 0,
  'late-told-leadership': 0,
  'deadline-today': 0,
  'deadline-ahead': 0,
  'review-due': 1,
  'waiver-review-due': 1,
  'effect-review-due': 1,
  'sign-off-wanted': 2,
  'extension-open': 2,
  'owner-wanted': 2,
  'refusal-open': 2,
  'departure-open': 2,
  'closing-wanted': 2,
  'report-update': 3,
  'update-wanted': 4,
};

/**
 * Most overdue first, then today, then soon, then what waits for somebody, then updates wanted. What has a deadline
 * kind but lost its deadline counts as today: it is not hidden.
 */
export function byUrgency(today: PlainDate): (one: MorningEntry, other: MorningEntry) => number {
  const due = ({ deadline }: MorningEntry) => deadline?.inForce ?? today;
  return (one, other) =>
    rank[one.kind] - rank[other.kind] ||
    (rank[one.kind] === 0 ? due(one).localeCompare(due(other)) : 0) ||
    one.planNumber - other.planNumber ||
    one.number.localeCompare(other.number, 'nb', { numeric: true });
}

function reasons(
  obligations: readonly { obligation: WrittenObligation; subject: SubjectNow }[],
): MorningMessageFacts['whyYou'] {
  const own = obligations.filter(({ obligation }) => obligation.standsInFor === undefined);
  const all = own.map(({ obligation: { recipient }, subject: { party } }) => ({
    role: recipient,
    ...((recipient === 'contact' || recipient === 'party-leader') && party !== undefined
      ? { partyName: party.name }
      : {}),
  }));
  return [...new Map(all.map((reason) => [JSON.stringify(reason), reason])).values()];
}

const roleOfReport: Readonly<Partial<Record<ReportDemandKind, RecipientRole>>> = {
  'report-release-wanted': 'case-officer',
  'report-acknowledgement-wanted': 'plan-leadership',
};

function reasonsOfReports(reports: readonly MorningReport[]): MorningMessageFacts['whyYou'] {
  const roles = new Set(reports.flatMap(({ kind }) => roleOfReport[kind] ?? []));
  return [...roles].map((role) => ({ role }));
}
