import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, make, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { Browserless, type Shown } from '../support/browserless.js';

/** An evaluation with what became of it, and the way there from a search. */
describe('the pages of evaluations', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let secretary: Browserless;
  let drill: { id: string; href: string };
  let recommendations: { id: string }[];

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    secretary = await loggedIn(emails.secretary);
    drill = await make(kvittert, emails.secretary, '/evaluations', {
      title: 'Øvelsen i vannverket',
      kind: 'exercise',
      publishedOn: '2020-05-04',
      authors: ['Vestdal kommune', 'Vannverket'],
      participants: [{ actor: 'Politiet', function: 'Innsatsleder' }],
      hearingAnswers: [{ from: 'Bergby kommune', summary: 'Støtter anbefalingene.' }],
      findings: [
        { kind: 'to-improve', text: 'Vakten ble varslet for sent.' },
        { kind: 'strength', text: 'Prøvene ble tatt raskt.' },
      ],
      recommendations: [
        {
          number: '1',
          title: 'Varsling av vakt',
          text: 'Vakten bør varsles på én måte.',
          findingIndexes: [0, 1],
        },
        { title: 'Reservelager', text: 'Lageret bør dobles.', findingIndexes: [1] },
      ],
    });
    recommendations = (
      await kvittert.request<{ recommendations: { id: string }[] }>('GET', drill.href, { as: 'system' })
    ).body.recommendations;
    const decide = (index: number, outcome: object) =>
      make(kvittert, emails.leader, `/recommendations/${recommendations[index]?.id}/outcomes`, {
        outcome,
        authority: { kind: 'leader' },
      });
    await decide(0, { kind: 'followed', measureIds: [vestdal.measures[0]] });
    await decide(1, {
      kind: 'not-prioritised',
      ground: 'Ikke rom i budsjettet.',
      remainingRisk: 'Tomt lager.',
    });
  });
  afterAll(() => kvittert?.stop());

  async function loggedIn(email: string): Promise<Browserless> {
    const browser = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
    await browser.logIn(email);
    return browser;
  }

  /** What a person reads: without tags, spaces evened out. */
  const words = ({ html }: Shown) =>
    html
      .replace(/<[^>]+>/gu, ' ')
      .replace(/\s+/gu, ' ')
      .replaceAll(' :', ':')
      .replaceAll(' .', '.');
  const page = (id: string, browser = secretary) => browser.get(`/evalueringer/${id}`);

  it('stand in the navigation, the newest first, with how many were assessed', async () => {
    const list = await secretary.get('/evalueringer');
    expect(list.html).toMatch(/<a href="\/evalueringer" aria-current="page">/u);
    expect(words(list)).toMatch(
      /Øvelsen i vannverket.*2 av 2 vurdert.*Vannutbruddet i Vestdal.*0 av 1 vurdert/u,
    );
  });

  it('show facts, both kinds of findings, recommendations, and what became of each', async () => {
    const shown = words(await page(drill.id));
    for (const said of [
      'Vestdal kommune og Vannverket',
      'Politiet – Innsatsleder',
      'Bergby kommune Støtter anbefalingene.',
      'Vakten ble varslet for sent. Fører til: Anbefaling 1',
      'Prøvene ble tatt raskt. Fører til: Anbefaling 1 , Reservelager',
      'Anbefaling 1: Varsling av vakt',
      'Tatt til følge. Avgjort av ledelsen',
      'Bygger på Funn 1 , Funn 2',
      'Ikke prioritert. Avgjort av ledelsen',
      'Grunn Ikke rom i budsjettet.',
      'Tomt lager.',
      'Tiltak Plan 1, tiltak 1: Varslingsplan (under oppfølging)',
    ]) {
      expect(shown).toContain(said);
    }
  });

  it('tell that a recommendation was given before, and after how long', async () => {
    const made = await kvittert.request<{ items: { id: string }[] }>('POST', '/api/v1/measure-batches', {
      as: emails.secretary,
      body: {
        planId: vestdal.draft,
        measures: [
          { title: 'Større lager', text: 'Igjen.', source: { evaluationId: drill.id, number: '2' } },
        ],
      },
    });
    const earlier = made.body.items[0]?.id ?? '';
    await make(kvittert, emails.secretary, `/measures/${vestdal.measures[1]}/repetitions`, {
      earlierMeasureId: earlier,
    });
    expect(words(await page(drill.id))).toMatch(/Kom igjen: tiltak 2 i plan 1, \d år senere/u);
    expect(words(await secretary.get('/planer/1/tiltak/2'))).toMatch(
      /Gjentar tiltak 2 i plan 2, \d år tidligere/u,
    );
    expect(words(await secretary.get('/planer/2/tiltak/2'))).toMatch(
      /Kom igjen tiltak 2 i plan 1, \d år senere/u,
    );
  });

  it.each(['varslet for sent', 'reservelager', 'øvelsen i vannverket'])(
    'are where a search for %s leads, to the place itself',
    async (text) => {
      const found = await secretary.get(`/sok?q=${encodeURIComponent(text)}`);
      const [, href = ''] =
        /<p class="kv-hit-title"><a class="ds-link" href="([^"]+)"/u.exec(found.html) ?? [];
      const [path = '', anchor] = href.split('#');
      expect(path).toBe(`/evalueringer/${drill.id}`);
      const shown = await secretary.get(path);
      if (anchor !== undefined) expect(shown.html).toContain(`id="${anchor}"`);
    },
  );

  it('are for those who read everything, and of no use to a guesser', async () => {
    const owner = await loggedIn(emails.owner);
    expect((await owner.get('/evalueringer')).status).toBe(403);
    expect((await page(drill.id, owner)).status).toBe(403);
    expect((await page('nr-1')).status).toBe(404);
    expect((await page(crypto.randomUUID())).status).toBe(404);
    expect((await secretary.get('/evalueringer?cursor=x')).status).toBe(404);
    const auditor = await loggedIn(emails.auditor);
    expect((await page(drill.id, auditor)).status).toBe(200);
  });
});
