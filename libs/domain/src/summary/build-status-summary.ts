import { defined } from '../defined.js';
import { outcomeKinds } from '../evaluation/evaluation.js';
import { osloDate } from '../follow-up/calendar.js';
import type { MeasureId, PlainDate, ThemeId } from '../ids.js';
import type { StandingMeasure } from '../measure/measure.js';
import type { Indicator, IndicatorFigure, Plan, SubGoal } from '../plan/plan.js';
import { abbreviationsUsed } from './abbreviations-used.js';
import { hasAnswered, voicesByParty } from './answers.js';
import { itemStanding, measureStanding, noFigures } from './standing.js';
import type {
  SummaryInput,
  SummaryLine,
  SummaryIndicator,
  SummarySubGoal,
  StatusSummary,
} from './status-summary.js';
import { type LineContext, summaryLine } from './summary-line.js';

/** The live status summary (statusoversikt): pure, JSON-able, linear in the number of measures and items. */
export function statusSummary(input: SummaryInput): StatusSummary {
  const { plan, today } = input;
  const measures = [...input.measures].sort((a, b) => a.number - b.number);
  const goals = summaryGoals(plan, measures);
  const themes = summaryThemes(input, measures);
  return {
    plan: {
      id: plan.id,
      number: plan.number,
      title: plan.title,
      state: plan.state,
      ...defined('periodEnd', plan.periodEnd),
      ...defined('basisOfAssessment', plan.basisOfAssessment),
    },
    asOf: today,
    answered: answered(input, measures),
    ...counted(measures, today),
    outcomes: outcomeCounts(input.outcomes),
    goals,
    themes,
    abbreviationsUsed: abbreviationsUsed(plan, goals, themes),
    lastSubstantiveChange: osloDate(
      measures.reduce(
        (latest, { lastSubstantiveChangeAt: at }) => (at > latest ? at : latest),
        plan.lastSubstantiveChangeAt,
      ),
    ),
  };
}

function counted(
  measures: readonly StandingMeasure[],
  today: PlainDate,
): Pick<StatusSummary, 'figures' | 'notes'> {
  const figures = { measures: noFigures(), items: noFigures() };
  const notes: StatusSummary['notes'] = {
    waived: 0,
    unanswered: 0,
    readyToClose: 0,
    closedAs: { implemented: 0, 'partly-implemented': 0, 'not-implemented': 0, 'carried-over': 0 },
  };
  for (const measure of measures) {
    figures.measures[measureStanding(measure, today)] += 1;
    figures.measures.total += 1;
    if (measure.state === 'ready-to-close') notes.readyToClose += 1;
    if (measure.state === 'closed') notes.closedAs[measure.closure.as] += 1;
    for (const item of measure.items) {
      const standing = itemStanding(measure, item, today);
      if (standing === undefined) notes[item.state === 'waived' ? 'waived' : 'unanswered'] += 1;
      else {
        figures.items[standing] += 1;
        figures.items.total += 1;
      }
    }
  }
  return { figures, notes };
}

/** A responsible party has answered when it has said something since the last report, or has nothing left to do. */
function answered(input: SummaryInput, measures: readonly StandingMeasure[]): StatusSummary['answered'] {
  const voices = [...voicesByParty(measures).values()];
  return {
    count: voices.filter((voice) => hasAnswered(voice, input.lastReportAt)).length,
    of: voices.length,
    ...(input.lastReportAt === undefined ? {} : { since: osloDate(input.lastReportAt) }),
  };
}

function outcomeCounts(outcomes: SummaryInput['outcomes']): StatusSummary['outcomes'] {
  const kinds = [...outcomeKinds, 'not-assessed'] as const;
  const counts = new Map<string, number>();
  for (const kind of outcomes)
    counts.set(kind ?? 'not-assessed', (counts.get(kind ?? 'not-assessed') ?? 0) + 1);
  return kinds.flatMap((kind) => {
    const count = counts.get(kind);
    return count === undefined ? [] : [{ kind, count }];
  });
}

function summaryGoals(plan: Plan, measures: readonly StandingMeasure[]): StatusSummary['goals'] {
  const served = new Map<string, number[]>();
  for (const measure of measures) {
    for (const id of measure.subGoalIds) {
      const known = served.get(id);
      if (known === undefined) served.set(id, [measure.number]);
      else known.push(measure.number);
    }
  }
  return plan.goals.map((goal) => ({
    number: goal.number,
    title: goal.title,
    subGoals: goal.subGoals.map((subGoal) => summarySubGoal(subGoal, served.get(subGoal.id) ?? [])),
  }));
}

function summarySubGoal(subGoal: SubGoal, measureNumbers: readonly number[]): SummarySubGoal {
  return {
    number: subGoal.number,
    title: subGoal.title,
    about: subGoal.about,
    ...defined('verdict', subGoal.assessment?.verdict),
    ...defined('assessment', subGoal.assessment?.text),
    indicators: subGoal.indicators.map(summaryIndicator),
    measureNumbers,
  };
}

function summaryIndicator({ name, unit, target, figures }: Indicator): SummaryIndicator {
  const latest = figures.reduce<IndicatorFigure | undefined>(
    (newest, figure) => (newest === undefined || figure.asOf >= newest.asOf ? figure : newest),
    undefined,
  );
  return { name, unit, ...defined('target', target), ...defined('latest', latest) };
}

/** Themes in the plan's order; a line stands in the theme of its first measure. What has no theme comes last. */
function summaryThemes(input: SummaryInput, measures: readonly StandingMeasure[]): StatusSummary['themes'] {
  const { plan } = input;
  const context: LineContext = {
    ...input,
    numberById: new Map(measures.map(({ id, number }) => [id, number])),
  };
  const lineOf = new Map<MeasureId, readonly MeasureId[]>();
  for (const line of plan.jointLines) for (const id of line) lineOf.set(id, line);
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  const linesOfTheme = new Map<ThemeId | undefined, SummaryLine[]>(plan.themes.map(({ id }) => [id, []]));
  linesOfTheme.set(undefined, []);
  const told = new Set<MeasureId>();
  for (const measure of measures) {
    if (told.has(measure.id)) continue;
    const joint = lineOf.get(measure.id)?.flatMap((id) => byId.get(id) ?? []) ?? [measure];
    for (const { id } of joint) told.add(id);
    const lines = linesOfTheme.get(measure.themeId) ?? linesOfTheme.get(undefined);
    lines?.push(summaryLine(context, joint.length > 1 ? joint.sort((a, b) => a.number - b.number) : joint));
  }
  const themed = plan.themes.map(({ id, title }) => ({ title, lines: linesOfTheme.get(id) ?? [] }));
  return [...themed, { lines: linesOfTheme.get(undefined) ?? [] }].filter(({ lines }) => lines.length > 0);
}
