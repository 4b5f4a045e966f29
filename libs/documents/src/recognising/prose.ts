import type { Block, Document, TextualBlock } from '../reading/document.js';
import type { MeasureCandidate, Recognised } from './candidate.js';
import { deadlineWithin } from './deadline-in-words.js';
import { ownersFor } from './owners.js';
import { recommendationScopes } from './recommendation-scopes.js';
import { sectionName, type Standing, standings } from './sections.js';
import { obliges, recommends } from './vocabulary.js';
import { isOfAnotherKind } from './signals.js';
import { type Candidate, doubtfulFrom, proposedFrom, type Weigh } from './weighing.js';

/** Sentences that recommend, each weighed by its own words and by what its section holds. */
export function recommendingProse(document: Document, weigh: Weigh): Recognised[] {
  const { blocks } = document;
  const where = standings(blocks);
  const announced = announcedHeadings(document);
  const found: { sentence: string; block: TextualBlock; at: number; standing: Standing }[] = [];
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'paragraph' && block.kind !== 'item') continue;
    for (const sentence of sentencesOf(block.text)) {
      if (sentence.endsWith(':') || (!recommends(sentence) && !obliges(sentence))) continue;
      if (isSpoken(sentence, block.text) || reports(sentence)) continue;
      found.push({ sentence, block, at, standing: where[at] ?? {} });
    }
  }
  const candidates = found.map(({ sentence, block, at, standing }): Candidate => {
    const lead = block.kind === 'item' ? leadOver(blocks, at) : undefined;
    return {
      text: sentence,
      group: standing.headingAt,
      around: {
        form: 'prose',
        ...(standing.heading === undefined ? {} : { heading: standing.heading }),
        above: announced[at] === undefined ? [] : [announced[at]],
        ...(lead === undefined ? {} : { lead }),
        inSummary: standing.inSummary === true,
        ofAnotherKind: isOfAnotherKind(blocks),
        at: at / Math.max(1, blocks.length),
        facts: false,
      },
    };
  });
  const weights = weigh(candidates);
  const explicit = new Set(
    found.filter(({ sentence }) => recommends(sentence)).map(({ standing }) => standing.headingAt),
  );
  const parts = { under: newPart(), elsewhere: newPart(), summary: newPart() };
  for (const [index, { sentence, block, at, standing }] of found.entries()) {
    const weight = weights[index];
    if (weight === undefined || weight.confidence < doubtfulFrom) continue;
    const part = standing.inSummary
      ? parts.summary
      : announced[at] === undefined
        ? parts.elsewhere
        : parts.under;
    const section = sectionName(standing);
    const measure = measureOf(sentence, block, {
      section,
      heading: standing.heading,
      confidence: weight.confidence,
    });
    // Beside what is recommended in so many words, what a thing ought to be like explains it.
    const explains =
      explicit.has(standing.headingAt) && !recommends(sentence) && measure.responsible.length === 0;
    if (weight.confidence < proposedFrom || explains) part.doubtful.push(measure);
    else {
      part.measures.push(measure);
      part.blocks.add(at);
    }
  }
  return [
    ...told(parts.under, 'under a heading about recommendations'),
    ...told(parts.elsewhere, 'in running text'),
    ...told(parts.summary, 'in a summary').map((one) => ({ ...one, inSummary: true as const })),
  ];
}

/** For each block the heading about recommendations that it stands under, if any. */
function announcedHeadings(document: Document): (string | undefined)[] {
  const headings: (string | undefined)[] = [];
  for (const { strength, heading, from, to } of recommendationScopes(document))
    if (strength === 'strong') for (let at = from; at < to; at++) headings[at] = heading;
  return headings;
}

/** The sentence that leads into the list an item stands in. */
function leadOver(blocks: readonly Block[], at: number): string | undefined {
  for (let index = at - 1; index >= Math.max(0, at - 40); index--) {
    const block = blocks[index];
    if (block?.kind === 'item') continue;
    return block?.kind === 'paragraph' && /[^.!?]$/.test(block.text) ? block.text : undefined;
  }
  return undefined;
}

interface Part {
  measures: MeasureCandidate[];
  doubtful: MeasureCandidate[];
  blocks: Set<number>;
}

function newPart(): Part {
  return { measures: [], doubtful: [], blocks: new Set() };
}

function told({ measures, doubtful, blocks }: Part, where: string): Recognised[] {
  return measures.length + doubtful.length === 0
    ? []
    : [{ form: 'prose', saw: `sentences that recommend, ${where}`, measures, doubtful, blocks }];
}

/** What a person says to another, in a novel or an interview: within quotes, or by "I", "he" and "she". */
function isSpoken(sentence: string, whole: string): boolean {
  if (
    /^\s*[–—-]\s/u.test(whole) ||
    /[,!?]["”»]?\s(sier|seier|sa|sade|säger|siger|sagde|says|said)\s/u.test(sentence)
  )
    return true;
  const verb =
    /\s(anbefal|tilrå|rår til|foreslå|recommend|rekommend|föreslå|oppfordr|oppmod|urge)\p{L}*/iu.exec(
      ` ${sentence}`,
    );
  const before = ` ${sentence}`.slice(0, verb?.index ?? 0);
  const quoted = (before.match(/[«“„]/gu) ?? []).length > (before.match(/[»”]/gu) ?? []).length;
  return (
    quoted ||
    /^["]/.test(sentence) ||
    /\s(jeg|eg|du|han|hun|ho|jag|hon|I|you|he|she|de|they|noen|flere|mange|some|many|several|stud(?:y|ies|ie|ier)|research|literature|guidelines|forsk(?:ere|ning)|litteraturen|retningslinjer|eksperter|experts)$/iu.test(
      before,
    )
  );
}

function measureOf(
  sentence: string,
  block: TextualBlock,
  {
    section,
    heading,
    confidence,
  }: { section: string | undefined; heading: string | undefined; confidence: number },
): MeasureCandidate {
  const deadline = deadlineWithin(sentence);
  return {
    numbers: [],
    text: sentence,
    responsible: ownersFor(sentence, { headings: [heading] }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(section === undefined ? {} : { section }),
    items: [],
    source: block.place,
    confidence: Math.round(confidence * 100) / 100,
  };
}

/** What somebody else once recommended is told, not recommended. */
function reports(sentence: string): boolean {
  return /(ifølge|i følge|according to|viser til at|skriver at|peker på at|tidligere anbefal|anbefalte|enligt)/iu.test(
    sentence,
  );
}

const abbreviations =
  /\b(?:bl\.a|f\.eks|jf|ca|nr|mv|m\.m|o\.l|osv|dvs|pga|inkl|evt|ev|St|kap|pkt|e\.g|i\.e|no|art|t\.d|m\.fl|bl|eks|kl|tlf)\.$/iu;

function endsShort(end: string): boolean {
  return abbreviations.test(end) || /(?:^|\s)\p{Lu}\.$/u.test(end);
}

/** Sentences: a period after an abbreviation, an initial or a number with a small letter after it ends none. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (const end of text.matchAll(/[.!?]["»”)]?(?=\s+[\p{Lu}«"(\d]|$)/gu)) {
    const stop = end.index + end[0].length;
    const sentence = text.slice(start, stop).trim();
    if (end[0].startsWith('.') && endsShort(sentence.slice(-12))) continue;
    if (/\d\.$/.test(sentence.slice(-3)) && /^\s+\p{Ll}/u.test(text.slice(stop))) continue;
    sentences.push(sentence);
    start = stop;
  }
  const rest = text.slice(start).trim();
  if (rest !== '') sentences.push(rest);
  return sentences.filter((sentence) => sentence !== '');
}
