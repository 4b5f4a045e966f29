import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { Browserless } from '../support/browserless.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, make, registerVestdal, type Vestdal } from './vestdal.js';

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());
const leader = { authority: { kind: 'leader' } };
const atom = 'http://www.w3.org/2005/Atom';
const tombstones = 'http://purl.org/atompub/tombstones/1.0';

describe('Published reports, read by anybody', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let report: string;

  /** As a stranger, with no session and no token. */
  async function read(path: string, headers: Record<string, string> = {}) {
    const response = await fetch(kvittert.apiUrl() + path, { headers, redirect: 'manual' });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
  }
  async function feed(path: string, asked: Record<string, string> = {}): Promise<Element> {
    const { status, headers, text } = await read(path, asked);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    const onError = (_level: string, message: string): void => {
      throw new Error(message);
    };
    const root = new DOMParser({ onError }).parseFromString(text, 'application/xml').documentElement;
    if (root === null) throw new Error('An empty feed');
    return root;
  }
  const childrenOf = (parent: Element, name: string, namespace = atom): Element[] =>
    [...parent.getElementsByTagNameNS(namespace, name)].filter((child) => child.parentNode === parent);
  const wordsOf = (parent: Element, name: string): string => childrenOf(parent, name)[0]?.textContent ?? '';

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, env: { LANGUAGES: 'nb,nn' } });
    vestdal = await registerVestdal(kvittert);
    const { plan } = vestdal;
    await make(kvittert, emails.secretary, `/measures/${vestdal.measures[0]}/status-updates`, {
      progress: 'under-way',
      text: 'Jonas Bakke har sendt planen på høring.',
    });
    const known = await kvittert.request('GET', `/api/v1/plans/${plan}`, { as: emails.secretary });
    await kvittert.request('PUT', `/api/v1/plans/${plan}/reporting`, {
      as: emails.secretary,
      headers: { 'if-match': known.headers.get('etag') ?? '' },
      body: { reporting: { cadenceMonths: 3, firstOn: today, language: 'nn' } },
    });
    report = (await make(kvittert, emails.secretary, `/plans/${plan}/reports`)).id;
    await make(kvittert, emails.secretary, `/reports/${report}/locks`);
    await make(kvittert, emails.secretary, `/reports/${report}/releases`);
  });
  afterAll(() => kvittert?.stop());

  it('are none until leadership publishes one', async () => {
    expect((await read('/rapporter')).text).toContain('Ingen rapporter er publisert nå.');
    expect((await read('/rapporter/1')).status).toBe(404);
    expect((await read('/rapporter/1/1/1/json')).status).toBe(404);
    expect(childrenOf(await feed('/rapporter/atom.xml'), 'entry')).toEqual([]);
  });

  it('name nobody before leadership has seen where', async () => {
    const refused = await kvittert.request<{ found: { personId: string; places: unknown[] }[] }>(
      'POST',
      `/api/v1/reports/${report}/publications`,
      { as: emails.leader, body: leader },
    );
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/names-in-report' } });
    expect(refused.body.found).toEqual([
      {
        personId: vestdal.people.colleague,
        name: 'Jonas Bakke',
        places: [{ measure: 1, text: 'Jonas Bakke har sendt planen på høring.' }],
      },
    ]);
    const namesMayStand = [vestdal.people.colleague];
    await make(kvittert, emails.leader, `/reports/${report}/publications`, { ...leader, namesMayStand });
  });

  it('stand at addresses that need no login and set no cookie', async () => {
    for (const path of ['/rapporter', '/rapporter/1', '/rapporter/1/1', '/rapporter/1/1/1']) {
      const { status, headers, text } = await read(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(text).toContain('Tiltaksplan etter vannutbruddet i Vestdal');
    }
    const { headers, text } = await read('/rapporter/1/1/1');
    expect(headers.get('link')).toContain(
      '/rapporter/1/atom.xml>; rel="alternate"; type="application/atom+xml"',
    );
    expect(headers.get('link')).toMatch(/\/rapporter\/1\/1>; rel="canonical"/u);
    expect(text).toContain('lang="nn"');
    expect(text).toContain('Offentleg utgåve');
    expect(text).not.toContain('Svakheten skal lukkes');
  });

  it('speak as the reader asks where they are a list, and as the report does where they are about one', async () => {
    const [nynorsk, english] = [{ 'accept-language': 'nn' }, { 'accept-language': 'en' }];
    const spoken = async (path: string, headers: Record<string, string>) => {
      const { text, headers: answered } = await read(path, headers);
      const vary = (answered.get('vary') ?? '').toLowerCase();
      const lang = /<html[^>]* lang="(?<lang>[a-z]+)"/u.exec(text)?.groups?.['lang'];
      return [lang, answered.get('content-language'), vary.includes('accept-language')];
    };
    expect(await spoken('/rapporter', nynorsk)).toEqual(['nn', 'nn', true]);
    expect(await spoken('/rapporter', english)).toEqual(['nb', 'nb', true]);
    const titled = async (path: string, headers: Record<string, string>) => {
      const root = await feed(path, headers);
      const entries = childrenOf(root, 'entry').map((entry) => entry.getAttribute('xml:lang'));
      return [root.getAttribute('xml:lang'), wordsOf(root, 'title'), ...entries];
    };
    // Nynorsk lacks the title of the list, and says whose words stand in for it.
    expect(await titled('/rapporter/atom.xml', nynorsk)).toEqual(['nn', 'Publiserte statusrapporter', 'nn']);
    expect(await titled('/rapporter/atom.xml', english)).toEqual(['nb', 'Publiserte statusrapporter', 'nn']);
    const ofPlan = ['nn', 'Tiltaksplan etter vannutbruddet i Vestdal – statusrapportar', 'nn'];
    expect(await titled('/rapporter/1/atom.xml', english)).toEqual(ofPlan);
    expect(await titled('/rapporter/1/atom.xml', { 'accept-language': 'nb' })).toEqual(ofPlan);
  });

  it('are kept by caches under their hash, and asked for again', async () => {
    const json = await read('/rapporter/1/1/1/json');
    const sha256 = createHash('sha256').update(json.bytes).digest('hex');
    expect(json.headers.get('etag')).toBe(`"${sha256}"`);
    const versions = await kvittert.request<{ items: { version: number }[] }>(
      'GET',
      `/api/v1/reports/${report}/publications`,
      { as: emails.auditor },
    );
    expect(versions.body.items).toMatchObject([{ version: 1, page: '/rapporter/1/1/1', withdrawn: null }]);
    for (const path of [
      '/rapporter/1/1/1/json',
      '/rapporter/1/1/1/pdf',
      '/rapporter/1/1',
      '/rapporter/atom.xml',
    ]) {
      const { headers } = await read(path);
      expect([path, headers.get('cache-control')]).toEqual([path, 'public, no-cache']);
      // As a browser or a news reader asks; `fetch` would say that it wants no cached answer.
      const asksAgain = { 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
      const again = await read(path, asksAgain);
      expect([path, again.status, again.bytes.length]).toEqual([path, 304, 0]);
    }
  });

  it.each(['pdf', 'docx', 'xlsx', 'csv', 'json'])('are the same bytes each time, as %s', async (format) => {
    const path = `/rapporter/1/1/1/${format}`;
    const [first, second] = await Promise.all([read(path), read(path)]);
    const third = await read(path);
    expect([first.status, first.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename=statusrapport-plan-1-nr-1-v1.${format}`,
    ]);
    expect(first.bytes.equals(second.bytes) && first.bytes.equals(third.bytes)).toBe(true);
    const sha256 = createHash('sha256').update(first.bytes).digest('hex');
    expect(first.headers.get('etag')).toBe(`"${sha256}"`);
  });

  describe('say in red that they were altered, and are not handed out', () => {
    const red = 'Ikke bruk denne rapporten.';

    /** As the owner of the tables, past every guard; undone afterwards. */
    async function altered(change: string, undo: string, look: () => Promise<void>): Promise<void> {
      await kvittert.query(change, [], 'owner');
      try {
        await look();
      } finally {
        await kvittert.query(undo, [], 'owner');
      }
    }

    it('where the content is another', async () => {
      const change = (from: string, to: string): string => `
        ALTER TABLE report_snapshot DROP CONSTRAINT IF EXISTS report_snapshot_hash_covers_canonical;
        UPDATE report_snapshot SET canonical = replace(canonical, '${from}', '${to}')`;
      await altered(change('Vestdal', 'Vestdalen'), change('Vestdalen', 'Vestdal'), async () => {
        for (const path of [
          '/rapporter/1/1',
          '/rapporter/1/1/1',
          '/rapporter/1/1/1/pdf',
          '/rapporter/1/1/1/json',
        ]) {
          const { status, text } = await read(path);
          expect([path, status]).toEqual([path, 409]);
          expect(text).toContain(red);
          expect(text).toContain('data-color="danger"');
        }
        for (const path of ['snapshot', 'answers', 'files/pdf', 'files/xlsx']) {
          const { status, body } = await kvittert.request<{ type: string }>(
            'GET',
            `/api/v1/reports/${report}/${path}`,
            { as: emails.auditor },
          );
          expect([path, status, body.type]).toEqual([path, 409, '/problems/report-altered']);
        }
      });
      expect((await read('/rapporter/1/1')).status).toBe(200);
    });

    it('where a file is another', async () => {
      const check = 'published_file_check';
      const change = `ALTER TABLE published_file DROP CONSTRAINT ${check};
        CREATE TABLE kept_file AS SELECT * FROM published_file; UPDATE published_file SET content = 'x'`;
      const undo = `UPDATE published_file f SET content = k.content FROM kept_file k
        WHERE k.report_id = f.report_id AND k.edition = f.edition AND k.format = f.format; DROP TABLE kept_file`;
      await altered(change, undo, async () => {
        const { status, text } = await read('/rapporter/1/1/1/pdf');
        expect([status, text.includes(red)]).toEqual([409, true]);
      });
      expect((await read('/rapporter/1/1/1/pdf')).status).toBe(200);
    });
  });

  it('come as a feed, an entry for each version', async () => {
    const root = await feed('/rapporter/1/atom.xml');
    expect(root.namespaceURI).toBe(atom);
    for (const name of ['id', 'title', 'updated', 'author']) expect(wordsOf(root, name)).not.toBe('');
    const [entry, ...others] = childrenOf(root, 'entry');
    expect(others).toEqual([]);
    if (entry === undefined) throw new Error('No entry');
    expect(wordsOf(entry, 'id')).toMatch(/^urn:uuid:/u);
    expect(wordsOf(entry, 'title')).toBe('Tiltaksplan etter vannutbruddet i Vestdal – statusrapport 1');
    expect(wordsOf(entry, 'summary')).toBe('Statusrapport 1 vart publisert.');
    const links = childrenOf(entry, 'link').map((link) => link.getAttribute('href'));
    expect(links).toEqual([
      expect.stringMatching(/\/rapporter\/1\/1\/1$/u),
      expect.stringMatching(/\/rapporter\/1\/1\/1\/pdf$/u),
    ]);
  });

  it('are corrected by a version that is published by itself; the older one says so', async () => {
    await make(kvittert, emails.secretary, `/reports/${report}/corrections`, {
      what: 'Fristen for tiltak 1 <var> & er feil',
      why: 'Den var ført feil.',
    });
    await make(kvittert, emails.secretary, `/reports/${report}/releases`);
    expect((await read('/rapporter/1/1/2')).status).toBe(404);
    expect((await read('/rapporter/1/1')).text).not.toContain('Den var ført feil.');
    const namesMayStand = [vestdal.people.colleague];
    await make(kvittert, emails.leader, `/reports/${report}/publications`, { ...leader, namesMayStand });

    const older = await read('/rapporter/1/1/1');
    expect(older.text).toContain('Ein retta versjon vart publisert');
    expect(older.headers.get('link')).toMatch(/\/rapporter\/1\/1\/1>; rel="canonical"/u);
    expect((await read('/rapporter/1/1')).text).toContain('Den var ført feil.');
    expect((await read('/rapporter/1')).text).toContain(
      'Retta: Fristen for tiltak 1 &lt;var&gt; &amp; er feil.',
    );
    const entries = childrenOf(await feed('/rapporter/atom.xml'), 'entry');
    expect(entries.map((entry) => wordsOf(entry, 'title'))).toEqual([
      expect.stringContaining('retta versjon 2'),
      expect.stringContaining('statusrapport 1'),
    ]);
    expect(entries.map((entry) => wordsOf(entry, 'summary'))).toEqual([
      'Statusrapport 1 vart retta, i versjon 2. Retta: Fristen for tiltak 1 <var> & er feil. Grunn: Den var ført feil.',
      'Statusrapport 1 vart publisert.',
    ]);
    expect(new Set(entries.map((entry) => wordsOf(entry, 'id'))).size).toBe(2);
  });

  it('are down at once, pages, files and feed, when what they tell of is restricted; inside it is said why', async () => {
    const [measure] = await kvittert.query<{ id: string; version: number }>(
      'SELECT measure.id, measure.version FROM measure JOIN plan ON plan.id = plan_id WHERE plan.number = 1 AND measure.number = 1',
    );
    const access = async (kind: object): Promise<void> => {
      const path = `/api/v1/measures/${measure?.id}`;
      const { headers } = await kvittert.request('GET', path, { as: emails.secretary });
      const answer = await kvittert.request('PATCH', path, {
        as: emails.secretary,
        headers: { 'if-match': headers.get('etag') ?? '' },
        body: { access: kind, material: false, reason: 'Sårbarhet.' },
      });
      expect([answer.status, answer.body]).toMatchObject([200, {}]);
    };
    const standing = (await read('/rapporter/1/1/2')).status;
    await access({ kind: 'restricted', legalBasis: 'offl. § 24' });
    for (const path of [
      '/rapporter/1/1',
      '/rapporter/1/1/2',
      '/rapporter/1/1/2/pdf',
      '/rapporter/1/1/2/json',
    ]) {
      const { status, text } = await read(path);
      expect([path, status]).toEqual([path, 410]);
      expect(text).not.toMatch(/Sårbarhet|offl\. § 24/u);
    }
    expect((await read('/rapporter/1/1')).text).toMatch(/<h1[^>]*>[^<]+<\/h1>/u);
    expect(childrenOf(await feed('/rapporter/1/atom.xml'), 'entry')).toHaveLength(0);
    expect((await read('/rapporter')).text).not.toContain('/rapporter/1/1');

    const leader = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
    const start = await leader.logIn(emails.leader);
    expect(start.html).toContain('Publiserte rapporter som er tatt ned');
    expect(start.html).toContain('/planer/1/rapporter/1/rett');
    const inside = (await leader.get('/planer/1/rapporter/1')).html;
    expect(inside).toContain('Noe rapporten forteller om, ble unntatt offentlighet.');
    // Open again: nothing is in the way of what was published.
    await access({ kind: 'open' });
    expect((await read('/rapporter/1/1/2')).status).toBe(standing);
    expect((await leader.get('/')).html).not.toContain('Publiserte rapporter som er tatt ned');
  });

  it('are gone at once when they are withdrawn; that they were there stays, why does not', async () => {
    const { headers } = await read('/rapporter/1/1');
    const reason = 'Navnet skulle ikke stått der.';
    await make(kvittert, emails.secretary, `/reports/${report}/withdrawals`, { version: 2, reason });
    for (const path of ['/rapporter/1/1/2', '/rapporter/1/1/2/pdf', '/rapporter/1/1/2/json']) {
      expect([path, (await read(path)).status]).toEqual([path, 410]);
    }
    const first = await read('/rapporter/1/1', {
      'if-none-match': headers.get('etag') ?? '',
      'cache-control': 'max-age=0',
    });
    expect([first.status, first.text.includes('Ein retta versjon av rapporten er trekt tilbake.')]).toEqual([
      200,
      true,
    ]);
    expect((await read('/rapporter/1')).text).toContain('Statusrapport 1, versjon 2, vart trekt tilbake.');
    const root = await feed('/rapporter/1/atom.xml');
    expect(childrenOf(root, 'entry')).toHaveLength(1);
    expect(childrenOf(root, 'deleted-entry', tombstones)).toHaveLength(1);

    await make(kvittert, emails.leader, `/reports/${report}/withdrawals`, { reason });
    expect((await read('/rapporter/1/1')).status).toBe(410);
    const plan = await read('/rapporter/1');
    expect([plan.status, plan.text.includes('Ingen rapport kan lesast no.')]).toEqual([200, true]);
    for (const { text } of [plan, await read('/rapporter/1/1'), await read('/rapporter/1/atom.xml')]) {
      expect(text).not.toContain(reason);
      expect(text).not.toContain('vannutbruddet');
    }
    expect((await read('/rapporter')).text).toContain('Ingen rapporter er publisert nå.');
  });

  it.each([
    '/rapporter/0',
    '/rapporter/x',
    '/rapporter/1/1/9',
    '/rapporter/1/7',
    '/rapporter/9',
    '/rapporter/1/1/1/exe',
  ])('are not found at %s, and the answer leads to those that are there', async (path) => {
    const { status, text } = await read(path);
    expect([404, 410]).toContain(status);
    expect(text).toContain('href="/rapporter"');
  });
});
