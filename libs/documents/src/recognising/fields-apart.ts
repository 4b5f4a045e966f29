import type { Block, Document, Heading, Line, ListItem, Paragraph } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import { isDeadline } from './deadline-in-words.js';
import { namesOnlyActors } from './owners.js';
import { columnRole } from './vocabulary.js';

/** "Name: value" at a line's beginning, after a full stop or in brackets; at most five words before the colon. */
const begins = /(^|[.;!?)|]\s+|\s\(|;\s+)(\p{Lu}[\p{L}/-]*(?: [\p{L}/-]+){0,4})\s?:\s+(?=[^\s:])/gu;
/** Straight after a value, only where it is a usual name of who or when. */
const goesOn = /(\s)(\p{Lu}\p{L}+)\s?:\s+(?=[^\s:])/gu;
const mostLetters = 40;

type Splittable = Paragraph | ListItem | Heading;

/**
 * Each field a paragraph of its own, wherever the document sets it: on a line below, after the full stop, in brackets at
 * the end, as a bullet. A name is a field's when it comes again.
 */
export function withFieldsApart(document: Document): Document {
  const names = namesIn(document.blocks);
  if (names.size === 0) return document;
  return { ...document, blocks: document.blocks.flatMap((block) => apart(block, names)) };
}

function isSplittable(block: Block): block is Splittable {
  if (block.kind === 'paragraph' || block.kind === 'item') return true;
  // Two fields together are no heading, however short.
  return block.kind === 'heading' && linesOf(block).flatMap((line) => fieldsIn(line)).length > 1;
}

interface Named {
  count: number;
  /** Its values that are bodies or days, and nothing else. */
  facts: number;
}

function namesIn(blocks: readonly Block[]): Map<string, Named> {
  const found = new Map<string, Named>();
  for (const block of blocks) {
    if (!isSplittable(block) || !block.text.includes(':')) continue;
    for (const { name, value } of linesOf(block).flatMap((line) => fieldsIn(line))) {
      const own = found.get(name.toLowerCase()) ?? { count: 0, facts: 0 };
      found.set(name.toLowerCase(), {
        count: own.count + 1,
        facts: own.facts + (isFact(value) ? 1 : 0),
      });
    }
  }
  return new Map(
    [...found].filter(
      ([name, { count, facts }]) => count >= 2 && (facts * 2 >= count || !namesOnlyActors(name)),
    ),
  );
}

const longestFact = 200;

/** Without the bracket that closes it, and without the sign after a body or a day. */
function withoutEnd(text: string, brackets: boolean): string {
  const own = brackets ? text.replace(/\)[.]?$/, '').replace(/[;,]$/, '') : text;
  const value = own.slice(own.indexOf(':') + 1);
  return /[.;|]$/.test(own) && isFact(value) ? own.slice(0, -1).trimEnd() : own;
}

function isFact(value: string): boolean {
  if (value.length > longestFact) return false;
  const plain = value.replace(/[.;)]+$/, '').trim();
  if (plain === '' || plain.split(/\s+/).length > 14) return false;
  return isDeadline(plain) || namesOnlyActors(plain);
}

function linesOf(block: Splittable): string[] {
  return block.lines.length > 0 ? block.lines.map(({ text }) => text) : [block.text];
}

function fieldsIn(text: string): { name: string; value: string; from: number; to: number }[] {
  const found = [...text.matchAll(begins)].filter(([, , name = '']) => name.length <= mostLetters);
  if (found.length > 0) {
    const ends = new Set(found.map((match) => match.index + match[0].length));
    for (const match of text.matchAll(goesOn)) {
      if (!ends.has(match.index + match[0].length) && isUsual(match[2] ?? '')) found.push(match);
    }
    found.sort((one, other) => one.index - other.index);
  }
  return found.map((match, at) => {
    const from = match.index + (match[1] ?? '').length;
    const next = found[at + 1];
    const to = next === undefined ? text.length : next.index + (next[1] ?? '').length;
    return { name: match[2] ?? '', value: text.slice(match.index + match[0].length, to), from, to };
  });
}

/** A name of who or when that needs not come again to be known. */
function isUsual(name: string): boolean {
  const role = columnRole(name)?.role;
  return role === 'responsible' || role === 'deadline';
}

function apart(block: Block, names: ReadonlyMap<string, Named>): Block[] {
  if (!isSplittable(block) || !block.text.includes(':')) return [block];
  const groups: Line[][] = [[]];
  for (const line of block.lines.length > 0 ? block.lines : [{ text: block.text, place: block.place }]) {
    let rest = line.text;
    const parts: string[] = [];
    for (const { name, from } of fieldsIn(line.text).reverse()) {
      if (!names.has(name.toLowerCase()) && !(from > 0 && isUsual(name))) continue;
      parts.unshift(rest.slice(from));
      rest = rest.slice(0, from);
    }
    if (rest.trim() !== '') groups.at(-1)?.push({ ...line, text: rest.trimEnd() });
    for (const text of parts) groups.push([{ ...line, text: text.trim() }]);
  }
  const [own = [], ...fields] = groups;
  if (fields.length === 0) return [block];
  const brackets = own.length > 0 && /\($/.test(own.at(-1)?.text ?? '');
  const first = own.map((line, at) =>
    at === own.length - 1 ? { ...line, text: line.text.replace(/\s*[(|;]$/, '') } : line,
  );
  const paragraphs = fields.map((lines): Paragraph => {
    const whole = lines.map((line) => ({ ...line, text: withoutEnd(line.text, brackets) }));
    return {
      kind: 'paragraph',
      text: joinLines(whole.map(({ text }) => text)),
      lines: whole,
      place: whole[0]?.place ?? block.place,
    };
  });
  if (first.length > 0)
    return [{ ...block, text: joinLines(first.map(({ text }) => text)), lines: first }, ...paragraphs];
  // A whole item that is a field stays one, unless what stands after such names are bodies and days.
  const [lead] = paragraphs;
  const known = names.get((/^[^:]+/.exec(lead?.text ?? '')?.[0] ?? '').trim().toLowerCase());
  if (lead === undefined || block.kind !== 'item' || known === undefined || known.facts * 2 > known.count)
    return paragraphs;
  return [{ ...block, text: lead.text, lines: lead.lines }, ...paragraphs.slice(1)];
}
