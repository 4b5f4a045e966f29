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
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** One row of a list of changes. What old and new are depends on the kind: dates, texts, progress or a closure. */
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
    ...since.reopened.map(({ on, reason, items: _items, ...measure }) => ({
      ...change('reopened', measure),
      ...(on === undefined ? {} : { on }),
      ...(reason === undefined ? {} : { reason }),
    })),
    ...since.progressChanged.map(({ from, to, ...measure }) => ({
      ...change('progress-changed', measure),
      ...(from === undefined ? {} : { old: from }),
      new: to,
    })),
  ];
}

function change(kind: ChangeKind, { number, title }: { number: number; title?: string }): ReportChange {
  return { kind, number: String(number), ...(title === undefined ? {} : { title }) };
}
