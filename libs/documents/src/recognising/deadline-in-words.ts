import { wholeWords } from './whole-words.js';

/** When something is to be done by: as written, and the day it comes to where that can be said. */
export interface Deadline {
  words: string;
  /** ISO date; absent for "fortløpende" and the like. */
  on?: string;
}

const months: Readonly<Record<string, number>> = {
  januar: 1,
  january: 1,
  januari: 1,
  jan: 1,
  februar: 2,
  february: 2,
  februari: 2,
  feb: 2,
  mars: 3,
  march: 3,
  marts: 3,
  mar: 3,
  april: 4,
  apr: 4,
  mai: 5,
  may: 5,
  maj: 5,
  juni: 6,
  june: 6,
  jun: 6,
  juli: 7,
  july: 7,
  jul: 7,
  august: 8,
  augusti: 8,
  aug: 8,
  september: 9,
  sept: 9,
  sep: 9,
  oktober: 10,
  october: 10,
  okt: 10,
  oct: 10,
  november: 11,
  nov: 11,
  desember: 12,
  december: 12,
  des: 12,
  dec: 12,
};
const ordinals: Readonly<Record<string, number>> = {
  første: 1,
  fyrste: 1,
  first: 1,
  första: 1,
  '1': 1,
  '1st': 1,
  i: 1,
  andre: 2,
  annet: 2,
  anna: 2,
  second: 2,
  andra: 2,
  andet: 2,
  '2': 2,
  '2nd': 2,
  ii: 2,
  tredje: 3,
  third: 3,
  '3': 3,
  '3rd': 3,
  iii: 3,
  fjerde: 4,
  fourth: 4,
  fjärde: 4,
  '4': 4,
  '4th': 4,
  iv: 4,
};
const monthName = Object.keys(months).join('|');
const ordinal = Object.keys(ordinals).join('|');
const year = '(20\\d{2})';

type Rule = readonly [pattern: RegExp, day: (match: readonly string[]) => string | undefined];

const rule = (pattern: string, day: Rule[1]): Rule => [wholeWords(new RegExp(pattern, 'iu')), day];

/** Most precise first. Periods end on their last day; seasons as offices mean them. */
const rules: readonly Rule[] = [
  rule(`\\b${year}-(\\d{2})-(\\d{2})\\b`, ([, y, m, d]) => date(y, m, d)),
  rule(`\\b(\\d{1,2})[./](\\d{1,2})[./]${year}\\b`, ([, d, m, y]) => date(y, m, d)),
  rule(`\\b(\\d{1,2})/(\\d{1,2})/${year}\\b`, ([, m, d, y]) => date(y, m, d)),
  rule('\\b(\\d{1,2})\\.(\\d{1,2})\\.(\\d{2})(?!\\d)', ([, d, m, y]) => date(`20${y}`, m, d)),
  rule(
    `\\b(\\d{1,2})(?:\\.|st|nd|rd|th)?[\\s-]+(?:of\\s+)?(${monthName})\\.?,?[\\s-]+${year}\\b`,
    ([, d, m, y]) => date(y, monthOf(m), d),
  ),
  rule(`\\b(${monthName})\\s+(\\d{1,2})(?:st|nd|rd|th)?,\\s*${year}\\b`, ([, m, d, y]) =>
    date(y, monthOf(m), d),
  ),
  rule(`\\b(${ordinal})\\.?\\s*(?:kvartal(?:et)?|quarter)\\s*(?:of|i|av)?\\s*${year}\\b`, ([, n, y]) =>
    endOfMonth(y, part(n, 3)),
  ),
  rule(`\\b(?:kvartal|quarter)\\s*([1-4])\\s*(?:of|i|av|,)?\\s*${year}\\b`, ([, n, y]) =>
    endOfMonth(y, Number(n) * 3),
  ),
  rule(`\\bQ([1-4])\\s*(?:of\\s*)?[-/]?\\s*${year}\\b`, ([, n, y]) => endOfMonth(y, Number(n) * 3)),
  rule(`\\b${year}[- ]?Q([1-4])\\b`, ([, y, n]) => endOfMonth(y, Number(n) * 3)),
  rule(`\\b(${ordinal})\\.?\\s*tertial(?:et)?\\s*(?:i|av)?\\s*${year}\\b`, ([, n, y]) =>
    endOfMonth(y, part(n, 4)),
  ),
  rule(
    `\\b(${ordinal})\\.?\\s*(?:halvår(?:et)?|halv[åa]ret|half(?: of)?|halvdel af)\\s*(?:of|i|av|af|år)?\\s*${year}\\b`,
    ([, n, y]) => endOfMonth(y, part(n, 6)),
  ),
  rule(`\\bH([12])\\s*[-/]?\\s*${year}\\b`, ([, n, y]) => endOfMonth(y, Number(n) * 6)),
  rule(`\\b(?:uke|veke|vecka|uge|week|v\\.)\\s*(\\d{1,2})(?:\\s*,|\\s+i|\\s+of)?\\s*${year}\\b`, ([, w, y]) =>
    endOfWeek(Number(y), Number(w)),
  ),
  rule(`\\b(?:midten av|medio|mitten av|mid)[\\s-]*(${monthName})\\.?\\s+${year}\\b`, ([, m, y]) =>
    date(y, monthOf(m), '15'),
  ),
  rule(`\\bprimo\\s+(${monthName})\\.?\\s+${year}\\b`, ([, m, y]) => date(y, monthOf(m), '10')),
  rule(`\\b(?:tidlig i|primo|early(?: in)?)\\s+${year}\\b`, ([, y]) => endOfMonth(y, 1)),
  rule(`\\b(?:midten av|midt i|medio|mid-?|middle of|mitten av)\\s*${year}\\b`, ([, y]) => endOfMonth(y, 6)),
  rule(`\\bhalvårsskiftet\\s*${year}\\b`, ([, y]) => endOfMonth(y, 6)),
  rule(`\\b(?:årsskiftet|årsskifte|turn of the year)\\s*${year}(?:\\s*[/–-]\\s*(?:20)?\\d{2})?`, ([, y]) =>
    endOfMonth(y, 12),
  ),
  rule(
    `\\b(?:før|innen|inden|innan|före|before|by|til)\\s+(?:sommeren|sommaren|sommerferien|the summer(?: of)?|summer)\\s*(?:i\\s*)?${year}\\b`,
    ([, y]) => endOfMonth(y, 6),
  ),
  rule(`\\b(?:våren|vår|foråret|spring(?: of)?)\\s*(?:i\\s*)?${year}\\b`, ([, y]) => endOfMonth(y, 5)),
  rule(`\\b(?:sommeren|sommaren|sommer|sommar|summer(?: of)?)\\s*(?:i\\s*)?${year}\\b`, ([, y]) =>
    endOfMonth(y, 8),
  ),
  rule(
    `\\b(?:høsten|høst|hausten|haust|efteråret|efterår|hösten|höst|autumn(?: of)?|fall(?: of)?)\\s*(?:i\\s*)?${year}\\b`,
    ([, y]) => endOfMonth(y, 11),
  ),
  rule(`\\b(?:før jul|innen jul|before christmas)\\s*(?:i\\s*)?${year}\\b`, ([, y]) => date(y, '12', '23')),
  rule(`\\b(${monthName})\\.?\\s+${year}\\b`, ([, m, y]) => endOfMonth(y, Number(monthOf(m)))),
  rule(`\\b(\\d{1,2})[/](${year.slice(1, -1)})\\b`, ([, m, y]) => endOfMonth(y, Number(m))),
  rule(
    `\\b(?:(?:ved |innen |inden |før |by |by the |at the |innan |vid |före )?(?:utgangen av|utløpet av|slutten av|end of|end|end-|year-end|udgangen af|utgången av|slutet av|enden av|ultimo)|i løpet av|i løbet af|under loppet av|under|during|within|innen|inden|innan|før|före|senest|seinast|senast|by|before|i|in)\\s*(?:året|år|året|the year)?\\s*${year}\\b`,
    ([, y]) => endOfMonth(y, 12),
  ),
  rule(`^\\s*${year}\\s*$`, ([, y]) => endOfMonth(y, 12)),
  rule(`^\\s*${year}\\s*[/–-]\\s*${year}\\s*$`, ([, , y]) => endOfMonth(y, 12)),
];

/** "Fortløpende", "snarest": a deadline in words that comes to no day. */
const open = wholeWords(
  /\b(fortløpende|løpende|løpande|kontinuerlig|kontinuerleg|snarest( mulig)?|så snart som mulig|så snart som råd|umiddelbart|straks|omgående|årlig|årleg|ongoing|continuous(ly)?|immediate(ly)?|as soon as possible|annually|löpande|snarast|omedelbart|hurtigst muligt|innen \p{L}+ (måneder|månader|uker|veker|år)|within \p{L}+ (months|weeks|years))\b/iu,
);

/** The content of a deadline's cell, or what stands after "Frist:". */
export function deadlineOf(words: string): Deadline | undefined {
  const text = words.replaceAll(/\s+/g, ' ').trim();
  if (text === '' || /^[-–—.]+$/.test(text)) return undefined;
  const on = dayOf(text);
  if (on !== undefined) return { words: text, on };
  return open.test(text) || text.length <= 60 ? { words: text } : undefined;
}

/** Whether a short text is a deadline and nothing else. */
export function isDeadline(text: string): boolean {
  return (
    text.length <= 60 &&
    (dayOf(text) !== undefined || new RegExp(`^(${open.source})$`, 'iu').test(text.trim()))
  );
}

const limiting = wholeWords(
  /\b(?:innen|innan|inden|senest|seinest|seinast|senast|frist(?:en)?:?|med frist|fram til|frem til|ved utgangen av|i løpet av|i løbet af|under loppet av|før|før utgangen av|före|ferdig|klart|klar|gjennomført|by|no later than|not later than|before|within|due)\s+/giu,
);
const longestDeadline = 60;

/** A deadline within running text: only where a word such as "innen" or "senest" stands before it. */
export function deadlineWithin(text: string): Deadline | undefined {
  // A date's own periods must not end the search.
  const readable = text.replaceAll(/(\d)\.(?=\s*[\d\p{L}])/gu, '$1\u0001');
  for (const found of readable.matchAll(limiting)) {
    const rest = readable.slice(found.index, found.index + longestDeadline);
    const words = (/^[^.;:!?()]*/u.exec(rest)?.[0] ?? '').replaceAll('\u0001', '.').trim();
    const known = nearest(words);
    if (known !== undefined) return known;
  }
  return undefined;
}

/** The day that stands straight after the limiting word; what comes after another such word is another's. */
function nearest(words: string): Deadline | undefined {
  if (!/\d/.test(words)) return undefined;
  for (const [pattern, day] of rules) {
    const match = pattern.exec(words);
    if (match === null || words.slice(0, match.index).split(/\s+/).length > 6) continue;
    const on = day([...match].map((part_) => part_ ?? ''));
    if (on !== undefined) return { words: words.slice(0, match.index + match[0].length).trim(), on };
  }
  return undefined;
}

function dayOf(text: string): string | undefined {
  // Every rule wants a year or a date.
  if (!/\d/.test(text)) return undefined;
  for (const [pattern, day] of rules) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const on = day([...match].map((group) => group ?? ''));
    if (on !== undefined) return on;
  }
  return undefined;
}

function part(n: string | undefined, monthsEach: number): number {
  return (ordinals[n?.toLowerCase() ?? ''] ?? 0) * monthsEach;
}

function monthOf(name: string | undefined): string {
  return String(months[name?.toLowerCase() ?? ''] ?? 0);
}

function endOfMonth(y: string | undefined, month: number): string | undefined {
  if (month < 1 || month > 12) return undefined;
  return date(y, String(month), String(new Date(Date.UTC(Number(y), month, 0)).getUTCDate()));
}

/** The Sunday of an ISO week: the fourth of January is always in the first. */
function endOfWeek(y: number, week: number): string | undefined {
  if (week < 1 || week > 53) return undefined;
  const fourth = new Date(Date.UTC(y, 0, 4));
  const sunday = 4 + (7 - (fourth.getUTCDay() || 7)) + (week - 1) * 7;
  return new Date(Date.UTC(y, 0, sunday)).toISOString().slice(0, 10);
}

/** The day, if the calendar has it. */
function date(y: string | undefined, m: string | undefined, d: string | undefined): string | undefined {
  const day = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  if (Number.isNaN(day.getTime()) || day.getUTCMonth() !== Number(m) - 1 || day.getUTCDate() !== Number(d))
    return undefined;
  return day.toISOString().slice(0, 10);
}
