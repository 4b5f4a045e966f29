import type { Block, Cell, Document, Line } from './document.js';

/** "ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ": letters that typesetters join, and that nobody searches for. */
const ligatures = /[\uFB00-\uFB06]/gu;
/** Where a word may be divided, and what has no width at all. */
const invisible = /[\u00AD\u200B\u2060\uFEFF]/gu;

/** Text as a keyboard writes it: å is one letter, ligatures are two or three, nothing invisible stands in words. */
function plainLetters(text: string): string {
  return text
    .replaceAll(invisible, '')
    .replaceAll(ligatures, (letters) => letters.normalize('NFKC'))
    .normalize('NFC');
}

export function withPlainLetters(document: Document): Document {
  return {
    ...document,
    ...(document.title === undefined ? {} : { title: plainLetters(document.title) }),
    blocks: document.blocks.map(plainBlock),
  };
}

function plainBlock(block: Block): Block {
  if (block.kind === 'table') return { ...block, rows: block.rows.map((row) => row.map(plainCell)) };
  return { ...block, text: plainLetters(block.text), lines: block.lines.map(plainLine) };
}

function plainCell(cell: Cell): Cell {
  return { ...cell, lines: cell.lines.map(plainLetters) };
}

function plainLine({ text, place }: Line): Line {
  return { text: plainLetters(text), place };
}
