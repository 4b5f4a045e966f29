import type { Block, Document, ListItem, Paragraph } from '../reading/document.js';
import { joinLines } from '../reading/hyphenation.js';
import type { MeasureCandidate, Recognised } from './candidate.js';
import { deadlineWithin } from './deadline-in-words.js';
import { isOrganisation } from './parties-as-written.js';
import { sectionName, standings } from './sections.js';
import { isUnfinished, lastSentence } from './vocabulary.js';
import { wholeWords } from './whole-words.js';

/**
 * Commitments: a line that says who will ("Regjeringen vil:", "The Ministry will:", "Kommunen skal:") and the list
 * that follows. A list that a footnote, a figure, a text box or a new page breaks into goes on after it.
 */
export function commitments({ blocks }: Document): Recognised[] {
  const where = standings(blocks);
  const measures: MeasureCandidate[] = [];
  const explained = new Set<number>();
  const leads = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const lead = block.kind === 'table' || block.kind === 'footnote' ? undefined : leadOf(block.text);
    if (lead === undefined) continue;
    const section = sectionName(
      block.kind === 'heading' && index > 0 ? (where[index - 1] ?? {}) : (where[index] ?? {}),
    );
    const list = listAfter(blocks, index);
    for (const { text, item, at } of list) {
      const deadline = deadlineWithin(text);
      measures.push({
        numbers: item.kind === 'item' && item.number !== undefined ? [item.number] : [],
        text,
        responsible: lead.who,
        ...(deadline === undefined ? {} : { deadline }),
        ...(section === undefined ? {} : { section }),
        items: [],
        source: item.place,
        confidence: 0.93,
      });
      for (const covered of at) explained.add(covered);
    }
    if (list.length > 0) leads.add(lead.words);
  }
  if (measures.length === 0) return [];
  return [
    {
      form: 'commitments',
      saw: `lists under ${[...leads].map((words) => `“${words}”`).join(', ')}`,
      measures,
      blocks: explained,
    },
  ];
}

interface Lead {
  who: string[];
  words: string;
}

const will =
  '(?:vil|skal|ska|will|shall|kommer til å|kommer att|har som mål å|forplikter seg til å|vil derfor|vil også|skal derfor|skal også|vil difor)';
const direct = wholeWords(
  new RegExp(
    `^(\\p{Lu}[\\p{L}\\p{N} .,&-]{1,70}?)\\s+${will}(?:\\s+(?:derfor|også|difor|òg|at|å|därför|also|therefore))?\\s*:$`,
    'u',
  ),
);
const inverted = wholeWords(
  /(?:vil|skal|ska|will|kommer)\s+((?:regjeringen|regjeringa|regeringen|departementet|kommunen|direktoratet|fylkeskommunen|styret|helseforetaket)(?:\s+(?:derfor|også|difor))?)\s*:$/iu,
);

function leadOf(text: string): Lead | undefined {
  const sentence = lastSentence(text);
  if (!sentence.endsWith(':') || sentence.length > 140) return undefined;
  const who = direct.exec(sentence)?.[1] ?? capitalised(inverted.exec(sentence)?.[1]);
  if (who === undefined) return undefined;
  const name = who.replace(/\s+(derfor|også|difor)$/iu, '').trim();
  if (name.split(/\s+/).length > 8 || !(/^(vi|we)$/iu.test(name) || isOrganisation(name))) return undefined;
  return { who: /^(vi|we|dette|this|it|det)$/iu.test(name) ? [] : [name], words: sentence };
}

function capitalised(word: string | undefined): string | undefined {
  return word === undefined ? undefined : word.charAt(0).toUpperCase() + word.slice(1);
}

interface Commitment {
  text: string;
  item: ListItem | Paragraph;
  at: number[];
}

function listAfter(blocks: readonly Block[], leadAt: number): Commitment[] {
  const list: Commitment[] = [];
  let marker: string | undefined;
  let at = leadAt + 1;
  while (at < blocks.length) {
    const block = blocks[at];
    if (block?.kind === 'item' && (marker === undefined || sameKind(marker, block.marker))) {
      marker ??= block.marker;
      const last = list.at(-1);
      if (
        block.depth > 0 &&
        last !== undefined &&
        list[0]?.item.kind === 'item' &&
        block.depth > list[0].item.depth
      )
        last.text = `${last.text} ${block.text}`;
      else list.push({ text: block.text, item: block, at: [at] });
      at++;
    } else if (
      block?.kind === 'paragraph' &&
      marker === undefined &&
      /^[\p{Ll}]/u.test(block.text) &&
      !/:$/.test(block.text)
    ) {
      list.push({ text: block.text, item: block, at: [at] });
      at++;
    } else {
      const last = list.at(-1);
      const resumed = last === undefined ? undefined : resumption(blocks, at, { marker, last });
      if (resumed === undefined || last === undefined) break;
      if (resumed.rest !== undefined) last.text = joinLines([last.text, resumed.rest]);
      at = resumed.at;
    }
  }
  return list;
}

function sameKind(one: string, other: string): boolean {
  return (
    one === other || (/\d/.test(one) && /\d/.test(other)) || (/^[a-z]\)/.test(one) && /^[a-z]\)/.test(other))
  );
}

function isOfList(block: Block | undefined, marker: string | undefined): boolean {
  return block?.kind === 'item' && marker !== undefined && sameKind(marker, block.marker);
}

const furthest = 14;

/** Where the list goes on after something that broke into it, and the rest of the item that was broken. */
function resumption(
  blocks: readonly Block[],
  from: number,
  { marker, last }: { marker: string | undefined; last: Commitment },
): { at: number; rest?: string } | undefined {
  const unfinished = isUnfinished(last.text);
  let interrupted = false;
  for (let at = from; at < Math.min(blocks.length, from + furthest); at++) {
    const block = blocks[at];
    if (block === undefined) return undefined;
    if (block.kind === 'heading') {
      if (!unfinished) return undefined;
      // What looks like a heading may be the rest of the item, alone at the top of a page.
      const isRest = block.number === undefined && isOfList(blocks[at + 1], marker);
      return isRest ? { at: at + 1, rest: block.text } : broken(blocks, from, at);
    }
    if (isOfList(block, marker)) {
      if (unfinished) return broken(blocks, from, at);
      return interrupted ? { at } : undefined;
    }
    if (block.kind === 'footnote' || block.kind === 'caption' || block.kind === 'table') interrupted = true;
    else if (!interrupted && !unfinished) return undefined;
  }
  return undefined;
}

/** The rest of a broken item is the last thing before the list goes on: what follows the last full stop there. */
function broken(
  blocks: readonly Block[],
  from: number,
  to: number,
): { at: number; rest?: string } | undefined {
  const before = blocks[to - 1];
  if (to === from || before === undefined || before.kind === 'table' || before.kind === 'heading')
    return undefined;
  const rest = /(?:^|[.!?]\s+)([^.!?]+)$/u.exec(before.text)?.[1]?.trim();
  return rest === undefined ? { at: to } : { at: to, rest };
}
