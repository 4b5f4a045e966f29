import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { Browserless } from '../support/browserless.js';
import { type Installation, startInstallation } from '../support/installation.js';

/** Four eyes on what a body decided: one enters it, another countersigns. */
describe('a body’s decision on the pages', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let kari: Browserless;
  let jonas: Browserless;
  let ola: Browserless;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    const url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
    [kari, jonas, ola] = (await Promise.all(
      [emails.secretary, emails.colleague, emails.owner].map(async (email) => {
        const browser = new Browserless(url);
        await browser.logIn(email);
        return browser;
      }),
    )) as [Browserless, Browserless, Browserless];
  });
  afterAll(() => kvittert?.stop());

  const read = (html: string) => html.replace(/<[^>]+>/gu, ' ').replace(/\s+/gu, ' ');
  const minutes = {
    body: 'Beredskapsutvalget',
    meetingDate: '2026-06-15',
    caseNumber: '14/26',
    archiveReference: '26/118-7',
  };
  const proposeWaiver = () =>
    kvittert.request('POST', `/api/v1/items/${vestdal.items[0]}/waiver-proposals`, {
      as: emails.secretary,
      body: { ground: 'Anlegget er lagt ned.' },
    });
  const stateOfItem = async () => {
    const { body } = await kvittert.request<{ state: string }>('GET', `/api/v1/items/${vestdal.items[0]}`, {
      as: emails.secretary,
    });
    return body.state;
  };

  it('is entered by one, and has effect when another has countersigned it', async () => {
    await proposeWaiver();
    const form = await kari.get('/planer/1/tiltak/1/avgjor-om-punkt-utgar?punkt=1.1');
    const values = {
      item: vestdal.items[0] ?? '',
      granted: 'true',
      ground: 'Anlegget er lagt ned.',
      ...minutes,
    };
    const entered = await kari.send(form, values);
    expect(read(entered.html)).toContain('Vedtaket er ført. Det gjelder når en annen');
    expect(read(entered.html)).toContain('Punkt 1.1 i plan 1 utgår.');
    expect(entered.html).not.toContain('/kontrasigner"');
    expect(await stateOfItem()).toBe('open');
    expect(read((await kari.get('/')).html)).not.toContain('Vedtak du kan kontrasignere');

    const start = await jonas.get('/');
    expect(read(start.html)).toContain('Vedtak du kan kontrasignere');
    const path = /href="(\/vedtak\/[^"]+)"/u.exec(start.html)?.[1] ?? '';
    expect((await ola.get(path)).status).toBe(403);
    const decision = await jonas.get(path);
    const done = await jonas.send(decision, {}, `${path}/kontrasigner`);
    expect(read(done.html)).toContain('Vedtaket er kontrasignert og gjelder nå.');
    expect(await stateOfItem()).toBe('waived');
    expect(read((await kari.get('/planer/1/tiltak/1')).html)).toMatch(
      /Ført av Kari Nordmann, kontrasignert av Jonas Bakke/u,
    );
  });

  it('can’t be countersigned by the one who entered it, whatever address is sent', async () => {
    const { body } = await kvittert.request<{ awaitsCountersignature: { id: string } }>(
      'POST',
      `/api/v1/plans/${vestdal.draft}/adoptions`,
      { as: emails.secretary, body: { authority: { kind: 'body', ...minutes } } },
    );
    // The draft lacks a deadline: the rules say so when it is entered.
    expect(body).toMatchObject({ type: '/problems/measures-without-date' });

    const report = { authority: { kind: 'body', ...minutes }, as: 'not-implemented', ground: 'Avlyst.' };
    const closing = await kvittert.request<{ awaitsCountersignature: { id: string } }>(
      'POST',
      `/api/v1/measures/${vestdal.measures[3]}/closures`,
      { as: emails.secretary, body: report },
    );
    expect(closing.status).toBe(202);
    const path = `/vedtak/${closing.body.awaitsCountersignature.id}`;
    const refused = await kari.send(await kari.get(path), {}, `${path}/kontrasigner`);
    expect([refused.status, read(refused.html)]).toEqual([
      422,
      expect.stringContaining('Du førte vedtaket i sak 14/26 selv.'),
    ]);
    const withdrawn = await kari.send(refused, { reason: 'Ført på feil tiltak.' }, `${path}/trekk`);
    expect(read(withdrawn.html)).toContain('Trukket tilbake');
    expect((await jonas.get(path)).html).not.toContain('/kontrasigner"');
  });
});
