import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browserless } from '../support/browserless.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { emails, registerVestdal, type Vestdal } from './vestdal.js';

/** Who is who: a person is an account at the identity provider, whatever becomes of addresses. */
describe('who is who', () => {
  let kvittert: Installation;
  let vestdal: Vestdal;

  beforeAll(async () => {
    kvittert = await startInstallation({ registerPeople: false, workers: 0 });
    vestdal = await registerVestdal(kvittert);
  });
  afterAll(() => kvittert?.stop());

  const url = () => kvittert.apiUrl().replace('127.0.0.1', 'localhost');
  const browser = async (email: string): Promise<Browserless> => {
    const logged = new Browserless(url());
    await logged.logIn(email);
    return logged;
  };
  const change = async (as: string, personId: string, body: object) => {
    const path = `/api/v1/persons/${personId}`;
    const known = await kvittert.request('GET', path, { as: 'system' });
    const headers = { 'if-match': known.headers.get('etag') ?? '' };
    return kvittert.request<{ type?: string }>('PATCH', path, { as, headers, body });
  };
  const claimsOf = (email: string, over: object = {}) => ({
    sub: email.split('@')[0] ?? '',
    client_id: 'kvittert-cli',
    email,
    email_verified: true,
    ...over,
  });
  const answer = async (claims: Record<string, unknown>) => {
    const as = await kvittert.identityProvider.sign(claims);
    const { status, body } = await kvittert.request<{ type?: string }>('GET', '/api/v1/plans', { as });
    return [status, body.type?.replace('/problems/', '')];
  };

  it('an address that another person has is refused, as the description of the API says', async () => {
    const body = { name: 'Ola Dobbel', email: emails.owner.toUpperCase(), roles: ['owner'], partyIds: [] };
    const answer = await kvittert.request<{ type?: string }>('POST', '/api/v1/persons', {
      as: 'system',
      body,
    });
    expect([answer.status, answer.body.type]).toEqual([409, '/problems/email-taken']);
  });

  describe('an organisation is one', () => {
    type Refused = { type: string; similar?: { id: string; name: string }[]; party?: { name: string } };
    const registers = (name: string, more: object = {}) =>
      kvittert.request<Refused>('POST', '/api/v1/parties', {
        as: 'system',
        body: { kind: 'organisation', name, ...more },
      });

    it('a similar name is shown before another is registered, and it can be said that it is another', async () => {
      const { status, body } = await registers('VESTDAL');
      expect(status).toBe(409);
      expect(body.type).toBe('/problems/similar-party');
      expect(body.similar).toMatchObject([{ id: vestdal.parties.vestdal, name: 'Vestdal kommune' }]);
      const confirmedNotSimilarTo = body.similar?.map(({ id }) => id);
      expect((await registers('VESTDAL', { confirmedNotSimilarTo })).status).toBe(201);
    });

    it('so is it when a party is given a similar name', async () => {
      const path = `/api/v1/parties/${vestdal.parties.hospital}`;
      const known = await kvittert.request('GET', path, { as: 'system' });
      const headers = { 'if-match': known.headers.get('etag') ?? '' };
      const renamed = await kvittert.request<Refused>('PATCH', path, {
        as: 'system',
        headers,
        body: { name: 'Sekretariat et' },
      });
      expect(renamed).toMatchObject({ status: 409, body: { similar: [{ name: 'Sekretariatet' }] } });
    });

    it('its number is checked, and its own', async () => {
      const wrong = await registers('Vestdal havn', { organisationNumber: '974760674' });
      expect(wrong).toMatchObject({ status: 422, body: { type: '/problems/invalid-value' } });
      expect((await registers('Vestdal havn', { organisationNumber: '974760673' })).status).toBe(201);
      expect(await registers('Fjellvik havn', { organisationNumber: '974760673' })).toMatchObject({
        status: 409,
        body: { type: '/problems/organisation-number-taken', party: { name: 'Vestdal havn' } },
      });
    });
  });

  it('two addresses that are swapped swap nobody: the token goes on being its own person’s', async () => {
    const owner = await kvittert.token(emails.owner);
    const stranger = await kvittert.token(emails.stranger);
    const me = async (as: string, id: string) =>
      (await kvittert.request<{ id?: string }>('GET', `/api/v1/persons/${id}`, { as })).body.id;
    expect(await me(owner, vestdal.people.owner)).toBe(vestdal.people.owner);
    expect(await me(stranger, vestdal.people.stranger)).toBe(vestdal.people.stranger);
    for (const [id, email] of [
      [vestdal.people.owner, 'midlertidig@vestdal.example'],
      [vestdal.people.stranger, emails.owner],
      [vestdal.people.owner, emails.stranger],
    ] as const) {
      expect((await change('system', id, { email })).status).toBe(200);
    }
    expect(await me(owner, vestdal.people.owner)).toBe(vestdal.people.owner);
    expect(await me(stranger, vestdal.people.stranger)).toBe(vestdal.people.stranger);
    // A new account with the address of somebody who is known by another is told so, and becomes nobody.
    expect(await answer({ ...claimsOf(emails.owner), sub: 'ny-konto' })).toEqual([403, 'other-identity']);
    for (const [id, email] of [
      [vestdal.people.owner, 'midlertidig@vestdal.example'],
      [vestdal.people.stranger, emails.stranger],
      [vestdal.people.owner, emails.owner],
    ] as const) {
      await change('system', id, { email });
    }
  });

  it('neither the secretariat nor a client sends a leader away', async () => {
    for (const as of [emails.secretary, 'system']) {
      const refused = await change(as, vestdal.people.leader, { active: false });
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/leadership-gives-leadership']);
    }
    const left = await kvittert.query('SELECT 1 FROM person WHERE id = $1 AND NOT active', [
      vestdal.people.leader,
    ]);
    expect(left).toEqual([]);
  });

  it('a client of the register can’t take leadership’s address or role', async () => {
    const email = 'min@vestdal.example';
    const refused = await change('system', vestdal.people.leader, { email });
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/leadership-gives-leadership']);
    const raised = await change('system', vestdal.people.colleague, { roles: ['leadership'] });
    expect(raised.body.type).toBe('/problems/leadership-gives-leadership');
    const own = await change(emails.secretary, vestdal.people.secretary, {
      roles: ['secretariat', 'auditor'],
    });
    expect(own.body.type).toBe('/problems/own-rights');
  });

  it('an address that is not verified binds nobody, the same for a token and a log-in', async () => {
    const person = { name: 'Ny Person', roles: ['owner'] };
    const email = 'ny.person@vestdal.example';
    await kvittert.request('POST', '/api/v1/persons', { as: 'system', body: { ...person, email } });
    for (const verified of [false, undefined]) {
      expect(await answer(claimsOf(email, { email_verified: verified }))).toEqual([
        403,
        'email-not-verified',
      ]);
    }
    expect(await answer(claimsOf(email))).toEqual([200, undefined]);
    // Bound now: the account is enough.
    expect(await answer({ sub: 'ny.person', client_id: 'kvittert-cli' })).toEqual([200, undefined]);
  });

  it.each([
    [
      'a client’s token with a leader’s address',
      { sub: 'erp', client_id: 'erp' },
      [403, 'client-without-scope'],
    ],
    [
      'a service account with a leader’s address',
      { sub: '5e', gty: 'client-credentials' },
      [403, 'client-without-scope'],
    ],
    [
      'a person’s token from a client through which nobody logs in',
      { client_id: 'erp' },
      [401, 'token-refused'],
    ],
  ] as const)('%s is not the leader', async (_what, over, expected) => {
    expect(await answer({ ...claimsOf(emails.leader), ...over })).toEqual([...expected]);
  });

  it('the account stands with what a person did', async () => {
    const { body } = await kvittert.request<{ id: string }>('POST', '/api/v1/evaluations', {
      as: emails.secretary,
      body: { title: 'Øvelse', kind: 'exercise' },
    });
    const history = await kvittert.request<{ items: { actor: unknown }[] }>(
      'GET',
      `/api/v1/evaluations/${body.id}/history`,
      { as: emails.auditor },
    );
    expect(history.body.items[0]?.actor).toEqual({
      id: vestdal.people.secretary,
      name: 'Kari Nordmann',
      account: { issuer: kvittert.identityProvider.issuer, subject: 'kari.nordmann' },
    });
  });

  it('logging out ends the session for whoever has a copy of the cookie', async () => {
    const kari = await browser(emails.secretary);
    const copy = new Browserless(url());
    copy.setCookie('kvittert-session', kari.cookie('kvittert-session') ?? '');
    expect((await copy.get('/planer')).heading).toBe('Planer');
    const page = await kari.get('/innlogging');
    await kari.send(page, { _csrf: csrfOf(page.html) }, '/logout');
    expect((await copy.get('/planer')).address.pathname).toBe('/login');
  });

  it('«Logg ut overalt» ends every session of the person, and nobody else’s', async () => {
    const [here, there, other] = await Promise.all(
      [emails.secretary, emails.secretary, emails.owner].map((email) => browser(email)),
    );
    const page = await here?.get('/innlogging');
    expect(page?.html).toContain('Du er logget inn 2 steder.');
    await here?.send(page as never, { _csrf: csrfOf(page?.html ?? '') }, '/logout/overalt');
    for (const one of [here, there]) expect((await one?.get('/planer'))?.address.pathname).toBe('/login');
    expect((await other?.get('/planer'))?.address.pathname).toBe('/planer');
  });

  it('who is deactivated is logged out at once, and not back in with the old session when revived', async () => {
    const jonas = await browser(emails.colleague);
    expect((await change(emails.secretary, vestdal.people.colleague, { active: false })).status).toBe(200);
    expect((await jonas.get('/planer')).address.pathname).toBe('/login');
    await change(emails.secretary, vestdal.people.colleague, { active: true });
    expect((await jonas.get('/planer')).address.pathname).toBe('/login');
  });

  it('an account that is released by another is logged out, and the next one with the address is bound', async () => {
    const ola = await browser(emails.owner);
    const path = `/api/v1/persons/${vestdal.people.owner}`;
    const shown = await kvittert.request<{ identities: { id: string; issuer: string }[] }>('GET', path, {
      as: 'system',
    });
    const body = { identityId: shown.body.identities[0]?.id, reason: 'Ny konto etter navneskifte.' };
    const own = await kvittert.request<{ type: string }>('POST', `${path}/identity-releases`, {
      as: emails.owner,
      body,
    });
    expect(own.body.type).toBe('/problems/not-permitted');
    expect(
      (await kvittert.request('POST', `${path}/identity-releases`, { as: emails.secretary, body })).status,
    ).toBe(201);
    expect((await ola.get('/')).address.pathname).toBe('/login');
    expect(await answer({ ...claimsOf(emails.owner), sub: 'ny-konto' })).toEqual([200, undefined]);
    expect(await answer(claimsOf(emails.owner))).toEqual([403, 'other-identity']);
  });

  it('two first log-ins at the same moment bind one account, once', async () => {
    const email = 'samtidig@vestdal.example';
    const body = { name: 'Sam Tidig', roles: ['owner'], email };
    await kvittert.request('POST', '/api/v1/persons', { as: 'system', body });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => answer({ ...claimsOf(email), sub: `sub-${index % 2}` })),
    );
    const letIn = answers.filter(([status]) => status === 200).length;
    expect([letIn, answers.length - letIn]).toEqual([4, 4]);
    const bound = await kvittert.query("SELECT 1 FROM identity WHERE subject LIKE 'sub-%'");
    expect(bound).toHaveLength(1);
  });

  it('who has left can be erased: no name, address or account is left, and the record still verifies', async () => {
    const path = `/api/v1/persons/${vestdal.people.stranger}`;
    await kvittert.token(emails.stranger);
    await kvittert.request('GET', path, { as: emails.stranger });
    const reason = { reason: 'Har bedt om det.' };
    const early = await kvittert.request<{ type: string }>('POST', `${path}/erasures`, {
      as: emails.secretary,
      body: reason,
    });
    expect(early.body.type).toBe('/problems/person-active');
    await change(emails.secretary, vestdal.people.stranger, { active: false });
    expect(
      (await kvittert.request('POST', `${path}/erasures`, { as: emails.secretary, body: reason })).status,
    ).toBe(201);
    const shown = await kvittert.request('GET', path, { as: 'system' });
    expect(shown.body).toMatchObject({ name: 'Slettet person', identities: [], active: false });
    const tables = await kvittert.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
      [],
      'owner',
    );
    const left: string[] = [];
    for (const { table_name: table } of tables) {
      const found = await kvittert.query(
        `SELECT 1 FROM "${table}" AS t WHERE t::text ILIKE '%amina%yusuf%' LIMIT 1`,
        [],
        'owner',
      );
      if (found.length > 0) left.push(table);
    }
    expect(left).toEqual([]);
    expect(await answer(claimsOf(emails.stranger))).toEqual([403, 'not-registered']);
  });
});

function csrfOf(html: string): string {
  return /name="_csrf" value="([^"]*)"/u.exec(html)?.[1] ?? '';
}
