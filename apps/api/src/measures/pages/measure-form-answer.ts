import type { Item } from '#domain/measure/measure.js';
import { type Asked, versionSeen } from '../../web/forms/asked.js';
import { missingErrors, oncePerField, schemaErrors } from '../../web/forms/form-errors.js';
import { type FieldError, type FormValues, valuesOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import type { Command } from '#domain/commands.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';

/** A form's command, or what is wrong with what was written. */
export type Read = { command: Command; asked: Asked } | { errors: readonly FieldError[] };

/** Reads a sent form: the items it is about, then its values through the schema that REST uses. */
export function readMeasureForm(form: MeasureForm, context: MeasureFormContext, values: FormValues): Read {
  const chosen = chosenItems(form, context, values);
  const asked = form.ask(values, chosen ?? [], context, versionSeen(values));
  const read = asked.schema.safeParse(asked.body);
  // Everything that is wrong is said at once: which item, and what was written.
  const errors: readonly FieldError[] = [
    ...(chosen === undefined ? [{ field: 'item', message: t('page.error.choose-item') }] : []),
    ...(read.success ? [] : schemaErrors(read.error.issues, asked.fieldOfPath, form.fields(context))),
    ...(chosen === undefined || !read.success ? missingErrors(form.fields(context), values) : []),
  ];
  if (chosen === undefined || !read.success) return { errors: oncePerField(errors) };
  return { command: asked.command(read.data), asked };
}

/** Undefined where an item must be chosen and none was, or one that can't be. */
function chosenItems(
  form: MeasureForm,
  context: MeasureFormContext,
  values: FormValues,
): readonly Item[] | undefined {
  if (form.about === 'none') return [];
  const ids = valuesOf({ values }, 'item');
  // Looked for among all items: one that has changed state since is refused by the door, with the reason.
  const chosen = context.record.measure.items.filter(({ id }) => ids.includes(id));
  if (chosen.length !== ids.length || (form.about === 'one' && chosen.length > 1)) return undefined;
  if (chosen.length > 0) return chosen;
  return form.wholeMeasure?.(context) === true ? [] : undefined;
}
