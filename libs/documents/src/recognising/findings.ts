import type { Document } from '../reading/document.js';
import type { FindingCandidate, MeasureCandidate } from './candidate.js';
import { expandedNumbers } from './labels.js';
import { wholeWords } from './whole-words.js';

const headings = wholeWords(
  /\b(hovedfunn|hovudfunn|funn|observasjoner|observasjonar|styrker|styrkar|svakheter|erfaringer|key findings|main findings|findings|strengths|weaknesses|hovedobservasjoner|iakttagelser|fund|dette fungerte bra|hva fungerte|what went well|what could be improved)\b/iu,
);
const strengthHeading = /styrke|fungerte bra|strength|went well|gikk bra|positiv/iu;
const weaknessHeading = /svakhet|mindre bra|weakness|could be improved|ikke fungerte|utfordring|negativ/iu;
const strengthWords = wholeWords(
  /\b(styrke|godt|god|bra|effektiv|viktig faktor|sentral rolle|well|strength|effective|good|vellykket|solid|raskt|rask)\b/iu,
);
const weaknessWords = wholeWords(
  /\b(mangl\w*|sent|seint|uklar\w*|svak\w*|ikke|utydelig|utfordr\w*|begrenset|unødvendig|for lite|svikt\w*|late|lack\w*|unclear|weak\w*|insufficient|not|forsink\w*|utilstrekkelig)\b/iu,
);

/** The bullets under a heading about findings: what went well, and what should go better. */
export function findings({ blocks }: Document): FindingCandidate[] {
  const found: FindingCandidate[] = [];
  let heading: string | undefined;
  for (const block of blocks) {
    if (block.kind === 'heading')
      heading = headings.test(block.text) && block.text.length < 80 ? block.text : undefined;
    else if (block.kind === 'item' && heading !== undefined && block.text.length > 20) {
      found.push({
        ...(block.number === undefined ? {} : { number: block.number }),
        kind: kindOf(heading, block.text),
        text: block.text,
        source: block.place,
      });
    }
    const label = block.kind === 'paragraph' ? labelled.exec(block.text) : null;
    if (label?.[1] !== undefined && block.kind === 'paragraph') {
      const text = block.text.slice(label[0].length);
      found.push({ number: label[1], kind: kindOf(heading ?? '', text), text, source: block.place });
    }
  }
  return found;
}

const labelled = /^(?:hovedfunn|funn|finding|fynd|fund)\s+(\d{1,2})\s*[:.–-]\s+(?=\p{Lu})/iu;
const reference = wholeWords(
  /\b(?:hoved)?(?:funn|findings?|fynd|fund)\s+(?:nr\.?\s*)?(\d{1,2}(?:\s*(?:,|og|and|och|–|-)\s*\d{1,2})*)/giu,
);

export interface Linked {
  findings: readonly FindingCandidate[];
  measures: readonly MeasureCandidate[];
}

/** Measures with the findings they rest on: what stands in their row of a table, and "jf. funn 2 og 4". */
export function withLinks(found: readonly FindingCandidate[], measures: readonly MeasureCandidate[]): Linked {
  const all = [...found];
  const byText = new Map(all.map(({ text }, index) => [text, index]));
  const byNumber = new Map(found.map(({ number }, index) => [number, index] as const).reverse());
  const linked = measures.map((measure) => {
    const { ground, ...rest } = measure;
    const own = new Set<number>();
    if (ground !== undefined) {
      const at = byText.get(ground) ?? all.length;
      if (at === all.length) all.push({ kind: kindOf('', ground), text: ground, source: measure.source });
      byText.set(ground, at);
      own.add(at);
    }
    for (const [, written = ''] of measure.text.matchAll(reference)) {
      for (const number of expandedNumbers(written)) {
        const at = byNumber.get(number);
        if (at !== undefined) own.add(at);
      }
    }
    return own.size === 0 ? rest : { ...rest, findings: [...own].sort((one, other) => one - other) };
  });
  return { findings: all, measures: linked };
}

function kindOf(heading: string, text: string): FindingCandidate['kind'] {
  if (strengthHeading.test(heading) && !weaknessHeading.test(heading)) return 'strength';
  if (weaknessHeading.test(heading)) return 'to-improve';
  const weak = weaknessWords.test(text);
  const strong = strengthWords.test(text);
  if (strong === weak) return weak ? 'to-improve' : 'unclear';
  return strong ? 'strength' : 'to-improve';
}
