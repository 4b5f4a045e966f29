import type { Block, Document, Place } from '../reading/document.js';
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

const named =
  /^(?:forslag til |framlegg til )?(?:vedtak|beslutning|samrådsvedtak|decision|beslut|innstilling|tilråding til vedtak)\s*:\s*(?=\S)/iu;
const heading =
  /^[\d.]*\s*(?:(?:forslag|framlegg|förslag) til(?:l)? (?:vedtak|beslutning|beslut)|vedtak|beslutning(?:er)?|beslut|(?:proposed )?decisions?|innstilling|indstilling)\s*:?$/iu;

/** The decisions a document proposes or tells: sentences in which a body decides, and what is called a decision. */
export function decisions({ blocks }: Document): DecisionCandidate[] {
  const found: DecisionCandidate[] = [];
  let listed = false;
  let before: Block | undefined;
  for (const block of blocks) {
    if (block.kind === 'heading' || heading.test(textOf(block))) listed = heading.test(textOf(block));
    else if (block.kind === 'item' || block.kind === 'paragraph') {
      const name = named.exec(block.text)?.[0] ?? '';
      const text = block.text.slice(name.length);
      // A lone sentence of the kind stands in any report; a proposal is a list, or comes after another decision.
      const numbered = block.kind === 'item' && block.number !== undefined;
      const after = before !== undefined && before.place === found.at(-1)?.source;
      if (
        (name !== '' && text !== '') ||
        (listed && !text.endsWith(':')) ||
        (isDecision(text) && (numbered || after))
      )
        found.push(decision(text, block.place));
    }
    before = block;
  }
  return found;
}

function textOf(block: Block): string {
  return block.kind === 'table' ? '' : block.text;
}

function decision(text: string, source: Place): DecisionCandidate {
  const deadline = deadlineWithin(text);
  return { text, ...(deadline === undefined ? {} : { deadline }), source };
}
