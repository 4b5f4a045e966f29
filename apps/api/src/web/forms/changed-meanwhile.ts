import { t } from '../frame/texts.js';
import { isOvertaken } from './asked.js';
import type { FormField } from './form-fields.js';
import type { Sent, Taken } from './form-handler.js';
import { type FieldError, filledInName, type FormState, type FormValues, valuesOf } from './form-state.js';

/** A form as it is first shown: with what the record has. */
export function formFilledIn(filledIn: FormValues): FormState {
  return { values: filledIn, errors: [], filledIn };
}

/** What the record has when a form is shown again. */
export interface Latest {
  /** What the form would be filled in with; empty where it is not filled in beforehand. */
  filledIn: FormValues;
  /** Undefined for what has none. */
  version: string | undefined;
}

/**
 * A form that was not taken, as it is shown again: everything typed is kept. Where somebody else has changed the same
 * meanwhile, fields that the person left alone take what is there now, so that sending again writes only what the
 * person changed; where both changed a field, the other's text stands beside it. That holds whatever the form was
 * refused for: it is shown with the version there is now, so what it had before must not come back with it.
 */
export function formAgain(
  { values }: Sent,
  { errors, stale = false }: Taken,
  { filledIn: now, version }: Latest,
  fields: readonly FormField[],
): FormState {
  const before = filledInBefore(values);
  const kept = before === undefined ? {} : { filledIn: before };
  if (!stale && !isOvertaken(values, version)) return { values, errors, ...kept };
  const changed = { field: '', message: t('page.error.changed-meanwhile') };
  if (Object.keys(now).length === 0)
    return { values, errors: stale ? errors : [changed, ...errors], ...kept };
  const merged: Record<string, string | readonly string[]> = { ...values };
  const clashes: FieldError[] = [];
  for (const name of Object.keys(now)) {
    const typed = valuesOf({ values }, name);
    const current = valuesOf({ values: now }, name);
    if (same(typed, current)) continue;
    const untouched = before !== undefined && same(typed, valuesOf({ values: before }, name));
    if (untouched) merged[name] = now[name] ?? '';
    else if (before === undefined || !same(current, valuesOf({ values: before }, name)))
      clashes.push({ field: name, message: clashSaid(current, fieldNamed(name, fields)) });
  }
  // The refusal of what is stale says no more than this does; what the other wrote in an empty field mends that.
  const wrong = stale ? [] : errors.filter(({ field }) => merged[field] === values[field]);
  return { values: merged, errors: [changed, ...wrong, ...clashes], filledIn: now };
}

function filledInBefore(values: FormValues): FormValues | undefined {
  const [written] = valuesOf({ values }, filledInName);
  if (written === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(written);
    if (typeof read !== 'object' || read === null) return undefined;
    return Object.fromEntries(
      Object.entries(read).filter(
        (entry): entry is [string, string | string[]] =>
          typeof entry[1] === 'string' ||
          (Array.isArray(entry[1]) && entry[1].every((one) => typeof one === 'string')),
      ),
    );
  } catch {
    return undefined;
  }
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value.trim() === other[index]?.trim());
}

function fieldNamed(name: string, fields: readonly FormField[]): FormField | undefined {
  return fields.find((field) => field.name === name);
}

/** What the other wrote, in the words of the form's own choices. */
function clashSaid(current: readonly string[], field: FormField | undefined): string {
  const words = current.map(
    (value) =>
      (field !== undefined && 'choices' in field
        ? field.choices.find((choice) => choice.value === value)?.label
        : undefined) ?? value,
  );
  const label = field?.label ?? t('page.field.unnamed');
  return words.length === 0
    ? t('page.error.emptied-by-another', { field: label })
    : t('page.error.changed-by-another', { field: label, now: words.join(', ') });
}
