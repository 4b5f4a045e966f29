import { configure } from 'safe-stable-stringify';

const write = configure({ deterministic: true, strict: true });

/**
 * The one way to write a value down (RFC 8785, JSON Canonicalization Scheme): keys by their UTF-16 units, no white
 * space, numbers and texts as ECMAScript writes them. What is undefined is left out.
 * @throws TypeError, Error on what JSON has no form for: NaN, infinity, big integers, functions, circles
 */
export function canonicalJson(value: object): string {
  // Where the keys stand in order, JSON.stringify writes the same, several times faster.
  const ordered = inOrder(value, deepest);
  const json = ordered === neitherPlainNorOrdered ? write(value) : JSON.stringify(ordered);
  if (json === undefined) throw new TypeError('A value that can’t be written down');
  return json;
}

/** What is deeper, or circular, is left to the library. */
const deepest = 32;
const neitherPlainNorOrdered = Symbol('neither plain nor ordered');

/** The same value with its keys in order; itself where they are. `neitherPlainNorOrdered` for anything but plain JSON values. */
function inOrder(value: unknown, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === undefined || value === null)
    return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : neitherPlainNorOrdered;
  if (typeof value !== 'object' || depth === 0) return neitherPlainNorOrdered;
  return Array.isArray(value) ? elementsInOrder(value, depth) : keysInOrder(value as Keyed, depth);
}

type Keyed = Record<string, unknown>;

function elementsInOrder(list: readonly unknown[], depth: number): unknown {
  let ordered: unknown[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const element = inOrder(list[index], depth - 1);
    if (element === neitherPlainNorOrdered) return element;
    if (element !== list[index]) (ordered ??= [...list])[index] = element;
  }
  return ordered ?? list;
}

function keysInOrder(value: Keyed, depth: number): unknown {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return neitherPlainNorOrdered;
  const keys = Object.keys(value);
  let same = keys.every((key, index) => index === 0 || key > (keys[index - 1] ?? ''));
  if (!same) keys.sort();
  const ordered: Keyed = {};
  for (const key of keys) {
    // JavaScript puts keys that are numbers first, and gives two names a meaning of their own.
    if (!plainKey.test(key)) return neitherPlainNorOrdered;
    const inner = inOrder(value[key], depth - 1);
    if (inner === neitherPlainNorOrdered) return inner;
    if (inner !== value[key]) same = false;
    ordered[key] = inner;
  }
  return same ? value : ordered;
}

const plainKey = /^(?!toJSON$)[A-Za-z]/;
