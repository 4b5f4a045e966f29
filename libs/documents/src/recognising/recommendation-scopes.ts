import type { Block, Document } from '../reading/document.js';
import { announcedLabelOf } from './labels.js';
import { type HeadingStrength, isRecommendingLead, recommendationHeading } from './vocabulary.js';

/** A part of the document, and whether what stands above it says that recommendations follow. */
export interface Scope {
  strength: HeadingStrength | 'open';
  /** It is a sentence that leads straight into its list. */
  leads: boolean;
  /** As it is written. */
  heading: string;
  /** The index of the first block after the heading, and of the first that no longer belongs. */
  from: number;
  to: number;
}

/**
 * The parts under headings, captions and leads, whatever they say; a part within one that announces recommendations
 * isn't told twice.
 */
export function recommendationScopes({ blocks }: Document): Scope[] {
  const scopes: Scope[] = [];
  for (let at = -1; at < blocks.length; at++) {
    const block = blocks[at];
    const strength = block === undefined ? 'open' : announces(block);
    if (strength === undefined || block?.kind === 'table') continue;
    const to = strength === 'strong' ? endOf(blocks, at) : endOfOpen(blocks, at);
    if (to <= at + 1) continue;
    const inside = scopes.findLast((scope) => scope.to > at);
    if (inside !== undefined && (inside.strength === 'strong' || strength !== 'strong')) continue;
    const leads = block !== undefined && leadsIntoList(blocks, at, strength);
    scopes.push({ strength, leads, heading: block?.text ?? '', from: at + 1, to });
  }
  return scopes;
}

/** A part that announces nothing ends at the next heading or caption, unless the list's numbers go on after it. */
function endOfOpen(blocks: readonly Block[], at: number): number {
  let highest = 0;
  for (let index = at + 1; index < blocks.length; index++) {
    const block = blocks[index];
    if (block === undefined) break;
    highest = numberOf(block) ?? highest;
    if (announces(block) === 'strong') return index;
    if (block.kind !== 'heading' && block.kind !== 'caption') continue;
    if (announcedLabelOf(block.text) !== undefined || numbersItsList(blocks, index)) continue;
    if (block.kind === 'heading' && block.number !== undefined) return index;
    if (highest === 0 || nextNumber(blocks, index) !== highest + 1) return index;
  }
  return blocks.length;
}

/** Straight after what announces it, or after one sentence that leads into it, stands the list. */
function leadsIntoList(blocks: readonly Block[], at: number, strength: Scope['strength']): boolean {
  const [own, next, afterNext] = blocks.slice(at, at + 3);
  if (own?.kind === 'paragraph' && isRecommendingLead(own.text)) return true;
  if (strength !== 'strong') return false;
  if (next?.kind === 'item') return true;
  return next?.kind === 'paragraph' && next.text.endsWith(':') && afterNext?.kind === 'item';
}

function announces(block: Block): Scope['strength'] | undefined {
  switch (block.kind) {
    case 'heading':
      return recommendationHeading(block.text) ?? 'open';
    case 'caption':
      return recommendationHeading(withoutCaption(block.text)) ?? 'open';
    case 'paragraph':
      if (isRecommendingLead(block.text)) return 'strong';
      return block.text.length < 60 && /:$/.test(block.text) ? recommendationHeading(block.text) : undefined;
    case 'item':
      // "7. Anbefalinger" in plain text looks like an item of a list.
      return block.number !== undefined && block.text.split(' ').length <= 4 && !/[.:]$/.test(block.text)
        ? strongOnly(block.text)
        : undefined;
    case 'footnote':
    case 'table':
      return undefined;
  }
}

/** "Boks 5.1 Utvalgets anbefalinger": what it is called. */
function withoutCaption(caption: string): string {
  return caption.replace(/^\p{L}+\s+\d+(?:[.–-]\d+)*\s*[:.–-]?\s*/u, '');
}

function strongOnly(text: string): HeadingStrength | undefined {
  return recommendationHeading(text) === 'strong' ? 'strong' : undefined;
}

/**
 * A part ends at a heading of its own level or above. Where levels aren't known, it goes on over a heading whose list
 * takes up the numbers where they were, or that comes before any list.
 */
function endOf(blocks: readonly Block[], at: number): number {
  const start = blocks[at];
  let highest = 0;
  let listed = false;
  for (let index = at + 1; index < blocks.length; index++) {
    const block = blocks[index];
    if (block === undefined) break;
    const number = numberOf(block);
    if (number !== undefined) {
      highest = number;
      listed = true;
    }
    if (block.kind === 'item' || block.kind === 'table') listed = true;
    if (block.kind !== 'heading' || announcedLabelOf(block.text) !== undefined) continue;
    if (start?.kind !== 'heading') return index;
    if (isBelow(start, block) || numbersItsList(blocks, index)) continue;
    if (isBeside(start, block)) return index;
    if (isTheme(blocks, index, { start, bulleted: listed && highest === 0 })) continue;
    const next = nextNumber(blocks, index);
    if (listed ? next !== highest + 1 || highest === 0 : next !== 1 && !bulletNext(blocks, index))
      return index;
  }
  return blocks.length;
}

/** Under a numbered heading, one without number that stands straight over a list, as the one before it did. */
function isTheme(
  blocks: readonly Block[],
  at: number,
  { start, bulleted }: { start: HeadingBlock; bulleted: boolean },
): boolean {
  const block = blocks[at];
  if (!bulleted || block?.kind !== 'heading' || !bulletNext(blocks, at)) return false;
  if (start.number === undefined || block.number !== undefined) return false;
  return blocks.slice(0, at).findLast(({ kind }) => kind === 'heading') !== start;
}

/** "2 Ledelse" with "2.1 …" below it. */
function numbersItsList(blocks: readonly Block[], heading: number): boolean {
  const own = blocks[heading];
  const next = blocks[heading + 1];
  if (own?.kind !== 'heading' || own.number === undefined || next?.kind !== 'item') return false;
  return next.number?.startsWith(`${own.number}.`) ?? false;
}

type HeadingBlock = Extract<Block, { kind: 'heading' }>;

function isBelow(start: HeadingBlock, block: HeadingBlock): boolean {
  if (start.number !== undefined && block.number !== undefined)
    return block.number.startsWith(`${start.number}.`);
  const levels = levelsOf(start, block);
  return levels !== undefined && levels.other > levels.start;
}

function isBeside(start: HeadingBlock, block: HeadingBlock): boolean {
  if (start.number !== undefined && block.number !== undefined) return true;
  const levels = levelsOf(start, block);
  return levels !== undefined && levels.other <= levels.start;
}

/** A level that follows from a number says nothing about a heading without one. */
function levelsOf(start: HeadingBlock, other: HeadingBlock): { start: number; other: number } | undefined {
  if (start.level === undefined || other.level === undefined) return undefined;
  const marked = [start, other].every(({ number, level }) => number?.split('.').length !== level);
  return marked || (start.number === undefined && other.number === undefined)
    ? { start: start.level, other: other.level }
    : undefined;
}

function numberOf(block: Block): number | undefined {
  if (block.kind === 'table' || block.kind === 'footnote' || block.kind === 'caption') return undefined;
  const written =
    block.kind === 'item' && block.depth === 0
      ? (block.number ?? announcedLabelOf(block.text)?.numbers[0])
      : announcedLabelOf(block.text)?.numbers[0];
  const number = Number(/\d+$/.exec(written ?? '')?.[0] ?? Number.NaN);
  return Number.isInteger(number) ? number : undefined;
}

function nextNumber(blocks: readonly Block[], heading: number): number | undefined {
  for (const block of blocks.slice(heading + 1, heading + 6)) {
    if (block.kind === 'heading' && announcedLabelOf(block.text) === undefined) return undefined;
    const number = numberOf(block);
    if (number !== undefined) return number;
  }
  return undefined;
}

function bulletNext(blocks: readonly Block[], heading: number): boolean {
  return blocks[heading + 1]?.kind === 'item';
}
