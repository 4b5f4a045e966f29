import { parseArgs } from 'node:util';
import { roles, type Scope } from '#domain/roles/actor.js';
import { dataFolderPath, readyOn } from './data-folder.js';
import { demoScopes, requestToken } from './identity-provider.js';
import { people } from './people.js';

const usage = `Usage: npm run -s token -- ${roles.join('|')} [--person <e-mail>]`;

/** Prints an API token for the running embedded default, and nothing else. */
async function printToken(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { person: { type: 'string' } },
    allowPositionals: true,
  });
  const asked = whoIsAsked(positionals[0], values.person);
  const { identityProvider } = await readyOn(dataFolderPath());
  if (!identityProvider) {
    throw new Error('This installation takes its tokens from the provider named in OIDC_ISSUER; ask there.');
  }
  console.log(await requestToken(identityProvider, asked));
}

function whoIsAsked(
  role: string | undefined,
  email: string | undefined,
): { person: string } | { scopes: readonly Scope[] } {
  if (email !== undefined) {
    const person = people.find((candidate) => candidate.email === email);
    if (!person) throw new Error(`There is no ${email}. Choose one of:\n${everybody()}`);
    if (role !== undefined && !person.roles.some((held) => held === role)) {
      throw new Error(`${email} is not ${role}. Choose one of:\n${everybody()}`);
    }
    return { person: email };
  }
  const known = roles.find((candidate) => candidate === role);
  if (known === undefined) throw new Error(usage);
  if (known === 'system') return { scopes: demoScopes };
  const first = people.find((person) => person.roles.includes(known));
  if (!first) throw new Error(`Nobody is ${known}.`);
  return { person: first.email };
}

function everybody(): string {
  return people.map(({ email, roles: held }) => `  ${email} (${held.join(', ')})`).join('\n');
}

try {
  await printToken(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
