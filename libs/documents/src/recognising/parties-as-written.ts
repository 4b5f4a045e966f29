import { wholeWords } from './whole-words.js';

const openEnd = wholeWords(/(\b(og|and|och|for|av|of|i|til|samt|the)|[,/&–-])$/iu);
/** What only ever follows a name. */
const tail = /^(HF|KF|AS|ASA|IKS|SA|RHF|ANS|BA|\(.*\)|.*\))$/u;

/** The responsible parties of a cell, each as written: by line, comma, semicolon, slash, bullet, and "og" between names. */
export function partiesAsWritten(lines: readonly string[]): string[] {
  const names = wholeLines(lines).flatMap(splitLine);
  return [...new Set(names.map(tidy).filter((name) => /\p{L}/u.test(name) && !isNobody(name)))];
}

/** A name that the cell's width broke in two is one name again. */
function wholeLines(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const raw of lines) {
    const line = raw.trim();
    const before = whole.at(-1);
    if (line === '') continue;
    const goesOn =
      before !== undefined &&
      !/[;,]$/.test(before) &&
      !isMarked(line) &&
      (openEnd.test(before) || /^\p{Ll}/u.test(line) || tail.test(line));
    if (!goesOn || before === undefined) whole.push(line);
    else if (/\p{L}-$/u.test(before) && !/^(og|and|och|eller)\b/iu.test(line)) {
      whole[whole.length - 1] = /^\p{Lu}/u.test(line) ? before + line : before.slice(0, -1) + line;
    } else whole[whole.length - 1] = `${before} ${line}`;
  }
  return whole;
}

function isMarked(line: string): boolean {
  return /^[•●▪*–-]\s/u.test(line);
}

function splitLine(line: string): string[] {
  return line
    .split(/\s*[;\n•●▪]\s*|,\s+|(?<!\b[AIKP])\s*\/\s*(?=\p{Lu})|\s+(?:&|\+)\s+/u)
    .flatMap((part) => splitAtAnd(part));
}

/** "Kommunene og Statsforvalteren" are two; "Helse- og omsorgsdepartementet" and "Helse og omsorg" are one. */
function splitAtAnd(part: string): string[] {
  const pieces = part.split(
    /(?<!-)\s+(?:og|and|och|samt)\s+(?=\p{Lu}|\p{Ll}*(?:sjef|leder|leiar|direktør|rådgiver|koordinator|lege)(?:en|n)?$)/u,
  );
  return pieces;
}

function tidy(name: string): string {
  return name
    .replace(/^[•●▪*–-]\s+/u, '')
    .replace(/^(og|and|och|samt)\s+/iu, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/[.,:;]$/, (end) => (end === '.' ? end : ''))
    .trim();
}

function isNobody(name: string): boolean {
  return /^(ingen|ikke avklart|avklares|tbd|n\/a|none|ukjent|-|–)$/iu.test(name);
}

const verb = wholeWords(/\b(er|bør|skal|må|har|kan|vil|blir|ble|is|are|should|will|has|was|bör|ska)\b/iu);

/** A line that can be the name of a responsible party: short, begins with a capital, and is no sentence. */
export function looksLikeParty(line: string): boolean {
  const text = line.trim();
  return (
    text.length >= 2 &&
    text.length <= 70 &&
    text.split(/\s+/).length <= 9 &&
    /^[\p{Lu}]/u.test(text) &&
    !/[.!?:»)]$/.test(text.replace(/\b(st|mv|mfl|m\.fl|etc|avd|komm|helseb|akuttmed|sekr|hf)\.$/iu, '$1')) &&
    !verb.test(text)
  );
}

/** A name that the line ends in the middle of. */
export function endsOpen(line: string): boolean {
  return openEnd.test(line.trim());
}

const organisation = wholeWords(
  /\b\p{L}*(regjering|departement|direktorat|kommun|fylk|etat|styr(?:et|elsen|inga)|utval|komit|kommisjon|foretak|forvalter|politi|tilsyn|institutt|råd(?:et)?\b|virksomhet|verksemd|selskap|sjukehus|sykehus|ledelse|leiing|leiinga|forsvar|avdeling|seksjon|sekretariat|universitet|høgskole|myndighet|styresmakt|bedrift|leder|helsetjenest|organisasjon|government|ministr|agenc|board|council|municipal|committee|commission|authorit|hospital|department|directorate|institute|service|regering|region|styrelse|myndighed|nämnd|verk(?:et)?\b)\p{L}*/iu,
);

/** An organisation by its word, its initials or its name of several capitals; "Ny modell" is none. */
export function isOrganisation(name: string): boolean {
  if (organisation.test(name)) return true;
  if (/^\p{Lu}{2,}/u.test(name)) return true;
  const capitals = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  return capitals.length >= 2 && capitals.length >= name.split(/\s+/).length / 2;
}
