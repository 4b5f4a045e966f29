import type { DueObligation, ObligationKind, RecipientRole } from '#domain/follow-up/follow-up-facts.js';
import { addDays, osloDate } from '#domain/follow-up/calendar.js';
import { followUpFacts, obligationsDue, stillHolds } from '#domain/follow-up/follow-up-schedule.js';
import type { Instant, PersonId, PlainDate } from '#domain/ids.js';
import { deadlineOf, type Item, type Measure } from '#domain/measure/measure.js';
import type { Party } from '#domain/party/party.js';
import type { Plan } from '#domain/plan/plan.js';
import type { ReportDemandKind } from '#domain/report/report-schedule.js';
import { reportingDateOnOrAfter } from '#domain/report/reporting-calendar.js';
import { isItemLate, isMeasureLate } from '#domain/summary/standing.js';
import { type MessageDeadline, type MessageSubject, shownDeadline, subjectOf } from './message-subject.js';

/** What one morning message says, from the record as it is now. */
export interface MorningFacts {
  personFirstName: string;
  date: PlainDate;
  entries: readonly MorningFactsEntry[];
  reports: readonly MorningFactsReport[];
  whyYou: readonly { role: RecipientRole; partyName?: string }[];
}

/** A status report that waits for the reader. */
export interface MorningFactsReport {
  kind: ReportDemandKind;
  planNumber: number;
  planTitle: string;
  number: number;
  question?: number;
  settled?: SettledEntry;
}

export interface MorningFactsEntry extends MessageSubject {
  kind: ObligationKind;
  deadline?: MessageDeadline;
  daysLate?: number;
  lastHeardOn?: PlainDate;
  nextEscalation?: { on: PlainDate; to: 'party-leader' | 'plan-leadership' };
  /** The reporting date an update is wanted for. */
  answerBy?: PlainDate;
  partyName?: string;
  reportedDoneOn?: PlainDate;
  settled?: SettledEntry;
}

/** Why what was asked for is asked for no more. */
export interface SettledEntry {
  as: 'reported-done' | 'signed-off' | 'updated' | 'sent-back' | 'waived' | 'ended' | 'closed' | 'overtaken';
  at: Instant;
  byYou: boolean;
}

/** An obligation as it was written, addressed to the reader. */
export interface WrittenObligation extends DueObligation {
  id: string;
  measureId: string;
  demandedAt: Instant;
}

/** The obligation's measure and plan, and the party of its item, as they are now. */
export interface Subject {
  measure: Measure;
  plan: Plan;
  party?: Party;
}

/** Whether it is still the thing to say on `date`. */
export function holds(obligation: WrittenObligation, { measure, plan }: Subject, date: PlainDate): boolean {
  return stillHolds(followUpFacts(measure, plan), obligation, date);
}

/** The lines of a message, the most urgent first; those that no longer hold are shown as settled at `now`. */
export function morningFacts(
  reader: { id: PersonId; name: string },
  date: PlainDate,
  obligations: readonly { obligation: WrittenObligation; subject: Subject }[],
  now: Instant,
  reports: readonly MorningFactsReport[] = [],
): MorningFacts {
  const all = obligations.map(({ obligation, subject }) =>
    entryOf(obligation, subject, { reader: reader.id, date, now }),
  );
  const entries = askedOnce(all).sort(byUrgency);
  return {
    personFirstName: reader.name.split(' ')[0] ?? reader.name,
    date,
    entries,
    reports,
    whyYou: [...reasons(obligations), ...reasonsOfReports(reports)],
  };
}

/** What a report asks about an item whose deadline is told of anyway, is said there. */
function askedOnce(entries: readonly MorningFactsEntry[]): MorningFactsEntry[] {
  const questions = entries.filter((entry) => entry.kind === 'report-update' && entry.settled === undefined);
  const besideADeadline = (question: MorningFactsEntry) =>
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

function entryOf(obligation: WrittenObligation, subject: Subject, reading: Reading): MorningFactsEntry {
  const { measure, plan, party } = subject;
  const { date, reader, now } = reading;
  const item = measure.items.find(({ id }) => id === obligation.itemId);
  const facts = followUpFacts(measure, plan);
  const deadline = item === undefined ? measure.deadline : deadlineOf(measure, item);
  const late =
    deadline !== undefined &&
    (item === undefined ? isMeasureLate(measure, date) : isItemLate(measure, item, date));
  const itemFacts = facts.items.find(({ itemId }) => itemId === obligation.itemId);
  const nextEscalation = item === undefined ? undefined : escalationAfter(obligation, subject, date);
  const isContact = party?.kind === 'organisation' && party.contactPersonId === reader;
  return {
    ...subjectOf(measure, plan, item),
    kind: obligation.kind,
    ...(deadline === undefined ? {} : { deadline: shownDeadline(deadline) }),
    ...(late ? { daysLate: Math.max(0, daysBetween(deadline.inForce, date)) } : {}),
    ...(itemFacts === undefined ? {} : { lastHeardOn: itemFacts.lastHeardOn }),
    ...(nextEscalation === undefined ? {} : { nextEscalation }),
    ...(obligation.kind === 'report-update' && plan.reporting !== undefined
      ? { answerBy: reportingDateOnOrAfter(plan.reporting, obligation.dueOn) }
      : {}),
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
  { measure, plan }: Subject,
  date: PlainDate,
): MorningFactsEntry['nextEscalation'] {
  if (obligation.kind !== 'deadline-today' && obligation.kind !== 'deadline-passed') return undefined;
  const facts = followUpFacts(measure, plan);
  const { escalateToLeaderDays, escalateToLeadershipDays } = facts.ladder;
  // A step is moved by days off, but never by as much as a fortnight.
  const until = addDays(date, Math.max(escalateToLeaderDays, escalateToLeadershipDays) + 14);
  return obligationsDue(facts, { after: date, until })
    .filter(({ itemId, dueOn }) => itemId === obligation.itemId && dueOn > date)
    .flatMap(({ kind, dueOn }): NonNullable<MorningFactsEntry['nextEscalation']>[] => {
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
): SettledEntry {
  const by = (as: SettledEntry['as'], at: Instant, person?: PersonId): SettledEntry => ({
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
        return by('waived', item.waiver.at, item.waiver.enteredBy);
      case 'unanswered':
        return by('ended', item.ending.at, item.ending.enteredBy);
      case 'open': {
        const { returned, lastHeard } = item;
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

/** The latest first, then by deadline, then by number; what has no deadline comes last. */
function byUrgency(one: MorningFactsEntry, other: MorningFactsEntry): number {
  return (
    (other.daysLate ?? 0) - (one.daysLate ?? 0) ||
    (one.deadline?.inForce ?? '9999').localeCompare(other.deadline?.inForce ?? '9999') ||
    one.planNumber - other.planNumber ||
    one.number.localeCompare(other.number, 'nb', { numeric: true })
  );
}

function reasons(
  obligations: readonly { obligation: WrittenObligation; subject: Subject }[],
): MorningFacts['whyYou'] {
  const all = obligations.map(({ obligation: { recipient }, subject: { party } }) => ({
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

function reasonsOfReports(reports: readonly MorningFactsReport[]): MorningFacts['whyYou'] {
  const roles = new Set(reports.flatMap(({ kind }) => roleOfReport[kind] ?? []));
  return [...roles].map((role) => ({ role }));
}

function daysBetween(from: PlainDate, to: PlainDate): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
