import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RecordSource } from '#record/record-source.js';

const run = promisify(execFile);

interface Sample {
  file: string;
  text: string;
}

/** Lints each text as if it stood in its file; answers the rules that fired. One process of its own for all: ESLint is slow to start and not at home in Jest's module loader. */
async function lint(samples: readonly Sample[]): Promise<string[][]> {
  const program = `
    import { ESLint } from 'eslint';
    import tseslint from 'typescript-eslint';
    // No wall needs types, and to work them out anew for each text takes a hundred times as long.
    const eslint = new ESLint({ overrideConfig: [{ ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] }] });
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
const messagesFile = 'libs/messages/src/page-links.ts';
const documentsFile = 'libs/documents/src/reading/document.ts';
const recordFile = 'libs/record/src/command-handler.ts';

const imports = 'no-restricted-imports';
const paths = 'import-x/no-restricted-paths';
const syntax = 'no-restricted-syntax';

const violations: [room: string, file: string, text: string, rule: string][] = [
  ['the domain imports the ORM', domainFile, "import 'typeorm';", imports],
  ['the domain imports a framework', domainFile, "import '@nestjs/common';", imports],
  ['the domain draws pages', domainFile, "import 'react';", imports],
  ['the domain answers requests', domainFile, "import 'express';", imports],
  ['the domain reads files', domainFile, "import 'node:fs';", imports],
  ['the domain hands a library on', domainFile, "export * from 'zod';", imports],
  ['the domain imports the record', domainFile, "import '#record/command-handler.js';", imports],
  [
    'the domain goes round to the record',
    domainFile,
    "import '../../../record/src/command-handler.js';",
    paths,
  ],
  ['the domain fetches the ORM later', domainFile, "export const orm = import('typeorm');", syntax],
  [
    'the domain fetches the record later',
    domainFile,
    "export const handler = import('#record/command-handler.js');",
    syntax,
  ],
  [
    'the domain fetches the record later, going round',
    domainFile,
    "export const handler = import('../../../record/src/command-handler.js');",
    paths,
  ],
  ['the domain speaks of the ORM', domainFile, "export type Rows = import('typeorm').DataSource;", syntax],
  ['the domain reads the clock', domainFile, 'export const now = Date.now();', 'no-restricted-properties'],
  ['the domain makes a date of now', domainFile, 'export const now = new Date();', syntax],
  ['the domain throws dice', domainFile, 'export const die = Math.random();', 'no-restricted-properties'],
  ['a workflow imports zod', workflowFile, "import 'zod';", imports],
  ['a workflow draws pages', workflowFile, "import 'react';", imports],
  ['a workflow imports rules', workflowFile, "import '#domain/decide.js';", imports],
  ['a workflow goes round to rules', workflowFile, "import '../../../../libs/domain/src/decide.js';", paths],
  ['a workflow imports the client', workflowFile, "import '@temporalio/client';", imports],
  ['a workflow imports the worker', workflowFile, "import '../config.js';", paths],
  ['the API touches the ORM', apiFile, "import 'typeorm';", imports],
  ['the API fetches the driver later', apiFile, "export const pg = import('pg');", syntax],
  [
    'the API fetches what it won’t name',
    apiFile,
    'export const fetched = (it: string) => import(it);',
    syntax,
  ],
  ['the API opens the database itself', apiFile, "import '#record/data-source.js';", imports],
  ['the API looks behind the record', apiFile, "import '#record/connection/data-source-of.js';", imports],
  [
    'the API goes round behind the record',
    apiFile,
    "import '../../../libs/record/src/connection/data-source-of.js';",
    paths,
  ],
  ['the API knows Slack', apiFile, "import '@slack/web-api';", imports],
  ['the API imports the worker', apiFile, "import '../../worker/src/config.js';", paths],
  ['the worker imports the API', workerFile, "import '../../api/src/config.js';", paths],
  ['the worker imports what starts it', workerFile, "import '../../../local/people.js';", paths],
  ['the worker touches the ORM', workerFile, "import 'pg';", imports],
  [
    'the worker looks behind the record',
    workerFile,
    "import '#record/connection/data-source-of.js';",
    imports,
  ],
  ['the worker writes e-mail itself', workerFile, "import 'nodemailer';", imports],
  ['messages look things up', messagesFile, "import '#record/command-handler.js';", imports],
  [
    'messages go round to look things up',
    messagesFile,
    "import '../../record/src/command-handler.js';",
    paths,
  ],
  ['documents look things up', documentsFile, "import '#record/command-handler.js';", imports],
  [
    'documents go round to look things up',
    documentsFile,
    "import '../../../record/src/command-handler.js';",
    paths,
  ],
  ['the record writes documents', recordFile, "import '#documents/reading/document.js';", imports],
  ['the record goes round to messages', recordFile, "import '../../messages/src/page-links.js';", paths],
  ['the record knows the API', recordFile, "import '../../../apps/api/src/config.js';", paths],
  ['the record knows Temporal', recordFile, "import '@temporalio/client';", imports],
];

const allowed = {
  file: workflowFile,
  text: "import { isNewer } from '#domain/contracts/workflows.js';\nimport './waiting.js';\nexport const newer = isNewer;\n",
};

describe('the boundaries bite', () => {
  let fired: string[][] = [];

  beforeAll(async () => {
    fired = await lint([...violations.map(([, file, text]) => ({ file, text })), allowed]);
  });

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

it('whoever is handed the record can ask it nothing themselves', () => {
  const asks = (source: RecordSource): unknown =>
    // @ts-expect-error: what asks the database stands in libs/record; where this compiles, the wall is down.
    source.query('SELECT 1');
  expect(asks).toBeInstanceOf(Function);
});
