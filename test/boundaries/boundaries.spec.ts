import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Sample {
  file: string;
  text: string;
}

/** Lints each text as if it stood in its file; answers the rules that fired. One process of its own for all: ESLint is slow to start and not at home in Jest's module loader. */
async function lint(samples: readonly Sample[]): Promise<string[][]> {
  const program = `
    import { ESLint } from 'eslint';
    const eslint = new ESLint();
    const fired = [];
    for (const { file, text } of ${JSON.stringify(samples)}) {
      const [result] = await eslint.lintText(text, { filePath: file });
      fired.push(result.messages.map((message) => message.ruleId ?? message.message));
    }
    console.log(JSON.stringify(fired));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program]);
  return JSON.parse(stdout) as string[][];
}

const domainFile = 'libs/domain/src/measure/measure.decide.ts';
const workflowFile = 'apps/worker/src/workflows/measure-follow-up.ts';
const apiFile = 'apps/api/src/config.ts';
const workerFile = 'apps/worker/src/config.ts';
const messagesFile = 'libs/messages/src/message-facts.ts';
const documentsFile = 'libs/documents/src/reading/document.ts';
const recordFile = 'libs/record/src/door.ts';

const violations: [room: string, file: string, text: string, rule: string][] = [
  ['the domain imports the ORM', domainFile, "import 'typeorm';", 'no-restricted-imports'],
  ['the domain imports a framework', domainFile, "import '@nestjs/common';", 'no-restricted-imports'],
  ['the domain imports the record', domainFile, "import '#record/door.js';", 'no-restricted-imports'],
  ['the domain reads the clock', domainFile, 'export const now = Date.now();', 'no-restricted-properties'],
  ['the domain makes a date of now', domainFile, 'export const now = new Date();', 'no-restricted-syntax'],
  ['the domain throws dice', domainFile, 'export const die = Math.random();', 'no-restricted-properties'],
  ['a workflow imports zod', workflowFile, "import 'zod';", 'no-restricted-imports'],
  ['a workflow imports rules', workflowFile, "import '#domain/decide.js';", 'no-restricted-imports'],
  ['a workflow imports the client', workflowFile, "import '@temporalio/client';", 'no-restricted-imports'],
  ['the API touches the ORM', apiFile, "import 'typeorm';", 'no-restricted-imports'],
  ['the API knows Slack', apiFile, "import '@slack/web-api';", 'no-restricted-imports'],
  ['the API imports the worker', apiFile, "import '../../worker/src/config.js';", 'no-restricted-imports'],
  ['the worker imports the API', workerFile, "import '../../api/src/config.js';", 'no-restricted-imports'],
  ['the worker touches the ORM', workerFile, "import 'pg';", 'no-restricted-imports'],
  ['the worker writes e-mail itself', workerFile, "import 'nodemailer';", 'no-restricted-imports'],
  ['messages look things up', messagesFile, "import '#record/door.js';", 'no-restricted-imports'],
  ['documents look things up', documentsFile, "import '#record/door.js';", 'no-restricted-imports'],
  [
    'the record writes documents',
    recordFile,
    "import '#documents/reading/document.js';",
    'no-restricted-imports',
  ],
  ['the record knows Temporal', recordFile, "import '@temporalio/client';", 'no-restricted-imports'],
];

const allowed = {
  file: workflowFile,
  text: "import { isNewer } from '#domain/contracts/workflows.js';\nexport const newer = isNewer;\n",
};

describe('the boundaries bite', () => {
  let fired: string[][] = [];

  beforeAll(async () => {
    fired = await lint([...violations.map(([, file, text]) => ({ file, text })), allowed]);
  }, 120_000);

  it.each(violations.map(([room, , , rule], index) => ({ room, rule, index })))(
    '$room',
    ({ rule, index }) => {
      expect(fired[index]).toContain(rule);
    },
  );

  it('and let through what belongs there', () => {
    expect(fired.at(-1)).toEqual([]);
  });
});
