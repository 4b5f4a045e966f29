import type { Document } from '../reading/document.js';
import type { DecisionCandidate } from './candidate.js';
import { deadlineWithin } from './deadline-in-words.js';
import { wholeWords } from './whole-words.js';

const body = '\\p{Lu}[\\p{L}\\p{N}-]*(?:\\s+(?:[\\p{L}-]+\\s+){0,4}?)?';
const decides = wholeWords(
  new RegExp(
    `^${body}\\s*(?:tar\\s.{3,120}?\\s(?:til (?:orientering|etterretning|følge|vitende)|til vitende)|(?:ber|vedtar|godkjenner|vedtek|godkjenner|slutter seg til|sluttar seg til|gir sin tilslutning til|anmoder|oppnevner|takes note of|endorses|approves|requests|asks|beslutar|godkänner|godkender|tager .{3,80}? til (?:efterretning|orientering))\\b)`,
    'u',
  ),
);

/** A sentence in which a body decides: "Utvalget tar rapporten til orientering", "Styret ber … om å …". */
export function isDecision(text: string): boolean {
  return decides.test(text.slice(0, 220));
}

/** The decisions a document proposes, with what follows each until the next. */
export function decisions({ blocks }: Document): DecisionCandidate[] {
  const found: DecisionCandidate[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'item' && block.kind !== 'paragraph') continue;
    if (!isDecision(block.text)) continue;
    // A lone sentence of the kind stands in any report; a proposal is a list, or comes after another decision.
    const listed = block.kind === 'item' && block.number !== undefined;
    const after =
      found.length > 0 &&
      blocks[index - 1] !== undefined &&
      blocks[index - 1]?.place === found.at(-1)?.source;
    if (!listed && !after) continue;
    const deadline = deadlineWithin(block.text);
    found.push({ text: block.text, ...(deadline === undefined ? {} : { deadline }), source: block.place });
  }
  return found;
}
