import type { Document, TextualBlock } from '../reading/document.js';
import type { MeasureCandidate, Recognised } from './candidate.js';
import { deadlineWithin } from './deadline-in-words.js';
import { recommendationScopes } from './recommendation-scopes.js';
import { sectionName, standings } from './sections.js';
import { obliges, recommends } from './vocabulary.js';

/**
 * Prose that recommends: under a heading about recommendations every sentence that says what ought to be done, elsewhere
 * only sentences that recommend in so many words.
 */
export function recommendingProse(document: Document): Recognised[] {
  const { blocks } = document;
  const where = standings(blocks);
  const scopes = recommendationScopes(document).filter(({ strength }) => strength === 'strong');
  const parts = { under: newPart(), elsewhere: newPart(), summary: newPart() };
  for (const [at, block] of blocks.entries()) {
    if (block.kind !== 'paragraph' && block.kind !== 'item') continue;
    const scope = scopes.find(({ from, to }) => at >= from && at < to);
    const standing = where[at] ?? {};
    const part = standing.inSummary ? parts.summary : scope === undefined ? parts.elsewhere : parts.under;
    for (const sentence of sentencesOf(block.text)) {
      if (sentence.endsWith(':')) continue;
      const explicit = recommends(sentence) && !reports(sentence) && !isSpoken(sentence, block.text);
      if (!explicit && (scope === undefined || !obliges(sentence))) continue;
      const section = sectionName(standing);
      part.measures.push(measureOf(sentence, block, { section, explicit, inScope: scope !== undefined }));
      part.blocks.add(at);
    }
  }
  const explicitOnly = parts.under.measures.filter(({ confidence }) => confidence >= 0.7);
  return [
    ...told(
      explicitOnly.length > 0 ? { ...parts.under, measures: explicitOnly } : parts.under,
      'under a heading about recommendations',
    ),
    ...told(parts.elsewhere, 'in running text'),
    ...told(parts.summary, 'in a summary').map((one) => ({ ...one, inSummary: true as const })),
  ];
}

interface Part {
  measures: MeasureCandidate[];
  blocks: Set<number>;
}

function newPart(): Part {
  return { measures: [], blocks: new Set() };
}

function told({ measures, blocks }: Part, where: string): Recognised[] {
  return measures.length === 0
    ? []
    : [{ form: 'prose', saw: `sentences that recommend, ${where}`, measures, blocks }];
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
  { section, explicit, inScope }: { section: string | undefined; explicit: boolean; inScope: boolean },
): MeasureCandidate {
  const deadline = deadlineWithin(sentence);
  return {
    numbers: [],
    text: sentence,
    responsible: [],
    ...(deadline === undefined ? {} : { deadline }),
    ...(section === undefined ? {} : { section }),
    items: [],
    source: block.place,
    confidence: inScope ? (explicit ? 0.7 : 0.6) : 0.5,
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
