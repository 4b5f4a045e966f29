import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '#messages/texts/say.js';
import { ReadingError } from './reading/reading-error.js';
import { importAnswer, type ImportAnswer } from './recognising/import-answer.js';
import { recogniseFile } from './recognising/recognise-file.js';
import { sayRefusal, sayWarning } from './recognising/reading-in-words.js';

const usage = 'Usage: npm run -s import -- FILE --dry-run [--json] [--document]';

/** `npm run import`: what Kvittert finds in a document. Ends with 1 when it can't be read, with 2 on wrong use. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: {
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      document: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) return wrongUse(usage);
  if (!values['dry-run']) {
    return wrongUse(`${say('nb', 'import.cli.dry-run-only')}\n${usage}`);
  }
  const { document, candidates } = await recogniseFile(
    { name: basename(path), bytes: await readFile(path) },
    { today: new Date().toISOString().slice(0, 10) },
  );
  const answer = importAnswer(candidates);
  if (!values.json) console.log(shown(answer));
  else console.log(JSON.stringify(values.document ? { ...answer, document } : answer, null, 2));
  return 0;
}

function wrongUse(text: string): number {
  console.error(text);
  return 2;
}

function shown({ measures, doubtful, goals, warnings, explanation }: ImportAnswer): string {
  const lines = measures.map(
    ({ numbers, title, text, responsible, deadline, section, sectionTitle, source }) => {
      const where = [section, sectionTitle].filter((part) => part !== undefined).join(' ');
      const owners = responsible.length === 0 ? '–' : responsible.join(', ');
      const short = title ?? (text.length > 110 ? `${text.slice(0, 107)}…` : text);
      return `${numbers.join('+').padStart(6)}  ${short}\n        ${owners} · ${deadline ?? '–'} · ${where === '' ? '–' : where} · s. ${source.page}, l. ${source.line}`;
    },
  );
  const seen = explanation.map(
    ({ form, saw, measures: count, used, because }) =>
      `  ${used ? '+' : '–'} ${form}: ${saw} (${count})${because === undefined ? '' : `: ${because}`}`,
  );
  return [
    ...lines,
    ...doubtful.map(
      ({ text, source }) => `  ?  ${text.slice(0, 107)} (s. ${source.page}, l. ${source.line})`,
    ),
    say('nb', 'import.cli.found', { measures: measures.length, goals: goals.length }),
    ...warnings.map((warning) => `! ${sayWarning('nb', warning)}`),
    ...seen,
  ].join('\n');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof ReadingError) {
    console.error(`${sayRefusal('nb', error.reason)} (${error.message})`);
    process.exitCode = 1;
  } else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  }
}
