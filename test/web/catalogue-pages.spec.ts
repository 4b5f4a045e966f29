import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, make, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { Browserless, type Shown } from '../support/browserless.js';

/** The catalogue in a browser without scripts: kept, read in its versions, and picked from. */
describe('the catalogue’s pages', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let secretary: Browserless;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    secretary = await loggedIn(emails.secretary);
  });
  afterAll(() => kvittert?.stop());

  async function loggedIn(email: string): Promise<Browserless> {
    const browser = new Browserless(kvittert.apiUrl().replace('127.0.0.1', 'localhost'));
    await browser.logIn(email);
    return browser;
  }

  const situations = async () => {
    const { body } = await kvittert.request<{ items: { href: string }[] }>('GET', '/api/v1/catalogues', {
      as: 'system',
    });
    const { body: catalogue } = await kvittert.request<{
      version: number;
      situations: {
        number: number;
        name: string;
        indicators: string[];
        candidates: { id: string; title: string; text: string }[];
      }[];
    }>('GET', body.items[0]?.href ?? '', { as: 'system' });
    return catalogue;
  };

  it('are filled in by forms alone, and keep what is left empty empty', async () => {
    await secretary.send(await secretary.get('/tiltaksbank/ny'), { name: 'Vannforsyning' });
    const added = await secretary.send(await secretary.get('/tiltaksbank/1/ny-situasjon'), {
      name: 'Trykkfall',
      indicators: 'Trykk i nettet\r\n\r\n Henvendelser ',
      candidate1Title: 'Kokevarsel',
      candidate1Text: 'Varsle alle abonnenter.',
      candidate3Title: 'Spyling',
      change: 'Første situasjon.',
    });
    expect(added.status).toBe(200);
    expect(added.html).toContain('Situasjonen er lagt til.');
    const catalogue = await situations();
    expect(catalogue.situations).toMatchObject([
      {
        number: 1,
        name: 'Trykkfall',
        indicators: ['Trykk i nettet', 'Henvendelser'],
        considerWhen: [],
        candidates: [
          { title: 'Kokevarsel', text: 'Varsle alle abonnenter.' },
          { title: 'Spyling', text: '' },
        ],
      },
    ]);
  });

  it('say at the row what is wrong in it, and lose nothing', async () => {
    const form = await secretary.get('/tiltaksbank/1/situasjon/1/rediger');
    const refused = await secretary.send(form, {
      ...written(form),
      candidate4Text: 'En tekst uten tittel',
      change: '',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#felt-candidate4Title"');
    expect(refused.html).toContain('href="#felt-change"');
    expect(refused.html).toContain('En tekst uten tittel');
    expect((await situations()).version).toBe(2);
  });

  it('keep a candidate’s id through a change, and tell the change in the history', async () => {
    const before = (await situations()).situations[0]?.candidates;
    const form = await secretary.get('/tiltaksbank/1/situasjon/1/rediger');
    const taken = await secretary.send(form, {
      ...written(form),
      candidate1Title: 'Kokevarsel på SMS',
      candidate2Title: '',
      change: 'Varslet går på SMS; spyling er tatt ut.',
    });
    expect(taken.status).toBe(200);
    expect(taken.html).toContain('Varslet går på SMS; spyling er tatt ut.');
    expect((await situations()).situations[0]?.candidates).toEqual([
      { ...before?.[0], title: 'Kokevarsel på SMS' },
    ]);
    const old = await secretary.get('/tiltaksbank/1?versjon=2');
    expect(old.html).toContain('Spyling');
    expect(old.html).toContain('Dette er versjon 2. Versjon 3 gjelder nå.');
    expect(taken.html).not.toContain('Spyling');
  });

  it('refuse what was written on an older version, and show it', async () => {
    const form = await secretary.get('/tiltaksbank/1/situasjon/1/vurder-risiko');
    const written = { likelihood: 'Lite sannsynlig.', consequence: 'Alvorlig for sykehuset.' };
    await secretary.send(await secretary.get('/tiltaksbank/1/situasjon/1/vurder-risiko'), written);
    const stale = await secretary.send(form, { ...written, likelihood: 'Sannsynlig etter ny måling.' });
    expect(stale.status).toBe(422);
    expect(stale.html).toContain('Sannsynlig etter ny måling.');
    const taken = await secretary.send(stale, { ...written, likelihood: 'Sannsynlig etter ny måling.' });
    expect(taken.html).toContain('Hvor sannsynlig: Sannsynlig etter ny måling.');
  });

  it('put what is picked for a measure into its plan, with the version and the occasion', async () => {
    const measure = await secretary.get('/planer/1/tiltak/1');
    expect(measure.html).toContain('href="/tiltaksbank?fra=1-1"');
    const { version, situations: known } = await situations();
    const form = await secretary.get('/tiltaksbank/1/situasjon/1/velg-tiltak?fra=1-1');
    const chosen = { planId: vestdal.plan, occasion: `measure:${vestdal.measures[0]}` };
    for (const value of Object.values(chosen)) expect(form.html).toContain(`value="${value}" selected`);
    const nothing = await secretary.send(form, chosen);
    expect(nothing.status).toBe(422);
    const taken = await secretary.send(nothing, {
      ...chosen,
      candidateIds: known[0]?.candidates[0]?.id ?? '',
    });
    expect(taken.address.pathname).toBe('/planer/1');
    expect(taken.html).toContain('Tiltakene er registrert.');
    const picked = await secretary.get('/planer/1/tiltak/5');
    expect(picked.heading).toBe('Kokevarsel på SMS');
    expect(picked.html).toContain(`href="/tiltaksbank/1?versjon=${version}"`);
    expect(picked.html).toContain(`Valgt fra tiltaksbanken Vannforsyning, versjon ${version}: Trykkfall`);
    expect(picked.html).toMatch(/Valgt med utgangspunkt i <a[^>]*>tiltak 1 i plan 1</u);
    const shown = await secretary.get('/tiltaksbank/1');
    expect(shown.html).toMatch(/Valgt én gang:.*<a[^>]*href="\/planer\/1\/tiltak\/5"[^>]*>.*\(foreslått\)/u);
  });

  it('are for reading to everybody else', async () => {
    const owner = await loggedIn(emails.owner);
    const page = await owner.get('/tiltaksbank/1');
    expect([page.status, page.heading]).toEqual([200, 'Vannforsyning']);
    expect(page.html).not.toContain('/situasjon/1/');
    expect(page.html).not.toContain('Valgt én gang');
    expect((await owner.get('/tiltaksbank/1/situasjon/1/velg-tiltak')).status).toBe(403);
    expect((await owner.get('/tiltaksbank/1/rediger')).status).toBe(403);
    await make(kvittert, emails.secretary, '/catalogues', { name: 'En til' });
    expect((await owner.get('/tiltaksbank')).html).toContain('En til');
    expect((await owner.get('/tiltaksbank/3')).status).toBe(404);
  });
});

/** What stands in the form's text fields, as a browser would send it back. */
function written({ html }: Shown): Record<string, string> {
  const inputs = [...html.matchAll(/<input[^>]*type="text"[^>]*>/gu)].map(([tag]) => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ]);
  const areas = [...html.matchAll(/<textarea[^>]*name="(\w+)"[^>]*>([^<]*)<\/textarea>/gu)].map(
    ([, name, text]) => [name, text],
  );
  return Object.fromEntries([...inputs, ...areas]) as Record<string, string>;
}

function attribute(tag: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`, 'u').exec(tag)?.[1] ?? '';
}
