import type { PlainDate } from '../ids.js';
import type { SinceLastReport } from './status-report.js';

export const changeKinds = [
  'registered',
  'closed',
  'turned-late',
  'deadline-moved',
  'text-changed',
  'reopened',
  'progress-changed',
  'no-longer-late',
  'responsible-changed',
  'review-date-moved',
  'verdict-changed',
  'signed-off',
  'waived',
  'unanswered',
] as const;
type ChangeKind = (typeof changeKinds)[number];

/** One row of a list of changes. What old and new are depends on the kind: dates, texts, parties, progress, a verdict or a closure. */
export interface ReportChange {
  kind: ChangeKind;
  /** `7`, or `7.4`. */
  number: string;
  title?: string;
  on?: PlainDate;
  old?: string;
  new?: string;
  reason?: string;
}

/** The comparison as rows, in the order of the report. */
export function reportChanges(since: SinceLastReport): ReportChange[] {
  return [
    ...since.registered.map((measure) => change('registered', measure)),
    ...since.closed.map(({ as, on, ...measure }) => ({ ...change('closed', measure), on, new: as })),
    ...since.newlyLate.flatMap(({ deadline, items, ...measure }) =>
      (items.length === 0 ? [String(measure.number)] : items).map((number) => ({
        ...change('turned-late', measure),
        number,
        ...(deadline === undefined ? {} : { old: deadline }),
      })),
    ),
    ...since.deadlinesMoved.map(({ number, from, to, on, reason, title }) => ({
      kind: 'deadline-moved' as const,
      number,
      ...(title === undefined ? {} : { title }),
      on,
      old: from,
      new: to,
      ...(reason === undefined ? {} : { reason }),
    })),
    ...since.textChanged.map(({ number, old, new: now, reason }) => ({
      kind: 'text-changed' as const,
      number: String(number),
      old,
      new: now,
      ...(reason === undefined ? {} : { reason }),
    })),
    ...since.reopened.map(({ on, reason, deadline, reviewOn, ...measure }) => ({
      ...change('reopened', measure),
      ...(on === undefined ? {} : { on }),
      ...newValue(deadline ?? reviewOn),
      ...(reason === undefined ? {} : { reason }),
    })),
    ...since.progressChanged.map(({ from, to, reason, item, ...measure }) => ({
      ...change('progress-changed', measure),
      ...(item === undefined ? {} : { number: item }),
      ...oldValue(from),
      new: to,
      ...(reason === undefined ? {} : { reason }),
    })),
    ...(since.noLongerLate ?? []).map(({ deadline, ...measure }) => ({
      ...change('no-longer-late', measure),
      ...newValue(deadline),
    })),
    ...(since.responsibleChanged ?? []).flatMap(({ items, from, to, ...measure }) =>
      ofItems('responsible-changed', measure, items).map((row) => ({ ...row, old: from, new: to })),
    ),
    ...(since.reviewDatesMoved ?? []).map(({ from, to, ...measure }) => ({
      ...change('review-date-moved', measure),
      ...oldValue(from),
      ...newValue(to),
    })),
    ...(since.verdictsChanged ?? []).map(({ from, to, ...subGoal }) => ({
      ...change('verdict-changed', subGoal),
      ...oldValue(from),
      ...newValue(to),
    })),
    ...(since.signedOff ?? []).flatMap(({ items, ...measure }) => ofItems('signed-off', measure, items)),
    ...(since.ended ?? []).flatMap(({ waived, unanswered, ...measure }) => [
      ...ofItems('waived', measure, waived),
      ...ofItems('unanswered', measure, unanswered),
    ]),
  ];
}

function ofItems(
  kind: ChangeKind,
  measure: { number: number; title?: string },
  items: readonly string[],
): ReportChange[] {
  return items.map((number) => ({ ...change(kind, measure), number }));
}

function oldValue(value: string | undefined): Pick<ReportChange, 'old'> {
  return value === undefined ? {} : { old: value };
}

function newValue(value: string | undefined): Pick<ReportChange, 'new'> {
  return value === undefined ? {} : { new: value };
}

function change(kind: ChangeKind, { number, title }: { number: number; title?: string }): ReportChange {
  return { kind, number: String(number), ...(title === undefined ? {} : { title }) };
}
