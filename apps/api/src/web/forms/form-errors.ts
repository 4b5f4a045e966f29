import type { z } from 'zod';
import type { DomainError } from '#domain/domain-error.js';
import { refusalText, t } from '../frame/texts.js';
import type { FormField } from './form-fields.js';
import { type FieldError, type FormValues, valuesOf } from './form-state.js';

/** A path of the schema (`evidence.0.reference`) → the field that asks for it; the path's own first part otherwise. */
export type FieldOfPath = Readonly<Record<string, string>>;

/** What the REST schema would not take, said in Norwegian with the field's own name. One message per field. */
export function schemaErrors(
  issues: readonly z.core.$ZodIssue[],
  fieldOfPath: FieldOfPath,
  fields: readonly FormField[],
): FieldError[] {
  const errors = issues.map((issue) => {
    const name = fieldFor(issue.path.map(String).join('.'), fieldOfPath);
    const field = fields.find((known) => known.name === name);
    return { field: name, message: sayIssue(issue, field) };
  });
  return oncePerField(errors);
}

/** The first thing that is wrong with each field. */
export function oncePerField(errors: readonly FieldError[]): FieldError[] {
  return errors.filter(({ field }, index) => errors.findIndex((other) => other.field === field) === index);
}

/** Fields that must be filled in and are not: said with what else is wrong, not when that has been mended. */
export function missingErrors(fields: readonly FormField[], values: FormValues): FieldError[] {
  return fields
    .filter(
      (field) =>
        field.required === true &&
        !('emptyAnswers' in field && field.emptyAnswers === true) &&
        valuesOf({ values }, field.name).every((value) => value.trim() === ''),
    )
    .map((field) => ({
      field: field.name,
      message: t('choices' in field ? 'page.error.choose' : 'page.error.missing', { field: field.label }),
    }));
}

/** A rule of the domain said no. */
export function domainErrors(error: DomainError, fieldOfPath: FieldOfPath): FieldError[] {
  const path = error.extra['field'];
  return [
    {
      field: typeof path === 'string' ? fieldFor(path, fieldOfPath) : '',
      message: refusalText(error),
    },
  ];
}

function fieldFor(path: string, fieldOfPath: FieldOfPath): string {
  return fieldOfPath[path] ?? fieldOfPath[path.replace(/\.\d+$/u, '')] ?? path.split('.')[0] ?? '';
}

function sayIssue(issue: z.core.$ZodIssue, asked: FormField | undefined): string {
  const field = asked?.label ?? t('page.field.unnamed');
  const chosen = asked !== undefined && ['radio', 'select', 'checkboxes'].includes(asked.kind);
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'array') return t('page.error.choose-at-least-one', { field });
      return issue.origin === 'string' && Number(issue.minimum) > 1
        ? t('page.error.too-short', { field, min: Number(issue.minimum) })
        : t('page.error.missing', { field });
    case 'too_big':
      return t('page.error.too-long', { field, max: Number(issue.maximum) });
    case 'invalid_format':
      if (issue.format === 'date') return t('page.error.date', { field });
      if (issue.format === 'url') return t('page.error.link', { field });
      return t('page.error.choose', { field });
    case 'invalid_value':
    case 'invalid_union':
      return t('page.error.choose', { field });
    case 'invalid_type':
      if (issue.expected === 'number') return t('page.error.number', { field });
      return t(chosen ? 'page.error.choose' : 'page.error.missing', { field });
    default:
      return t('page.error.unusable', { field });
  }
}
