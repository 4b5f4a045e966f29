import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { dataFolderPath, readyOn } from './data-folder.js';
import { requestToken } from './identity-provider.js';
import { people } from './people.js';
import { reach } from './reaching.js';

const usage = `Usage: npm run report -- --plan NUMBER [--report NUMBER [--version NUMBER]] --format FORMAT --out FILE
  FORMAT is pdf, docx, xlsx, csv, json or html; case-paper, a DOCX for leadership's meeting, with
    [--body NAME [--meeting-date YYYY-MM-DD] [--case-number NUMBER]]; or, of a locked report, archive (a zip).`;

interface Installation {
  url: string;
  token: string;
}

/**
 * Writes the live status of a plan, or one of its locked reports, as a file, through the API of the installation that
 * runs here; or of the one in KVITTERT_URL, with the token in KVITTERT_TOKEN.
 */
async function writeReport(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      plan: { type: 'string' },
      report: { type: 'string' },
      version: { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
      body: { type: 'string' },
      'meeting-date': { type: 'string' },
      'case-number': { type: 'string' },
    },
  });
  const { plan, report, version, format, out } = values;
  if (plan === undefined || format === undefined || out === undefined) throw new Error(usage);
  const installation = await installationMeant();
  const planId = await numbered(installation, '/plans', plan, 'plan');
  const query = queryOf({
    version: report === undefined ? undefined : version,
    body: values.body,
    meetingDate: values['meeting-date'],
    caseNumber: values['case-number'],
  });
  const file = `${encodeURIComponent(format)}${query}`;
  const path =
    report === undefined
      ? `/plans/${planId}/report-files/${file}`
      : `/reports/${await numbered(installation, `/plans/${planId}/reports`, report, 'report')}/files/${file}`;
  const startedAt = Date.now();
  process.stderr.write(`Makes ${out} …\n`);
  const response = await whenMade(installation, await asked(installation, path));
  await save(response, out);
  process.stderr.write(`${out} is there, after ${((Date.now() - startedAt) / 1000).toFixed(1)} s.\n`);
}

function queryOf(given: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(given).filter((one): one is [string, string] => one[1] !== undefined);
  return said.length === 0 ? '' : `?${new URLSearchParams(said).toString()}`;
}

async function installationMeant(): Promise<Installation> {
  const { KVITTERT_URL: url, KVITTERT_TOKEN: token } = process.env;
  if (url !== undefined && token !== undefined) return { url: url.replace(/\/+$/, ''), token };
  const { publicUrl, identityProvider } = await readyOn(dataFolderPath());
  if (identityProvider === undefined) {
    throw new Error('Tokens come from the provider in OIDC_ISSUER: set KVITTERT_URL and KVITTERT_TOKEN.');
  }
  const reader = people.find(({ roles }) => roles.includes('auditor'));
  if (reader === undefined) throw new Error('Nobody is auditor.');
  return {
    url: publicUrl.replace(/\/+$/, ''),
    token: await requestToken(identityProvider, { person: reader.email }),
  };
}

/** The id of what people know by its number. */
async function numbered(
  installation: Installation,
  list: string,
  number: string,
  what: string,
): Promise<string> {
  let cursor: string | null = null;
  do {
    const next = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await asked(installation, `${list}?limit=500${next}`);
    const page = (await response.json()) as {
      items: { id: string; number: number }[];
      nextCursor: string | null;
    };
    const found = page.items.find((item) => String(item.number) === number);
    if (found !== undefined) return found.id;
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw new Error(`There is no ${what} ${number}.`);
}

const pauseMs = 1_000;

/** A large plan's file is made while one waits; where it will be stands in the first answer. */
async function whenMade(installation: Installation, answer: Response): Promise<Response> {
  if (answer.status !== 202) return answer;
  const { href, state, bytesWritten } = (await answer.json()) as {
    href: string;
    state: string;
    bytesWritten: number;
  };
  process.stderr.write(`  ${state}, ${(bytesWritten / 1e6).toFixed(1)} MB …\n`);
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  return whenMade(installation, await asked(installation, href.replace(/^\/api\/v1/, '')));
}

async function asked({ url, token }: Installation, path: string): Promise<Response> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await reach('Kvittert', `${url}/api/v1${path}`, { headers });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; next?: string };
  throw new Error(`${problem.detail ?? `The API answered ${response.status}.`} ${problem.next ?? ''}`.trim());
}

/** Whole or not at all: half a report looks like a whole one. */
async function save(response: Response, out: string): Promise<void> {
  if (response.body === null) throw new Error('The API sent nothing.');
  const unfinished = `${out}.part`;
  try {
    await pipeline(Readable.fromWeb(response.body), createWriteStream(unfinished));
    await rename(unfinished, out);
  } finally {
    await rm(unfinished, { force: true });
  }
}

try {
  await writeReport(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
