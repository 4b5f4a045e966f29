import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '#messages/texts/say.js';
import { dataFolderPath, readyOn } from './data-folder.js';
import { requestToken } from './identity-provider.js';
import { people } from './people.js';
import { answerOf, reach } from './reaching.js';

const usage = `Usage: npm run -s import -- FILE --dry-run [--json]
       npm run -s import -- FILE [--plan <number> | --new-plan <title>] [--evaluation <id>|none]
                                 [--new-parties] [--person <e-mail>] [--json]
Another installation than the one in this folder: KVITTERT_URL and KVITTERT_TOKEN.`;

const options = {
  plan: { type: 'string' },
  'new-plan': { type: 'string' },
  evaluation: { type: 'string' },
  /** Names that are not in the register become parties; without it they are left out, and said. */
  'new-parties': { type: 'boolean', default: false },
  person: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Draft {
  id: string;
  version: number;
  evaluation: { kind: string; title?: string };
  measures: { responsible: { written: string; meant: { kind: string } }[] }[];
  remarks: string[];
}
interface Confirmation {
  planId: string;
  planNumber: number;
  measures: number;
  changed: number;
}

/** `npm run import` without --dry-run: reads the file and registers what it holds, through the API. */
async function importFile(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(usage);
  const api = await apiOf(values.person);
  const bytes = await readFile(path);
  const planId = values.plan === undefined ? undefined : await planOf(api, values.plan);

  const form = new FormData();
  if (planId !== undefined) form.set('planId', planId);
  if (values.evaluation !== undefined) form.set('evaluationId', values.evaluation);
  form.set('file', new Blob([bytes]), basename(path));
  // The same file into the same plan is the same request, and is registered once.
  const key = createHash('sha256').update(bytes).update(JSON.stringify(values)).digest('hex');
  const draft = await api.asks<Draft>('POST', '/imports', form, { 'idempotency-key': key });
  for (const remark of draft.remarks) console.error(`! ${remark}`);

  const undecided = undecidedIn(draft);
  if (undecided.length > 0 && !values['new-parties']) {
    console.error(`! ${say('nb', 'import.cli.left-out', { names: undecided.join(', ') })}`);
  }
  const edits = [
    ...(planId === undefined ? [await newPlan(api, values['new-plan'] ?? titleOf(draft, path))] : []),
    ...undecided.map((written) => ({
      kind: 'choose-party',
      written,
      meant: { kind: values['new-parties'] ? 'new' : 'nobody' },
    })),
  ];
  if (edits.length > 0) {
    await api.asks('PATCH', `/imports/${draft.id}`, { edits }, { 'if-match': `"${draft.version}"` });
  }
  const done = await api.asks<Confirmation>(
    'POST',
    `/imports/${draft.id}/confirmations`,
    {},
    { 'idempotency-key': key },
  );
  if (values.json) console.log(JSON.stringify(done, null, 2));
  else {
    const { measures, changed, planNumber } = done;
    const address = `${api.url}/planer/${planNumber}`;
    console.log(say('nb', 'import.cli.registered', { measures, changed, plan: planNumber, address }));
  }
}

function undecidedIn({ measures }: Draft): string[] {
  const parties = measures.flatMap(({ responsible }) => responsible);
  return [
    ...new Set(parties.filter(({ meant }) => meant.kind === 'undecided').map(({ written }) => written)),
  ];
}

function titleOf({ evaluation }: Draft, path: string): string {
  return say('nb', 'import.cli.plan-title', { title: evaluation.title ?? basename(path) });
}

async function newPlan(api: Api, title: string) {
  const { items } = await api.asks<{ items: { id: string; email?: string }[] }>(
    'GET',
    '/persons?role=secretariat&active=true',
  );
  const officer = items.find(({ email }) => email === api.person) ?? items[0];
  if (officer === undefined)
    throw new Error('Nobody is secretariat, so nobody can be the plan’s case officer.');
  return { kind: 'choose-plan', plan: { kind: 'new', title, caseOfficerId: officer.id } };
}

async function planOf(api: Api, number: string): Promise<string> {
  const { items } = await api.asks<{ items: { id: string; number: number }[] }>('GET', '/plans?limit=500');
  const plan = items.find((one) => String(one.number) === number);
  if (plan === undefined) throw new Error(`There is no plan ${number}.`);
  return plan.id;
}

class Api {
  constructor(
    readonly url: string,
    private readonly token: string,
    /** Whose token it is, where that is known. */
    readonly person?: string,
  ) {}

  /** @throws Error with the API's own words where it refuses */
  async asks<Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const isForm = body instanceof FormData;
    const response = await reach('Kvittert', `${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const answer = await answerOf<{ detail?: string; next?: string }>('Kvittert', response);
    if (!response.ok) throw new Error(`${answer.detail ?? response.statusText}\n${answer.next ?? ''}`.trim());
    return answer as Answer;
  }
}

async function apiOf(person: string | undefined): Promise<Api> {
  const { KVITTERT_URL: url, KVITTERT_TOKEN: token } = process.env;
  if (url !== undefined && token !== undefined) return new Api(url.replace(/\/$/u, ''), token, person);
  const { publicUrl, identityProvider } = await readyOn(dataFolderPath());
  if (!identityProvider) {
    throw new Error(
      'This installation takes its tokens from the provider named in OIDC_ISSUER: set KVITTERT_TOKEN.',
    );
  }
  const who = person ?? people.find(({ roles }) => roles.includes('secretariat'))?.email;
  if (who === undefined) throw new Error('Nobody is secretariat: name somebody with --person.');
  return new Api(publicUrl, await requestToken(identityProvider, { person: who }), who);
}

const args = process.argv.slice(2);
if (args.includes('--dry-run') || args.length === 0) {
  // Needs no server.
  await import('#documents/import-cli.js');
} else {
  try {
    await importFile(args);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
