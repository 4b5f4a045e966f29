import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, make, registerVestdal, type Vestdal } from './vestdal.js';

interface Draft {
  id: string;
  version: number;
  document: { name: string; bytes: number };
  evaluation: { kind: string; title?: string };
  plan: { kind: string };
  measures: {
    key: string;
    numbers: string[];
    title: string;
    text: string;
    responsible: { written: string; meant: { kind: string; partyId?: string } }[];
    deadline: { words: string | null; on: string | null } | null;
    foundAt: { page: number; line: number } | null;
    included: boolean;
    warnings: { kind: string }[];
    sameAs: { number: number; differences: { field: string }[] } | null;
  }[];
}
interface Confirmation {
  planId: string;
  planNumber: number;
  measures: number;
  changed: number;
}
interface Problem {
  type: string;
  next: string;
}

let kvittert: Installation;
let vestdal: Vestdal;

beforeAll(async () => {
  kvittert = await startInstallation({ workers: 0, registerPeople: false });
  vestdal = await registerVestdal(kvittert);
});
afterAll(() => kvittert?.stop());

const table = `Nr;Tiltak;Beskrivelse;Ansvar;Frist
1;Varslingsplan;Kommunen skal lage en felles varslingsplan for vannverket.;Vestdal kommune;innen 1. juni 2027
2;Prøvetaking;Laboratoriet skal ta prøver hver uke i hele nettet.;Sykehuset Vest og Vannlaget Fjell;
3;Øvelse;Alle skal øve på planen sammen en gang i året.;Vestdal kommune;31.12.2027
`;

async function upload(
  content: string | Uint8Array,
  {
    name = 'tiltak.csv',
    as = emails.secretary as string,
    key = randomUUID(),
    fields = {} as Record<string, string>,
  } = {},
) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([content as string]), name);
  const response = await fetch(`${kvittert.apiUrl()}/api/v1/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await kvittert.token(as)}`, 'idempotency-key': key },
    body: form,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Draft & Problem,
  };
}

async function edit(draft: Draft, edits: object[], version = draft.version) {
  const answer = await kvittert.request<Draft & Problem>('PATCH', `/api/v1/imports/${draft.id}`, {
    as: emails.secretary,
    headers: { 'if-match': `"${version}"` },
    body: { edits },
  });
  return answer;
}

function confirm(draft: Draft, key = randomUUID() as string, as: string = emails.secretary) {
  return kvittert.request<Confirmation & Problem>('POST', `/api/v1/imports/${draft.id}/confirmations`, {
    as,
    headers: { 'idempotency-key': key },
    body: {},
  });
}

async function counts() {
  const [row] = await kvittert.query<{ measures: number; plans: number; parties: number }>(
    `SELECT (SELECT count(*)::int FROM measure) AS measures, (SELECT count(*)::int FROM plan) AS plans,
            (SELECT count(*)::int FROM party) AS parties`,
  );
  return row;
}

const inNewPlan = () => [
  {
    kind: 'choose-plan',
    plan: { kind: 'new', title: 'Plan etter tabellen', caseOfficerId: vestdal.people.secretary },
  },
  { kind: 'choose-party', written: 'Vannlaget Fjell', meant: { kind: 'new' } },
];

describe('a party that the document names', () => {
  it('is not registered a second time: the one that is there is shown, and it can be said that it is another', async () => {
    const file = 'Nr;Tiltak;Ansvarlig\n1;Varslingsplan;Vestdal havnevesen\n';
    const known = await make(kvittert, 'system', '/parties', {
      kind: 'organisation',
      name: 'Vestdal Havnevesen KF',
    });
    const draft = (await upload(file, { name: 'havn.csv' })).body;
    const choose = (draftNow: Draft, meant: object) =>
      edit(draftNow, [
        ...inNewPlan().filter(({ kind }) => kind === 'choose-plan'),
        { kind: 'choose-party', written: 'Vestdal havnevesen', meant },
      ]);
    const asNew = (await choose(draft, { kind: 'new' })).body;
    expect(await confirm(asNew)).toMatchObject({
      status: 409,
      body: { type: '/problems/similar-party', similar: [{ id: known.id, name: 'Vestdal Havnevesen KF' }] },
    });
    const another = (await choose(asNew, { kind: 'new', notSimilarTo: [known.id] })).body;
    expect((await confirm(another)).status).toBe(201);
  });
});

describe('from a file to registered measures', () => {
  let draft: Draft;
  let planId: string;
  let evaluationId: string;

  it('reads the file and registers nothing; what is clear is matched, what is not is asked about', async () => {
    const before = await counts();
    const answer = await upload(table);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(`/api/v1/imports/${answer.body.id}`);
    draft = answer.body;
    expect(draft.document).toMatchObject({ name: 'tiltak.csv', bytes: Buffer.byteLength(table) });
    expect(draft.measures.map(({ numbers, title }) => [numbers, title])).toEqual([
      [['1'], 'Varslingsplan'],
      [['2'], 'Prøvetaking'],
      [['3'], 'Øvelse'],
    ]);
    expect(draft.measures[0]).toMatchObject({
      responsible: [
        { written: 'Vestdal kommune', meant: { kind: 'registered', partyId: vestdal.parties.vestdal } },
      ],
      deadline: { on: '2027-06-01' },
    });
    expect(draft.measures[1]?.responsible.map(({ meant }) => meant.kind)).toEqual([
      'registered',
      'undecided',
    ]);
    expect(draft.measures[1]?.warnings.map(({ kind }) => kind)).toContain('undecided-party');
    expect(await counts()).toEqual(before);
  });

  it('is not confirmed while it is undecided which plan, and who is meant', async () => {
    const noPlan = await confirm(draft);
    expect([noPlan.status, noPlan.body.type]).toEqual([422, expect.stringMatching(/invalid-value$/u)]);
    draft = (await edit(draft, inNewPlan().slice(0, 1))).body;
    const noParty = await confirm(draft);
    expect([noParty.status, noParty.body.next]).toEqual([422, expect.stringContaining('party')]);
  });

  it('is corrected on the version that was seen, and on no other', async () => {
    const stale = await edit(draft, [{ kind: 'drop', key: 'm3' }], 1);
    expect([stale.status, stale.body.type]).toEqual([412, expect.stringMatching(/stale$/u)]);
    const answer = await edit(draft, [
      ...inNewPlan(),
      { kind: 'edit', key: 'm3', fields: { title: 'Årlig øvelse', subPoints: ['Planlegg.', 'Øv.'] } },
      { kind: 'add', title: 'Lager', text: 'Kommunen skal ha et lager av rent vann.' },
      {
        kind: 'describe-evaluation',
        evaluation: { kind: 'new', title: 'Tabellen', evaluationKind: 'exercise' },
      },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe(`"${answer.body.version}"`);
    draft = answer.body;
    expect(draft.measures.map(({ title }) => title)).toEqual([
      'Varslingsplan',
      'Prøvetaking',
      'Årlig øvelse',
      'Lager',
    ]);
  });

  it('registers everything at once, and once, however often it is confirmed', async () => {
    const before = await counts();
    const key = randomUUID();
    const [first, second] = await Promise.all([confirm(draft, key), confirm(draft, key)]);
    const answers = [first, second].filter(({ status }) => status === 201);
    // The other may have come while the first was under way.
    for (const { status } of [first, second]) expect([201, 409]).toContain(status);
    expect(answers[0]?.body).toMatchObject({ measures: 4, changed: 0 });
    const again = await confirm(draft, key);
    expect(again.status).toBe(201);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(answers[0]?.body);
    planId = again.body.planId;

    const otherKey = await confirm(draft);
    expect([otherKey.status, otherKey.body.type]).toEqual([
      409,
      expect.stringMatching(/import-registered$/u),
    ]);
    expect(await counts()).toEqual({
      measures: (before?.measures ?? 0) + 4,
      plans: (before?.plans ?? 0) + 1,
      parties: (before?.parties ?? 0) + 1,
    });
    const [kept] = await kvittert.query<{ reading: unknown; draft: unknown }>(
      `SELECT reading, draft FROM import_draft WHERE id = '${draft.id}'`,
    );
    expect(kept).toEqual({ reading: null, draft: null });
  });

  it('keeps with each measure where it came from', async () => {
    const list = await kvittert.request<{ items: { id: string }[] }>(
      'GET',
      `/api/v1/plans/${planId}/measures`,
      {
        as: emails.secretary,
      },
    );
    const measures = await Promise.all(
      list.body.items.map(async ({ id }) => {
        const { body } = await kvittert.request<{
          number: number;
          title: string;
          source: { evaluationId: string; number: string | null } | null;
        }>('GET', `/api/v1/measures/${id}`, { as: emails.secretary });
        return body;
      }),
    );
    expect(measures.map(({ number, title, source }) => [number, title, source?.number ?? null])).toEqual([
      [1, 'Varslingsplan', '1'],
      [2, 'Prøvetaking', '2'],
      [3, 'Årlig øvelse', '3'],
      [4, 'Lager', null],
    ]);
    evaluationId = measures[0]?.source?.evaluationId ?? '';
    const plan = await kvittert.query<{ name: string; first: string }>(
      `SELECT details #>> '{imports,0,document,name}' AS name, details #>> '{imports,0,numbers,first}' AS first
         FROM plan WHERE id = '${planId}'`,
    );
    expect(plan).toEqual([{ name: 'tiltak.csv', first: '1' }]);
  });

  it('shows what a newer version changes, and doubles nothing', async () => {
    const newer = table
      .replace('hver uke', 'hver dag')
      .replace('31.12.2027', '30.06.2028')
      .concat('4;Vaktliste;Kommunen skal ha en vaktliste som er ajour.;Vestdal kommune;\n');
    const { body } = await upload(newer, { fields: { planId, evaluationId } });
    expect(
      body.measures.map(
        ({ sameAs }) => sameAs && [sameAs.number, sameAs.differences.map(({ field }) => field)],
      ),
    ).toEqual([[1, []], [2, ['text']], [3, ['title', 'deadline']], null]);
    const answer = await confirm(body);
    expect(answer.body).toMatchObject({ planId, measures: 1, changed: 2 });
    const [moved] = await kvittert.query<{ deadline: string; moves: number }>(
      `SELECT deadline_on::text AS deadline, deadline_moves AS moves FROM measure WHERE plan_id = '${planId}' AND number = 3`,
    );
    expect(moved).toEqual({ deadline: '2028-06-30', moves: 1 });
  });
});

describe('a draft', () => {
  it('is uploaded once with the same key, and another file is refused', async () => {
    const key = randomUUID();
    const first = await upload(table, { key });
    expect((await upload(table, { key })).body.id).toBe(first.body.id);
    const other = await upload(`${table}\n`, { key });
    expect([other.status, other.body.type]).toEqual([422, expect.stringMatching(/idempotency-key-reused$/u)]);
  });

  it('stands in the list until it is thrown away', async () => {
    const { body } = await upload(table);
    const listed = async () =>
      (
        await kvittert.request<{ items: { id: string; measures: number }[] }>('GET', '/api/v1/imports', {
          as: emails.colleague,
        })
      ).body.items.find(({ id }) => id === body.id);
    expect(await listed()).toMatchObject({ measures: 3 });
    const gone = await kvittert.request('DELETE', `/api/v1/imports/${body.id}`, { as: emails.colleague });
    expect(gone.status).toBe(204);
    expect(await listed()).toBeUndefined();
    expect((await confirm(body)).status).toBe(404);
  });

  it('goes after thirty days in which nobody has touched it', async () => {
    const { body } = await upload(table);
    await kvittert.query(
      `UPDATE import_draft SET changed_at = now() - interval '31 days' WHERE id = '${body.id}'`,
    );
    await upload(table);
    expect((await confirm(body)).status).toBe(404);
  });

  it('without recommendations says so', async () => {
    const { status, body } = await upload('Møtet startet klokken ni. Alle var til stede.', {
      name: 'referat.txt',
    });
    expect(status).toBe(201);
    expect(body.measures).toEqual([]);
    expect((body as unknown as { remarks: string[] }).remarks[0]).toMatch(/ingen anbefalinger/u);
  });
});

describe('npm run import', () => {
  it('registers a file through the API, once, and says where', async () => {
    const file = join(kvittert.folder, 'plan.csv');
    await writeFile(file, table.replace('Vannlaget Fjell', 'Brannkorpset Nord'));
    const run = async () =>
      promisify(execFile)(
        process.execPath,
        ['dist/local/import.js', file, '--new-plan', 'Fra fil', '--json'],
        {
          env: {
            ...process.env,
            KVITTERT_URL: kvittert.apiUrl(),
            KVITTERT_TOKEN: await kvittert.token(emails.secretary),
          },
        },
      );
    const { stdout, stderr } = await run();
    const { planId, measures } = JSON.parse(stdout) as Confirmation;
    expect(measures).toBe(3);
    expect(stderr).toContain('Brannkorpset Nord');
    const rows = await kvittert.query<{ title: string }>(`SELECT title FROM plan WHERE id = '${planId}'`);
    expect(rows).toEqual([{ title: 'Fra fil' }]);
    const before = await counts();
    await expect(run()).rejects.toMatchObject({ stderr: expect.stringContaining('was registered in plan') });
    expect(await counts()).toEqual(before);
  });
});

describe('bad uploads', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'tom.pdf'],
    ['what says PDF and is not', '%PDF-1.7 og så tull', 'skadet.pdf'],
    [
      'a program',
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      'program.exe',
    ],
    [
      'a zip that is no document',
      new Uint8Array([0x50, 0x4b, 5, 6, ...new Array<number>(18).fill(0)]),
      'tom.docx',
    ],
  ])('%s is refused with what to do, and keeps nothing', async (_what, content, name) => {
    const rows = () => kvittert.query('SELECT id FROM import_draft');
    const before = (await rows()).length;
    const { status, body } = await upload(content, { name });
    expect([status, body.type]).toEqual([422, expect.stringMatching(/file-unreadable$/u)]);
    expect(body.next.length).toBeGreaterThan(20);
    expect(await rows()).toHaveLength(before);
  });

  it('more than 50 MB is refused', async () => {
    const { status, body } = await upload(Buffer.alloc(50 * 1024 * 1024 + 1, 65), { name: 'stor.txt' });
    expect([status, body.type]).toEqual([422, expect.stringMatching(/file-unreadable$/u)]);
  });

  it('no file, an owner, a plan that is not there, a field nobody knows', async () => {
    const token = await kvittert.token(emails.secretary);
    const nothing = await fetch(`${kvittert.apiUrl()}/api/v1/imports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      body: new FormData(),
    });
    expect(nothing.status).toBe(422);
    expect((await upload(table, { as: emails.owner })).status).toBe(403);
    expect((await upload(table, { fields: { planId: randomUUID() } })).status).toBe(404);
    expect((await upload(table, { fields: { tull: 'x' } })).status).toBe(422);
  });
});

describe('GET /measure-sheet', () => {
  async function sheet(query: string, as: string = emails.secretary) {
    const response = await fetch(`${kvittert.apiUrl()}/api/v1/measure-sheet${query}`, {
      headers: { authorization: `Bearer ${await kvittert.token(as)}` },
    });
    return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  it('gives a plan to correct: sent back as it is, it changes nothing', async () => {
    const { response, bytes } = await sheet(`?planId=${vestdal.plan}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('spreadsheetml');
    expect(response.headers.get('content-disposition')).toContain('plan-1.xlsx');
    const fields = { planId: vestdal.plan, evaluationId: 'none' };
    const { body } = await upload(bytes, { name: 'plan-1.xlsx', fields });
    expect(body.measures.length).toBeGreaterThan(2);
    expect(body.measures.map(({ sameAs }) => sameAs?.differences)).toEqual(body.measures.map(() => []));
  });

  it('is empty without a plan', async () => {
    const { bytes } = await sheet('');
    const { status, body } = await upload(bytes, { name: 'tiltak.xlsx', fields: { evaluationId: 'none' } });
    expect({ status, measures: body.measures }).toEqual({ status: 201, measures: [] });
  });

  it.each([
    [`?planId=${randomUUID()}`, emails.secretary, 404],
    ['?planId=1', emails.secretary, 422],
    ['', emails.owner, 403],
  ])('refuses %s of %s', async (query, as, status) => {
    expect((await sheet(query, as)).response.status).toBe(status);
  });
});

describe('a measure of its own kind', () => {
  it('is restricted alone, with the evaluation that says the same, and keeps what it rests on', async () => {
    const { body: draft } = await upload(
      'Rapport\n\nFunn\n\n- Vakten manglet en oppdatert liste da vannet ble stengt.\n\nAnbefalinger\n\n' +
        '1. Kommunen bør oppdatere listen hver måned.\n2. Kommunen bør bytte koden på porten.\n',
      { name: 'rapport.txt' },
    );
    const [first, second] = draft.measures;
    const [finding] = (draft as unknown as { findings: { key: string }[] }).findings;
    const access = { kind: 'restricted', legalBasis: 'offl. § 24' };
    const edited = await edit(draft, [
      {
        kind: 'choose-plan',
        plan: { kind: 'new', title: 'Plan etter rapporten', caseOfficerId: vestdal.people.secretary },
      },
      { kind: 'judge-finding', key: finding?.key, finding: 'to-improve', included: true },
      { kind: 'edit', key: first?.key, fields: { findingKeys: [finding?.key] } },
      { kind: 'edit', key: second?.key, fields: { access } },
    ]);
    expect(edited.status).toBe(200);
    expect(edited.body.measures).toMatchObject([
      { findingKeys: [finding?.key], access: { kind: 'open' } },
      { findingKeys: [], access },
    ]);
    const { body: confirmed } = await confirm(draft);
    const [evaluation] = await kvittert.query<{ access: string; links: string[][] }>(
      `SELECT access_kind AS access,
              jsonb_path_query_array(details, '$.recommendations[*].findingIds') AS links
         FROM evaluation ORDER BY registered_at DESC LIMIT 1`,
    );
    expect(evaluation?.access).toBe('restricted');
    expect(evaluation?.links.map((ids) => ids.length)).toEqual([1, 0]);
    const measures = await kvittert.query<{ access: string }>(
      'SELECT access_kind AS access FROM measure WHERE plan_id = $1 ORDER BY number',
      [confirmed.planId],
    );
    expect(measures.map((measure) => measure.access)).toEqual(['open', 'restricted']);
  });

  it.each([{ access: { kind: 'restricted' } }, { findingKeys: ['f99'] }])('refuses %j', async (fields) => {
    const { body: draft } = await upload(table);
    expect((await edit(draft, [{ kind: 'edit', key: 'm1', fields }])).status).toBeGreaterThanOrEqual(404);
  });
});

describe('situations of a document', () => {
  const rows = (second: string) => `<html><body><h1>Risikovurdering</h1><table>
    <tr><th>Situasjon</th><th>Indikatorer</th><th>Når tiltak vurderes</th><th>Formål</th><th>Aktuelle tiltak</th></tr>
    <tr><td>Trykkfall</td><td>Trykk i nettet</td><td>Fallet varer</td><td>Trygt vann</td><td>Kokevarsel</td></tr>
    <tr><td>Tørke</td><td>Magasinfylling</td><td></td><td></td><td>${second}</td></tr></table></body></html>`;
  interface Situations {
    situations: { key: string; name: string; candidates: { title: string }[] }[];
  }
  interface Catalogue {
    version: number;
    situations: { name: string; candidates: { id: string; title: string }[] }[];
    changeLog: { note: string | null }[];
  }
  const read = async (html: string) => {
    const { body } = await upload(html, { name: 'risiko.html' });
    return body as unknown as Situations & { id: string; measures: unknown[] };
  };
  const takeIn = (id: string, body: object, as: string = emails.secretary) =>
    kvittert.request<{ id: string; version?: number }>('POST', `/api/v1/imports/${id}/catalogue-entries`, {
      as,
      body,
    });
  const catalogue = async (id: string) =>
    (await kvittert.request<Catalogue>('GET', `/api/v1/catalogues/${id}`, { as: emails.secretary })).body;

  it('are offered to a catalogue; a newer version brings it up to date and keeps what was picked from', async () => {
    const first = await read(rows('Vanningsforbud'));
    expect(first.measures).toEqual([]);
    expect(first.situations.map(({ key, name }) => [key, name])).toEqual([
      ['s1', 'Trykkfall'],
      ['s2', 'Tørke'],
    ]);
    const made = await takeIn(first.id, {
      catalogue: { kind: 'new', name: 'Vannforsyning' },
      situations: ['s1', 's2'],
      change: 'Første utgave.',
    });
    expect(made.status).toBe(201);
    const before = await catalogue(made.body.id);

    const second = await read(rows('Vanningsforbud<br>Tankbil'));
    const newer = {
      catalogue: { kind: 'registered', catalogueId: made.body.id },
      situations: ['s1', 's2'],
      change: 'Tankbil er tatt med.',
    };
    expect((await takeIn(second.id, newer)).body).toMatchObject({ id: made.body.id, version: 2 });
    const after = await catalogue(made.body.id);
    expect(after.situations[0]).toEqual(before.situations[0]);
    expect(after.situations[1]?.candidates.map(({ title }) => title)).toEqual(['Vanningsforbud', 'Tankbil']);
    expect(after.situations[1]?.candidates[0]).toEqual(before.situations[1]?.candidates[0]);
    expect(after.changeLog.map(({ note }) => note)).toContain('Tankbil er tatt med.');
    await takeIn(second.id, newer);
    expect((await catalogue(made.body.id)).version).toBe(2);
  });

  it('are refused where they or the catalogue are not there, and to an owner', async () => {
    const { id } = await read(rows('Vanningsforbud'));
    const body = { catalogue: { kind: 'new', name: 'Ny' }, situations: ['s1'], change: 'Ny.' };
    expect((await takeIn(id, { ...body, situations: ['s9'] })).status).toBe(404);
    const elsewhere = { kind: 'registered', catalogueId: randomUUID() };
    expect((await takeIn(id, { ...body, catalogue: elsewhere })).status).toBe(404);
    expect((await takeIn(id, { ...body, situations: [] })).status).toBe(422);
    expect((await takeIn(id, body, emails.owner)).status).toBe(403);
  });
});

describe('an import that is undone', () => {
  interface Undoing {
    possible: boolean;
    measures: number;
    withdrawsPlan: boolean;
    doneSince: { kind: string; what: string; number: number | null; by: string | null }[];
  }
  interface Undone {
    planId: string;
    measures: number;
  }
  const address = (id: string) => `/api/v1/imports/${id}/undoings`;
  const undoing = async (id: string) =>
    (await kvittert.request<Undoing>('GET', address(id), { as: emails.secretary })).body;
  const undo = (
    id: string,
    { key = randomUUID() as string, as = emails.secretary as string, body = {} } = {},
  ) =>
    kvittert.request<Undone & Problem & { doneSince: Undoing['doneSince'] }>('POST', address(id), {
      as,
      headers: { 'idempotency-key': key },
      body: { reason: 'Feil dokument', ...body },
    });

  async function registered(): Promise<{ id: string; planId: string }> {
    const draft = (await upload(table)).body;
    // What was registered with the first is proposed the next time.
    const isKnown = draft.measures.every(({ responsible }) =>
      responsible.every(({ meant }) => meant.kind !== 'undecided'),
    );
    const edits = inNewPlan().filter(({ kind }) => kind !== 'choose-party' || !isKnown);
    const ready = (await edit(draft, edits)).body;
    return { id: draft.id, planId: (await confirm(ready)).body.planId };
  }

  async function measuresOf(planId: string, query = '') {
    const path = `/api/v1/plans/${planId}/measures${query}`;
    const answer = await kvittert.request<{ items: { id: string; number: number; state: string }[] }>(
      'GET',
      path,
      {
        as: emails.secretary,
      },
    );
    return answer.body.items;
  }

  it('says beforehand that it can be, takes everything back once, and is imported again under new numbers', async () => {
    const { id, planId } = await registered();
    expect(await undoing(id)).toMatchObject({
      possible: true,
      measures: 3,
      withdrawsPlan: true,
      doneSince: [],
    });
    const refused = await undo(id, { body: { reason: '' } });
    expect(refused.status).toBe(422);
    expect((await undo(id, { as: emails.owner })).status).toBe(403);
    expect((await undo(randomUUID())).status).toBe(404);

    const key = randomUUID();
    const done = await undo(id, { key });
    expect([done.status, done.body]).toEqual([201, expect.objectContaining({ planId, measures: 3 })]);
    const again = await undo(id, { key });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect((await undo(id)).body.measures).toBe(0);

    expect(await measuresOf(planId)).toEqual([]);
    const withdrawn = await measuresOf(planId, '?state=withdrawn');
    expect(withdrawn.map(({ number, state }) => [number, state])).toEqual([
      [1, 'withdrawn'],
      [2, 'withdrawn'],
      [3, 'withdrawn'],
    ]);
    const measure = await kvittert.request<{ withdrawal: object }>(
      'GET',
      `/api/v1/measures/${withdrawn[0]?.id}`,
      {
        as: emails.secretary,
      },
    );
    expect(measure.body.withdrawal).toMatchObject({ importId: id, by: vestdal.people.secretary });
    const history = await kvittert.request<{ items: { type: string }[] }>(
      'GET',
      `/api/v1/measures/${withdrawn[0]?.id}/history`,
      { as: emails.secretary },
    );
    expect(history.body.items.map(({ type }) => type)).toEqual(['MeasureRegistered', 'MeasureWithdrawn']);
    expect((await registered()).planId).not.toBe(planId);
  });

  it('is refused when something has been done, with what, by whom and when', async () => {
    const { id, planId } = await registered();
    const [first] = await measuresOf(planId);
    await kvittert.request('POST', `/api/v1/measures/${first?.id}/risk-statements`, {
      as: emails.secretary,
      headers: { 'idempotency-key': randomUUID() },
      body: { likelihood: 'Stor', consequence: 'Flere blir syke' },
    });
    const refused = await undo(id);
    expect([refused.status, refused.body.type]).toEqual([409, expect.stringMatching(/import-touched$/u)]);
    expect(refused.body.doneSince).toMatchObject([
      { kind: 'changed', what: 'measure', number: 1, event: 'RiskStated', by: vestdal.people.secretary },
    ]);
    expect(await undoing(id)).toMatchObject({ possible: false, doneSince: refused.body.doneSince });
    expect((await measuresOf(planId)).map(({ state }) => state)).toEqual([
      'proposed',
      'proposed',
      'proposed',
    ]);
  });
});
