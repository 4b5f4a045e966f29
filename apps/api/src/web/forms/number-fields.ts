import { type FormValues, valueOf } from './form-state.js';

/** "55,5" and "55.5" are numbers; what is none is handed on as it is, and refused by the schema. Empty: not sent. */
export function numbersGiven(values: FormValues, names: readonly string[]): Record<string, number | string> {
  return Object.fromEntries(
    names.flatMap((name): [string, number | string][] => {
      const text = valueOf({ values }, name).trim();
      if (text === '') return [];
      const number = Number(text.replace(/\s/gu, '').replace(',', '.'));
      return [[name, Number.isFinite(number) ? number : text]];
    }),
  );
}
