import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, make, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { addDays } from '#domain/follow-up/calendar.js';
import { Browserless } from '../support/browserless.js';

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

/** What is read of a report on the web, after it is locked. */
describe('the pages of a report', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let kari: Browserless;
  let report: string;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    kari = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
    await kari.logIn(emails.secretary);
    const dates = await kari.get('/planer/1/rapportering');
    await kari.send(dates, { cadenceMonths: '3', firstOn: today, language: 'nb' });
    report = (await make(kvittert, emails.secretary, `/plans/${vestdal.plan}/reports`)).id;
    await make(kvittert, emails.secretary, `/reports/${report}/locks`);
  });
  afterAll(() => kvittert?.stop());

  const read = (html: string) => html.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
  const page = '/planer/1/rapporter/1';

  it('offers every file, and asks who meets before a case paper', async () => {
    const { html } = await kari.get(page);
    const links = [...html.matchAll(/href="(\/planer\/1\/rapporter\/1\/filer\/[^"]+)"/gu)].map(
      ([, href]) => href ?? '',
    );
    expect(links.map((href) => href.split('/').at(-1))).toEqual(
      ['pdf', 'docx', 'xlsx', 'csv', 'json', 'html', 'case-paper', 'archive'].map(
        (one) => `${one}?versjon=1`,
      ),
    );
    const answers = await Promise.all(links.map((href) => kari.get(href)));
    expect(answers.map(({ status }) => status)).toEqual(links.map(() => 200));
    const paper = await kari.get(
      `${page}/filer/case-paper?versjon=1&body=Kommunestyret&meetingDate=2027-01-14&caseNumber=`,
    );
    expect(paper.headers.get('content-disposition')).toContain('saksframlegg-plan-1-nr-1-v1.docx');
    const unreadable = await kari.get(`${page}/filer/case-paper?body=Kommunestyret&meetingDate=i+morgen`);
    expect([unreadable.status, read(unreadable.html).includes('En dato skrives slik: 2027-01-14.')]).toEqual([
      404,
      true,
    ]);
  });

  it('keeps every version within reach, and says what was corrected and why', async () => {
    const first = read((await kari.get(page)).html);
    await make(kvittert, emails.secretary, `/measures/${vestdal.measures[0]}/deadlines`, {
      on: '2027-09-01',
      reason: 'Leverandøren ble byttet.',
    });
    await make(kvittert, emails.secretary, `/reports/${report}/corrections`, {
      what: 'Fristen for tiltak 1.',
      parts: ['measures-1'],
      why: 'Den var ført feil.',
    });
    const latest = await kari.get(page);
    expect(read(latest.html)).toContain('Retter: Fristen for tiltak 1. Fordi: Den var ført feil.');
    expect(latest.html).toContain('href="/planer/1/rapporter/1?versjon=1"');
    const older = read((await kari.get(`${page}?versjon=1`)).html);
    expect(older).toContain('Du leser versjon 1. Den er rettet i versjon 2.');
    expect(latest.html).toContain('1. september 2027');
    expect(older).not.toContain('1. september 2027');
    const content = (of: string) => of.slice(of.indexOf('Sammendrag'), of.indexOf('Slik er rapporten laget'));
    expect(content(older)).toBe(content(first));
    expect((await kari.get(`${page}?versjon=3`)).status).toBe(404);
  });

  it('lays two of them side by side', async () => {
    const { html } = await kari.get('/planer/1/rapporter/sammenlign');
    const text = read(html);
    expect(text).toContain('Rapport 1, versjon 1 Rapport 1, versjon 2');
    expect(text).toMatch(
      /Tiltak 1, Varslingsplan I rute\. Frist 1\. juni 2027\..*Frist 1\. september 2027\./u,
    );
    expect(text).toContain('Leverandøren ble byttet.');
    const turned = await kari.get('/planer/1/rapporter/sammenlign?den=1-2&andre=1-1');
    expect(read(turned.html)).toContain('Rapport 1, versjon 1 Rapport 1, versjon 2');
    expect((await kari.get('/planer/1/rapporter/sammenlign?den=1-9&andre=1-1')).status).toBe(404);
    expect((await kari.get('/planer/1/rapporter/sammenlign?den=tull&andre=1-1')).status).toBe(404);
  });

  it('tells a system the same', async () => {
    const path = `/api/v1/plans/${vestdal.plan}/report-comparison?report=1&version=2&with=1&withVersion=1`;
    const answer = await kvittert.request<Record<string, unknown>>('GET', path, { as: emails.auditor });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        then: { edition: { version: 1 } },
        now: { edition: { version: 2 }, figures: { measures: { total: 4 } } },
        measures: [{ number: 1, then: { deadline: '2027-06-01' }, now: { deadline: '2027-09-01' } }],
        unchangedMeasures: 3,
        between: { deadlinesMoved: [{ number: '1', reason: 'Leverandøren ble byttet.', count: 1 }] },
      },
    });
  });

  it('lets whoever was asked give the question to somebody who knows', async () => {
    await make(kvittert, emails.secretary, `/reports/${report}/releases`);
    await make(kvittert, emails.leader, `/reports/${report}/returns`, {
      authority: { kind: 'leader' },
      questions: [{ text: 'Hva venter tiltak 2 på?', responsibleId: vestdal.people.owner }],
    });
    const ola = new Browserless(kari.url);
    await ola.logIn(emails.owner);
    const form = await ola.get(`${page}/gi-videre`);
    const unsaid = await ola.send(form, { responsibleId: '' });
    expect(unsaid.status).toBe(422);
    await ola.send(unsaid, { responsibleId: vestdal.people.colleague });
    expect(read((await kari.get(page)).html)).toContain(
      'Spørsmål 1, til Jonas Bakke: Hva venter tiltak 2 på?',
    );
    // He has given it away: it is another's to give now.
    expect((await ola.get(`${page}/gi-videre`)).status).toBe(403);
  });

  it('says beside the date that it is too near, keeps what was typed, and moves nothing', async () => {
    const form = await kari.get('/planer/1/rapportering');
    const near = { cadenceMonths: '1', firstOn: addDays(today, 3), language: 'nb', reason: 'Ledermøtet.' };
    const refused = await kari.send(form, near);
    expect(read(refused.html)).toMatch(
      /Velg \d+\. \S+( \d{4})? eller senere\. Svarene hentes inn 14 dager før/u,
    );
    expect(refused.html).toContain('href="#felt-firstOn"');
    expect(refused.html).toContain(`value="${near.firstOn}"`);
    expect(read((await kari.get('/planer/1/rapporter')).html)).not.toContain('hver måned');
  });

  it('stops the reporting, with a reason', async () => {
    const stop = { cadenceMonths: 'stopp', firstOn: '', language: 'nb' };
    const refused = await kari.send(await kari.get('/planer/1/rapportering'), stop);
    expect(refused.status).toBe(422);
    await kari.send(refused, { ...stop, reason: 'Planen lukkes.' });
    expect(read((await kari.get('/planer/1/rapporter')).html)).toContain(
      'Ingen har bestemt når det skal rapporteres.',
    );
  });
});
