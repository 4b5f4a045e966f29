import type { z } from 'zod';
import type { DomainError } from '#domain/domain-error.js';
import { sayProblem } from '#messages/texts/say.js';
import { pageLocale, t } from '../frame/texts.js';
import type { FieldError } from './form-state.js';

/** A path of the schema (`evidence.0.reference`) → the field that asks for it; the path's own first part otherwise. */
export type FieldOfPath = Readonly<Record<string, string>>;

/** What the REST schema would not take, said in Norwegian at the form's fields. One message per field. */
export function schemaErrors(issues: readonly z.core.$ZodIssue[], fieldOfPath: FieldOfPath): FieldError[] {
  const errors = issues.map((issue) => ({
    field: fieldFor(issue.path.map(String).join('.'), fieldOfPath),
    message: sayIssue(issue),
  }));
  return errors.filter(({ field }, index) => errors.findIndex((other) => other.field === field) === index);
}

/** A rule of the domain said no. */
export function domainErrors(error: DomainError, fieldOfPath: FieldOfPath): FieldError[] {
  const path = error.extra['field'];
  return [
    {
      field: typeof path === 'string' ? fieldFor(path, fieldOfPath) : '',
      message: sayProblem(pageLocale, error),
    },
  ];
}

function fieldFor(path: string, fieldOfPath: FieldOfPath): string {
  return fieldOfPath[path] ?? fieldOfPath[path.replace(/\.\d+$/u, '')] ?? path.split('.')[0] ?? '';
}

function sayIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'array') return t('page.error.choose-at-least-one');
      if (issue.origin === 'string' && Number(issue.minimum) > 1) {
        return t('page.error.too-short', { min: Number(issue.minimum) });
      }
      return t('page.error.missing');
    case 'too_big':
      return t('page.error.too-long', { max: Number(issue.maximum) });
    case 'invalid_format':
      if (issue.format === 'date') return t('page.error.date');
      if (issue.format === 'url') return t('page.error.link');
      return t('page.error.choose');
    case 'invalid_value':
    case 'invalid_union':
      return t('page.error.choose');
    case 'invalid_type':
      return t('page.error.missing');
    default:
      return t('page.error.unusable');
  }
}
