import { z } from 'zod';
import type { FieldLabel } from '#record/identity/kept-forms.js';
import type { FormField } from './form-fields.js';
import { filledInName, type FormValues, valueOf } from './form-state.js';

/** The name of the hidden field in which a form brings along what its fields are called. */
export const labelsName = '_felt';
/** A choice among more is restored all the same; its words would weigh more than the form. */
const mostChoices = 12;

interface FormMarkProps {
  csrfToken: string;
  fields: readonly FormField[];
  /** What the record had when the form was made; absent where nothing is filled in beforehand. */
  filledIn?: FormValues | undefined;
}

/**
 * What each form carries: the token that protects it, what its fields are called should it come too late, and what
 * stood in them should another have been there before it.
 */
export function FormMark({ csrfToken, fields, filledIn }: FormMarkProps) {
  const labels = fields.map(labelOf);
  return (
    <>
      <input type="hidden" name="_csrf" value={csrfToken} />
      {csrfToken === '' || labels.length === 0 ? null : (
        <input type="hidden" name={labelsName} value={JSON.stringify(labels)} />
      )}
      {filledIn === undefined ? null : (
        <input type="hidden" name={filledInName} value={JSON.stringify(filledIn)} />
      )}
    </>
  );
}

function labelOf(field: FormField): FieldLabel {
  const { name, label } = field;
  if (!('choices' in field) || field.choices.length > mostChoices) return { name, label };
  const choices = Object.fromEntries(field.choices.map((choice) => [choice.value, choice.label]));
  return { name, label, choices };
}

const written = z.array(
  z.object({
    name: z.string(),
    label: z.string(),
    choices: z.record(z.string(), z.string()).exactOptional(),
  }),
);

/** As the form brought them; none where it brought none that can be read. */
export function labelsIn(values: FormValues): FieldLabel[] {
  try {
    const read = written.safeParse(JSON.parse(valueOf({ values }, labelsName)));
    return read.success ? read.data : [];
  } catch {
    return [];
  }
}

/** One field as it was written, in the form's own words. */
export interface WrittenField {
  name: string;
  label: string;
  value: string;
}

/** What was written, under the form's own labels and in its order; a choice by its words. */
export function writtenFields(values: FormValues, labels: readonly FieldLabel[]): WrittenField[] {
  return labels.flatMap(({ name, label, choices }) => {
    const sent = values[name];
    if (sent === undefined) return [];
    const words = (typeof sent === 'string' ? [sent] : sent).map((value) => choices?.[value] ?? value);
    const value = words.filter((word) => word.trim() !== '').join('\n');
    // A choice whose words the form did not bring is an id: it says nothing.
    return value === '' || /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(value)
      ? []
      : [{ name, label, value }];
  });
}
