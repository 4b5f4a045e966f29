import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { Browserless } from '../support/browserless.js';

/** The pages as a door: who is let in, and that a form does what it says, once, or says why not. */
describe('the web', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let url: string;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
    url = kvittert.apiUrl().replace('127.0.0.1', 'localhost');
  });
  afterAll(() => kvittert?.stop());

  const statusForm = '/planer/1/tiltak/1/meld-status';

  async function versionOf(measure: string): Promise<number> {
    const [row] = await kvittert.query<{ version: number }>('SELECT version FROM measure WHERE id = $1', [
      measure,
    ]);
    return row?.version ?? 0;
  }

  async function loggedIn(email: string): Promise<Browserless> {
    const browser = new Browserless(url);
    await browser.logIn(email);
    return browser;
  }

  it('sends a stranger to the log-in, and back to the page asked for', async () => {
    const browser = new Browserless(url);
    const asked = await browser.get('/planer/1/tiltak/1');
    expect(asked.address.pathname).toBe('/login');
    const page = await browser.logIn(emails.owner, `${asked.address.pathname}${asked.address.search}`);
    expect(page.address.pathname).toBe('/planer/1/tiltak/1');
    expect(page.heading).toBe('Varslingsplan');
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\evil.example'])(
    'never sends anybody on to %s',
    async (elsewhere) => {
      const browser = new Browserless(url);
      const page = await browser.logIn(emails.owner, `/login?til=${encodeURIComponent(elsewhere)}`);
      expect(page.address.href).toBe(`${url}/`);
    },
  );

  it('tells somebody it does not know what to do', async () => {
    const page = await new Browserless(url).logIn('per.lie@statsforvalteren.example');
    expect(page.status).toBe(403);
    expect(page.heading).toBe('Kvittert kjenner deg ikke ennå');
  });

  it('does not believe a session it has not signed, nor a way back it did not send out', async () => {
    const browser = await loggedIn(emails.auditor);
    const signed = browser.cookie('kvittert-session') ?? '';
    const other = (await loggedIn(emails.leader)).cookie('kvittert-session') ?? '';
    const idIn = (cookie: string) => /[0-9a-f-]{36}/u.exec(cookie)?.[0] ?? '';
    const forged = signed.replace(idIn(signed), idIn(other));
    expect(forged).not.toBe(signed);
    browser.setCookie('kvittert-session', forged);
    expect((await browser.get('/')).address.pathname).toBe('/login');
    const back = await new Browserless(url).get('/login/callback?code=x&state=y');
    expect([back.status, back.heading]).toEqual([400, 'Innloggingen ble ikke fullført']);
  });

  it('lets nobody in who has left, from that moment on', async () => {
    const browser = await loggedIn(emails.stranger);
    expect((await browser.get('/')).status).toBe(200);
    const person = `/api/v1/persons/${vestdal.people.stranger}`;
    const known = await kvittert.request('GET', person, { as: 'system' });
    const left = await kvittert.request('PATCH', person, {
      as: 'system',
      headers: { 'if-match': known.headers.get('etag') ?? '' },
      body: { active: false },
    });
    expect(left.status).toBe(200);
    expect((await browser.get('/')).address.pathname).toBe('/login');
  });

  it('does what a form says, once, however often it is sent', async () => {
    const browser = await loggedIn(emails.owner);
    const form = await browser.get(statusForm);
    const written = { progress: 'under-way', text: 'Utkastet er på høring.' };
    const before = await versionOf(vestdal.measures[0]);
    const taken = await browser.send(form, written);
    expect(taken.html).toContain('Status er meldt.');
    expect(await versionOf(vestdal.measures[0])).toBe(before + 1);
    const again = await browser.send(form, written);
    expect(again.status).toBe(200);
    expect(await versionOf(vestdal.measures[0])).toBe(before + 1);
  });

  it('refuses a form made from what has changed since, keeps what was typed, and takes it the next time', async () => {
    const browser = await loggedIn(emails.owner);
    const form = await browser.get(statusForm);
    await browser.send(await browser.get(statusForm), { progress: 'under-way', text: 'En annen var først.' });
    const written = { progress: 'partly-done', text: 'Halvparten av planen er ferdig.' };
    const refused = await browser.send(form, written);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('Halvparten av planen er ferdig.');
    expect(refused.html).toContain('Noen har endret dette');
    const taken = await browser.send(refused, written);
    expect(taken.html).toContain('Status er meldt.');
  });

  it('takes no form without the token of the session, and shows what was typed', async () => {
    const browser = await loggedIn(emails.owner);
    const other = await loggedIn(emails.secretary);
    const before = await versionOf(vestdal.measures[0]);
    const stolen = (await other.get(statusForm)).hidden['_csrf'] ?? '';
    for (const token of ['', 'noe', stolen]) {
      const form = await browser.get(statusForm);
      const refused = await browser.send(form, {
        _csrf: token,
        progress: 'done',
        text: 'Jeg skrev dette selv.',
      });
      expect(refused.status).toBe(403);
      expect(refused.html).toContain('Jeg skrev dette selv.');
    }
    expect(await versionOf(vestdal.measures[0])).toBe(before);
  });

  it('loses nothing that was typed when the session is over', async () => {
    const browser = await loggedIn(emails.owner);
    const form = await browser.get(statusForm);
    await browser.send(form, {}, '/logout');
    const refused = await browser.send(form, { progress: 'done', text: 'Dette tok lang tid å skrive.' });
    expect([refused.status, refused.heading]).toEqual([401, 'Du er logget ut']);
    expect(refused.html).toContain('Dette tok lang tid å skrive.');
  });

  it('keeps the domain’s rules: an owner is refused what the secretariat does, whatever the address says', async () => {
    const browser = await loggedIn(emails.owner);
    const form = await browser.get(statusForm);
    const before = await versionOf(vestdal.measures[1]);
    const refused = await browser.send(form, { item: vestdal.items[1] }, '/planer/1/tiltak/2/kvitter-ut');
    expect(refused.status).toBe(422);
    expect(await versionOf(vestdal.measures[1])).toBe(before);
    expect((await browser.get('/planer/1/tiltak/1/sett-frist')).status).toBe(403);
  });

  it('shows restricted text to nobody without a need for it', async () => {
    const browser = await loggedIn(emails.owner);
    const summary = await browser.get('/planer/1');
    expect(summary.html).toContain('Tiltak 3');
    expect(summary.html).not.toMatch(/Svakheten skal lukkes|Sårbarheten i vannverket/u);
    expect((await browser.get('/planer/1/tiltak/3')).status).toBe(404);
  });

  it('runs no script, can’t be framed, and keeps pages out of caches; styles are kept for good', async () => {
    const page = await new Browserless(url).get('/login');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe|upgrade-insecure-requests/u);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const [, style = ''] = /<link rel="stylesheet" href="([^"]+)"/u.exec(page.html) ?? [];
    const sheet = await fetch(`${url}${style}`);
    expect(sheet.headers.get('cache-control')).toContain('immutable');
    expect(await sheet.text()).toContain('--ds-');
  });

  it('hides its cookies from scripts, and from other sites', async () => {
    const answer = await fetch(`${url}/login/start`, { redirect: 'manual' });
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/HttpOnly.*SameSite=Lax/iu)]);
    const address = new URL(answer.headers.get('location') ?? '');
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/.{16}/u),
      nonce: expect.stringMatching(/.{16}/u),
    });
  });
});
