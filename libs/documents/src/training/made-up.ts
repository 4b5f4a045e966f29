import type { Deed, Words } from './words.js';

/** A part of a document that is made up, before it is set in any format. */
export type Part =
  | { kind: 'heading'; text: string; level: number }
  | { kind: 'paragraph'; text: string }
  | { kind: 'item'; marker: string; text: string }
  | { kind: 'lines'; lines: string[] }
  /** A cell `<` goes on from the left, `^` from above. */
  | { kind: 'table'; rows: string[][]; header?: number };

/** What a person would find in it. */
export interface GoldenMeasure {
  text: string;
  owners: readonly string[];
  /** ISO date, or none. */
  deadline?: string;
}

export interface MadeUp {
  layout: string;
  /** Which of its layout's. */
  round: number;
  language: string;
  parts: readonly Part[];
  gold: readonly GoldenMeasure[];
}

/** The same numbers each time (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  of<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.next() * list.length)];
    if (one === undefined) throw new Error('Nothing to choose from');
    return one;
  }

  some<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const chosen: T[] = [];
    while (chosen.length < count && left.length > 0)
      chosen.push(...left.splice(Math.floor(this.next() * left.length), 1));
    return chosen;
  }
}

export type Layout = (dice: Dice, words: Words) => Omit<MadeUp, 'layout' | 'language' | 'round'>;

export const heading = (text: string, level = 1): Part => ({ kind: 'heading', text, level });
export const paragraph = (text: string): Part => ({ kind: 'paragraph', text });
export const bullet = (text: string, marker = '•'): Part => ({ kind: 'item', marker, text });
export const numbered = (number: number | string, text: string): Part => ({
  kind: 'item',
  marker: `${number}.`,
  text,
});

export const and = { nb: 'og', nn: 'og', da: 'og', sv: 'och', en: 'and' } as const;

export function lower(name: string): string {
  return name.startsWith('The ') ? `the ${name.slice(4)}` : name;
}

export interface Said {
  text: string;
  gold: GoldenMeasure;
}

/** A whole sentence that asks for a deed: by its owner, as an imperative, or as an infinitive. */
export function asked(dice: Dice, words: Words, deed: Deed, form = formFor(dice)): Said {
  const [when, on] = dice.chance(0.3) ? dice.of(words.deadlines) : ['', undefined];
  const often = when === '' && dice.chance(0.15) ? ` ${dice.of(words.often)}` : '';
  const tail = `${often}${when === '' ? '' : ` ${when}`}`;
  const told = (text: string, owners: readonly string[]): Said => ({
    text,
    gold: { text, owners, ...(on === undefined ? {} : { deadline: on }) },
  });
  const [one = '', other = ''] = dice.some(words.owners, 2);
  const modal = dice.of(words.modals);
  switch (form) {
    case 'owner':
      return told(`${one} ${modal} ${deed.inf}${tail}.`, [one]);
    case 'two':
      return told(`${one} ${and[words.language]} ${lower(other)} ${modal} ${deed.inf}${tail}.`, [one, other]);
    case 'thing':
      return thing(dice, words);
    case 'recommends':
      return told(`${words.recommends} ${deed.inf}${tail}.`, []);
    case 'imperative':
      return told(`${deed.imp}${tail}.`, []);
    default:
      return told(`${deed.inf.charAt(0).toUpperCase()}${deed.inf.slice(1)}${tail}.`, []);
  }
}

/** One after the other, so that a list hardly says the same twice. */
function thing(dice: Dice, words: Words): Said {
  const text = dice.of(words.things);
  return { text, gold: { text, owners: [] } };
}

/** A heading for recommendations: usual, odd, or one that says nothing. */
export function announcement(dice: Dice, words: Words): string {
  return dice.chance(0.5) ? dice.of(words.headings) : dice.of(words.oddHeadings);
}

export function story(dice: Dice, words: Words, sentences = dice.between(2, 4)): string {
  return dice.some([...words.happened, ...words.states, ...words.neutral], sentences).join(' ');
}

/** What stands before the part that matters. */
export function opening(dice: Dice, words: Words): Part[] {
  const parts: Part[] = [paragraph(story(dice, words))];
  if (dice.chance(0.6)) parts.push(heading(dice.of(words.otherHeadings)), paragraph(story(dice, words)));
  if (dice.chance(0.5)) {
    parts.push(heading(dice.of(words.otherHeadings)), paragraph(dice.of(words.tellingLeads)));
    parts.push(...dice.some([...words.states, ...words.happened], 3).map((text) => bullet(text)));
  }
  if (dice.chance(0.3)) {
    parts.push(heading(dice.of(words.otherHeadings)));
    parts.push(...dice.some(words.happened, 3).map((text, at) => numbered(at + 1, text)));
  }
  return parts;
}

export function closing(dice: Dice, words: Words): Part[] {
  const parts: Part[] = [];
  if (dice.chance(0.6)) {
    parts.push(heading(dice.of(words.otherHeadings)));
    parts.push(
      ...dice
        .some(words.people, 3)
        .map((text, at) => (dice.chance(0.5) ? numbered(at + 1, text) : bullet(text))),
    );
  }
  if (dice.chance(0.4)) parts.push(heading(dice.of(words.otherHeadings)), paragraph(story(dice, words)));
  return parts;
}

export function deedsOf(dice: Dice, words: Words, from = 2, to = 5): Deed[] {
  return dice.some(words.deeds, dice.between(from, Math.min(to, words.deeds.length)));
}

/** Deeds for one part after the other, none of them twice. */
export function dealt(dice: Dice, words: Words, parts: number): Deed[][] {
  const all = dice.some(words.deeds, Math.min(words.deeds.length, parts * 3));
  const each = Math.max(1, Math.floor(all.length / parts));
  return Array.from({ length: parts }, (_, at) => all.slice(at * each, (at + 1) * each));
}

/** Those of one list are written alike. */
function formFor(dice: Dice): string {
  return dice.of(['owner', 'owner', 'two', 'imperative', 'infinitive', 'thing', 'recommends']);
}

export function listOf(
  dice: Dice,
  words: Words,
  mark: (at: number, text: string) => Part,
): { parts: Part[]; gold: GoldenMeasure[] } {
  const form = formFor(dice);
  const said =
    form === 'thing'
      ? dice.some(words.things, 3).map((text): Said => ({ text, gold: { text, owners: [] } }))
      : deedsOf(dice, words).map((deed) => asked(dice, words, deed, form));
  return { parts: said.map(({ text }, at) => mark(at, text)), gold: said.map(({ gold }) => gold) };
}

const passives = {
  nb: [
    'Bemanningen om natten gjennomgås.',
    'Alle alarmer kobles til sentralen.',
    'Varslingslisten revideres.',
    'Nye rutiner innarbeides i planen.',
  ],
  nn: [
    'Bemanninga om natta blir gjennomgått.',
    'Alle alarmar blir kopla til sentralen.',
    'Varslingslista blir revidert.',
  ],
  da: ['Bemandingen om natten gennemgås.', 'Alle alarmer kobles til centralen.', 'Listen revideres.'],
  sv: ['Bemanningen nattetid ses över.', 'Alla larm kopplas till centralen.', 'Listan revideras.'],
  en: [
    'Night staffing to be reviewed.',
    'All alarms to be linked to the centre.',
    'Call lists revised and tested.',
  ],
} as const;

export function passive(dice: Dice, words: Words): string {
  return dice.of<string>(passives[words.language]);
}

export const around = (dice: Dice, words: Words, own: { parts: Part[]; gold: GoldenMeasure[] }) => ({
  parts: [...opening(dice, words), ...own.parts, ...closing(dice, words)],
  gold: own.gold,
});
