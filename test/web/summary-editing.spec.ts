import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { Browserless } from '../support/browserless.js';

/** The secretariat writes the status summary: proposals, drafts, and two who write at once. */
describe('editing the summary', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let kari: Browserless;
  let other: Browserless;
  let ola: Browserless;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    const url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
    [kari, other, ola] = (await Promise.all(
      [emails.secretary, emails.colleague, emails.owner].map(async (email) => {
        const browser = new Browserless(url);
        await browser.logIn(email);
        return browser;
      }),
    )) as [Browserless, Browserless, Browserless];
  });
  afterAll(() => kvittert?.stop());

  const line = '/planer/1/rediger/tiltak-1';
  const says = async (text: string) =>
    ola.send(await ola.get('/planer/1/tiltak/1/meld-status'), { progress: 'under-way', text });
  const read = (html: string) => html.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
  const summary = async () => read((await kari.get('/planer/1')).html);

  it('is the secretariat’s', async () => {
    expect((await ola.get('/planer/1/rediger')).status).toBe(403);
    expect((await ola.get(line)).status).toBe(403);
    const form = await kari.get(line);
    expect((await ola.send(form, { gjor: 'publiser', text: 'Alt er ferdig.' }, line)).status).toBe(403);
    expect((await kari.get('/planer/1/rediger/finnes-ikke')).status).toBe(404);
  });

  it('proposes the owner’s word, publishes what the editor makes of it, and lays a newer word before the editor', async () => {
    await says('Utkastet er på høring hos bedriftene.');
    const form = await kari.get(line);
    expect(form.html).toContain('>Utkastet er på høring hos bedriftene.</textarea>');
    const done = await kari.send(form, { gjor: 'publiser', text: 'Planen er på høring.' });
    expect(done.html).toContain('Publisert i statusoversikten.');
    expect(await summary()).toContain('Planen er på høring.');
    expect(await summary()).not.toContain('hos bedriftene');
    await says('Planen er vedtatt.');
    expect(await summary()).toContain('Planen er på høring.');
    const overview = read((await kari.get('/planer/1/rediger')).html);
    expect(overview).toContain('1 tekst har fått en nyere oppdatering');
    const again = await kari.get(line);
    expect(again.html).toContain('>Planen er på høring.</textarea>');
    expect(read(again.html)).toMatch(/Ny: .*Planen er vedtatt\./u);
    const measure = read((await kari.get('/planer/1/tiltak/1')).html);
    for (const kept of ['hos bedriftene', 'Planen er på høring.', 'Planen er vedtatt.'])
      expect(measure).toContain(kept);
  });

  it('takes a proposal into the text without publishing it, and loses nothing that was typed', async () => {
    const form = await kari.get(line);
    const replaced = await kari.send(form, { gjor: 'sett-inn-0', text: 'Planen er på høring.' });
    expect(replaced.html).toContain('>Planen er vedtatt.</textarea>');
    const added = await kari.send(form, { gjor: 'sett-inn-0', text: 'Min egen setning.' });
    expect(added.html).toContain('>Min egen setning.\n\nPlanen er vedtatt.</textarea>');
    expect(await summary()).toContain('Planen er på høring.');
  });

  it('keeps a draft for whoever opens the section next, and nothing of it in the summary', async () => {
    const saved = await kari.send(await kari.get(line), { gjor: 'utkast', text: 'Et halvferdig utkast.' });
    expect(saved.html).toContain('Utkastet er lagret.');
    const opened = await other.get(line);
    expect(opened.html).toContain('>Et halvferdig utkast.</textarea>');
    expect(read(opened.html)).toContain('Utkast lagret av Kari Nordmann');
    expect(await summary()).not.toContain('halvferdig');
    const discarded = await other.send(opened, { gjor: 'forkast', text: 'Et halvferdig utkast.' });
    expect(discarded.html).toContain('>Planen er på høring.</textarea>');
  });

  it('lets nobody publish over what another has published, and shows both texts', async () => {
    const first = await kari.get(line);
    const second = await other.get(line);
    await kari.send(first, { gjor: 'publiser', text: 'Karis tekst.' });
    const refused = await other.send(second, { gjor: 'publiser', text: 'Den andres tekst.' });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('>Den andres tekst.</textarea>');
    expect(refused.html).toContain('>Karis tekst.</textarea>');
    expect(await summary()).toContain('Karis tekst.');
    const taken = await other.send(refused, { gjor: 'publiser', text: 'Begges tekst.' });
    expect(taken.status).toBe(200);
    expect(await summary()).toContain('Begges tekst.');
  });

  it('lets nobody save over a draft that another has saved, and shows both texts', async () => {
    const first = await kari.get(line);
    const second = await other.get(line);
    await kari.send(first, { gjor: 'utkast', text: 'Karis utkast.' });
    for (const gjor of ['utkast', 'publiser']) {
      const refused = await other.send(second, { gjor, text: 'Den andres utkast.' });
      expect(refused.status).toBe(409);
      expect(refused.html).toContain('>Karis utkast.</textarea>');
      expect(refused.html).toContain('>Den andres utkast.</textarea>');
    }
    expect(await summary()).toContain('Begges tekst.');
    expect((await kari.get(line)).html).toContain('>Karis utkast.</textarea>');
  });

  it('says to who goes on with a draft that the published text has changed since it was begun', async () => {
    const measure = `/api/v1/measures/${vestdal.measures[0]}`;
    const written = await kvittert.request('POST', `${measure}/summary-texts`, {
      as: emails.secretary,
      headers: { 'idempotency-key': 'summary-editing-1' },
      body: { text: 'Skrevet et annet sted.' },
    });
    expect(written.status).toBe(201);
    const opened = await other.get(line);
    expect(opened.html).toContain('>Karis utkast.</textarea>');
    expect(opened.html).toContain('>Skrevet et annet sted.</textarea>');
    expect(read(opened.html)).toContain('er endret etter at utkastet ble begynt');
    await other.send(opened, { gjor: 'publiser', text: 'Karis utkast, lest på nytt.' });
    expect(await summary()).toContain('Karis utkast, lest på nytt.');
    expect((await kari.get(line)).html).not.toContain('Utkast lagret av');
  });

  it('shows the owners’ words again when the editor’s text is taken away', async () => {
    await kari.send(await kari.get(line), { gjor: 'publiser', text: '' });
    expect(await summary()).toContain('Planen er vedtatt.');
  });

  it('writes what the whole plan’s summary stands on', async () => {
    const basis = await kari.get('/planer/1/rediger/grunnlag');
    await kari.send(basis, {
      gjor: 'publiser',
      basisOfAssessment: 'Vurdert mot slutten av planen. ROS gjelder',
    });
    const words = await kari.get('/planer/1/rediger/forkortelser');
    const wrong = await kari.send(words, { gjor: 'publiser', abbreviations: 'ROS uten kolon' });
    expect([wrong.status, wrong.html.includes('Rett: ROS uten kolon.')]).toEqual([422, true]);
    await kari.send(wrong, { gjor: 'publiser', abbreviations: 'ROS: risiko og sårbarhet\nHMS: helse' });
    expect(await summary()).toMatch(/Vurdert mot slutten av planen\. ROS .*ROS: risiko og sårbarhet/u);
  });

  it('assesses a sub-goal, and enters figures over time with their source', async () => {
    const plan = `/api/v1/plans/${vestdal.plan}`;
    const known = await kvittert.request('GET', plan, { as: emails.secretary });
    const subGoal = {
      title: 'Tilbakestrømssikring',
      about: 'at alle har sikring',
      indicators: [{ name: 'Abonnenter med sikring', unit: 'abonnenter', target: 40 }],
    };
    await kvittert.request('PUT', `${plan}/goals`, {
      as: emails.secretary,
      headers: { 'if-match': known.headers.get('etag') ?? '' },
      body: { goals: [{ title: 'Trygt vann', subGoals: [subGoal] }] },
    });
    const figures = async (figure: Record<string, string>) =>
      kari.send(await kari.get('/planer/1/rediger/tall-1'), {
        gjor: 'publiser',
        indicator: 'Abonnenter med sikring',
        source: 'Kommunens tilsyn',
        ...figure,
      });
    expect((await figures({ asOf: '2026-03-01', value: 'mange' })).status).toBe(422);
    await figures({ asOf: '2026-03-01', numerator: '31', denominator: '40' });
    await figures({ asOf: '2026-09-01', value: '35,5' });
    const form = await kari.get('/planer/1/rediger/delmal-1');
    expect(read(form.html)).toMatch(/1\. mars 2026 31 av 40 .*1\. september 2026 35,5 abonnenter/u);
    const indicators = await kari.get('/planer/1/rediger/indikatorer-1');
    expect(indicators.html).toContain('>Abonnenter med sikring; abonnenter; 40</textarea>');
    const renamed = await kari.send(indicators, { gjor: 'publiser', indicators: 'Sikring; abonnenter; 40' });
    expect([renamed.status, read(renamed.html)]).toEqual([
      422,
      expect.stringContaining('Det er ført inn tall'),
    ]);
    await kari.send(renamed, {
      gjor: 'publiser',
      indicators: 'Abonnenter med sikring; abonnenter; 38,5\nVannprøver; antall',
    });
    expect(await summary()).toMatch(/35,5 abonnenter \(mål: 38,5 abonnenter\)/u);
    await kari.send(await kari.get('/planer/1/rediger/delmal-1'), {
      gjor: 'publiser',
      verdict: 'partly-met',
      text: 'De fleste har fått det',
    });
    expect(await summary()).toContain('Målet er delvis nådd. De fleste har fått det.');
  });

  it('refers to measures by number and tells measures in one line, and apart again', async () => {
    const references = await kari.get('/planer/1/rediger/henvisninger-1');
    const missing = await kari.send(references, { gjor: 'publiser', measureIds: '2, 77 og 2/1' });
    expect(read(missing.html)).toContain('Det finnes ikke noe tiltak 77.');
    await kari.send(missing, { gjor: 'publiser', measureIds: '2 og 2/1' });
    expect(await summary()).toMatch(/Se tiltak 2 og tiltak 1 i plan 2/u);
    const join = await kari.get('/planer/1/rediger/samlet-omtale');
    await kari.send(join, { gjor: 'publiser', measureIds: '1, 2' });
    expect(await summary()).toMatch(/Tiltak 1 og 2 gikk ut på/u);
    const apart = await kari.get('/planer/1/rediger/delt-omtale');
    await kari.send(apart, { gjor: 'publiser', measureIds: vestdal.measures.slice(0, 2).join(',') });
    expect(await summary()).not.toMatch(/Tiltak 1 og 2 gikk/u);
  });

  it('proposes the coming report’s summary from the figures, and keeps what is written beside it', async () => {
    const live = async () => {
      const path = `/api/v1/plans/${vestdal.plan}/report-files/json`;
      const answer = await kvittert.request<{ headlines: object[]; writtenSummary?: string[] }>('GET', path, {
        as: emails.secretary,
      });
      return answer.body;
    };
    const section = '/planer/1/rediger/sammendrag';
    const form = await kari.get(section);
    expect(read(form.html)).toContain('Forslag fra tallene');
    const proposed = /<textarea[^>]*>(?<text>[^<]*)<\/textarea>/u.exec(form.html)?.groups?.['text'] ?? '';
    expect(proposed.split('\n')).toHaveLength(5);
    expect(proposed).toContain('Ingen av 4 tiltak er lukket. 1 av 4 punkter er kvittert ut.');
    expect(await live()).not.toHaveProperty('writtenSummary');
    const six = await kari.send(form, { gjor: 'publiser', text: 'a\nb\nc\nd\ne\nf' });
    expect([six.status, read(six.html).includes('Skriv høyst fem linjer.')]).toEqual([422, true]);
    await kari.send(six, { gjor: 'publiser', text: 'Vaktlisten er på plass.\n\n Vannverket gjenstår. ' });
    expect(await live()).toMatchObject({
      headlines: [{ kind: 'standing' }, {}, {}, {}, {}],
      writtenSummary: ['Vaktlisten er på plass.', 'Vannverket gjenstår.'],
    });
    const plan = await kvittert.request(`GET`, `/api/v1/plans/${vestdal.plan}`, { as: emails.secretary });
    expect(plan.body).toMatchObject({
      reportSummary: { lines: ['Vaktlisten er på plass.', 'Vannverket gjenstår.'] },
    });
    const again = await kari.get(section);
    expect(again.html).toContain('>Vaktlisten er på plass.\nVannverket gjenstår.</textarea>');
    await kari.send(again, { gjor: 'publiser', text: '' });
    expect(await live()).not.toHaveProperty('writtenSummary');
    const refused = await kvittert.request('POST', `/api/v1/plans/${vestdal.plan}/report-summaries`, {
      as: emails.secretary,
      body: { lines: ['1', '2', '3', '4', '5', '6'] },
    });
    expect(refused.status).toBe(422);
  });

  it('states the risk in words, and shows it in the summary', async () => {
    const form = await kari.get('/planer/1/tiltak/1/beskriv-risiko');
    await kari.send(form, { likelihood: 'Trolig neste sommer', consequence: 'Mange blir syke' });
    expect(await summary()).toContain('Risiko uten tiltaket: Trolig neste sommer. Mange blir syke.');
  });

  it('says once and for all that a decision has been carried out', async () => {
    const entered = await kvittert.request<{ id: string }>('POST', '/api/v1/decisions', {
      as: emails.secretary,
      body: {
        body: 'Kommunestyret',
        meetingDate: '2026-06-15',
        caseNumber: '14/26',
        archiveReference: '26/118-7',
        text: 'En plan legges fram.',
      },
    });
    const path = `/vedtak/${entered.body.id}`;
    expect((await ola.get(path)).status).toBe(403);
    await kvittert.request('POST', `/api/v1/decisions/${entered.body.id}/countersignatures`, {
      as: emails.leader,
      body: {},
    });
    const form = await kari.get(path);
    const refused = await kari.send(form, { note: '' });
    expect([refused.status, read(refused.html)]).toEqual([422, expect.stringContaining('Fyll ut')]);
    const done = await kari.send(refused, { note: 'Planen ble lagt fram i juni.' });
    expect(read(done.html)).toMatch(/Gjennomført .*: Planen ble lagt fram i juni\./u);
    expect(done.html).not.toContain('class="kv-form"');
  });

  it('shows the portfolio to those who read everything, and to nobody else', async () => {
    expect(read((await kari.get('/portefolje')).html)).toContain('4 tiltak er åpne.');
    expect((await ola.get('/portefolje')).status).toBe(403);
    expect((await ola.get('/')).html).not.toContain('href="/portefolje"');
    const answer = await kvittert.request('GET', '/api/v1/portfolio', { as: emails.owner });
    expect(answer.status).toBe(403);
  });
});
