import type { Goal, Indicator, Plan, SubGoal } from '#domain/plan/plan.js';
import { verdicts } from '#domain/plan/plan.js';
import {
  abbreviations,
  goals,
  jointLine,
  jointLineSeparation,
  planChange,
  subGoalAssessment,
  subGoalFigure,
} from '../../plans/plan.schemas.js';
import type { DataSource } from '#record/data-source.js';
import {
  measureKey,
  measuresByNumber,
  numbersOf,
  type PlanInEditing,
} from '#record/queries/summary-editing.query.js';
import type { MeasureId } from '#domain/ids.js';
import { list, t } from '../frame/texts.js';
import { type FieldError, valueOf } from '../forms/form-state.js';
import { numbersGiven } from '../forms/number-fields.js';
import { asked } from '../measures/measure-form.js';
import { given } from '../measures/measure-form-rules.js';
import { readNumbers } from './number-list.js';
import type { Reading, SummarySection } from './summary-section.js';

type Section = Omit<SummarySection, 'key'>;

/** What the progress is judged against. */
export function basisSection({ plan, version }: PlanInEditing): Section {
  return {
    title: t('page.edit.basis.title'),
    intro: t('page.edit.basis.intro'),
    background: [],
    proposals: [],
    published: { basisOfAssessment: plan.basisOfAssessment ?? '' },
    fields: [
      {
        kind: 'long-text',
        name: 'basisOfAssessment',
        label: t('page.edit.basis.field'),
        hint: t('page.edit.basis.hint'),
      },
    ],
    ask: (values) => {
      const text = valueOf({ values }, 'basisOfAssessment').trim();
      return asked(planChange, { basisOfAssessment: text === '' ? null : text }, (body) => ({
        type: 'RevisePlan',
        planId: plan.id,
        fields: body,
        expectedVersion: version,
      }));
    },
  };
}

/** "HMS: helse, miljø og sikkerhet", one to a line. */
export function abbreviationsSection({ plan, version }: PlanInEditing): Section {
  return {
    title: t('page.edit.abbreviations.title'),
    intro: t('page.edit.abbreviations.intro'),
    background: [],
    proposals: [],
    published: {
      abbreviations: plan.abbreviations.map(({ term, meaning }) => `${term}: ${meaning}`).join('\n'),
    },
    fields: [
      {
        kind: 'long-text',
        name: 'abbreviations',
        rows: 12,
        label: t('page.edit.abbreviations.field'),
        hint: t('page.edit.abbreviations.hint'),
      },
    ],
    ask: (values) => {
      const lines = valueOf({ values }, 'abbreviations')
        .split('\n')
        .map((line) => line.trim());
      const read = lines.map((line) => /^(?<term>[^:]+):(?<meaning>.+)$/u.exec(line)?.groups);
      const strange = lines.filter((line, index) => line !== '' && read[index] === undefined);
      if (strange.length > 0) {
        return fieldError('abbreviations', t('page.edit.abbreviations.strange', { lines: list(strange) }));
      }
      const known = read.flatMap((groups) =>
        groups === undefined ? [] : [{ term: groups['term'], meaning: groups['meaning'] }],
      );
      return asked(abbreviations, { abbreviations: known }, (body) => ({
        type: 'DefineAbbreviations',
        planId: plan.id,
        ...body,
        expectedVersion: version,
      }));
    },
  };
}

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
export function assessmentSection(editing: PlanInEditing, found: GoalFound): Section {
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

function goalBackground({ goal, subGoal }: GoalFound): Section['background'] {
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
export function figureSection(editing: PlanInEditing, found: GoalFound): Section {
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
export function indicatorsSection(editing: PlanInEditing, found: GoalFound): Section {
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

/** Measures to be told in one line. */
export function joiningSection(dataSource: DataSource, { plan, version }: PlanInEditing): Section {
  return {
    title: t('page.edit.join.title'),
    intro: t('page.edit.join.intro'),
    background: [],
    proposals: [],
    published: {},
    fields: [
      {
        kind: 'text',
        name: 'measureIds',
        label: t('page.edit.join.field'),
        hint: t('page.edit.join.hint'),
        required: true,
      },
    ],
    ask: async (values) => {
      const read = await measuresNamed(dataSource, plan.number, valueOf({ values }, 'measureIds'));
      if ('errors' in read) return read;
      return asked(jointLine, { measureIds: read.ids }, (body) => ({
        type: 'JoinMeasures',
        planId: plan.id,
        ...body,
        expectedVersion: version,
      }));
    },
  };
}

/** Lines that can be told one by one again. */
export async function separatingSection(
  dataSource: DataSource,
  { plan, version }: PlanInEditing,
): Promise<Section> {
  const numbers = await numbersOf(dataSource, plan.jointLines.flat());
  const inWords = (line: readonly MeasureId[]) =>
    t('page.summary.measures', {
      numbers: list(
        line
          .flatMap((id) => numbers.get(id)?.number ?? [])
          .sort((one, other) => one - other)
          .map(String),
      ),
    });
  return {
    title: t('page.edit.separate.title'),
    intro: t('page.edit.separate.intro'),
    background: [],
    proposals: [],
    published: {},
    fields: [
      {
        kind: 'radio',
        name: 'measureIds',
        label: t('page.edit.separate.field'),
        required: true,
        choices: plan.jointLines.map((line) => ({ value: line.join(','), label: inWords(line) })),
      },
    ],
    ask: (values) => {
      const line = valueOf({ values }, 'measureIds');
      return asked(
        jointLineSeparation,
        { measureIds: line === '' ? undefined : line.split(',') },
        (body) => ({
          type: 'SeparateMeasures',
          planId: plan.id,
          ...body,
          expectedVersion: version,
        }),
      );
    },
  };
}

/** The measures that somebody has named by their numbers, or what is wrong with the names. */
export async function measuresNamed(
  dataSource: DataSource,
  planNumber: number,
  text: string,
  field = 'measureIds',
): Promise<{ ids: MeasureId[] } | { errors: readonly FieldError[] }> {
  const { numbers, strange } = readNumbers(text, planNumber);
  if (strange.length > 0) return fieldError(field, t('page.edit.numbers.strange', { words: list(strange) }));
  const known = await measuresByNumber(dataSource, numbers);
  const missing = numbers.filter((number) => !known.has(measureKey(number)));
  if (missing.length > 0) {
    const words = list(
      missing.map((one) =>
        one.planNumber === planNumber
          ? String(one.number)
          : t('page.summary.elsewhere', { plan: one.planNumber, number: one.number }),
      ),
    );
    return fieldError(field, t('page.edit.numbers.missing', { numbers: words }));
  }
  return { ids: numbers.flatMap((number) => known.get(measureKey(number)) ?? []) };
}

function fieldError(field: string, message: string): Extract<Reading, { errors: unknown }> {
  return { errors: [{ field, message }] };
}
