import type { PartyId } from '../ids.js';
import type { Party } from './party.js';

/** A party as it is compared with one that is to be registered. */
export interface NamedParty {
  id: PartyId;
  name: string;
  kind: Party['kind'];
  organisationNumber?: string;
}

const legalForms = new Set([
  'as',
  'asa',
  'ans',
  'da',
  'ba',
  'sa',
  'nuf',
  'hf',
  'rhf',
  'kf',
  'fkf',
  'iks',
  'sf',
]);
const alsoLeftOut = new Set(['kommune', 'kommunen']);
/** From this length on, one letter more, less or other is a typing error; shorter names may be two: Hol and Hole. */
const misspeltFrom = 7;

/** What of a name tells who it is: no case, accents of type, spaces, punctuation, legal form, nor "kommune". */
export function nameKey(name: string): string {
  const words = wordsOf(name);
  const telling = words.filter((word) => !legalForms.has(word) && !alsoLeftOut.has(word));
  return (telling.length === 0 ? words : telling).join('');
}

/** Those among `known` that could be the same as one of this name. */
export function similarParties<Known extends { name: string }>(
  name: string,
  known: readonly Known[],
): Known[] {
  const key = nameKey(name);
  return key === '' ? [] : known.filter((party) => isAlike(key, nameKey(party.name)));
}

function wordsOf(name: string): string[] {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/(?<=\p{L})[.'’](?=\p{L}|\s|$)/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function isAlike(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < misspeltFrom || digitsOf(one) !== digitsOf(other)) return false;
  return isOneSlipApart(one, other);
}

/** "Kommune 1" and "Kommune 2" are two. */
function digitsOf(key: string): string {
  return key.replaceAll(/\P{N}/gu, '');
}

/** One letter other, one more or less, or two that have changed places. */
function isOneSlipApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  );
}
