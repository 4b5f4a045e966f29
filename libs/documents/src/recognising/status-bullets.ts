import type { Block, Document, Heading, ListItem, Paragraph } from '../reading/document.js';
import type { GoalCandidate, ItemCandidate, MeasureCandidate, Recognised } from './candidate.js';
import { labelOf } from './labels.js';

type Textual = ListItem | Paragraph;

/**
 * A status summary: bullets or paragraphs that begin with their measure ("Tiltak 14 og 15 gikk ut på …"), under
 * headings that are their themes. Bullets under one that ends with a colon are its items.
 */
export function statusBullets({ blocks }: Document): Recognised[] {
  const measures: MeasureCandidate[] = [];
  const explained = new Set<number>();
  let theme: string | undefined;
  let open: Draft | undefined;
  const close = () => {
    if (open !== undefined) measures.push(open.measure);
    open = undefined;
  };
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'heading') {
      close();
      theme = block.text;
    } else if (isTextual(block)) {
      const numbers = sentenceNumbers(block);
      if (numbers !== undefined) {
        close();
        open = draftOf(block, numbers, theme);
        explained.add(index);
      } else if (open !== undefined && addTo(open, block, endsSoon(blocks, index))) explained.add(index);
      else close();
    } else if (block.kind === 'table') close();
  }
  close();
  if (measures.length < 3) return [];
  return [
    {
      form: 'status-bullets',
      saw: `${measures.length} bullets that begin with the measure they tell about`,
      measures,
      blocks: explained,
    },
  ];
}

interface Draft {
  measure: MeasureCandidate & { items: ItemCandidate[] };
  depth: number;
}

function isTextual(block: Block): block is Textual {
  return block.kind === 'item' || block.kind === 'paragraph';
}

function sentenceNumbers(block: Textual): string[] | undefined {
  const label = labelOf(block.text);
  return label?.inSentence === true ? label.numbers : undefined;
}

function draftOf(block: Textual, numbers: string[], theme: string | undefined): Draft {
  return {
    measure: {
      numbers,
      text: block.text,
      responsible: [],
      ...(theme === undefined ? {} : { section: theme, theme }),
      items: [],
      source: block.place,
      confidence: 0.95,
    },
    depth: block.kind === 'item' ? block.depth : 0,
  };
}

/** What stands between a measure's bullet and the next: its items, or the rest of its text. */
function addTo(draft: Draft, block: Textual, ends: boolean): boolean {
  const { measure } = draft;
  if (block.kind === 'item') {
    const under = block.depth > draft.depth || /:$/.test(measure.text) || measure.items.length > 0;
    if (!under) return false;
    measure.items.push({
      ...(block.number === undefined ? {} : { number: block.number }),
      text: block.text,
      source: block.place,
    });
    return true;
  }
  // A paragraph that only stands after the last bullet of all is no part of it.
  if (ends) return false;
  const last = measure.items.at(-1);
  if (last !== undefined)
    measure.items[measure.items.length - 1] = { ...last, text: `${last.text} ${block.text}` };
  else measure.text = `${measure.text} ${block.text}`;
  return true;
}

/** Whether no bullet of its kind and no heading comes within the next blocks: the summary is over. */
function endsSoon(blocks: readonly Block[], index: number): boolean {
  return (
    !blocks
      .slice(index + 1, index + 4)
      .some((block) => isTextual(block) && sentenceNumbers(block) !== undefined) &&
    !blocks.slice(index + 1, index + 2).some(({ kind }) => kind === 'heading' || kind === 'item')
  );
}

const goal =
  /^(?:delmål|resultatmål|sub-?goal|objective|delmålsetting|deltarget|målsetting)\s+(\d{1,2}(?:\.\d{1,2})?[a-z]?)\s*(?:[:.–-]\s*)?(?=\S)/iu;
const mainGoal =
  /^(?:hovedmål|hovudmål|overordnet mål|main goal|goal|overall objective|mål|huvudmål|strategic goal)\s+(?:\d{1,2}|[A-Z])\s*[:.–-]/iu;

/** "Delmål 3 går ut på …" under "Hovedmål 1: …". */
export function goals({ blocks }: Document): GoalCandidate[] {
  const found: GoalCandidate[] = [];
  let main: string | undefined;
  let open = false;
  for (const block of blocks) {
    if (block.kind === 'table' || block.kind === 'footnote' || block.kind === 'caption') continue;
    if (mainGoal.test(block.text)) {
      main = block.text;
      open = false;
      continue;
    }
    const number = goal.exec(block.text)?.[1];
    if (number !== undefined) {
      found.push({
        number,
        ...(main === undefined ? {} : { mainGoal: main }),
        text: block.text,
        source: block.place,
      });
      open = true;
      continue;
    }
    const last = found.at(-1);
    if (block.kind === 'paragraph' && open && last !== undefined)
      found[found.length - 1] = { ...last, text: `${last.text} ${block.text}` };
    else if (isHeading(block)) {
      open = false;
      if (found.length > 0) main = undefined;
    }
  }
  return found;
}

function isHeading(block: Block): block is Heading {
  return block.kind === 'heading';
}
