import { mayReadText } from '#domain/access/sight.js';
import { isStanding, type Item } from '#domain/measure/measure.js';
import { closingForms } from './closing-forms.js';
import { contentForms } from './content-forms.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';
import { ownerForms } from './owner-forms.js';
import { repetitionForms } from './repetition-forms.js';
import { secretariatForms } from './secretariat-forms.js';

/** Everything that can be done on a measure's page, in the order it is offered. */
export const measureForms: readonly MeasureForm[] = [
  ...ownerForms,
  ...secretariatForms,
  ...closingForms,
  ...contentForms,
  ...repetitionForms,
];

/** Whether this actor can use the form on this measure now. The rules decide in the end; this decides what is offered. */
export function isOffered(form: MeasureForm, context: MeasureFormContext): boolean {
  const { actor, record } = context;
  if (!isStanding(record.measure)) return false;
  if (!mayReadText(actor, record.plan, record.measure)) return false;
  if (form.about === 'none') return form.offered?.(context) ?? false;
  return itemsFor(form, context).length > 0 || (form.wholeMeasure?.(context) ?? false);
}

export function itemsFor(form: MeasureForm, context: MeasureFormContext): readonly Item[] {
  return form.items?.(context) ?? [];
}
