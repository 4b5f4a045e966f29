import type { PlainDate } from '../ids.js';
import type { Verdict } from '../plan/plan.js';
import type { Standing } from '../summary/standing.js';
import { sinceLastReport } from './since-last-report.js';
import type { ReportMeasure, SinceLastReport, StatusReport } from './status-report.js';

/** What each of two reports says of the same thing; absent where one of them does not know it. */
export interface SideBySide<What> {
  then?: What;
  now?: What;
}

export interface MeasureThen {
  standing: Standing;
  deadline?: PlainDate;
  signedOffItems: number;
  items: number;
}

/** Two locked reports of one plan, the earlier locked first. */
export interface ReportComparison {
  then: StatusReport;
  now: StatusReport;
  /** Those whose standing, deadline or items differ; by number. */
  measures: readonly (SideBySide<MeasureThen> & { number: number; title?: string })[];
  /** How many stand as they did. */
  unchangedMeasures: number;
  /** Every sub-goal that either has, by number. */
  subGoals: readonly (SideBySide<Verdict> & { number: number; title: string })[];
  /** What the summary says in words, where it differs; a line may tell of several measures. */
  narratives: readonly (SideBySide<string> & { measures: readonly number[] })[];
  /** What has happened in between, told as a report tells it of the one before. */
  between: SinceLastReport;
}

/**
 * Lays any two locked reports of a plan side by side, whichever is named first.
 * @throws Error when one of them is not locked
 */
export function compareReports(one: StatusReport, other: StatusReport): ReportComparison {
  const [then, now] = lockedAt(one) <= lockedAt(other) ? [one, other] : [other, one];
  const measures = paired(byNumber(then.measures), byNumber(now.measures))
    .map(([number, then, now]) => ({
      number,
      ...titleOf(now ?? then),
      ...sides(measureThen(then), measureThen(now)),
    }))
    .sort((a, b) => a.number - b.number);
  const changed = measures.filter(differs);
  return {
    then,
    now,
    measures: changed,
    unchangedMeasures: measures.length - changed.length,
    subGoals: subGoals(then, now),
    narratives: paired(narrativesOf(then), narrativesOf(now))
      .map(([, then, now]) => ({
        measures: (now ?? then)?.measures ?? [],
        ...sides(then?.text, now?.text),
      }))
      .filter(differs),
    between: sinceLastReport(then, now),
  };
}

function lockedAt({ edition }: StatusReport): string {
  if (edition.kind !== 'locked') throw new Error('Only locked reports stand still to be compared');
  return edition.lockedAt;
}

function byNumber(measures: readonly ReportMeasure[]): Map<number, ReportMeasure> {
  return new Map(measures.map((measure) => [measure.number, measure]));
}

/** What either has, in the order of the newer; what only the older has comes last. */
function paired<Key, Value>(
  then: ReadonlyMap<Key, Value>,
  now: ReadonlyMap<Key, Value>,
): [Key, Value | undefined, Value | undefined][] {
  const keys = new Set([...now.keys(), ...then.keys()]);
  return [...keys].map((key) => [key, then.get(key), now.get(key)]);
}

function sides<What>(then: What | undefined, now: What | undefined): SideBySide<What> {
  return { ...(then === undefined ? {} : { then }), ...(now === undefined ? {} : { now }) };
}

function differs({ then, now }: SideBySide<unknown>): boolean {
  return JSON.stringify(then) !== JSON.stringify(now);
}

function titleOf(measure: ReportMeasure | undefined): { title?: string } {
  return measure?.told === undefined ? {} : { title: measure.told.title };
}

function measureThen(measure: ReportMeasure | undefined): MeasureThen | undefined {
  if (measure === undefined) return undefined;
  const { standing, deadline, items } = measure;
  return {
    standing,
    ...(deadline === undefined ? {} : { deadline: deadline.inForce }),
    signedOffItems: items.filter(({ state }) => state === 'signed-off').length,
    items: items.length,
  };
}

function subGoals(then: StatusReport, now: StatusReport): ReportComparison['subGoals'] {
  const of = ({ status }: StatusReport) =>
    new Map(status.goals.flatMap((goal) => goal.subGoals).map((subGoal) => [subGoal.number, subGoal]));
  return paired(of(then), of(now)).map(([number, then, now]) => ({
    number,
    title: (now ?? then)?.title ?? '',
    ...sides(then?.verdict, now?.verdict),
  }));
}

/** By the numbers of the measures that a line tells of: told together otherwise, it is another line. */
function narrativesOf({ status }: StatusReport): Map<string, { measures: number[]; text?: string }> {
  const lines = status.themes.flatMap((theme) => theme.lines);
  return new Map(
    lines.map(({ measures, narrative }) => {
      const numbers = measures.map(({ number }) => number);
      return [
        numbers.join(),
        { measures: numbers, ...(narrative === undefined ? {} : { text: narrative.text }) },
      ];
    }),
  );
}
