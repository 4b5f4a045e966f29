import { readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { type Scope, scopes } from '#domain/roles/actor.js';
import * as catalogues from '../../apps/api/src/catalogues/rest/catalogue.schemas.js';
import * as decisions from '../../apps/api/src/decisions/rest/decision.schemas.js';
import * as evaluations from '../../apps/api/src/evaluations/rest/evaluation.schemas.js';
import * as extensions from '../../apps/api/src/measures/rest/extension.schemas.js';
import * as imports from '../../apps/api/src/imports/rest/import.schemas.js';
import * as items from '../../apps/api/src/measures/rest/item.schemas.js';
import * as measures from '../../apps/api/src/measures/rest/measure.schemas.js';
import * as parties from '../../apps/api/src/parties/rest/party.schemas.js';
import * as people from '../../apps/api/src/persons/rest/person.schemas.js';
import * as plans from '../../apps/api/src/plans/rest/plan.schemas.js';
import * as published from '../../apps/api/src/reports/rest/publication.schemas.js';
import * as reports from '../../apps/api/src/reports/rest/report.schemas.js';
import * as similar from '../../apps/api/src/measures/rest/similar.schemas.js';
import { requestToken } from '../../local/identity-provider.js';
import { projectRoot } from '../../local/project-root.js';
import { emails } from '../api/vestdal.js';
import { Browserless } from '../support/browserless.js';
import { unzipped } from '../support/unzipped.js';
import { textOfPdf } from '../support/validators.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';
import { bodyFor } from './bodies.js';
import { type Places, plant, planted, type Planted, textOf } from './planted.js';
import { everyController, everyRoute, routesOf } from './routes.js';
import { slackCell, type SlackRow, slackRows } from './slack-cells.js';

/** Ola has an item beside Amina's in measure 1; Amina alone has the restricted measure 2; Per has none in the plan. */
const persons = {
  nobody: undefined,
  per: 'per.lie@statsforvalteren.example',
  amina: emails.stranger,
  ola: emails.owner,
  auditor: emails.auditor,
  leadership: emails.leader,
  secretariat: emails.secretary,
} as const;
const clients: Record<string, readonly Scope[]> = {
  'm:read': ['measures:read'],
  'm:read+restr': ['measures:read', 'restricted:read'],
  'm:write': ['measures:write'],
  'reg:read': ['register:read'],
  'reg:write': ['register:write'],
  'rep:run': ['reports:run'],
  all: scopes,
};
type Person = keyof typeof persons;
const everyPerson = Object.keys(persons) as Person[];
const restColumns = [...everyPerson, ...Object.keys(clients)];

interface Row {
  method: string;
  /** As the application knows it, with what its parameters stand for. */
  name: string;
  path: string;
}

interface Operation {
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
}

/** The schemas' own examples, by the name the API's description has for them. */
const exampleOfBody = new Map(
  [
    catalogues,
    decisions,
    evaluations,
    extensions,
    imports,
    items,
    measures,
    parties,
    people,
    plans,
    published,
    reports,
    similar,
  ]
    .flatMap((schemas) => Object.values(schemas) as unknown[])
    .flatMap((schema): [string, unknown][] => {
      const meta = schema instanceof z.ZodType ? schema.meta() : undefined;
      const [example] = (meta?.examples ?? []) as unknown[];
      return meta?.id === undefined || example === undefined ? [] : [[meta.id, example]];
    }),
);

const isRest = ({ path }: Row): boolean => path.startsWith('/api/v1/') || path === '/api/v1';
const matrixFile = join(projectRoot, 'test', 'access', 'matrix.txt');

describe('the addresses', () => {
  it('none is hidden by one that is asked before it, whatever module each stands in', () => {
    const routes = everyController().flatMap(routesOf);
    const hidden = routes.flatMap((route, index) =>
      routes.slice(0, index).flatMap((before) => (takesIn(before, route) ? [`${route} by ${before}`] : [])),
    );
    expect(hidden).toEqual([]);
    expect(takesIn('GET /planer/:planNumber/:slug', 'GET /planer/:planNumber/rediger')).toBe(true);
  });
});

/** Whether whatever is asked at `route` is answered by `before`. */
function takesIn(before: string, route: string): boolean {
  const [parts, others] = [before.split('/'), route.split('/')];
  return (
    before !== route &&
    parts.length === others.length &&
    parts.every((part, index) => part === others[index] || part.startsWith(':'))
  );
}

describe('who may see what', () => {
  let kvittert: Installation;
  let places: Places;
  let examples: ReadonlyMap<string, unknown>;
  const tokens = new Map<string, string>();
  const browsers = new Map<Person, Browserless>();
  const csrf = new Map<Person, string>();
  const cells = new Map<string, string[]>();
  /** Who ever read it, by whatever route. */
  const readers = new Map<Planted, Set<string>>();
  let rows: Row[];
  let slack: SlackRow[];
  /** Where the links on a page lead: by person and address. */
  const links = new Map<string, ReadonlySet<string>>();
  /** What stands behind each “may”: statuses, column by column. */
  const behind = new Map<string, number[]>();
  /** What is restricted that was shown: to whom, at which address, and which letters. */
  const shownRestricted: { column: string; path: string; letter: string }[] = [];

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    places = await plant(kvittert);
    const provider = kvittert.identityProvider;
    for (const [column, granted] of Object.entries(clients))
      tokens.set(column, await requestToken(provider, { scopes: granted }));
    for (const person of everyPerson) {
      const email = persons[person];
      const browser = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
      browsers.set(person, browser);
      if (email === undefined) continue;
      tokens.set(person, await kvittert.token(email));
      csrf.set(person, /name="_csrf" value="([^"]+)"/u.exec((await browser.logIn(email)).html)?.[1] ?? '');
    }
    examples = await bodies();
    rows = everyRoute().flatMap((route) => rowsOf(route, places));
    for (const row of rows.filter(({ method }) => method === 'GET')) await ask(row);
    // Who is logged out may nothing after it.
    // Forms first, as they were shown: the other routes are sent what changes something.
    const sent = rows.filter(({ method }) => method !== 'GET');
    const others = [...sent.filter((row) => !isRest(row)), ...sent.filter(isRest)];
    for (const row of others.filter(({ path }) => !path.startsWith('/logout'))) await ask(row);
    slack = slackRows(places);
    for (const row of slack) {
      const answers: string[] = [];
      for (const person of everyPerson) {
        // One who is in the workspace and not in the register.
        const email = persons[person] ?? 'sara.somby@mattilsynet.example';
        const { cell, text } = await slackCell(kvittert, email, row);
        answers.push(`${cell}${read(200, text, person, row.name).slice(3)}`);
      }
      cells.set(row.name, answers);
    }
    for (const path of ['/logout/overalt', '/logout'])
      for (const row of others.filter((other) => other.path === path)) await ask(row);
  }, 900_000);
  afterAll(() => kvittert?.stop());

  async function ask(row: Row): Promise<void> {
    const columns = isRest(row) ? restColumns : everyPerson;
    const answer = (column: string) =>
      isRest(row) ? overRest(row, column) : onTheWeb(row, column as Person);
    const answers: string[] = [];
    // Who reads changes nothing for the others; who sends may.
    if (row.method === 'GET') answers.push(...(await Promise.all(columns.map(answer))));
    else for (const column of columns) answers.push(await answer(column));
    cells.set(row.name, answers);
  }

  async function overRest({ method, path, name }: Row, column: string): Promise<string> {
    const token = tokens.get(column);
    const route = name.split('  ')[0] ?? '';
    const body =
      method === 'GET' || method === 'DELETE'
        ? undefined
        : (bodyFor(name, places) ?? examples.get(route) ?? {});
    const file = route === 'POST /api/v1/imports' ? document() : undefined;
    const match = ['PATCH', 'PUT', 'DELETE'].includes(method) ? await versionOf(path) : undefined;
    const response = await fetch(`${kvittert.apiUrl()}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || file !== undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(match === undefined ? {} : { 'if-match': match }),
      },
      ...(file !== undefined ? { body: file } : body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (method !== 'GET') behind.set(name, [...(behind.get(name) ?? []), response.status]);
    return method === 'GET'
      ? read(response.status, text, column, path)
      : did(response.status, text, /-batches/u.test(name) ? {} : body);
  }

  async function onTheWeb({ method, path }: Row, person: Person): Promise<string> {
    const browser = browsers.get(person);
    if (browser === undefined) throw new Error(`${person} has no browser`);
    const page =
      method === 'GET'
        ? await browser.get(path)
        : await browser.post(path, { _csrf: csrf.get(person) ?? '', key: randomUUID() });
    if (page.address.pathname === '/login' && !path.startsWith('/login')) return 'login';
    if (method === 'GET') {
      const hrefs = [...page.html.matchAll(/href="([^"?#]*)/gu)].map(([, href = '']) => href);
      links.set(`${person} ${path}`, new Set(hrefs));
    }
    return method === 'GET' ? read(page.status, page.html, person, path) : did(page.status, '{}', undefined);
  }

  /** The status, and whose planted texts stand in the answer. */
  function read(status: number, text: string, column: string, path: string): string {
    const found = (Object.keys(planted) as Planted[]).filter((name) => text.includes(textOf(name)));
    for (const name of found) readers.set(name, (readers.get(name) ?? new Set()).add(column));
    const letters = [...new Set(found.map((name) => planted[name]))].sort().join('');
    for (const letter of letters.replaceAll(/[^rei]/gu, ''))
      shownRestricted.push({ column, path: path.split('?')[0] ?? '', letter });
    return letters === '' ? String(status) : `${status}${letters}`;
  }

  /** Whether one is let in; what the rules say of the value is not what is asked here. */
  function did(status: number, text: string, body: unknown): string {
    if (status === 401 || status === 403) return String(status);
    if (status === 404) {
      const { id } = JSON.parse(text) as { id?: string };
      // What a body names is looked for after one is let in.
      return id !== undefined && JSON.stringify(body ?? {}).includes(id) ? 'may' : '404';
    }
    return 'may';
  }

  async function versionOf(path: string): Promise<string | undefined> {
    const resource = path.split('/').slice(0, 5).join('/');
    const answer = await kvittert.request('GET', resource, { as: emails.secretary });
    return answer.headers.get('etag') ?? undefined;
  }

  /** For each route the example of its body's schema. */
  async function bodies(): Promise<ReadonlyMap<string, unknown>> {
    const { body: document } = await kvittert.request<{ paths: Record<string, Record<string, Operation>> }>(
      'GET',
      '/api/v1/openapi.json',
    );
    return new Map(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { requestBody }]): [string, unknown] => {
          const name = requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1) ?? '';
          const route = path.replaceAll(/\{(\w+)\}/gu, ':$1');
          return [`${method.toUpperCase()} ${route}`, exampleOfBody.get(name)];
        }),
      ),
    );
  }

  it('every cell is as it is written down', async () => {
    const written = (await readFile(matrixFile, 'utf8'))
      .split('\n')
      .filter((line) => /^[A-Z]+ \//u.test(line));
    const now = [...rows, ...slack].map(({ name }) => line(name, cells.get(name) ?? []));
    // For whoever adds a route: what it answers now, to be read before it is written down.
    await writeFile(join(tmpdir(), 'kvittert-matrix.txt'), `${now.join('\n')}\n`);
    await writeFile(
      join(tmpdir(), 'kvittert-answers.txt'),
      [...behind].map(([name, statuses]) => line(name, statuses.map(String))).join('\n'),
    );
    expect(now).toEqual(written);
  });

  it('what is offered on a page is not refused, what is refused is not offered, and sending is asked as showing is', () => {
    const cellOf = (name: string, person: Person) => cells.get(name)?.[everyPerson.indexOf(person)] ?? '';
    const forms = rows.filter(
      (row) =>
        row.method === 'GET' &&
        !isRest(row) &&
        // What a decision can be answered with stands on its own page, as a calendar's button does.
        !/^\/(abonnement|vedtak|kalender)/u.test(row.path) &&
        rows.some(({ method, path }) => method === 'POST' && path === row.path),
    );
    const wrong = forms.flatMap(({ name, path }) =>
      everyPerson.flatMap((person) => {
        const offeredAt = [
          path.slice(0, path.lastIndexOf('/')),
          path.replace(/[^/]+$/u, 'rapporter'),
          ...(path.includes('/situasjon/') ? [path.replace(/\/situasjon\/.*$/u, '')] : []),
          '/',
          '/import',
        ].map((at) => links.get(`${person} ${at}`));
        const isOffered = offeredAt.some((hrefs) => hrefs?.has(path) === true);
        const shown = cellOf(name, person);
        const sent = cellOf(name.replace('GET', 'POST'), person);
        const found = [
          ...(isOffered && !shown.startsWith('200') ? ['offered and not shown'] : []),
          ...(!isOffered && shown.startsWith('200') && !unpushed.has(name.split('  ')[0] ?? '')
            ? ['shown and not offered']
            : []),
          ...((shown === '403') !== (sent === '403') && shown !== 'login'
            ? ['sent otherwise than shown']
            : []),
        ];
        return found.map((what) => `${person} ${path}: ${what} (${shown}, ${sent})`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('whoever was shown restricted text stands in the reading log, with what and where', async () => {
    const wanted = new Set(shownRestricted.map(({ column, path, letter }) => `${letter} ${column} ${path}`));
    const missing = async (): Promise<string[]> => {
      const written = await kvittert.query<{ email: string | null; path: string; subject_id: string }>(
        `SELECT person.email, reading.path, reading.subject_id
           FROM reading LEFT JOIN person ON person.id::text = reading.reader_id`,
      );
      const subjects: Record<string, string> = {
        [places.secret]: 'r',
        [places.report]: 'r',
        [places.evaluation]: 'e',
        [places.import]: 'i',
      };
      const there = new Set(
        written.map(
          ({ email, path, subject_id: id }) => `${subjects[id] ?? '?'} ${email ?? 'client'} ${path}`,
        ),
      );
      return [...wanted].filter((one) => {
        const [letter = '', column = '', path = ''] = one.split(' ');
        const email = persons[column as Person] ?? 'client';
        return !there.has(`${letter} ${email} ${path}`);
      });
    };
    await until('what was read is written down', async () => (await missing()).length === 0).catch(
      () => undefined,
    );
    expect(await missing()).toEqual([]);
  });

  it('an access export tells what is open, and no byte of it what is restricted but number and legal basis', async () => {
    const answer = await fetch(`${kvittert.apiUrl()}/api/v1/plans/${places.plan}/access-export`, {
      headers: { authorization: `Bearer ${tokens.get('secretariat')}` },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const files = await unzipped(bytes);
    expect([...files.keys()].sort()).toEqual(['historikk.xlsx', 'les-meg.txt', 'status.pdf', 'status.xlsx']);
    const texts = [bytes.toString('latin1')];
    for (const [name, content] of files) {
      texts.push(content.toString('latin1'), content.toString('utf8'));
      if (name.endsWith('.xlsx'))
        for (const part of (await unzipped(content)).values()) texts.push(part.toString('utf8'));
      if (name.endsWith('.pdf')) texts.push(await textOfPdf(content));
    }
    const told = texts.join('\n').replaceAll(/-\s+/gu, '-');
    for (const name of [
      'ola-report',
      'ola-evidence',
      'ola-update',
      'amina-report',
      'restricted-basis',
    ] as const)
      expect([name, told.includes(textOf(name))]).toEqual([name, true]);
    const withheld = (Object.keys(planted) as Planted[]).filter(
      (name) =>
        /^(?:restricted|evaluation|draft|other|question|answer|release|import)/u.test(name) &&
        name !== 'restricted-basis',
    );
    expect(withheld.length).toBeGreaterThan(12);
    for (const name of withheld) expect([name, told.includes(textOf(name))]).toEqual([name, false]);
  });

  const insiders = ['auditor', 'leadership', 'secretariat'];
  const restricting = [...insiders, 'm:read+restr', 'all'];
  const everything = [...restricting, 'm:read'];
  it.each<[Planted, readonly string[]]>([
    // What was said when it was reported done is what the summary tells of it.
    ['ola-report', ['ola', 'amina', ...everything]],
    ['ola-evidence', ['ola', ...everything]],
    ['ola-update', ['ola', 'amina', ...everything]],
    ['ola-return', ['ola', ...everything]],
    ['amina-report', ['amina', ...everything]],
    ['amina-evidence', ['amina', ...everything]],
    ['amina-return', ['amina', ...everything]],
    ['amina-waiver', ['amina', ...everything]],
    // The report tells every moved deadline with its reason.
    ['amina-deadline', ['amina', 'ola', ...everything]],
    ['restricted-text', ['amina', ...restricting]],
    ['restricted-basis', ['amina', ...restricting]],
    ['restricted-number', ['amina', ...restricting]],
    ['evaluation-title', restricting],
    ['evaluation-author', restricting],
    ['evaluation-participant', restricting],
    ['evaluation-hearing', restricting],
    ['evaluation-finding', restricting],
    ['evaluation-number', restricting],
    ['evaluation-responsible', restricting],
    ['evaluation-basis', restricting],
    ['draft-plan', everything],
    ['draft-measure', everything],
    ['other-plan', ['per', ...everything]],
    ['question', insiders],
    ['answer', insiders],
    ['release-note', insiders],
    ['import-draft', ['secretariat', 'all']],
    ['decision', everything],
  ])('%s is read by those it is for, by no route by anybody else', (name, expected) => {
    expect([...(readers.get(name) ?? [])].sort()).toEqual([...expected].sort());
  });
});

/** Something to read. */
function document(): FormData {
  const form = new FormData();
  form.set(
    'file',
    new Blob(['Evaluering\n\n1. Kommunen bør øve.\n'], { type: 'text/plain' }),
    'evaluering.txt',
  );
  return form;
}

/** Shown to whoever asks for them, and no page has a link on them in this register. */
const unpushed = new Set([
  // While measures are open it is not pushed; its refusal says which they are.
  'GET /planer/:planNumber/lukk',
]);

function line(name: string, answers: readonly string[]): string {
  return `${name.padEnd(70)} | ${answers.map((answer) => answer.padEnd(7)).join(' ')}`.trimEnd();
}

/** A route once for each thing that it is asked about. */
function rowsOf(route: string, places: Places): Row[] {
  const [method = '', pattern = ''] = route.split(' ');
  return targetsOf(pattern, places).map(([what, ids]) => ({
    method,
    name: what === '' ? route : `${route}  (${what})`,
    path: withQuery(
      pattern
        .replaceAll('{.:format}', '.xlsx')
        .replaceAll(
          /:(\w+)/gu,
          (_all, parameter: string) => ids[parameter] ?? constants[parameter] ?? 'none',
        ),
      places,
    ),
  }));
}

const constants: Record<string, string> = {
  format: 'json',
  version: '1',
  plan: '1',
  report: '1',
  planNumber: '1',
  catalogueNumber: '1',
  situationNumber: '1',
  subGoalId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10',
  type: 'not-found',
};

const queries: Record<string, string> = {
  '/api/v1/search': '?q=merke',
  '/sok': '?q=merke',
};

function withQuery(path: string, { plan }: Places): string {
  if (path.endsWith('/report-comparison')) return `${path}?report=1&with=1`;
  if (path.endsWith('/measure-sheet')) return `${path}?planId=${plan}`;
  return `${path}${queries[path] ?? ''}`;
}

function targetsOf(pattern: string, places: Places): [what: string, ids: Record<string, string>][] {
  const of = (id: string) => ({ id });
  if (/^\/api\/v1\/plans\/:id/u.test(pattern))
    return [
      ['plan', of(places.plan)],
      ['draft', of(places.draft)],
    ];
  if (/^\/api\/v1\/measures\/:id/u.test(pattern))
    return [
      ['both', of(places.both)],
      ['secret', of(places.secret)],
    ];
  if (/^\/api\/v1\/items\/:id/u.test(pattern))
    return [
      ['ola’s', of(places.olasItem)],
      ['amina’s', of(places.aminasItem)],
    ];
  if (pattern.startsWith('/planer/:planNumber/tiltak/:number'))
    return [
      ['both', { number: '1' }],
      ['secret', { number: '2' }],
    ];
  if (pattern.startsWith('/planer/:planNumber/rapporter/:number')) return [['', { number: '1' }]];
  if (pattern.startsWith('/planer/:planNumber'))
    return [
      ['plan', { planNumber: '1', number: '1' }],
      ['draft', { planNumber: '2', number: '1' }],
    ];
  const [, collection = ''] = /^\/(?:api\/v1\/)?([^/]+)/u.exec(pattern) ?? [];
  const id: Record<string, string> = {
    evaluations: places.evaluation,
    evalueringer: places.evaluation,
    recommendations: places.recommendation,
    reports: places.report,
    imports: places.import,
    import: places.import,
    decisions: places.decision,
    vedtak: places.decision,
    catalogues: places.catalogue,
    parties: places.party,
    ansvarlige: places.party,
    personer: places.person,
    persons: places.person,
  };
  return [
    [
      '',
      {
        id: id[collection] ?? randomUUID(),
        questionId: places.question,
        situationId: places.situation,
        absenceId: randomUUID(),
        number: '1',
      },
    ],
  ];
}
