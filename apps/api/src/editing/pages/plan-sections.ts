import { abbreviations, jointLine, jointLineSeparation, planChange } from '../../plans/rest/plan.schemas.js';
import type { RecordSource } from '#record/record-source.js';
import {
  measureKey,
  measuresByNumber,
  numbersOf,
  type PlanInEditing,
} from '#record/summary/summary-editing.query.js';
import type { MeasureId } from '#domain/ids.js';
import { asked } from '../../web/forms/asked.js';
import { list, t } from '../../web/frame/texts.js';
import { type FieldError, valueOf } from '../../web/forms/form-state.js';
import { readNumbers } from './number-list.js';
import { fieldError, type SectionContent } from './summary-section.js';

/** What the progress is judged against. */
export function basisSection({ plan, version }: PlanInEditing): SectionContent {
  return {
    title: t('page.edit.basis.title'),
    intro: t('page.edit.basis.intro'),
    background: [],
    proposals: [],
    published: { basisOfAssessment: plan.basisOfAssessment ?? '', caseNumber: plan.caseNumber ?? '' },
    fields: [
      {
        kind: 'long-text',
        name: 'basisOfAssessment',
        label: t('page.edit.basis.field'),
        hint: t('page.edit.basis.hint'),
      },
      {
        kind: 'text',
        name: 'caseNumber',
        label: t('page.edit.case.field'),
        hint: t('page.edit.case.hint'),
      },
    ],
    ask: (values) => {
      const [text, caseNumber] = ['basisOfAssessment', 'caseNumber'].map((name) => {
        const given = valueOf({ values }, name).trim();
        return given === '' ? null : given;
      });
      return asked(planChange, { basisOfAssessment: text, caseNumber }, (body) => ({
        type: 'RevisePlan',
        planId: plan.id,
        fields: body,
        expectedVersion: version,
      }));
    },
  };
}

/** "HMS: helse, miljø og sikkerhet", one to a line. */
export function abbreviationsSection({ plan, version }: PlanInEditing): SectionContent {
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

/** Measures to be told in one line. */
export function joiningSection(recordSource: RecordSource, { plan, version }: PlanInEditing): SectionContent {
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
      const read = await measuresNamed(recordSource, plan.number, valueOf({ values }, 'measureIds'));
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
  recordSource: RecordSource,
  { plan, version }: PlanInEditing,
): Promise<SectionContent> {
  const numbers = await numbersOf(recordSource, plan.jointLines.flat());
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
  recordSource: RecordSource,
  planNumber: number,
  text: string,
  field = 'measureIds',
): Promise<{ ids: MeasureId[] } | { errors: readonly FieldError[] }> {
  const { numbers, strange } = readNumbers(text, planNumber);
  if (strange.length > 0) return fieldError(field, t('page.edit.numbers.strange', { words: list(strange) }));
  const known = await measuresByNumber(recordSource, numbers);
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
