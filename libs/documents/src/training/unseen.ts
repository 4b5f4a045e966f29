import { readBytes } from '../reading/read-bytes.js';
import { recognise } from '../recognising/recognise.js';
import { measureHeaderWords } from '../recognising/vocabulary.js';
import { asHtml, asText, corpus, decoys } from './corpus.js';
import { addTo, noTally, type Tally } from './scoring.js';
import { heldOutWords } from './words.js';

/** Reads documents in words that no weight was fitted to, and prints what came of it by layout. */
export async function scoreUnseen({ verbose }: { verbose: boolean }): Promise<Tally> {
  const all = noTally();
  const byLayout = new Map<string, Tally>();
  const falsely = { documents: 0, read: 0 };
  for (const made of corpus(heldOutWords, { seed: 7, rounds: 20 })) {
    for (const [name, text] of [
      ['a.txt', asText(made)],
      ['a.html', asHtml(made)],
    ] as const) {
      const document = await readBytes({ name, bytes: new TextEncoder().encode(text) }, measureHeaderWords);
      const read = recognise(document, '2026-11-30');
      if (made.layout in decoys) {
        falsely.documents++;
        falsely.read += read.measures.length;
        if (verbose)
          for (const { text: found } of read.measures)
            console.log(`${made.layout} (${name}, ${made.language}): false: ${found}`);
        continue;
      }
      const tally = byLayout.get(made.layout) ?? noTally();
      byLayout.set(made.layout, tally);
      const missed = addTo(tally, made.gold, read);
      addTo(all, made.gold, read);
      if (verbose)
        for (const line of missed) console.log(`${made.layout} (${name}, ${made.language}): ${line}`);
    }
  }
  console.log('layout | documents | found | right | doubted | owners right | wrong | deadlines right');
  for (const [layout, tally] of byLayout) console.log(rowOf(layout, tally));
  console.log(rowOf('all', all));
  console.log(`decoys: ${falsely.read} false in ${falsely.documents} documents`);
  return all;
}

function rowOf(name: string, { documents, gold, read, found, doubted, owners, deadlines }: Tally): string {
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
  return [
    name.padEnd(42),
    documents,
    share(found, gold),
    share(found, read),
    share(doubted, gold),
    share(owners.right, owners.gold),
    share(owners.wrong, Math.max(1, owners.right + owners.wrong)),
    share(deadlines.right, deadlines.gold),
  ].join(' | ');
}
