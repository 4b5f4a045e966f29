/** A party as a register knows it. */
export interface RegisteredParty {
  id: string;
  name: string;
  /** Other names and abbreviations. */
  aliases?: readonly string[];
  group?: boolean;
}

export interface PartyMatch {
  party: RegisteredParty;
  /** 0–1; 1 is the very name or alias. */
  confidence: number;
  /** What made it match. */
  by: 'name' | 'alias' | 'abbreviation' | 'shortened' | 'likeness';
}

/**
 * The registered party that a name in a document means, if one is clearly nearer than the others. Understands
 * abbreviations ("FHI"), shortened names ("St. Olav"), shortened words ("Fagråd helseb."), and definite or plural
 * forms ("Kommunene" for a group of that name).
 */
export function matchParty(written: string, register: readonly RegisteredParty[]): PartyMatch | undefined {
  const matches = register
    .flatMap((party) => bestFor(written, party) ?? [])
    .sort((one, other) => other.confidence - one.confidence);
  const [best, second] = matches;
  if (best === undefined || best.confidence < 0.6) return undefined;
  if (second !== undefined && second.confidence === best.confidence && best.confidence < 1) return undefined;
  return best;
}

function bestFor(written: string, party: RegisteredParty): PartyMatch | undefined {
  const wanted = plain(written);
  if (wanted === plain(party.name)) return { party, confidence: 1, by: 'name' };
  const aliases = party.aliases ?? [];
  if (aliases.some((alias) => plain(alias) === wanted)) return { party, confidence: 1, by: 'alias' };
  const names = [party.name, ...aliases].filter((name) => !isOneAndMany(wanted, plain(name)));
  if (names.some((name) => sameButForms(wanted, plain(name)))) return { party, confidence: 0.95, by: 'name' };
  if (isAbbreviationOf(written, party.name)) return { party, confidence: 0.9, by: 'abbreviation' };
  if (names.some((name) => !isOneSomewhere(wanted, plain(name)) && isShortened(wanted, plain(name))))
    return { party, confidence: 0.8, by: 'shortened' };
  const likeness = Math.max(0, ...names.map((name) => similarity(wanted, plain(name))));
  // A misspelling, not a neighbour: "Norddal kommune" is much like "Østdal kommune", and another.
  return likeness >= 0.85 ? { party, confidence: Math.min(0.79, likeness), by: 'likeness' } : undefined;
}

const legalForms = /\b(hf|rhf|kf|as|asa|iks|sa)\b/gu;

function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/\([^)]*\)/g, ' ')
    .replaceAll(/[^\p{L}\p{N}\s]/gu, ' ')
    .replaceAll(legalForms, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Definite and plural endings: "kommunene"/"kommuner", "statsforvalteren"/"statsforvalter". */
function stem(word: string): string {
  return word.length <= 5
    ? word
    : word.replace(/(ane|ene|ens|ets|er|ar|en|et|a|s|e)$/u, '').replace(/(er|e)$/u, '');
}

function sameButForms(one: string, other: string): boolean {
  const stems = (text: string) => text.split(' ').map(stem).join(' ');
  return stems(one) === stems(other);
}

/** "Statsforvalteren" may be any of them; "Statsforvalteren i Trøndelag" is one. */
function isOneSomewhere(one: string, name: string): boolean {
  return /^\S+(en|et)$/u.test(one) && name.startsWith(`${one} i `);
}

/** "Kommunen" is one that the reader is to know, "Kommunene" are all of them. */
function isOneAndMany(one: string, many: string): boolean {
  return /(en|et)$/u.test(one) && /(ene|ane|er|ar)$/u.test(many);
}

const small = new Set(['og', 'for', 'av', 'i', 'the', 'of', 'and', 'på', 'til', 'och', 'om']);

/** "FHI" of "Folkehelseinstituttet" has letters in order, the first the first; "DSB" the first letters of its words. */
function isAbbreviationOf(written: string, name: string): boolean {
  const letters = written.replaceAll(/[^\p{L}]/gu, '');
  if (!/^[\p{Lu}]{2,6}$/u.test(letters) || /\s/.test(written.trim())) return false;
  const words = plain(name)
    .split(' ')
    .filter((word) => !small.has(word));
  const first = words.map((word) => word[0] ?? '').join('');
  const wanted = letters.toLowerCase();
  if (first === wanted) return true;
  return words.length === 1 && wanted.length >= 3 && isCompoundAbbreviation(wanted, words[0] ?? '');
}

/** The first letter of each part of a long compound: each later letter stands at least three letters on. */
function isCompoundAbbreviation(wanted: string, word: string): boolean {
  if (word.length < 12 || wanted[0] !== word[0]) return false;
  let at = 0;
  for (const letter of wanted.slice(1)) {
    const next = word.indexOf(letter, at + 3);
    if (next < 0) return false;
    at = next;
  }
  return true;
}

/** Every word written is the beginning of a word of the name, in order: "St. Olav", "Fagråd helseb. og akuttmed. kjede". */
function isShortened(wanted: string, name: string): boolean {
  const rest = name.split(' ').filter((word) => !small.has(word));
  const words = wanted.split(' ').filter((word) => !small.has(word));
  if (words.length === 0 || wanted.length < 4) return false;
  let at = 0;
  for (const word of words) {
    while (at < rest.length && !beginsLike(rest[at] ?? '', word)) at++;
    if (at === rest.length) return false;
    at++;
  }
  return true;
}

function beginsLike(full: string, short: string): boolean {
  return full.startsWith(short) || (short.length > 4 && full.startsWith(stem(short)));
}

/** Dice's coefficient over pairs of letters. */
function similarity(one: string, other: string): number {
  const pairs = (text: string) => {
    const found = new Map<string, number>();
    for (let at = 0; at < text.length - 1; at++) {
      const pair = text.slice(at, at + 2);
      found.set(pair, (found.get(pair) ?? 0) + 1);
    }
    return found;
  };
  const ofOne = pairs(one);
  const ofOther = pairs(other);
  let shared = 0;
  for (const [pair, count] of ofOne) shared += Math.min(count, ofOther.get(pair) ?? 0);
  const total = Math.max(0, one.length - 1) + Math.max(0, other.length - 1);
  return total === 0 ? 0 : (2 * shared) / total;
}
