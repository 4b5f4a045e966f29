import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browserless } from '../support/browserless.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';
import { emails, registerVestdal, type Vestdal } from './vestdal.js';

interface Read {
  reader: { id: string; name: string | null; account: { subject: string } | null };
  path: string;
  subject: { kind: string; id: string };
}

/** Reading what is *unntatt offentlighet* is written down: who, what, when; on pages and in REST alike. */
describe('reading restricted text', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let restricted: string;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    restricted = vestdal.measures[2];
  });
  afterAll(() => kvittert?.stop());

  const list = async (query = '') =>
    (await kvittert.request<{ items: Read[] }>('GET', `/api/v1/readings${query}`, { as: emails.auditor }))
      .body.items;
  /** What was read at this address; written when the answer has been sent. */
  const readAt = (path: string) =>
    until(`reading ${path} is written down`, async () => (await list()).find((one) => one.path === path));

  it('of a measure, over REST and on its page, names the reader with the account', async () => {
    const path = `/api/v1/measures/${restricted}`;
    await kvittert.request('GET', `${path}`, { as: emails.secretary });
    expect(await readAt(path)).toMatchObject({
      reader: { id: vestdal.people.secretary, name: 'Kari Nordmann', account: { subject: 'kari.nordmann' } },
      subject: { kind: 'measure', id: restricted },
    });
    const browser = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
    await browser.logIn(emails.leader);
    await browser.get('/planer/1/tiltak/3');
    expect(await readAt('/planer/1/tiltak/3')).toMatchObject({ reader: { id: vestdal.people.leader } });
    await browser.get('/planer/1');
    expect(await readAt('/planer/1')).toMatchObject({ subject: { kind: 'measure', id: restricted } });
  });

  it('of its history and its plan’s summary too; what was withheld or open was not read', async () => {
    for (const path of [`/api/v1/measures/${restricted}/history`, `/api/v1/plans/${vestdal.plan}/summary`]) {
      await kvittert.request('GET', path, { as: emails.auditor });
      expect(await readAt(path)).toMatchObject({ subject: { id: restricted } });
    }
    await kvittert.request('GET', `/api/v1/measures/${restricted}`, { as: 'system' });
    await kvittert.request('GET', `/api/v1/measures/${vestdal.measures[0]}`, { as: emails.secretary });
    await kvittert.request('GET', `/api/v1/measures/${restricted}/items`, { as: emails.secretary });
    await readAt(`/api/v1/measures/${restricted}/items`);
    const all = await list('?limit=100');
    expect(all.filter(({ reader }) => reader.id.startsWith('client:'))).toEqual([]);
    expect(all.filter(({ subject }) => subject.id !== restricted)).toEqual([]);
    expect(await list(`?reader=${vestdal.people.leader}&subject=${restricted}`)).toHaveLength(2);
  });

  it('is the auditor’s and leadership’s to look through', async () => {
    for (const as of [emails.secretary, emails.owner, 'system']) {
      expect((await kvittert.request('GET', '/api/v1/readings', { as })).status).toBe(403);
    }
    expect((await kvittert.request('GET', '/api/v1/readings', { as: emails.leader })).status).toBe(200);
  });

  it('is looked through on a page, by person, measure and period, without the titles', async () => {
    const auditor = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
    await auditor.logIn(emails.auditor);
    const page = async (query: string) => auditor.get(`/leselogg${query}`);
    const rows = (html: string): number => html.split('<code>').length - 1;
    const all = await page('');
    expect(all.heading).toBe('Leselogg');
    expect(all.html).toContain('>Tiltak 3 i plan 1</a>');
    expect(all.html).not.toContain('Sårbarheten i vannverket');
    const ofLeader = await page(`?leser=${vestdal.people.leader}`);
    expect(rows(ofLeader.html)).toBe((await list(`?reader=${vestdal.people.leader}`)).length);
    expect(rows((await page('?plan=1&tiltak=3')).html)).toBe(rows(all.html));
    expect((await page('?plan=1&tiltak=1')).html).toContain('Ingen har lest noe av dette.');
    expect(rows((await page('?til=2020-01-01')).html)).toBe(0);
    expect(rows((await page('?fra=2020-01-01')).html)).toBe(rows(all.html));
    expect(await list('?to=2020-01-01')).toEqual([]);
    const wrong = await page('?fra=i+går');
    expect([wrong.status, wrong.html.includes('Skriv en dato, for eksempel 2026-12-01.')]).toEqual([
      422,
      true,
    ]);
  });
});
