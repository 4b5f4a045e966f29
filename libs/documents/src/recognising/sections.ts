import type { Block, Heading, Place } from '../reading/document.js';
import { wholeWords } from './whole-words.js';

/** Where in the document's division a block stands. */
export interface Standing {
  /** The number of the nearest heading that has a believable one. */
  number?: string;
  /** The text of the nearest heading, with or without number. */
  heading?: string;
  /** The index of that heading among the blocks. */
  headingAt?: number;
  /** It is part of a summary, which tells what stands elsewhere. */
  inSummary?: true;
}

const summary = wholeWords(
  /^(kapittel |kapitel |chapter )?[\d.]*\s*(utvidet |kort |executive |short |plain language )?(sammendrag|samandrag|sammenfatning|sammanfattning|resymé|resumé?|summary|oppsummering|oppsummert|samanfatning|hovedpunkter|hovudpunkt|in brief|key points|i korte trekk)\b(?!.*\b(anbefaling|tilråding|recommendation|rekommendation))/iu,
);

/**
 * For each block the section it stands in. A number is believed when it follows from the one before: 3.2 after 3.1, 4
 * after 3.6; a year or a quantity that begins a line doesn't.
 */
export function standings(blocks: readonly Block[]): Standing[] {
  let number: string | undefined;
  let heading: string | undefined;
  let headingAt: number | undefined;
  let summed: Heading | undefined;
  return blocks.map((block, index) => {
    if (block.kind === 'heading') {
      const next = block.number;
      if (next !== undefined && follows(number, next)) number = next;
      heading = block.text;
      headingAt = index;
      if (summary.test(block.text)) summed = block;
      else if (summed !== undefined && !isBelow(block, summed)) summed = undefined;
    }
    return {
      ...(number === undefined ? {} : { number }),
      ...(heading === undefined ? {} : { heading }),
      ...(headingAt === undefined ? {} : { headingAt }),
      ...(summed === undefined ? {} : { inSummary: true as const }),
    };
  });
}

function isBelow(block: Heading, above: Heading): boolean {
  if (block.number !== undefined && above.number !== undefined)
    return block.number.startsWith(`${above.number}.`);
  return block.level !== undefined && above.level !== undefined && block.level > above.level;
}

function follows(before: string | undefined, next: string): boolean {
  const to = next.split('.').map(Number);
  if (before === undefined) return to.every((part) => part <= 30);
  const from = before.split('.').map(Number);
  const difference = to.findIndex((part, index) => part !== (from[index] ?? 0));
  // A new beginning: an appendix, or a summary before the first chapter.
  if (next === '1' || next === '1.1') return true;
  if (difference < 0) return false;
  const step = (to[difference] ?? 0) - (from[difference] ?? 0);
  return step >= 1 && step <= 4 && to.slice(difference + 1).every((part) => part <= 3);
}

/** How a measure names its section: the number, or the heading's words where there is none. */
export function sectionName({ number, heading }: Standing, headingBlock?: Heading): string | undefined {
  if (headingBlock !== undefined && headingBlock.number === undefined && number === undefined)
    return headingBlock.text;
  return number ?? heading?.replace(/:$/, '');
}

/**
 * Titles of sections: of those with the number, the one whose heading stands last before a place; without the number.
 * Many measures ask, in documents of many headings.
 */
export class SectionTitles {
  private readonly byNumber = new Map<string, Heading[]>();

  constructor(blocks: readonly Block[]) {
    for (const block of blocks) {
      if (block.kind !== 'heading' || block.number === undefined) continue;
      const same = this.byNumber.get(block.number);
      if (same === undefined) this.byNumber.set(block.number, [block]);
      else same.push(block);
    }
  }

  of(number: string | undefined, place: Place): string | undefined {
    if (number === undefined) return undefined;
    const heading = lastBefore(this.byNumber.get(number) ?? [], place);
    if (heading === undefined) return undefined;
    const at = heading.text.indexOf(number);
    return heading.text.slice(at + number.length).replace(/^[.:)\s–-]+/u, '') || undefined;
  }
}

/** @param headings in the document's order */
function lastBefore(headings: readonly Heading[], { page, line }: Place): Heading | undefined {
  let from = 0;
  let to = headings.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = headings[middle]?.place;
    if (at !== undefined && (at.page < page || (at.page === page && at.line <= line))) from = middle + 1;
    else to = middle;
  }
  return headings[from - 1];
}
