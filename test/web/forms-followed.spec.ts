import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { addDays } from '#domain/follow-up/calendar.js';
import { emails, make, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import { browserProgram, launchBrowser, logIn } from '../accessibility/browser.js';
import { Browserless, type Shown } from '../support/browserless.js';
import { type FormOnPage, formsOn } from '../support/form-on-page.js';
import { type Installation, startInstallation } from '../support/installation.js';

/** What every change of a measure's content says. */
const how = { material: 'false', reason: 'Språket.' };
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' }).format(new Date());

/** What a person meets after a form: the page it leads to, with the word that it is done. */
describe('after a form', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  const people: Record<'kari' | 'jonas' | 'ola' | 'astrid', Browserless> = {} as never;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    const address = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
    const emailOf = {
      kari: emails.secretary,
      jonas: emails.colleague,
      ola: emails.owner,
      astrid: emails.leader,
    };
    for (const [name, email] of Object.entries(emailOf) as [keyof typeof people, string][]) {
      people[name] = new Browserless(address);
      await people[name].logIn(email);
    }
  });
  afterAll(() => kvittert?.stop());

  async function fill(
    who: keyof typeof people,
    path: string,
    written: Record<string, string>,
  ): Promise<Shown> {
    const page = await people[who].get(path);
    expect({ path, status: page.status }).toEqual({ path, status: 200 });
    return people[who].send(page, written);
  }

  /** Done, on a page that is there, and that says so. */
  function expectDone(page: Shown): void {
    const { pathname, search } = page.address;
    const said = /role="status"|kv-done/u.test(page.html);
    expect({ at: pathname + search, status: page.status, said }).toEqual({
      at: pathname + search,
      status: 200,
      said: true,
    });
    expect(page.html).not.toContain('Siden finnes ikke');
  }

  it('the reporting, from its dates to the acknowledgement: each form leads to a page that is there', async () => {
    expectDone(
      await fill('kari', '/planer/1/rapportering', { cadenceMonths: '3', firstOn: today, language: 'nb' }),
    );
    await make(kvittert, emails.secretary, `/plans/${vestdal.plan}/reports`);
    const report = '/planer/1/rapporter/1';
    expectDone(await fill('kari', `${report}/las`, {}));
    expectDone(await fill('kari', `${report}/frigi`, {}));
    expectDone(await fill('astrid', `${report}/ta-til-etterretning`, {}));
  });

  it('a similar name is shown with a way to it, what was typed is kept, and another is registered when it is said', async () => {
    const written = { kind: 'other', name: 'VESTDAL', organisationNumber: '974 760 673' };
    const refused = await fill('kari', '/ansvarlige/ny', written);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Bruk denne: Vestdal kommune');
    expect(refused.html).toContain(`href="/ansvarlige/${vestdal.parties.vestdal}"`);
    const { confirmedNotSimilarTo: _unticked, ...kept } = fieldsOf(refused);
    expect(kept).toEqual(written);
    const another = { ...written, confirmedNotSimilarTo: vestdal.parties.vestdal };
    expectDone(await people.kari.send(refused, another));
    const taken = await fill('kari', '/ansvarlige/ny', { ...written, name: 'Fjellvik havn' });
    expect(taken.html).toContain('VESTDAL har dette organisasjonsnummeret');
    const wrong = { ...written, name: 'Fjellvik havn', organisationNumber: '974760674' };
    expect((await fill('kari', '/ansvarlige/ny', wrong)).html).toContain('stemmer ikke');
  });

  it('a group over time: who is, who is to be and who was a member, each with dates, and the count of today', async () => {
    const group = `/ansvarlige/${vestdal.parties.group}`;
    const tomorrow = addDays(today, 1);
    const { hospital, vestdal: municipality } = vestdal.parties;
    await make(kvittert, emails.secretary, '/measures', {
      planId: vestdal.plan,
      title: 'Felles varslingsliste',
      text: 'Lag en varslingsliste.',
      deadline: { on: addDays(today, 100) },
      responsible: { mode: 'each', partyIds: [vestdal.parties.group] },
    });
    expectDone(await fill('kari', `${group}/nytt-medlem`, { partyId: hospital, from: tomorrow }));
    const joined = await people.kari.get(group);
    expect(joined.html).toContain('Gruppen har ett medlem i dag.');
    expect(joined.html).toContain('Kommende medlemmer');
    const leaving = { partyId: municipality, to: addDays(today, -1), reason: 'Slått sammen.' };
    const tooEarly = await fill('kari', `${group}/medlem-slutter`, leaving);
    expect([tooEarly.status, tooEarly.html.includes('en senere dag')]).toEqual([422, true]);
    const left = await people.kari.send(tooEarly, { ...leaving, to: today });
    expectDone(left);
    expect(left.html).toContain('Vestdal kommune går ut av gruppen etter');
    expect((await people.kari.get('/')).html).toContain('Går ut av en gruppe');
    const answered = await fill('kari', `${group}/avgjor-punkter`, {
      partyId: municipality,
      answer: 'keep',
      reason: 'Arbeidet gjøres ferdig.',
    });
    expectDone(answered);
    expect(answered.html).not.toContain('går ut av gruppen etter');
    expect((await people.kari.get('/')).html).not.toContain('Går ut av en gruppe');
  });

  it('every page takes the word of what was done', async () => {
    const seen = new Set<string>();
    for (const who of ['kari', 'astrid', 'ola'] as const) {
      const waiting = ['/', '/planer/1', '/planer/1/rapporter/1', '/tiltaksbank', '/import', '/ansvarlige'];
      while (waiting.length > 0 && seen.size < 120) {
        const path = waiting.shift() ?? '';
        if (seen.has(`${who} ${path}`)) continue;
        seen.add(`${who} ${path}`);
        const page = await people[who].get(path);
        if (page.status !== 200 || !(page.headers.get('content-type') ?? '').includes('html')) continue;
        const done = await people[who].get(`${path}${path.includes('?') ? '&' : '?'}utfort=status`);
        expect({ who, path, status: done.status }).toEqual({ who, path, status: 200 });
        for (const [, href = ''] of page.html.matchAll(/href="(\/[^"#]*)"/gu)) {
          const link = href.replaceAll('&amp;', '&');
          if (!/^\/(assets|api|login|logg|rapporter\/.*\.(atom|pdf)|.*\/filer\/)/u.test(link))
            waiting.push(link);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(60);
  });

  describe('that comes after the session is over', () => {
    /** Of each kind of form one, with the page it stands on and who met it. */
    async function everyForm(): Promise<{ who: keyof typeof people; path: string; form: FormOnPage }[]> {
      const found = new Map<string, { who: keyof typeof people; path: string; form: FormOnPage }>();
      const kindOf = (address: string) =>
        address.replace(/\?.*$/u, '').replaceAll(/\/(?:\d+|m\d+|[0-9a-f-]{36})(?=\/|$)/gu, '/:n');
      for (const who of ['kari', 'astrid', 'ola'] as const) {
        const waiting = ['/', '/innlogging', '/planer/1', '/planer/1/rediger', '/planer/1/rapporter/1'];
        waiting.push('/tiltaksbank', '/import', `/import/${draft}`, `/vedtak/${decision}`);
        const seen = new Set<string>();
        while (waiting.length > 0) {
          const path = waiting.shift() ?? '';
          if (seen.has(kindOf(path))) continue;
          seen.add(kindOf(path));
          const page = await people[who].get(path);
          if (page.status !== 200 || !(page.headers.get('content-type') ?? '').includes('html')) continue;
          for (const form of formsOn(page.html))
            if (!found.has(kindOf(form.action))) found.set(kindOf(form.action), { who, path, form });
          for (const [, href = ''] of page.html.matchAll(/href="(\/[^"#]*)"/gu))
            if (!/^\/(assets|api|login|logg|rapporter|.*\/filer\/|.*xlsx)/u.test(href))
              waiting.push(href.replaceAll('&amp;', '&'));
        }
      }
      return [...found.values()].filter(({ form }) => !/^\/(?:logout|innlogging)/u.test(form.action));
    }

    let draft: string;
    let decision: string;

    beforeAll(async () => {
      const uploaded = await people.kari.sendForm(
        formsOn((await people.kari.get('/import')).html).find(({ file }) => file) as FormOnPage,
        (formsOn((await people.kari.get('/import')).html).find(({ file }) => file) as FormOnPage).entries,
      );
      draft = uploaded.address.pathname.split('/').at(-1) ?? '';
      const entered = await make(kvittert, emails.secretary, '/decisions', {
        body: 'Beredskapsrådet',
        meetingDate: today,
        caseNumber: '26/4711-3',
        archiveReference: '26/4711-3',
        text: 'Tiltaksplanen tas til orientering.',
      });
      decision = entered.id;
    });

    it('is refused where it was made from another version, whatever form it is and whatever else is wrong', async () => {
      const passed: unknown[] = [];
      const forms = (await everyForm()).filter(({ form }) =>
        form.entries.some(([name]) => name === 'version'),
      );
      for (const { who, form } of forms) {
        const older = (entries: FormOnPage['entries']): FormOnPage['entries'] =>
          entries.map(([name, value]) => [name, name === 'version' ? '0' : value]);
        for (const entries of [older(form.entries), older(form.filledIn)]) {
          const answer = await people[who].sendForm(form, entries);
          const said = answer.html.includes('Noen har endret dette');
          if (answer.status !== 422 || !said) passed.push([form.action, answer.status, answer.heading, said]);
        }
      }
      expect(passed).toEqual([]);
      expect(forms.length).toBeGreaterThan(15);
    });

    it('is found again as it was left, whatever form it is, with its labels meanwhile', async () => {
      const lost: unknown[] = [];
      const forms = await everyForm();
      for (const { who, path, form } of forms) {
        const browser = people[who];
        const answer = await browser.without('kvittert-session', () => browser.sendForm(form, form.filledIn));
        expect([form.action, answer.status, answer.heading]).toEqual([form.action, 401, 'Du er logget ut']);
        const writes = form.filledIn.filter(
          ([name, value]) => value.includes('Skrevet') && name in form.labels,
        );
        for (const [name] of writes)
          if (!answer.html.includes(`>${htmlOf(form.labels[name] ?? '').replace(/ \(.*?\)$/u, '')}`))
            lost.push([form.action, 'label', name]);
        if (writes.length === 0 && form.filledIn.every(([name]) => name.startsWith('_'))) continue;
        const back = await browser.get(path);
        const again = formsOn(back.html).find(({ action }) => action === form.action);
        const sent = (one: FormOnPage['entries'] | undefined) =>
          one?.filter(([name]) => !['_csrf', '_felt'].includes(name)).filter(([name]) => name !== 'key');
        if (JSON.stringify(sent(again?.entries)) !== JSON.stringify(sent(form.filledIn)))
          lost.push([path, form.action, sent(again?.entries), sent(form.filledIn)]);
      }
      expect(lost).toEqual([]);
      expect(forms.map(({ form }) => form.action).length).toBeGreaterThan(30);
    });
  });

  it('one whose form is refused for something else is told at once that another was there, and undoes nothing', async () => {
    const path = '/planer/1/tiltak/1/endre-innhold';
    const [karis, jonass] = [await people.kari.get(path), await people.jonas.get(path)];
    expectDone(await people.kari.send(karis, { ...fieldsOf(karis), title: 'Karis andre tittel', ...how }));
    const written = { ...fieldsOf(jonass), about: 'jonas sitt andre tema', ...how };
    const refused = await people.jonas.send(jonass, { ...written, reason: '' });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Noen har endret dette siden du åpnet skjemaet');
    expect(refused.html).toContain('href="#felt-reason"');
    expect(fieldsOf(refused)).toMatchObject({ title: 'Karis andre tittel', about: 'jonas sitt andre tema' });
    expectDone(await people.jonas.send(refused, { ...fieldsOf(refused), ...how }));
    const now = fieldsOf(await people.kari.get(path));
    expect(now).toMatchObject({ title: 'Karis andre tittel', about: 'jonas sitt andre tema' });
  });

  it('two who revise the same measure: neither undoes the other’s change unseen', async () => {
    const path = '/planer/1/tiltak/1/endre-innhold';
    const [karis, jonass] = [await people.kari.get(path), await people.jonas.get(path)];
    expect([karis.status, jonass.status]).toEqual([200, 200]);
    const titled = { ...fieldsOf(karis), title: 'Karis tittel', ...how };
    expectDone(await people.kari.send(karis, titled));
    const refused = await people.jonas.send(jonass, {
      ...fieldsOf(jonass),
      about: 'jonas sitt tema',
      ...how,
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Noen har endret dette siden du åpnet skjemaet');
    expect(fieldsOf(refused)).toMatchObject({ title: 'Karis tittel', about: 'jonas sitt tema' });
    expectDone(await people.jonas.send(refused, fieldsOf(refused)));
    const now = fieldsOf(await people.kari.get(path));
    expect(now).toMatchObject({ title: 'Karis tittel', about: 'jonas sitt tema' });
  });

  it('two who write in the same field: both texts are shown', async () => {
    const path = '/planer/1/tiltak/1/endre-innhold';
    const [karis, jonass] = [await people.kari.get(path), await people.jonas.get(path)];
    expectDone(await people.kari.send(karis, { ...fieldsOf(karis), title: 'Den ene', ...how }));
    const refused = await people.jonas.send(jonass, { ...fieldsOf(jonass), title: 'Den andre', ...how });
    expect(fieldsOf(refused)['title']).toBe('Den andre');
    expect(refused.html).toContain('En annen har skrevet dette under «Tittel»: Den ene.');
  });

  it('two who correct the same draft of an import: what one changed is not taken back by what the other left alone', async () => {
    const upload = formsOn((await people.kari.get('/import')).html).find(({ file }) => file) as FormOnPage;
    const draft = await people.kari.sendForm(upload, upload.entries);
    const path = draft.address.pathname;
    const formOn = (page: Shown) =>
      formsOn(page.html).find(({ action }) => action === `${path}/valg`) as FormOnPage;
    const written = (form: FormOnPage, values: Record<string, string>): FormOnPage['entries'] =>
      form.entries.map(([name, value]) => [name, values[name] ?? value]);
    const valueIn = (form: FormOnPage, name: string) => form.entries.find(([known]) => known === name)?.[1];
    const [karis, jonass] = [formOn(draft), formOn(await people.jonas.get(path))];
    expect(valueIn(karis, 'archiveReference')).toBeDefined();
    expectDone(
      await people.kari.sendForm(karis, written(karis, { archiveReference: '26/01234-5', title: 'Flommen' })),
    );
    const refused = await people.jonas.sendForm(jonass, written(jonass, { title: 'Evaluering av flommen' }));
    expect(refused.html).toContain('Noen har endret dette siden du åpnet skjemaet');
    const again = formOn(refused);
    expect(valueIn(again, 'archiveReference')).toBe('26/01234-5');
    expect(valueIn(again, 'title')).toBe('Evaluering av flommen');
    expect(refused.html).toContain('En annen har skrevet dette under');
    expectDone(await people.jonas.sendForm(again, again.entries));
    const now = formOn(await people.kari.get(path));
    expect([valueIn(now, 'archiveReference'), valueIn(now, 'title')]).toEqual([
      '26/01234-5',
      'Evaluering av flommen',
    ]);
  });

  it('a closed measure is reopened with a new deadline, and keeps what is typed until it has one', async () => {
    await make(kvittert, emails.secretary, `/measures/${vestdal.measures[3]}/closures`, {
      as: 'implemented',
    });
    const path = '/planer/1/tiltak/4/gjenapne';
    const form = await people.kari.get(path);
    const again = { reason: 'Tiltaket virket ikke i øvelsen.', deadlineOn: '', reviewOn: '' };
    const undated = await people.kari.send(form, again);
    expect(undated.html).toContain('Gi tiltaket en ny frist eller en vurderingsdato');
    expect(undated.html).toContain('href="#felt-deadlineOn"');
    expect(fieldsOf(undated)['reason']).toBe(again.reason);
    const day = addDays(today, 100);
    expectDone(await people.kari.send(undated, { ...again, deadlineOn: day }));
    const measure = await kvittert.request<{ state: string; deadline: object }>(
      'GET',
      `/api/v1/measures/${vestdal.measures[3]}`,
      { as: emails.secretary },
    );
    // Nothing is to be done again: its items stay signed off, and a new one may be added.
    expect(measure.body).toMatchObject({ state: 'ready-to-close', deadline: { inForce: day, moves: [{}] } });
  });

  it('more time: asked by the owner, seen in the queue with what is known of it, and many answered together', async () => {
    const made = await make(kvittert, emails.secretary, '/measures', {
      planId: vestdal.plan,
      title: 'Reservepumpe',
      text: 'Sett inn en reservepumpe.',
      deadline: { on: '2027-06-01' },
      responsible: { mode: 'joint', partyIds: [vestdal.parties.vestdal] },
    });
    await make(kvittert, emails.leader, `/measures/${made.id}/acceptances`, {
      authority: { kind: 'leader' },
    });
    const item = `/planer/1/tiltak/${made.number ?? 0}`;
    const point = `punkt ${made.number ?? 0}.1`;
    const asking = `${item}/be-om-utsettelse`;
    const tooEarly = await fill('ola', asking, { to: '2027-05-31', reason: 'Levering er forsinket.' });
    expect([tooEarly.status, tooEarly.html.includes('Velg en dag etter 1. juni 2027')]).toEqual([422, true]);
    expect(fieldsOf(tooEarly)).toMatchObject({ reason: 'Levering er forsinket.' });
    expectDone(await people.ola.send(tooEarly, { to: '2027-07-01', reason: 'Levering er forsinket.' }));
    expect((await people.ola.get(item)).html).toContain('Bedt om utsettelse til 1. juli 2027');
    expect((await people.ola.get('/')).html).toContain('Bedt om utsettelse til 1. juli 2027');
    expectDone(await fill('ola', `${item}/trekk-utsettelse`, {}));
    expectDone(await fill('ola', asking, { to: '2027-07-15', reason: 'Levering er forsinket.' }));

    expect((await people.ola.get('/utsettelser')).status).toBe(403);
    const queue = await people.kari.get('/utsettelser');
    for (const said of [
      '1. juni 2027',
      '15. juli 2027',
      'Det ble bedt om dette ',
      'Levering er forsinket.',
      'Vestdal kommune',
    ])
      expect(queue.html).toContain(said);
    expect(queue.html).toContain('til 1. juli 2027, trukket');
    expect((await people.astrid.get('/utsettelser')).html).toContain(
      'Sekretariatet satte fristen og svarer.',
    );
    expect((await people.kari.get('/')).html).toContain('Utsettelser som venter på svar fra deg');

    const shown = await people.kari.get('/utsettelser/svar');
    const [replaced = ''] = /name="itemIds"[^>]*value="([^"]+)"/u.exec(shown.html)?.slice(1) ?? [];
    expectDone(await fill('ola', `${item}/trekk-utsettelse`, {}));
    expectDone(await fill('ola', asking, { to: '2027-07-15', reason: 'Levering er forsinket.' }));
    const overtaken = await people.kari.send(shown, { itemIds: replaced, answer: 'granted', words: '' });
    expect(overtaken.status).not.toBe(303);
    expect(overtaken.html).toContain('Det er bedt om en ny utsettelse av punkt');

    const answering = await people.kari.get('/utsettelser/svar');
    const [itemId = ''] = /name="itemIds"[^>]*value="([^"]+)"/u.exec(answering.html)?.slice(1) ?? [];
    const silent = await people.kari.send(answering, { itemIds: itemId, answer: 'refused', words: '' });
    expect([silent.status, silent.html.includes('Skriv')]).toEqual([422, true]);
    expectDone(await people.kari.send(silent, { itemIds: itemId, answer: 'granted', words: '' }));
    expect((await people.kari.get('/utsettelser')).html).toContain('Ingen utsettelser venter på svar.');
    const moved = (await people.kari.get(item)).html;
    expect(moved).toContain(`Utsettelse for ${point} ble innvilget til 15. juli 2027`);
    expect(moved).toContain(`Ønsket om utsettelse for ${point} ble trukket`);

    expectDone(await fill('ola', asking, { to: '2027-08-01', reason: 'Fortsatt forsinket.' }));
    const one = await fill('jonas', `${item}/svar-pa-utsettelse`, { answer: 'refused', words: '' });
    expect([one.status, one.html.includes('href="#felt-words"')]).toEqual([422, true]);
    expectDone(await people.jonas.send(one, { answer: 'refused', words: 'Fristen står.' }));
    expect((await people.ola.get(item)).html).toContain('Utsettelse til 1. august 2027 ble avslått');
  });

  it('a ladder is changed in two steps: first who will hear of what, then the change that was shown', async () => {
    const path = '/planer/1/paminnelser';
    const form = await people.kari.get(path);
    expect(form.heading).toBe('Bestem når det skal minnes på');
    const known = fieldsOf(form);
    expect(known).toMatchObject({ beforeDays: '30, 14, 7, 1', afterDays: '1, 7', repeatAfterDays: '14' });
    const wrong = await people.kari.send(form, { ...known, repeatAfterDays: 'ofte', reason: 'Haster.' });
    expect([wrong.status, fieldsOf(wrong)['repeatAfterDays']]).toEqual([422, 'ofte']);

    const sooner = { ...known, beforeDays: '60, 21 og 7', reason: 'Planen haster.' };
    const shown = await people.kari.send(form, sooner);
    expect([shown.status, shown.heading]).toEqual([200, 'Dette følger av de nye reglene']);
    expect(shown.html).toContain('Ingenting er endret ennå.');
    const ladder = async () =>
      (
        await kvittert.request<{ ladder: { beforeDays: number[] } }>('GET', `/api/v1/plans/${vestdal.plan}`, {
          as: emails.secretary,
        })
      ).body.ladder.beforeDays;
    expect(await ladder()).toEqual([30, 14, 7, 1]);
    const { body: preview } = await kvittert.request<{ items: object[]; noLonger: object[] }>(
      'POST',
      `/api/v1/plans/${vestdal.plan}/ladder-previews`,
      {
        as: emails.secretary,
        body: { ladder: { ...defaultLadder, beforeDays: [60, 21, 7] } },
      },
    );
    const count = preview.noLonger.length;
    expect(shown.html).toContain(
      count === 0
        ? 'Ingen meldinger faller bort'
        : `${count === 1 ? 'Én melding' : `${count} meldinger`} falle`,
    );

    // Another than was shown is shown again.
    const again = await people.kari.send(shown, { ...sooner, beforeDays: '40, 7' });
    expect(again.heading).toBe('Dette følger av de nye reglene');
    expect(await ladder()).toEqual([30, 14, 7, 1]);
    expectDone(await people.kari.send(again, { ...sooner, beforeDays: '40, 7' }));
    expect(await ladder()).toEqual([40, 7]);
    expect((await people.ola.get(path)).status).toBe(403);
  });

  it('two who change the same ladder: the one who comes late sees the other’s rules before theirs are previewed', async () => {
    const path = '/planer/1/paminnelser';
    const [karis, jonass] = [await people.kari.get(path), await people.jonas.get(path)];
    const reason = { reason: 'Ønsket av ledelsen.' };
    const previewed = await people.kari.send(karis, { ...fieldsOf(karis), afterDays: '2, 9', ...reason });
    const begun = await people.jonas.send(jonass, { ...fieldsOf(jonass), beforeDays: '21', ...reason });
    expect([previewed.heading, begun.heading]).toEqual(Array(2).fill('Dette følger av de nye reglene'));
    expectDone(await people.kari.send(previewed, fieldsOf(previewed)));
    // The one is overtaken before the preview, the other after it.
    for (const late of [jonass, begun]) {
      const refused = await people.jonas.send(late, {
        ...fieldsOf(jonass),
        beforeDays: '21',
        ...reason,
      });
      expect(refused.status).toBe(422);
      expect(refused.html).toContain('Noen har endret dette siden du åpnet skjemaet');
      expect(fieldsOf(refused)).toMatchObject({ beforeDays: '21', afterDays: '2, 9' });
    }
  });

  it('a form that comes too early says when, not that one has no right', async () => {
    const page = await people.kari.get('/planer/1/tiltak/1/gjenapne');
    expect(page.status).toBe(409);
    expect(page.heading).toBe('Dette kan ikke gjøres nå');
    const auditor = await people.ola.get('/planer/1/tiltak/1/sett-ansvarlig');
    expect([403, 404]).toContain(auditor.status);
  });

  (browserProgram === undefined ? it.skip : it)(
    'who leaves with forty duties hands over all of it in six clicks, seen by name beforehand',
    async () => {
      const { id: leaving } = await make(kvittert, 'system', '/persons', {
        name: 'Grete Vik',
        email: 'grete.vik@vestdal.example',
        roles: ['secretariat'],
      });
      for (let n = 1; n <= 40; n += 1)
        await make(kvittert, emails.secretary, '/plans', { title: `Plan ${n}`, caseOfficerId: leaving });
      const browser = await launchBrowser();
      try {
        const url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
        const page = await logIn(await browser.newContext(), url, 'Kari Nordmann');
        let clicks = 0;
        const press = async (element: Locator) => {
          clicks += 1;
          await element.click();
        };
        await page.goto(`${url}/personer`);
        await press(page.getByRole('link', { name: 'Grete Vik' }));
        clicks += 1;
        await page.getByLabel('Hvem overtar?').selectOption({ label: 'Jonas Bakke' });
        await press(page.getByRole('button', { name: 'Se hvem som får hva' }));
        expect(await page.getByText('Jonas Bakke får 40 oppgaver.').count()).toBe(1);
        await press(page.getByLabel('Personen har sluttet'));
        await press(page.getByRole('button', { name: 'Overlat alt' }));
        await page.getByText('Oppgavene er overlatt.').waitFor();
        expect(clicks).toBeLessThanOrEqual(6);
      } finally {
        await browser.close();
      }
      const as = { as: emails.secretary };
      const left = await kvittert.request<{ items: unknown[] }>(
        'GET',
        `/api/v1/persons/${leaving}/duties`,
        as,
      );
      expect(left.body.items).toEqual([]);
      const taken = await kvittert.request<{ items: unknown[] }>(
        'GET',
        `/api/v1/persons/${vestdal.people.colleague}/duties`,
        as,
      );
      expect(taken.body.items).toHaveLength(40);
    },
  );
});

/** As it stands in a page. */
function htmlOf(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What stands in the page's fields, as a browser would send it. */
function fieldsOf({ html }: Shown): Record<string, string> {
  const form = /<form[^>]*class="kv-form"[^]*?<\/form>/u.exec(html)?.[0] ?? '';
  const texts = [...form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)<\/textarea>/gu)];
  const inputs = [...form.matchAll(/<input[^>]*>/gu)].flatMap(([input]) => {
    const name = / name="([^"]+)"/u.exec(input)?.[1];
    if (name === undefined || /type="(hidden|radio|checkbox)"/u.test(input)) return [];
    return [[name, / value="([^"]*)"/u.exec(input)?.[1] ?? ''] as const];
  });
  const selects = [...form.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([^]*?)<\/select>/gu)].map(
    ([, name = '', options = '']) =>
      [
        name,
        /<option[^>]*value="([^"]*)"[^>]*selected/u.exec(options)?.[1] ??
          /<option[^>]*selected[^>]*value="([^"]*)"/u.exec(options)?.[1] ??
          '',
      ] as const,
  );
  const ticked = [...form.matchAll(/<input[^>]*type="(?:radio|checkbox)"[^>]*>/gu)].flatMap(([input]) => {
    const name = / name="([^"]+)"/u.exec(input)?.[1] ?? '';
    return / checked/u.test(input) ? [[name, / value="([^"]*)"/u.exec(input)?.[1] ?? ''] as const] : [];
  });
  return Object.fromEntries(
    [...texts.map(([, name = '', text = '']) => [name, text] as const), ...inputs, ...selects, ...ticked].map(
      ([name, value]) => [
        name,
        value
          .replace(/^\n/u, '')
          .replaceAll('&quot;', '"')
          .replaceAll('&#x27;', "'")
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&'),
      ],
    ),
  );
}
