import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Scope } from '#domain/roles/actor.js';
import { demoScopes, requestToken } from '../../local/identity-provider.js';
import { findPythonTools } from '../../local/python-tools.mjs';
import { projectRoot } from '../../local/project-root.js';
import { plant } from '../access/planted.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails } from './vestdal.js';

/** How much: little in every run, as much as one likes with `npm run api:fuzz`. */
interface Fuzzing {
  seeds: number[];
  examples: number;
  phases?: string;
  roles?: string[];
}
const asked = process.env['KVITTERT_FUZZ'];
const fuzzing: Fuzzing = asked === undefined ? { seeds: [1], examples: 2 } : (JSON.parse(asked) as Fuzzing);

/** A person's address, or an API client's scopes. */
const roles: Readonly<Record<string, string | readonly Scope[] | undefined>> = {
  secretariat: emails.secretary,
  owner: emails.owner,
  leadership: emails.leader,
  auditor: emails.auditor,
  system: demoScopes,
  reader: ['measures:read'],
  writer: ['measures:write', 'measures:read'],
  registrar: ['register:read', 'register:write'],
  reporter: ['reports:run'],
  nobody: undefined,
};
/** Those whose calls can go on from one another; the rest are refused what they would change. */
const inEveryRun: Readonly<Record<string, string>> = {
  secretariat: 'examples,stateful',
  owner: 'examples,stateful',
  leadership: 'examples,stateful',
  system: 'examples,stateful',
  auditor: 'examples',
  nobody: 'examples',
};
const wanted = fuzzing.roles ?? Object.keys(asked === undefined ? inEveryRun : roles);

const own = join(projectRoot, 'test', 'api', 'python');
const tools = findPythonTools();
const programs = 'programs' in tools ? tools.programs : '';
const name = 'generated calls (schemathesis, every check)';

if ('missing' in tools) describe.skip(`${name} (${tools.missing})`, () => it('', () => undefined));
else {
  describe(name, () => {
    let kvittert: Installation;
    let folder: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'kvittert-generated-calls-'));
      kvittert = await startInstallation({ workers: 0, registerPeople: false });
      await plant(kvittert);
    });

    afterAll(async () => {
      await kvittert?.stop();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    });

    it.each(wanted.flatMap((role) => fuzzing.seeds.map((seed): [string, number] => [role, seed])))(
      'as %s find nothing (seed %i)',
      async (role, seed) => {
        const token = await tokenOf(role);
        const startedAt = Date.now();
        const { code, output } = await schemathesis(role, seed, token);
        // Jest reports a file when all of it is done, which may be hours.
        if (asked !== undefined) say(`${role}, seed ${seed}: ${code === 0 ? 'nothing' : output}`, startedAt);
        expect(code === 0 ? '' : output).toBe('');
      },
      24 * 3_600_000,
    );

    async function tokenOf(role: string): Promise<string | undefined> {
      if (!(role in roles))
        throw new Error(`There is no ${role}; there are ${Object.keys(roles).join(', ')}`);
      const who = roles[role];
      if (who === undefined) return undefined;
      return typeof who === 'string'
        ? kvittert.token(who)
        : requestToken(kvittert.identityProvider, { scopes: who });
    }

    function schemathesis(
      role: string,
      seed: number,
      token: string | undefined,
    ): Promise<{ code: number; output: string }> {
      const args = [
        ...[
          '--config-file',
          join(own, 'schemathesis.toml'),
          'run',
          `${kvittert.apiUrl()}/api/v1/openapi.json`,
        ],
        ...['--phases', fuzzing.phases ?? inEveryRun[role] ?? 'examples'],
        ...['--max-examples', String(fuzzing.examples), '--seed', String(seed)],
        ...['--no-color', ...(token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`])],
      ];
      const program = spawn(join(programs, 'schemathesis'), args, {
        // Its own files of examples stay out of the project.
        cwd: folder,
        env: {
          ...process.env,
          KVITTERT_SCHEMATHESIS_HOOKS: join(own, 'generated_calls.py'),
          KVITTERT_GENERATED_AS: role,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [program.stdout, program.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      }
      return new Promise((resolve, reject) => {
        program.once('error', reject);
        program.once('close', (code) => resolve({ code: code ?? 1, output: shortened(output) }));
      });
    }
  });
}

function say(what: string, startedAt: number): void {
  process.stderr.write(`${what} (${Math.round((Date.now() - startedAt) / 60_000)} min)\n`);
}

/** A generated body may be a megabyte. */
function shortened(output: string): string {
  return output
    .split('\n')
    .map((line) => line.slice(0, 600))
    .join('\n')
    .slice(0, 30_000);
}
