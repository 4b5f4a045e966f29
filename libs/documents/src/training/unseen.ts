import { recognise } from '../recognising/recognise.js';
import { columnRole, likelyColumnRole, recommendationHeading } from '../recognising/vocabulary.js';
import { type Weigh, weighBy } from '../recognising/weighing.js';
import { corpus } from './corpus.js';
import { decoys } from './decoys.js';
import { examplesOf, readAs, today } from './examples.js';
import { type Example, fit } from './fitting.js';
import { type Format, formatsOf } from './formats.js';
import { addTo, noTally, type Tally } from './scoring.js';
import { heldOutWords, trainingWords, type Words } from './words.js';

/** What is fitted to: how a document is set tells little more. */
export const trainingFormats: readonly Format[] = ['text', 'html'];

export interface UnseenSettings {
  verbose: boolean;
  /** Documents of each layout. */
  rounds: number;
  /** Only layouts whose name holds this. */
  only?: string | undefined;
  /** Also words that the code's lists have. */
  known: boolean;
}

/**
 * Leaves each layout out in turn: fits to all others, in words of their own, and reads documents of the one that was
 * left out, in words that nothing was fitted to and that no list of the code has. Prints what came of it.
 */
export async function scoreUnseen(settings: UnseenSettings): Promise<Tally> {
  const { rounds, only, known, verbose } = settings;
  const examples: Example[] = [];
  for (const made of corpus(trainingWords, { seed: 20261130, rounds: 12 }))
    for (const format of trainingFormats) examples.push(...examplesOf(await readAs(format, made), made));
  const words = known ? heldOutWords : heldOutWords.map(unlisted);
  const weighs = new Map<string, Weigh>();
  const byLayout = new Map<string, Tally>();
  const byFormat = new Map<string, Tally>();
  const falsely = { documents: 0, read: 0 };
  const all = noTally();
  for (const made of corpus(words, { seed: 7, rounds, only })) {
    const weigh = weighs.get(made.layout) ?? without(made.layout, examples);
    weighs.set(made.layout, weigh);
    for (const format of formatsOf(made)) {
      const read = recognise(await readAs(format, made), today, weigh);
      const tell = (line: string) => {
        if (verbose) console.log(`${made.layout} (${format}, ${made.language} ${made.round}): ${line}`);
      };
      if (made.layout in decoys) {
        falsely.documents++;
        falsely.read += read.measures.length;
        for (const { text } of read.measures) tell(`false: ${text}`);
        continue;
      }
      for (const line of addTo(tallyOf(byLayout, made.layout), made.gold, read)) tell(line);
      addTo(tallyOf(byFormat, format), made.gold, read);
      addTo(all, made.gold, read);
    }
  }
  console.log(
    'layout | documents | found | right | doubted | owners right | wrong | deadlines right | wrong',
  );
  for (const [layout, tally] of byLayout) console.log(rowOf(layout, tally));
  for (const [format, tally] of byFormat) console.log(rowOf(`all, as ${format}`, tally));
  console.log(rowOf('all', all));
  console.log(`decoys: ${falsely.read} false in ${falsely.documents} documents`);
  return all;
}

function without(layout: string, examples: readonly Example[]): Weigh {
  return weighBy(fit(examples.filter((example) => example.layout !== layout)));
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name) ?? noTally();
  tallies.set(name, known);
  return known;
}

/** Without the headings, labels and names that a list of the code has; where nothing is left, as it was. */
function unlisted(words: Words): Words {
  const strange = (list: readonly string[]) => {
    const left = list.filter(
      (word) =>
        recommendationHeading(word) === undefined &&
        columnRole(word) === undefined &&
        likelyColumnRole(word) === undefined,
    );
    return left.length > 0 ? left : list;
  };
  const { fields } = words;
  return {
    ...words,
    headings: strange([...words.headings, ...words.oddHeadings]),
    labels: strange(words.labels),
    fields: {
      owner: strange(fields.owner),
      deadline: strange(fields.deadline),
      text: strange(fields.text),
      finding: strange(fields.finding),
      status: strange(fields.status),
    },
  };
}

function rowOf(name: string, { documents, gold, read, found, doubted, owners, deadlines }: Tally): string {
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${Math.round((part / whole) * 100)} %`;
  return [
    name.padEnd(62),
    documents,
    share(found, gold),
    share(found, read),
    share(doubted, gold),
    share(owners.right, owners.gold),
    share(owners.wrong, Math.max(1, owners.right + owners.wrong)),
    share(deadlines.right, deadlines.gold),
    share(deadlines.wrong, Math.max(1, found)),
  ].join(' | ');
}
