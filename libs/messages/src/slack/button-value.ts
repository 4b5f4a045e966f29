import type { TextKey } from '../texts/say.js';

/** Every button that opens a modal: its texts are `button.<name>`, `modal.<name>.title` and `modal.<name>.submit`. */
export type ItemAction = TextKey extends infer Key
  ? Key extends `modal.${infer Name}.submit`
    ? Name
    : never
  : never;

export function actionId(action: ItemAction | 'open'): string {
  return `kvittert_${action}`;
}

/** What a press on one of our buttons or modals carries. Ids only: no text of a measure is in it. */
export interface ButtonValue {
  measureId: string;
  itemId: string;
}

export function buttonValue({ measureId, itemId }: ButtonValue): string {
  return JSON.stringify({ measureId, itemId });
}

/** Undefined when it is not one of ours (an older version's button, a payload made by hand). */
export function readButtonValue(value: unknown): ButtonValue | undefined {
  if (typeof value !== 'string') return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { measureId, itemId } = parsed as Record<string, unknown>;
  return isUuid(measureId) && isUuid(itemId) ? { measureId, itemId } : undefined;
}

function isUuid(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
