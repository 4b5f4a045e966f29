import { type Goal, type Indicator, type Plan, type SubGoal, verdicts } from '#domain/plan/plan.js';
import type { PlanInEditing } from '#record/summary/summary-editing.query.js';
import { goals, subGoalAssessment, subGoalFigure } from '../../plans/rest/plan.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import { list, t } from '../../web/frame/texts.js';
import { numbersGiven } from '../../web/forms/number-fields.js';
import { valueOf } from '../../web/forms/form-state.js';
import { fieldError, type SectionContent } from './summary-section.js';

interface GoalFound {
  goal: Goal;
  subGoal: SubGoal;
}

export function subGoalOf(plan: Plan, number: number): GoalFound | undefined {
  return plan.goals
    .flatMap((goal) => goal.subGoals.map((subGoal) => ({ goal, subGoal })))
    .find(({ subGoal }) => subGoal.number === number);
}

/** Whether a sub-goal has been met. */
export function assessmentSection(editing: PlanInEditing, found: GoalFound): SectionContent {
  const { plan, version, personNames } = editing;
  const { subGoal } = found;
  const { assessment } = subGoal;
  return {
    title: t('page.edit.assessment.title', { number: subGoal.number }),
    intro: t('page.edit.assessment.intro'),
    background: goalBackground(found),
    indicators: subGoal.indicators,
    proposals: [],
    published: { verdict: assessment?.verdict ?? '', text: assessment?.text ?? '' },
    ...(assessment === undefined
      ? {}
      : { publishedBy: { name: personNames.get(assessment.by) ?? t('page.unknown'), at: assessment.at } }),
    fields: [
      {
        kind: 'radio',
        name: 'verdict',
        label: t('page.edit.assessment.verdict'),
        required: true,
        choices: verdicts.map((verdict) => ({ value: verdict, label: t(`verdict.${verdict}`) })),
      },
      {
        kind: 'long-text',
        name: 'text',
        label: t('page.edit.assessment.text'),
        hint: t('page.edit.assessment.hint'),
        required: true,
      },
    ],
    ask: (values) =>
      asked(subGoalAssessment, given(values, ['verdict', 'text']), (body) => ({
        type: 'AssessSubGoal',
        planId: plan.id,
        subGoalId: subGoal.id,
        ...body,
        expectedVersion: version,
      })),
  };
}

function goalBackground({ goal, subGoal }: GoalFound): SectionContent['background'] {
  return [
    {
      label: t('page.edit.goal'),
      text: t('page.summary.goal', { number: goal.number, title: goal.title }),
    },
    { label: t('page.summary.sub-goal', { number: subGoal.number }), text: subGoal.title },
    { label: t('page.history.field.about'), text: subGoal.about },
  ];
}

/** One more figure of an indicator: those before it stay. */
export function figureSection(editing: PlanInEditing, found: GoalFound): SectionContent {
  const { plan, version } = editing;
  const { subGoal } = found;
  return {
    title: t('page.edit.figure.title', { number: subGoal.number }),
    intro: t('page.edit.figure.intro'),
    background: goalBackground(found),
    indicators: subGoal.indicators,
    proposals: [],
    published: {},
    fields: [
      {
        kind: 'radio',
        name: 'indicator',
        label: t('page.edit.figure.indicator'),
        required: true,
        choices: subGoal.indicators.map((indicator) => ({
          value: indicator.name,
          label: indicatorLabel(indicator),
        })),
      },
      {
        kind: 'text',
        name: 'value',
        label: t('page.edit.figure.value'),
        hint: t('page.edit.figure.value.hint'),
      },
      {
        kind: 'text',
        name: 'numerator',
        label: t('page.field.numerator'),
        hint: t('page.field.numerator.hint'),
      },
      { kind: 'text', name: 'denominator', label: t('page.field.denominator') },
      {
        kind: 'checkboxes',
        name: 'denominatorIsApproximate',
        label: t('page.field.approximate'),
        choices: [{ value: 'true', label: t('page.field.approximate.yes') }],
      },
      { kind: 'date', name: 'asOf', label: t('page.field.as-of'), required: true },
      {
        kind: 'text',
        name: 'source',
        label: t('page.field.source'),
        hint: t('page.field.source.hint'),
        required: true,
      },
    ],
    ask: (values) =>
      asked(
        subGoalFigure,
        {
          ...given(values, ['indicator']),
          figure: {
            ...given(values, ['asOf', 'source']),
            ...numbersGiven(values, ['value', 'numerator', 'denominator']),
            ...(valueOf({ values }, 'denominatorIsApproximate') === 'true'
              ? { denominatorIsApproximate: true }
              : {}),
          },
        },
        (body) => ({
          type: 'EnterIndicatorFigure',
          planId: plan.id,
          subGoalId: subGoal.id,
          ...body,
          expectedVersion: version,
        }),
        figurePaths,
      ),
  };
}

const figurePaths = {
  figure: 'value',
  'figure.value': 'value',
  'figure.numerator': 'numerator',
  'figure.denominator': 'denominator',
  'figure.asOf': 'asOf',
  'figure.source': 'source',
};

function indicatorLabel({ name, unit, target }: Indicator): string {
  return target === undefined
    ? t('page.edit.figure.choice', { name, unit })
    : t('page.edit.figure.choice-target', { name, unit, target });
}

/** What a sub-goal is measured by: "Dekning i sykehus; %; 75", one to a line, the target last where there is one. */
export function indicatorsSection(editing: PlanInEditing, found: GoalFound): SectionContent {
  const { plan, version } = editing;
  const { subGoal } = found;
  return {
    title: t('page.edit.indicators.title', { number: subGoal.number }),
    intro: t('page.edit.indicators.intro'),
    background: goalBackground(found),
    indicators: subGoal.indicators,
    proposals: [],
    published: { indicators: subGoal.indicators.map(indicatorLine).join('\n') },
    fields: [
      {
        kind: 'long-text',
        name: 'indicators',
        label: t('page.edit.indicators.field'),
        hint: t('page.edit.indicators.hint'),
      },
    ],
    ask: (values) => {
      const lines = valueOf({ values }, 'indicators')
        .split('\n')
        .filter((line) => line.trim() !== '');
      const read = lines.map((line) => ({ line, indicator: indicatorIn(line) }));
      const strange = read.flatMap(({ line, indicator }) => (indicator === undefined ? [line] : []));
      if (strange.length > 0)
        return fieldError('indicators', t('page.edit.indicators.strange', { lines: list(strange) }));
      const indicators = read.flatMap(({ indicator }) => indicator ?? []);
      // The figures are kept by the indicator's name.
      const lost = subGoal.indicators.filter(
        ({ name, figures }) => figures.length > 0 && !indicators.some((kept) => kept.name === name),
      );
      if (lost.length > 0) {
        const names = list(lost.map(({ name }) => name));
        return fieldError('indicators', t('page.edit.indicators.lost', { names }));
      }
      return asked(goals, { goals: goalsWith(plan, subGoal, indicators) }, (body) => ({
        type: 'DefineGoals',
        planId: plan.id,
        ...body,
        expectedVersion: version,
      }));
    },
  };
}

type DefinedIndicator = Pick<Indicator, 'name' | 'unit' | 'target'>;

function indicatorLine({ name, unit, target }: Indicator): string {
  return [name, unit, ...(target === undefined ? [] : [String(target).replace('.', ',')])].join('; ');
}

function indicatorIn(line: string): DefinedIndicator | undefined {
  const [name = '', unit = '', target = '', ...more] = line.split(';').map((part) => part.trim());
  if (name === '' || unit === '' || more.length > 0) return undefined;
  if (target === '') return { name, unit };
  const { target: number } = numbersGiven({ target }, ['target']);
  return typeof number === 'number' ? { name, unit, target: number } : undefined;
}

/** Every goal as it is, but for the one sub-goal's indicators. */
function goalsWith(plan: Plan, changed: SubGoal, indicators: readonly DefinedIndicator[]): object[] {
  return plan.goals.map((goal) => ({
    id: goal.id,
    title: goal.title,
    subGoals: goal.subGoals.map(({ id, title, about, indicators: own }) => ({
      id,
      title,
      about,
      indicators:
        id === changed.id
          ? indicators
          : own.map(({ name, unit, target }) => ({
              name,
              unit,
              ...(target === undefined ? {} : { target }),
            })),
    })),
  }));
}
