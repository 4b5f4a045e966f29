import type { Document } from '../reading/document.js';
import type { FindingCandidate } from './candidate.js';
import { wholeWords } from './whole-words.js';

const headings = wholeWords(
  /\b(hovedfunn|hovudfunn|funn|observasjoner|observasjonar|styrker|styrkar|svakheter|erfaringer|key findings|main findings|findings|strengths|weaknesses|hovedobservasjoner|iakttagelser|fund|dette fungerte bra|hva fungerte|what went well|what could be improved)\b/iu,
);
const strengthHeading = /styrke|fungerte bra|strength|went well|gikk bra|positiv/iu;
const weaknessHeading = /svakhet|mindre bra|weakness|could be improved|ikke fungerte|utfordring|negativ/iu;
const strengthWords =
  /\b(styrke|godt|god|bra|effektiv|viktig faktor|sentral rolle|well|strength|effective|good|vellykket|solid|raskt|rask)\b/iu;
const weaknessWords =
  /\b(mangl\w*|sent|seint|uklar\w*|svak\w*|ikke|utydelig|utfordr\w*|begrenset|unødvendig|for lite|svikt\w*|late|lack\w*|unclear|weak\w*|insufficient|not|forsink\w*|utilstrekkelig)\b/iu;

/** The bullets under a heading about findings: what went well, and what should go better. */
export function findings({ blocks }: Document): FindingCandidate[] {
  const found: FindingCandidate[] = [];
  let heading: string | undefined;
  for (const block of blocks) {
    if (block.kind === 'heading')
      heading = headings.test(block.text) && block.text.length < 80 ? block.text : undefined;
    else if (block.kind === 'item' && heading !== undefined && block.text.length > 20) {
      found.push({ kind: kindOf(heading, block.text), text: block.text, source: block.place });
    }
  }
  return found;
}

function kindOf(heading: string, text: string): FindingCandidate['kind'] {
  if (strengthHeading.test(heading) && !weaknessHeading.test(heading)) return 'strength';
  if (weaknessHeading.test(heading)) return 'to-improve';
  const weak = wholeWords(weaknessWords).test(text);
  const strong = wholeWords(strengthWords).test(text);
  if (strong === weak) return weak ? 'to-improve' : 'unclear';
  return strong ? 'strength' : 'to-improve';
}
