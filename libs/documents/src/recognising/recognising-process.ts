import { readBytes } from '../reading/read-bytes.js';
import { ReadingError } from '../reading/reading-error.js';
import type { Answer, Assignment } from './recognise-file.js';
import { recognise } from './recognise.js';
import { measureHeaderWords } from './vocabulary.js';

/** The program of the process that reads one file (`recogniseFile`), answers, and ends. */
async function answer({ name, bytes, today, limits }: Assignment): Promise<Answer> {
  try {
    const document = await readBytes({ name, bytes }, measureHeaderWords, limits);
    return { done: { document, candidates: recognise(document, today) } };
  } catch (error) {
    if (error instanceof ReadingError) return { refused: error.reason, detail: error.message };
    return { refused: 'damaged', detail: 'The file can’t be read.' };
  }
}

process.once('message', (assignment: Assignment) => {
  void answer(assignment).then((result) => process.send?.(result, () => process.disconnect()));
});
// A parser may throw where nobody waits for it; the file is then as unreadable as if it had thrown at once.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.once(event, () => {
    process.send?.({ refused: 'damaged', detail: 'The file can’t be read.' } satisfies Answer, () =>
      process.exit(1),
    );
  });
}
