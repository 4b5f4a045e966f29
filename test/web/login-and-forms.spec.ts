import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emails, registerVestdal, type Vestdal } from '../api/vestdal.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { Browserless, type Shown } from '../support/browserless.js';
import { type Entries, formsOn } from '../support/form-on-page.js';

/** Who is let in to the pages, and that a form does what it says, once, or says why not. */
describe('the web', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;
  let url: string;

  beforeAll(async () => {
    kvittert = await startInstallation({
      registerPeople: false,
      workers: 0,
      env: { LANGUAGES: 'nb,nn' },
    });
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
    await browser.send(await browser.get('/kalender'), {});
    const calendars = async () =>
      (await kvittert.query('SELECT FROM calendar_address WHERE person_id = $1', [vestdal.people.stranger]))
        .length;
    expect(await calendars()).toBe(1);
    const person = `/api/v1/persons/${vestdal.people.stranger}`;
    const known = await kvittert.request('GET', person, { as: 'system' });
    const left = await kvittert.request('PATCH', person, {
      as: 'system',
      headers: { 'if-match': known.headers.get('etag') ?? '' },
      body: { active: false },
    });
    expect(left.status).toBe(200);
    expect((await browser.get('/')).address.pathname).toBe('/login');
    expect(await calendars()).toBe(0);
  });

  it('speaks to each reader in their own language: as the browser is set, until they choose', async () => {
    const nynorsk = new Browserless(url, 'nn-NO,nn;q=0.9,nb;q=0.5');
    const login = await nynorsk.get('/login');
    expect(login.html).toContain('<html lang="nn"');
    expect(login.html).toContain('Du blir send til innloggingstenesta');
    const [plans, other] = await Promise.all([
      nynorsk.logIn(emails.owner).then(() => nynorsk.get('/planer')),
      new Browserless(url, 'en').get('/login'),
    ]);
    // What is not written in nynorsk yet is bokmål, and says so.
    expect(plans.html).toContain('Hovudmeny');
    expect(plans.html).toMatch(/<h1[^>]*><span lang="nb">Planer<\/span><\/h1>/u);
    expect(plans.html).toMatch(/<title>Planer – Kvittert<\/title>/u);
    expect(other.html).toContain('<html lang="nb"');

    const chosen = await nynorsk.send(await nynorsk.get('/innlogging'), { language: 'nb' });
    expect(chosen.html).toContain('Språket er valgt.');
    expect(chosen.html).toContain('<html lang="nb"');
    // Also once they have logged out, and wherever they log in.
    await nynorsk.send(chosen, {}, '/logout');
    expect((await nynorsk.get('/login')).html).toContain('<html lang="nb"');
    const elsewhere = new Browserless(url, 'nn');
    await elsewhere.logIn(emails.owner);
    const page = await elsewhere.get('/innlogging');
    expect(page.html).toContain('<html lang="nb"');
    expect((await elsewhere.send(page, { language: 'nn' })).html).toContain('Språket er valt.');
    expect((await elsewhere.send(page, { language: 'en' })).html).toContain('<html lang="nn"');
    expect((await elsewhere.send(page, { language: 'nb' })).html).toContain('Språket er valgt.');
  });

  describe('the calendar', () => {
    const feed = async (address: string, headers: Record<string, string> = {}) => {
      const response = await fetch(new URL(new URL(address).pathname, url), { headers, redirect: 'manual' });
      return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const summaries = (text: string) =>
      [...text.replaceAll('\r\n ', '').matchAll(/^SUMMARY:(.*)\r$/gmu)].map(([, summary]) => summary);
    const addressOn = ({ html }: Shown) => /id="adresse"[^>]* value="([^"]+)"/u.exec(html)?.[1] ?? '';

    it('is fetched by its address alone, holds what is one’s own, and closes', async () => {
      const browser = await loggedIn(emails.owner);
      const made = await browser.send(await browser.get('/kalender'), {});
      expect(made.html).toContain('Adressen er laget.');
      const address = addressOn(made);
      expect(address).toMatch(/\/kalender\/[\w-]{43}\.ics$/u);
      // Shown once.
      expect(addressOn(await browser.get('/kalender'))).toBe('');

      const first = await feed(address);
      expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control')]).toEqual([
        200,
        'text/calendar; charset=utf-8',
        'private, no-cache',
      ]);
      expect(summaries(first.text)).toEqual(['Frist: 1 Varslingsplan']);
      // A moved deadline is newer than the one that a calendar program has.
      const moved = await kvittert.request('POST', `/api/v1/measures/${vestdal.measures[0]}/deadlines`, {
        as: emails.secretary,
        body: { on: '2027-09-30', reason: 'Øvelsen er flyttet.' },
      });
      expect(moved.status).toBeLessThan(300);
      const later = await feed(address);
      const sequence = (text: string) => Number(/^SEQUENCE:(\d+)\r$/mu.exec(text)?.[1]);
      const stamp = (text: string) => /^LAST-MODIFIED:(\S+)\r$/mu.exec(text)?.[1] ?? '';
      expect(later.text).toContain('20270930');
      expect(sequence(later.text)).toBeGreaterThan(sequence(first.text));
      expect(stamp(later.text) >= stamp(first.text)).toBe(true);
      const asksAgain = { 'if-none-match': later.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
      const again = await feed(address, asksAgain);
      expect([again.status, again.text]).toEqual([304, '']);
      const page = await browser.get('/kalender');
      expect(page.html).toMatch(/Mine frister.*sist hentet/u);

      const renewed = addressOn(await browser.send(page, {}, '/kalender'));
      expect((await feed(address)).status).toBe(404);
      expect((await feed(renewed)).status).toBe(200);
      const closed = await browser.sendForm(...asItStands(await browser.get('/kalender'), '/kalender/steng'));
      expect(closed.html).toContain('Adressen er stengt.');
      expect((await feed(renewed)).status).toBe(404);
    });

    it('of a plan shows what its reader may see, and is closed by its reader alone', async () => {
      const browser = await loggedIn(emails.auditor);
      const made = await browser.send(await browser.get('/kalender?plan=1'), { plan: '1' });
      const address = addressOn(made);
      const { text } = await feed(address);
      expect(text).toContain('X-WR-CALNAME:Kvittert: ');
      expect(summaries(text)).toEqual(expect.arrayContaining(['Frist: 1 Varslingsplan']));
      expect(summaries(text).length).toBeGreaterThan(1);
      // One person's address can't be closed by another.
      const [row] = await kvittert.query<{ id: string }>(
        'SELECT id FROM calendar_address WHERE plan_id IS NOT NULL',
      );
      const other = await loggedIn(emails.owner);
      const [form, entries] = asItStands(
        await other.send(await other.get('/kalender'), {}, '/kalender'),
        '/kalender/steng',
      );
      const forged = entries.map(([name, value]): [string, string] => [
        name,
        name === 'id' ? (row?.id ?? '') : value,
      ]);
      await other.sendForm(form, forged);
      expect((await feed(address)).status).toBe(200);
      // A plan that is not there for one has no calendar.
      const stranger = await loggedIn(emails.leader);
      expect((await stranger.get('/kalender?plan=99')).status).toBe(404);
    });
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
    const ofOla = `SELECT id FROM kept_form WHERE written::text LIKE '%lang tid%'`;
    const form = await browser.get(statusForm);
    await browser.send(form, {}, '/logout');
    const refused = await browser.send(form, { progress: 'done', text: 'Dette tok lang tid å skrive.' });
    expect([refused.status, refused.heading]).toEqual([401, 'Du er logget ut']);
    expect(refused.html).toContain('Dette tok lang tid å skrive.');
    expect(refused.html).toContain('Det du skrev, er tatt vare på');
    // Under the form's own labels, and a choice by its words; not by what programs call them.
    expect(refused.html).toMatch(/<label[^>]*>Hvordan går det<\/label>/u);
    expect(refused.html).not.toMatch(/>(?:progress|text|done)</u);
    const [, way = ''] = /href="(\/login\?til=[^"]+)"/u.exec(refused.html) ?? [];
    const back = await browser.logIn(emails.owner, way);
    expect([back.address.pathname, back.status]).toEqual([statusForm, 200]);
    expect(back.html).toContain('Skjemaet er ikke sendt ennå');
    const taken = await browser.sendForm(...asItStands(back, statusForm));
    expect(taken.html).toContain('Status er meldt.');
    expect((await browser.get('/planer/1/tiltak/1')).html).toContain('Dette tok lang tid å skrive.');
    // It has been used.
    expect((await browser.get(statusForm)).html).not.toContain('Dette tok lang tid å skrive.');
    expect(await kvittert.query(ofOla)).toEqual([]);
  });

  it('ended everywhere, a form is kept for its writer alone: who logs in in the same browser sees nothing of it', async () => {
    const browser = await loggedIn(emails.owner);
    const form = await browser.get(statusForm);
    const elsewhere = await loggedIn(emails.owner);
    await elsewhere.sendForm(...asItStands(await elsewhere.get('/innlogging'), '/logout/overalt'));
    const secret = 'Dette er bare for Ola.';
    const refused = await browser.send(form, { progress: 'done', text: secret });
    expect(refused.status).toBe(401);
    const shown = [
      browser.cookie('kvittert-kept') ?? '',
      refused.address.href,
      refused.html.match(/href="[^"]*"/gu),
    ];
    expect(JSON.stringify(shown)).not.toMatch(/Ola/u);
    const another = await browser.logIn(emails.secretary, `/login?til=${statusForm}`);
    expect(another.status).toBeLessThan(404);
    for (const path of [statusForm, '/planer/1/tiltak/1', '/'])
      expect((await browser.get(path)).html).not.toMatch(/bare for Ola|ikke sendt ennå/u);
    // Neither in another browser of the same person's.
    expect((await (await loggedIn(emails.owner)).get(statusForm)).html).not.toContain(secret);
    const back = await browser.logIn(emails.owner, `/login?til=${statusForm}`);
    expect(back.html).toContain(secret);
    const forgotten = await browser.sendForm(...asItStands(back, '/innlogging/skjema/forkast'));
    expect([forgotten.address.pathname, forgotten.status]).toEqual([statusForm, 200]);
    expect(forgotten.html).not.toContain(secret);
  });

  it('says when the thing has changed meanwhile, and shows both before anything is written over', async () => {
    const path = '/planer/1/tiltak/1/endre-innhold';
    const how = { material: 'false', reason: 'Språket.' };
    const browser = await loggedIn(emails.secretary);
    const colleague = await loggedIn(emails.colleague);
    const [action, entries] = asItStands(await browser.get(path), path);
    const typed = withWritten(entries, { title: 'Min tittel' });
    const [theirs, written] = asItStands(await colleague.get(path), path);
    const done = await colleague.sendForm(theirs, withWritten(written, { title: 'Din tittel', ...how }));
    expect(done.status).toBe(200);
    const refused = await browser.without('kvittert-session', () => browser.sendForm(action, typed));
    expect(refused.status).toBe(401);
    const back = await browser.get(path);
    expect(back.html).toContain('Noen har endret dette mens du var borte.');
    const again = await browser.sendForm(action, withWritten(asItStands(back, path)[1], how));
    expect(again.status).toBe(422);
    expect(again.html).toContain('En annen har skrevet dette under «Tittel»: Din tittel.');
    expect(again.html).toContain('value="Min tittel"');
  });

  it('keeps nothing that no form of ours vouches for', async () => {
    const browser = new Browserless(url);
    const kept = () => kvittert.query('SELECT id FROM kept_form ORDER BY id');
    const before = await kept();
    const other = /name="_csrf" value="([^"]+)"/u.exec(
      (await (await loggedIn(emails.leader)).get('/')).html,
    )?.[1];
    const [token = '', , signature = ''] = (other ?? '').split('~');
    for (const _csrf of ['', 'noe', `${token}~${vestdal.people.owner}~${signature}`]) {
      const answer = await browser.post(statusForm, { _csrf, progress: 'done', text: 'Plantet.' });
      expect(answer.status).toBe(401);
    }
    expect(await kept()).toEqual(before);
  });

  it('keeps the domain’s rules: an owner is refused what the secretariat does, whatever the address says', async () => {
    const browser = await loggedIn(emails.owner);
    const form = await browser.get(statusForm);
    const before = await versionOf(vestdal.measures[1]);
    const refused = await browser.send(form, { item: vestdal.items[1] }, '/planer/1/tiltak/2/kvitter-ut');
    expect(refused.status).toBe(403);
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

/** A form on a page as a browser would send it. */
function asItStands(
  page: Shown,
  action: string,
): [form: { action: string; file: boolean }, entries: Entries] {
  const form = formsOn(page.html).find((one) => one.action === action);
  if (form === undefined) throw new Error(`No form to ${action} on ${page.address.href}`);
  return [form, form.entries];
}

/** With other values in some of its fields. */
function withWritten(entries: Entries, values: Readonly<Record<string, string>>): Entries {
  return [...entries.filter(([name]) => !(name in values)), ...Object.entries(values)];
}
