import type { Item } from '#domain/measure/measure.js';
import { type Asked, type Seen } from '../../web/forms/asked.js';
import { type FormValues, valuesOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';

/** What a sent form asks: about the items that were chosen, where it is about any. */
export function askedOf(
  form: MeasureForm,
  values: FormValues,
  context: MeasureFormContext,
  seen: Seen,
): Asked {
  const chosen = chosenItems(form, context, values);
  if (chosen !== undefined) return form.ask(values, chosen, context, seen);
  // Everything that is wrong is said at once: which item, and what was written.
  const errors = [{ field: 'item', message: t('page.error.choose-item') }];
  return { ...form.ask(values, [], context, seen), errors };
}

/** Undefined where an item must be chosen and none was, or one that can't be. */
function chosenItems(
  form: MeasureForm,
  context: MeasureFormContext,
  values: FormValues,
): readonly Item[] | undefined {
  if (form.about === 'none') return [];
  const ids = valuesOf({ values }, 'item');
  // Looked for among all items: one that has changed state since is refused by the rules, with the reason.
  const chosen = context.record.measure.items.filter(({ id }) => ids.includes(id));
  if (chosen.length !== ids.length || (form.about === 'one' && chosen.length > 1)) return undefined;
  if (chosen.length > 0) return chosen;
  return form.wholeMeasure?.(context) === true ? [] : undefined;
}
