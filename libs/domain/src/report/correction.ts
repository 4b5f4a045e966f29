import type { StatusSummary, SummaryLine } from '../summary/status-summary.js';
import { recounted } from './build-status-report.js';
import type { StatusReport } from './status-report.js';

/**
 * A part of a locked report that the record tells otherwise now. `summary`, `basis`, `recommendations`, `decisions`,
 * `sub-goal-3`, or the measures of one line: `measures-14-15`.
 */
export interface CorrectablePart {
  key: string;
  /** Restricted since the lock: taken out of every corrected version, chosen or not. */
  always: boolean;
}

/**
 * What a correction can take from the record as it is now; the rest stays as it was locked. Measures that came after
 * the lock are not in the report that is corrected.
 * @param fresh the same report made anew for the same audience, as of the day of the lock
 */
export function correctableParts(locked: StatusReport, fresh: StatusReport): CorrectablePart[] {
  const parts: (CorrectablePart & { differs: boolean })[] = [
    part('summary', differs(locked.writtenSummary, fresh.writtenSummary)),
    part('basis', differs(locked.status.plan, fresh.status.plan)),
    ...subGoalNumbers(locked).map((number) =>
      part(`sub-goal-${number}`, differs(subGoalOf(locked, number), subGoalOf(fresh, number))),
    ),
    ...linesOf(locked.status).map((line) => ({
      ...part(lineKey(line), differs(measuresTold(locked, line), measuresTold(fresh, line))),
      always: withheldSince(locked, fresh, line),
    })),
    {
      ...part('recommendations', differs(locked.recommendations, fresh.recommendations)),
      always: locked.recommendations.some(
        ({ told }, index) => told !== undefined && fresh.recommendations[index]?.told === undefined,
      ),
    },
    part('decisions', differs(locked.decisions, fresh.decisions)),
  ];
  return parts.filter((one) => one.differs).map(({ key, always }) => ({ key, always }));
}

/** The locked report with the chosen parts as the record tells them now, and its figures counted again from that. */
export function corrected(
  locked: StatusReport,
  fresh: StatusReport,
  chosen: readonly string[],
  previous: StatusReport | undefined,
): StatusReport {
  const taken = new Set(
    correctableParts(locked, fresh)
      .filter(({ key, always }) => always || chosen.includes(key))
      .map(({ key }) => key),
  );
  const linesTaken = linesOf(locked.status).filter((line) => taken.has(lineKey(line)));
  const numbers = new Set(linesTaken.flatMap(({ measures }) => measures.map(({ number }) => number)));
  const { writtenSummary, ...rest } = locked;
  const summary = taken.has('summary') ? fresh.writtenSummary : writtenSummary;
  const merged: StatusReport = {
    ...rest,
    edition: fresh.edition,
    ...(summary === undefined ? {} : { writtenSummary: summary }),
    status: {
      ...locked.status,
      plan: taken.has('basis') ? fresh.status.plan : locked.status.plan,
      goals: locked.status.goals.map((goal) => ({
        ...goal,
        subGoals: goal.subGoals.map((subGoal) =>
          taken.has(`sub-goal-${subGoal.number}`)
            ? (subGoalOf(fresh, subGoal.number).subGoal ?? subGoal)
            : subGoal,
        ),
      })),
      themes: locked.status.themes.map((theme) => ({
        ...theme,
        lines: theme.lines.map((line) =>
          taken.has(lineKey(line)) ? (lineLike(fresh.status, line) ?? line) : line,
        ),
      })),
    },
    indicators: locked.indicators.flatMap((indicator) =>
      taken.has(`sub-goal-${indicator.subGoalNumber}`)
        ? fresh.indicators.filter(
            ({ subGoalNumber, name }) => subGoalNumber === indicator.subGoalNumber && name === indicator.name,
          )
        : [indicator],
    ),
    measures: locked.measures.map((measure) =>
      numbers.has(measure.number)
        ? (fresh.measures.find(({ number }) => number === measure.number) ?? measure)
        : measure,
    ),
    ...(taken.has('recommendations')
      ? {
          recommendations: fresh.recommendations,
          ...(fresh.accepted === undefined ? {} : { accepted: fresh.accepted }),
        }
      : {}),
    ...(taken.has('decisions') ? { decisions: fresh.decisions } : {}),
  };
  return [...taken].some(isCounted) ? recounted(merged, previous) : merged;
}

/** The rest is words alone. */
function isCounted(key: string): boolean {
  return key !== 'summary' && key !== 'basis' && key !== 'decisions';
}

function part(key: string, isOther: boolean): CorrectablePart & { differs: boolean } {
  return { key, always: false, differs: isOther };
}

function differs(then: unknown, now: unknown): boolean {
  return JSON.stringify(then) !== JSON.stringify(now);
}

export function linesOf({ themes }: Pick<StatusSummary, 'themes'>): readonly SummaryLine[] {
  return themes.flatMap(({ lines }) => lines);
}

export function lineKey({ measures }: SummaryLine): string {
  return `measures-${measures.map(({ number }) => number).join('-')}`;
}

/** The same measures told together, wherever they stand now. */
function lineLike(status: StatusSummary, line: SummaryLine): SummaryLine | undefined {
  return linesOf(status).find((other) => lineKey(other) === lineKey(line));
}

export function subGoalNumbers({ status }: StatusReport): number[] {
  return status.goals.flatMap(({ subGoals }) => subGoals.map(({ number }) => number));
}

export function subGoalOf({ status, indicators }: StatusReport, wanted: number) {
  return {
    subGoal: status.goals.flatMap(({ subGoals }) => subGoals).find(({ number }) => number === wanted),
    indicators: indicators.filter(({ subGoalNumber }) => subGoalNumber === wanted),
  };
}

function measuresTold(report: StatusReport, line: SummaryLine) {
  const numbers = line.measures.map(({ number }) => number);
  return {
    line: lineLike(report.status, line),
    measures: report.measures.filter(({ number }) => numbers.includes(number)),
  };
}

function withheldSince(locked: StatusReport, fresh: StatusReport, { measures }: SummaryLine): boolean {
  const toldIn = ({ measures: all }: StatusReport, wanted: number) =>
    all.find(({ number }) => number === wanted)?.told;
  return measures.some(({ number }) => {
    const [then, now] = [toldIn(locked, number), toldIn(fresh, number)];
    return (
      then !== undefined &&
      (now === undefined || (now.legalBasis !== undefined && then.legalBasis === undefined))
    );
  });
}
