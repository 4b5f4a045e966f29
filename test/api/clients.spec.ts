import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { findPythonTools } from '../../local/python-tools.mjs';
import { projectRoot } from '../../local/project-root.js';
import { type Installation, startInstallation } from '../support/installation.js';

const run = promisify(execFile);
const python = findPythonTools();

/** Clients as others get them: generated from the description, compiled, and used on a running installation. */
describe('a generated client', () => {
  let kvittert: Installation;
  let folder: string;
  let documentFile: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    kvittert = await startInstallation({ workers: 0 });
    // Inside the project, so that what is compiled there finds the packages.
    const caches = join(projectRoot, 'node_modules', '.cache');
    await mkdir(caches, { recursive: true });
    folder = await mkdtemp(join(caches, 'kvittert-clients-'));
    documentFile = join(folder, 'openapi.json');
    const { body } = await kvittert.request<object>('GET', '/api/v1/openapi.json');
    await writeFile(documentFile, JSON.stringify(body));
    env = {
      ...process.env,
      API_URL: kvittert.apiUrl(),
      API_TOKEN: await kvittert.token('secretariat'),
      CASE_OFFICER_ID: kvittert.personId('secretariat'),
      PERIOD_END: `${new Date().getUTCFullYear() + 1}-12-31`,
    };
  });

  afterAll(async () => {
    await kvittert?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  const seen = {
    numbers: [1, 2, 3],
    pages: [['Varslingsplan', 'Vaktliste'], ['Øvelse']],
    refused: {
      status: 409,
      type: expect.stringMatching(/^\/problems\//u),
      next: expect.stringMatching(/\S/u),
    },
  };

  it('in TypeScript (openapi-typescript) compiles, registers, lists page by page and reads a refusal', async () => {
    const document = JSON.parse(await readFile(documentFile, 'utf8')) as OpenAPI3;
    await writeFile(join(folder, 'kvittert.ts'), astToString(await openapiTypescript(document)));
    const program = join(folder, 'uses-the-api.ts');
    await writeFile(
      program,
      await readFile(join(projectRoot, 'test/api/typescript/uses-the-api.ts.source'), 'utf8'),
    );
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    expect(compiled(program)).toEqual([]);
    const { stdout } = await run(process.execPath, [join(folder, 'uses-the-api.js')], { env });
    expect(JSON.parse(stdout)).toEqual({ ...seen, misspelt: 'function' });
  });

  const inPython = 'in Python (openapi-python-client) registers, lists page by page and parses a refusal';
  if ('missing' in python) it.skip(`${inPython} (${python.missing})`, () => undefined);
  else {
    it(inPython, async () => {
      const programs = python.programs;
      const own = join(projectRoot, 'test', 'api', 'python');
      const withTools = { ...env, PATH: `${programs}${delimiter}${env['PATH'] ?? ''}`, PYTHONPATH: folder };
      await run(
        join(programs, 'openapi-python-client'),
        [
          ...['generate', '--path', documentFile, '--meta', 'none', '--fail-on-warning'],
          ...['--config', join(own, 'generator.yml'), '--output-path', join(folder, 'kvittert_client')],
        ],
        { env: withTools },
      );
      const { stdout } = await run(join(programs, 'python'), [join(own, 'client_uses_the_api.py')], {
        env: withTools,
      });
      expect(JSON.parse(stdout)).toEqual(seen);
    });
  }
});

/** Writes JavaScript beside the source. @returns what the compiler has to say against it */
function compiled(program: string): string[] {
  const built = ts.createProgram([program], {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(projectRoot, 'node_modules', '@types')],
  });
  const { diagnostics } = built.emit();
  return [...ts.getPreEmitDiagnostics(built), ...diagnostics].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}
