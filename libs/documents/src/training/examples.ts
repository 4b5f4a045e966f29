import type { Document } from '../reading/document.js';
import { readBytes } from '../reading/read-bytes.js';
import { recognise } from '../recognising/recognise.js';
import { measureHeaderWords } from '../recognising/vocabulary.js';
import { type Candidate, signalsOfAll, weighAll } from '../recognising/weighing.js';
import type { Example } from './fitting.js';
import { type Format, setAs } from './formats.js';
import type { MadeUp } from './made-up.js';
import { isPartOf, isSame } from './scoring.js';

export const today = '2026-11-30';

export async function readAs(format: Format, made: MadeUp): Promise<Document> {
  return readBytes(await setAs(format, made), measureHeaderWords);
}

/** The candidates of a document, each with whether it is what gold has. */
export function examplesOf(document: Document, { layout, gold }: MadeUp): Example[] {
  const examples: Example[] = [];
  recognise(document, today, (candidates: readonly Candidate[]) => {
    for (const [at, signals] of signalsOfAll(candidates).entries()) {
      const text = candidates[at]?.text ?? '';
      const isOne = gold.some((one) => isSame(text, one.text));
      // What holds more than gold, or less, was divided wrongly; it says nothing for or against.
      if (isOne || !gold.some((one) => isPartOf(text, one.text))) examples.push({ layout, signals, isOne });
    }
    return weighAll(candidates);
  });
  return examples;
}
