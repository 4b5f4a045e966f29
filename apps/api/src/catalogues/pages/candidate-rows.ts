import type { Candidate } from '#domain/catalogue/catalogue.js';
import type { FieldOfPath } from '../../web/forms/form-errors.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormValues, valueOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';

/** So many empty rows stand below those that are filled in. */
const emptyRows = 3;
const mostRows = 100;

const titleName = (row: number): string => `candidate${row}Title`;
const textName = (row: number): string => `candidate${row}Text`;
const idName = (row: number): string => `candidate${row}Id`;

/** Two fields for each candidate, and a few rows for new ones. An emptied row is a candidate taken out. */
export function candidateFields(known: readonly Candidate[], values: FormValues): readonly FormField[] {
  const rows = Math.min(mostRows, Math.max(known.length, rowsSent(values)) + emptyRows);
  return Array.from({ length: rows }, (_, index): FormField[] => [
    {
      kind: 'text',
      name: titleName(index + 1),
      label: t('page.field.candidate', { row: index + 1 }),
      ...(index === 0 ? { hint: t('page.field.candidate.hint') } : {}),
    },
    {
      kind: 'long-text',
      rows: 2,
      name: textName(index + 1),
      label: t('page.field.candidate-text', { row: index + 1 }),
    },
  ]).flat();
}

export function candidateValues(known: readonly Candidate[]): FormValues {
  return Object.fromEntries(
    known.flatMap(({ title, text }, index) => [
      [titleName(index + 1), title],
      [textName(index + 1), text],
    ]),
  );
}

/** Which row is which candidate: as it was when the form was made, also when it is shown again. */
export function candidateIds(known: readonly Candidate[], values: FormValues): Record<string, string> {
  const sent = Object.keys(values).filter((name) => /^candidate\d+Id$/u.test(name));
  if (sent.length > 0) return Object.fromEntries(sent.map((name) => [name, valueOf({ values }, name)]));
  return Object.fromEntries(known.map(({ id }, index) => [idName(index + 1), id]));
}

export interface CandidatesRead {
  candidates: readonly { id?: string; title: string; text: string }[];
  fieldOfPath: FieldOfPath;
}

export function candidatesGiven(values: FormValues): CandidatesRead {
  const rows = Array.from({ length: rowsSent(values) }, (_, index) => index + 1).filter(
    (row) => written(values, titleName(row)) !== '' || written(values, textName(row)) !== '',
  );
  return {
    candidates: rows.map((row) => {
      const id = valueOf({ values }, idName(row));
      return {
        ...(id === '' ? {} : { id }),
        title: written(values, titleName(row)),
        text: written(values, textName(row)),
      };
    }),
    fieldOfPath: Object.fromEntries(
      rows.flatMap((row, index) => [
        [`candidates.${index}.title`, titleName(row)],
        [`candidates.${index}.text`, textName(row)],
      ]),
    ),
  };
}

function rowsSent(values: FormValues): number {
  const rows = Object.keys(values).flatMap((name) => {
    const row = /^candidate(?<row>\d{1,3})(?:Title|Text)$/u.exec(name)?.groups?.['row'];
    return row === undefined || written(values, name) === '' ? [] : [Number(row)];
  });
  return Math.min(mostRows, Math.max(0, ...rows));
}

function written(values: FormValues, name: string): string {
  return valueOf({ values }, name).trim();
}
