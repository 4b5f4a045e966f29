/** What a press on one of our buttons or modals carries. Ids only: no text of a measure is in it. */

export const actionIds = { done: 'kvittert_done', status: 'kvittert_status', open: 'kvittert_open' } as const;
export const callbackIds = { done: 'kvittert_report_done', status: 'kvittert_update_status' } as const;

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
