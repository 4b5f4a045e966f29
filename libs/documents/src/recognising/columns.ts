import { joinLines } from '../reading/hyphenation.js';
import { isDeadline } from './deadline-in-words.js';
import { namesActor, splitNames } from './owners.js';
import { looksLikeParty } from './parties-as-written.js';
import { beginsWithDoing, must, ought, tellsPast, tellsState } from './sentence-forms.js';
import { type ColumnRole, columnRole, likelyColumnRole } from './vocabulary.js';
import { wholeWords } from './whole-words.js';

/** A column of a table, or what stands after the same label in one block after the other. */
export interface NamedValues {
  name: string;
  /** One for each row; each of one line or more. */
  values: readonly (readonly string[])[];
}

type Role = ColumnRole | 'money';

/** Below this a column is nothing we know. */
const leastSure = 1.4;
/** Beside an owner or a deadline less is enough: some words that aren't numbers, dates or names. */
const leastText = 0.2;

/**
 * What each column holds, told by what is in it together with its name: no name is needed, and a name that its content
 * belies counts for little. A role goes to the column that has the most of it.
 */
export function rolesOf(columns: readonly NamedValues[]): Map<Role, number> {
  const scores = columns.flatMap((column, at) => {
    const own = contentOf(column);
    const name = nameOf(column.name);
    return roles.map((role) => ({ role, at, score: (own[role] ?? 0) + (name.get(role) ?? 0) }));
  });
  const taken = new Map<Role, number>();
  const used = new Set<number>();
  for (const { role, at, score } of scores.sort((one, other) => other.score - one.score)) {
    if (score < leastSure || taken.has(role) || used.has(at)) continue;
    taken.set(role, at);
    used.add(at);
  }
  if (!taken.has('text') && (taken.has('responsible') || taken.has('deadline'))) {
    // What is left and long enough to say it, beside who or when.
    const left = scores.find(({ role, at, score }) => role === 'text' && !used.has(at) && score > leastText);
    if (left !== undefined) taken.set('text', left.at);
  }
  return withEnd(taken, columns);
}

const roles: readonly Role[] = [
  'number',
  'title',
  'text',
  'responsible',
  'contributing',
  'status',
  'deadline',
  'theme',
  'finding',
  'money',
];

function nameOf(name: string): Map<Role, number> {
  const known = columnRole(name);
  const likely = likelyColumnRole(name);
  const scores = new Map<Role, number>();
  if (known !== undefined) scores.set(known.role, 2.6 - Math.min(0.5, known.rank * 0.05));
  else if (likely !== undefined) scores.set(likely.role, 1.8);
  if (money.test(name)) scores.set('money', 3);
  if (begins.test(name)) scores.set('deadline', -2);
  return scores;
}

const money = wholeWords(
  /\b(beløp|sum|kroner|kr|nok|sek|dkk|kostnad(er)?|kostnadsramme|budsjett|budget|cost|costs|amount|pris|price|ramme|estimat|belopp|utgift(er)?)\b/iu,
);
const begins = wholeWords(
  /\b(start|startdato|oppstart|fra|frå|från|from|begin|begynner|igangsettes|påbegynnes|created|opened|registrert|opprettet|meldt|raised|date of finding|påbörjas|planlagt start)\b/iu,
);
const state = wholeWords(
  /^(ikke|ikkje|not|ej|inte)?\s*(startet|starta|started|påbegynt|påbegyndt|påbörjad|under (arbeid|arbeide|arbete|veis|vegs|utarbeidelse)|i gang|igang|igangsatt|pågår|pågående|pågåande|ferdig|færdig|klar|klart|fullført|gjennomført|genomförd|gennemført|utført|done|complete|completed|implemented|open|åpen|åpent|åben|öppen|closed|lukket|lukka|stängd|planlagt|planned|planerad|in progress|ongoing|delvis.*|partly.*|partially.*|utsatt|delayed|forsinket|on hold|på vent|ny|new|rød|gul|grønn|red|amber|yellow|green|høy|middels|lav|high|medium|low|ja|nei|yes|no)(\s*[-–(].*)?\.?$/iu,
);

function contentOf({ values }: NamedValues): Partial<Record<Role, number>> {
  const written = values.map((lines) => joinLines(lines)).filter((value) => value !== '');
  if (written.length === 0) return {};
  const filled = written.length / Math.max(1, values.length);
  const share = (test: (value: string) => boolean) => written.filter(test).length / written.length;
  const words = written.reduce((sum, value) => sum + value.split(/\s+/).length, 0) / written.length;
  const distinct = new Set(written.map((value) => value.toLowerCase())).size / written.length;
  const numbers = share(isNumber);
  const sums = share(
    (value) => /^[\d\s.,]*\d{2,}[\d\s.,]*(kr|mill\.?|NOK|€)?$/iu.test(value) && !isNumber(value),
  );
  const dates = share((value) => isDeadline(value));
  const who = share((value) => isWho(value));
  const names = share((value) => looksLikeParty(value) && value.split(/\s+/).length <= 5);
  const asks = share((value) => ought.test(value) || must.test(value) || beginsWithDoing(value));
  const tells = share((value) => tellsPast(value) || tellsState(value));
  const states = share((value) => state.test(value));
  return {
    number: numbers > 0.7 ? 2.5 * numbers * distinct : -3,
    deadline: dates * 3 - (dates === 0 ? 1.5 : 0),
    responsible:
      who * 2.8 +
      (words <= 7 ? names * 0.4 : -2) -
      (dates + (numbers > 0.7 ? numbers : 0) + sums + states) * 3 -
      asks,
    contributing: words <= 10 ? who * 0.5 - dates * 3 : -2,
    status:
      states * 3 +
      (words <= 3 && distinct <= 0.5 && filled > 0.5 ? 0.4 : 0) -
      (words > 8 ? 2 : 0) -
      dates * 2,
    text:
      asks * 2.6 +
      Math.min(1, words / 8) * 0.8 -
      (words < 2 ? 1.5 : 0) -
      (numbers + dates + sums) * 3 -
      states -
      who * 2,
    finding: tells * 1.6 + (words >= 3 ? 0.2 : -1) - asks * 1.5 - dates * 3,
    title: (words <= 6 ? 0 : -1.5) - (numbers + dates + sums) * 3,
    theme: (words <= 5 ? 0.2 : -2) + (distinct < 0.7 ? 0.4 : 0) - (numbers + dates + sums + who) * 2,
    money: sums * 3,
  };
}

function isNumber(value: string): boolean {
  return /^(?:(?:tiltak|anbefaling|nr|no|punkt|rec|recommendation|action)\.?\s*)?\(?[\p{Lu}]{0,4}[-–. ]?\d{1,4}(?:[.-]\d{1,3}){0,3}[a-z]?[.)]?$/iu.test(
    value,
  );
}

function isWho(value: string): boolean {
  if (value.split(/\s+/).length > 16 || isDeadline(value)) return false;
  const parts = value.split(/\s*[;,\n/]\s*/u).flatMap((part) => splitNames(part));
  return parts.length > 0 && parts.filter((part) => namesActor(part)).length * 2 > parts.length;
}

/** Of two columns of dates the later is when it is to be done. */
function withEnd(taken: Map<Role, number>, columns: readonly NamedValues[]): Map<Role, number> {
  const own = taken.get('deadline');
  if (own === undefined) return taken;
  const dated = columns.flatMap(({ values, name }, at) => {
    const written = values.map((lines) => joinLines(lines)).filter((value) => value !== '');
    const dates = written.filter(isDeadline);
    return at === own || begins.test(name) || written.length === 0 || dates.length < written.length * 0.6
      ? []
      : [at];
  });
  const known =
    columnRole(columns[own]?.name ?? '')?.role === 'deadline' && !begins.test(columns[own]?.name ?? '');
  for (const other of dated) {
    const later = (columns[other]?.values ?? []).filter(
      (lines, row) => yearOf(joinLines(lines)) > yearOf(joinLines(columns[own]?.values[row] ?? [])),
    ).length;
    if (!known && later * 2 > (columns[other]?.values.length ?? 0)) taken.set('deadline', other);
  }
  return taken;
}

/** Only to compare: year, month and day of what begins like a date. */
function yearOf(value: string): number {
  const day = /(\d{1,2})\.(\d{1,2})\.(\d{4})/.exec(value);
  if (day !== null) return Number(day[3]) * 10_000 + Number(day[2]) * 100 + Number(day[1]);
  const iso = /(\d{4})-(\d{2})-(\d{2})/.exec(value);
  return iso === null
    ? Number(/\d{4}/.exec(value)?.[0] ?? 0) * 10_000
    : Number(iso[1]) * 10_000 + Number(iso[2]) * 100 + Number(iso[3]);
}
