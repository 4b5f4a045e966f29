import { canonicalJson } from './canonical-json.js';

/** Old and new value of one field, or nothing where it does not change. Spread into an event's changes. */
export function changed<K extends string, V>(
  field: K,
  old: V,
  next: V | undefined,
): { [P in K]?: { old: V; new: V } } {
  if (next === undefined || same(next, old)) return {};
  return { [field]: { old, new: next } } as { [P in K]?: { old: V; new: V } };
}

/**
 * The fields among those wanted that differ from what is known, as they were and as they shall be; undefined for
 * none. What was not there before is left out of `old`.
 */
export function revision<Fields extends object>(
  known: Partial<Fields>,
  wanted: Partial<Fields>,
): { old: Partial<Fields>; new: Partial<Fields> } | undefined {
  const fields = (Object.keys(wanted) as (keyof Fields)[]).filter(
    (field) => !same(wanted[field], known[field]),
  );
  if (fields.length === 0) return undefined;
  return { old: only(known, fields), new: only(wanted, fields) };
}

function only<Fields extends object>(from: Partial<Fields>, fields: (keyof Fields)[]): Partial<Fields> {
  const present = fields.filter((field) => from[field] !== undefined);
  return Object.fromEntries(present.map((field) => [field, from[field]])) as Partial<Fields>;
}

/** Values of events are JSON, and are equal when their JSON is, in whatever order the database gives back the keys. */
function same(one: unknown, other: unknown): boolean {
  return canonicalJson({ value: one }) === canonicalJson({ value: other });
}
