import type { PlainDate } from '#domain/ids.js';

/** The part of a submitted view we read: `view.state.values`, by block id and action id. */
export type ViewValues = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          value?: string | null;
          selected_option?: { value: string } | null;
          selected_date?: string | null;
        }
      >
    >
  >
>;

/** The one action id of every input: the block id says which field it is. */
export const inputId = 'input';

/** What was typed, trimmed; empty when nothing was. */
export function typed(values: ViewValues, field: string): string {
  return values[field]?.[inputId]?.value?.trim() ?? '';
}

export function chosen(values: ViewValues, field: string): string | undefined {
  return values[field]?.[inputId]?.selected_option?.value;
}

/** The day that was picked, as Slack sends it; undefined when none was. */
export function picked(values: ViewValues, field: string): PlainDate | undefined {
  return values[field]?.[inputId]?.selected_date ?? undefined;
}

/** Either what was filled in, or per field what to write: shown at the field, with everything typed kept. */
export type FormAnswer<F extends string, T> =
  { ok: true; filled: T } | { ok: false; errors: Readonly<Partial<Record<F, string>>> };

/** Characters as people count them. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
