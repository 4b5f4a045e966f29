import { attribute, parseWord } from './word-xml.js';

/** How one level of a list is numbered. */
interface Level {
  start: number;
  /** As Word names it: "decimal", "upperRoman", "bullet" … */
  format: string;
  /** "%1.%2", "Anbefaling %1:". */
  text: string;
  /** The level (from 1) after which it begins anew; 0: never. Absent: after any level above. */
  restart?: number;
  /** All numbers in it are written 1, 2, 3, also those of levels that have letters. */
  legal?: true;
  /** The paragraph style that has this level. */
  style?: string;
}

interface AbstractList {
  levels: Map<number, Level>;
  /** It is defined by the style of this name. */
  link?: string;
}

interface List {
  abstract: string;
  starts: Map<number, number>;
  levels: Map<number, Level>;
}

/** A paragraph's place in a list, as it or its style says; "0" is none. */
interface Numbered {
  list?: string;
  level?: number;
}

interface Style extends Numbered {
  basedOn?: string;
}

export interface WordParts {
  /** `word/document.xml`, as text. */
  document: string;
  /** `word/numbering.xml` and `word/styles.xml`; empty where the file has none. */
  numbering: string;
  styles: string;
}

/** What stands around a number that the reader wrote into the text. */
export const writtenNumber = /\uE010([^\uE011]*)\uE011/u;

/**
 * The document with the numbers that Word shows before its paragraphs written into them: they stand nowhere in the
 * text, but follow from the lists' definitions (ECMA-376, part 1, 17.9) and the order of the paragraphs.
 * @throws Error when the XML is broken
 */
export function withWrittenNumbers({ document, numbering, styles }: WordParts): string {
  const counting = new Counting(listsOf(numbering), stylesOf(styles));
  const pieces: string[] = [];
  let copied = 0;
  for (const { at, prefix, paragraph } of numberedParagraphs(document)) {
    const label = counting.next(paragraph);
    if (label === undefined) continue;
    const run = `<${prefix}r><${prefix}t xml:space="preserve">\uE010${escaped(label)}\uE011</${prefix}t></${prefix}r>`;
    pieces.push(document.slice(copied, at), run);
    copied = at;
  }
  return copied === 0 ? document : pieces.join('') + document.slice(copied);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

interface NumberedParagraph {
  /** Where its content begins. */
  at: number;
  /** "w:" */
  prefix: string;
  paragraph: Numbered & { style?: string; joinsNext?: true };
}

function numberedParagraphs(document: string): NumberedParagraph[] {
  const found: NumberedParagraph[] = [];
  let properties: NumberedParagraph['paragraph'] | undefined;
  // What was before a tracked change, and what stands twice for older programs: mammoth reads the fallback.
  let aside = 0;
  parseWord(document, {
    open: (name, value) => {
      if (isAside(name)) aside++;
      if (aside > 0) return;
      if (name === 'pPr') properties = {};
      if (properties === undefined) return;
      // Its mark is deleted: what is left of it belongs to the paragraph that follows, which has a number of its own.
      if (name === 'del' || name === 'moveFrom') properties.joinsNext = true;
      if (name === 'pStyle') properties.style = value;
      if (name === 'numId') properties.list = value;
      if (name === 'ilvl') properties.level = Number(value);
    },
    close: (name, at, prefix) => {
      if (isAside(name)) aside--;
      else if (name === 'pPr' && aside === 0 && properties !== undefined) {
        const numbered = properties.list !== undefined || properties.style !== undefined;
        if (numbered && properties.joinsNext !== true) found.push({ at, prefix, paragraph: properties });
        properties = undefined;
      }
    },
  });
  return found;
}

function isAside(name: string): boolean {
  return name === 'pPrChange' || name === 'Choice';
}

interface Lists {
  abstract: ReadonlyMap<string, AbstractList>;
  lists: ReadonlyMap<string, List>;
}

function listsOf(numbering: string): Lists {
  const abstract = new Map<string, AbstractList>();
  const lists = new Map<string, List>();
  let definition: AbstractList | List | undefined;
  let level: Level | undefined;
  let overridden = 0;
  parseWord(numbering, {
    open: (name, value, tag) => {
      if (name === 'abstractNum') {
        definition = { levels: new Map() };
        abstract.set(attribute(tag, 'abstractNumId') ?? '', definition);
      } else if (name === 'num') {
        definition = { abstract: '', starts: new Map(), levels: new Map() };
        lists.set(attribute(tag, 'numId') ?? '', definition);
      } else if (name === 'lvl') {
        level = { start: 1, format: 'decimal', text: '' };
        definition?.levels.set(Number(attribute(tag, 'ilvl')), level);
      } else if (name === 'lvlOverride') overridden = Number(attribute(tag, 'ilvl'));
      else if (definition !== undefined && 'starts' in definition) {
        if (name === 'abstractNumId') definition.abstract = value;
        if (name === 'startOverride') definition.starts.set(overridden, Number(value));
      } else if (name === 'numStyleLink' && definition !== undefined) definition.link = value;
      if (level !== undefined) setProperty(level, name, value);
    },
    close: (name) => {
      if (name === 'lvl') level = undefined;
    },
  });
  return { abstract, lists };
}

function setProperty(level: Level, name: string, value: string): void {
  if (name === 'start') level.start = Number(value);
  if (name === 'numFmt') level.format = value;
  if (name === 'lvlText') level.text = value;
  if (name === 'pStyle') level.style = value;
  if (name === 'lvlRestart') level.restart = Number(value);
  if (name === 'isLgl' && value !== '0' && value !== 'false') level.legal = true;
}

function stylesOf(styles: string): ReadonlyMap<string, Style> {
  const found = new Map<string, Style>();
  let style: Style | undefined;
  parseWord(styles, {
    open: (name, value, tag) => {
      if (name === 'style') found.set(attribute(tag, 'styleId') ?? '', (style = {}));
      else if (style === undefined) return;
      else if (name === 'basedOn') style.basedOn = value;
      else if (name === 'numId') style.list = value;
      else if (name === 'ilvl') style.level = Number(value);
    },
    close: (name) => {
      if (name === 'style') style = undefined;
    },
  });
  return found;
}

/** Counts the paragraphs of every list in the document's order. */
class Counting {
  /** By list definition, then by level: lists of one definition share their numbers. */
  private readonly counts = new Map<AbstractList, (number | undefined)[]>();
  private readonly begun = new Set<string>();

  constructor(
    private readonly known: Lists,
    private readonly styles: ReadonlyMap<string, Style>,
  ) {}

  /** What Word shows before the paragraph, if it shows a number. */
  next(paragraph: NumberedParagraph['paragraph']): string | undefined {
    const placed = { ...this.ofStyle(paragraph.style), ...paragraph };
    const list = this.known.lists.get(placed.list ?? '');
    const abstract = list === undefined ? undefined : this.definitionOf(list);
    if (placed.list === undefined || list === undefined || abstract === undefined) return undefined;
    const at = paragraph.level ?? levelOfStyle(abstract, placed.style) ?? placed.level ?? 0;
    const levels = (level: number) => list.levels.get(level) ?? abstract.levels.get(level);
    const level = levels(at);
    if (level === undefined || level.format === 'bullet') return undefined;
    const counts = this.counts.get(abstract) ?? [];
    this.counts.set(abstract, counts);
    const first = !this.begun.has(`${placed.list}/${at}`);
    this.begun.add(`${placed.list}/${at}`);
    const restarted = first ? list.starts.get(at) : undefined;
    counts[at] = restarted ?? (counts[at] === undefined ? level.start : counts[at] + 1);
    for (let below = at + 1; below < counts.length; below++) {
      if (at < (levels(below)?.restart ?? below)) counts[below] = undefined;
    }
    const label = level.text.replaceAll(/%(\d)/g, (_, digit: string) => {
      const of = Number(digit) - 1;
      const shown = levels(of);
      const format = level.legal === true && shown?.format !== 'bullet' ? 'decimal' : shown?.format;
      return written((counts[of] ??= shown?.start ?? 1), format ?? 'decimal');
    });
    return label.trim() === '' ? undefined : label.trim();
  }

  private definitionOf(list: List): AbstractList | undefined {
    const own = this.known.abstract.get(list.abstract);
    if (own?.link === undefined) return own;
    const linked = this.known.lists.get(this.styles.get(own.link)?.list ?? '');
    return linked === undefined ? own : this.known.abstract.get(linked.abstract);
  }

  private ofStyle(name: string | undefined): Numbered {
    const found: Numbered = {};
    const seen = new Set<string>();
    for (let at = name; at !== undefined && !seen.has(at); at = this.styles.get(at)?.basedOn) {
      seen.add(at);
      const { list, level } = this.styles.get(at) ?? {};
      if (found.list === undefined && list !== undefined) found.list = list;
      if (found.level === undefined && level !== undefined) found.level = level;
    }
    return found;
  }
}

function levelOfStyle({ levels }: AbstractList, style: string | undefined): number | undefined {
  if (style === undefined) return undefined;
  return [...levels].find(([, level]) => level.style === style)?.[0];
}

/** A number in one of the formats that lists are written with; the rarer ones as 1, 2, 3. */
function written(value: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'lowerLetter':
      return letters(value);
    case 'upperLetter':
      return letters(value).toUpperCase();
    case 'lowerRoman':
      return roman(value);
    case 'upperRoman':
      return roman(value).toUpperCase();
    default:
      return String(value);
  }
}

/** a … z, aa, bb …, as Word goes on. */
function letters(value: number): string {
  return value < 1
    ? ''
    : String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(Math.min(value, 780) / 26));
}

const romans: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(value: number): string {
  let rest = Math.min(value, 3999);
  let numeral = '';
  for (const [worth, sign] of romans) {
    while (rest >= worth) {
      numeral += sign;
      rest -= worth;
    }
  }
  return numeral;
}
