import { configure } from 'safe-stable-stringify';

const write = configure({ deterministic: true, strict: true });

/**
 * The one way to write a value down (RFC 8785, JSON Canonicalization Scheme): keys by their UTF-16 units, no white
 * space, numbers and texts as ECMAScript writes them. What is undefined is left out.
 * @throws TypeError, Error on what JSON has no form for: NaN, infinity, big integers, functions, circles
 */
export function canonicalJson(value: object): string {
  const json = write(value);
  if (json === undefined) throw new TypeError('A value that can’t be written down');
  return json;
}
