/** What the browser sent, every field by name; a field with several boxes has several values. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

export interface FieldError {
  /** The field's name; '' where it is about the whole form. */
  field: string;
  message: string;
}

/** A form as it is shown: what was typed is kept, what is wrong stands at its field. */
export interface FormState {
  values: FormValues;
  errors: readonly FieldError[];
  /** What the record had when the form was made, where it fills the form in. */
  filledIn?: FormValues;
}

/** The name of the hidden field that carries `filledIn`. */
export const filledInName = 'utfylt';

export const emptyForm: FormState = { values: {}, errors: [] };

export function valueOf({ values }: Pick<FormState, 'values'>, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

export function valuesOf({ values }: Pick<FormState, 'values'>, name: string): readonly string[] {
  const value = values[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? (value === '' ? [] : [value]) : value;
}

export function errorOf({ errors }: FormState, name: string): string | undefined {
  return errors.find(({ field }) => field === name)?.message;
}

/** Strings and lists of strings; anything else in a body can't come from a form. */
export function formValues(body: unknown): FormValues {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]: [string, unknown]): [string, string | string[]][] => {
      if (typeof value === 'string') return [[name, value.replaceAll('\r\n', '\n')]];
      if (Array.isArray(value))
        return [[name, value.filter((one): one is string => typeof one === 'string')]];
      return [];
    }),
  );
}
