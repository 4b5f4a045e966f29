import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { PlanId } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { openDataSource } from '#record/data-source.js';
import { CommandHandler } from '#record/command-handler.js';
import type { ReceivedMail, SmtpRefusal } from '../../local/mail.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';
import { Browserless, type Shown } from '../support/browserless.js';
import { Publishing, idOf } from './publishing.js';

/** What the receivers answer: by the address, for as long as it stands here. */
const refusals = new Map<string, SmtpRefusal>();
const today = osloDate(new Date().toISOString());

let kvittert: Installation;
let record: Awaited<ReturnType<typeof openDataSource>>;
let publishing: Publishing;
let planId: PlanId;
let nobody: Browserless;

beforeAll(async () => {
  kvittert = await startInstallation({
    mailAnswers: (_step, address) => Promise.resolve(refusals.get(address)),
    env: { MAILS_PER_SECOND: '50', RELAY_POLL_SECONDS: '1', LANGUAGES: 'nb,nn' },
  });
  record = await openDataSource(kvittert.database.appUrl, { poolSize: 2 });
  const commands = new CommandHandler(record);
  const actor = (role: 'secretariat' | 'leadership'): Actor => ({
    id: kvittert.personId(role),
    roles: [role],
    partyIds: [],
  });
  publishing = new Publishing(commands, { secretary: actor('secretariat'), leader: actor('leadership') });
  const party = await commands.handle(
    { type: 'RegisterOrganisation', name: 'Vestdal vannverk', fields: { ours: true } },
    { id: 'system', roles: ['system'], partyIds: [], scopes: ['register:write'] },
  );
  planId = await publishing.plan('Tiltaksplan for vannverket', idOf(party, 'party'), '2040-12-01');
  await publishing.report(planId, today);
  nobody = new Browserless(kvittert.apiUrl());
});
afterAll(async () => {
  await record.destroy();
  await kvittert.stop();
});

const ask = async (address: string, cadence = 'at-once', plan = 'alle'): Promise<Shown> =>
  nobody.send(await nobody.get('/abonnement'), { address, plan, cadence });

const mailTo = (address: string, count = 1): Promise<ReceivedMail> =>
  until(`mail number ${count} to ${address}`, () => {
    const mails = kvittert.mail.mailTo(address);
    return mails.length >= count ? mails[0] : undefined;
  });

/** The one link in a mail that begins like this. */
const linkIn = ({ text }: ReceivedMail, beginning: string): string => {
  const address = [...text.matchAll(/https?:\/\/\S+/gu)]
    .map(([link]) => new URL(link).pathname)
    .find((path) => path.startsWith(beginning));
  if (address === undefined) throw new Error(`No link to ${beginning} in: ${text}`);
  return address;
};

const subscribe = async (address: string, cadence?: string): Promise<Shown> => {
  await ask(address, cadence);
  const page = await nobody.get(linkIn(await mailTo(address), '/abonnement/bekreft/'));
  return nobody.send(page, {});
};

const statesOf = async (address: string): Promise<string[]> =>
  (
    await kvittert.query<{ state: string }>('SELECT state FROM subscription WHERE address = $1', [address])
  ).map(({ state }) => state);

/** Every table in which a text stands in any column. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await kvittert.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY name`,
    [],
    'owner',
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await kvittert.query(
        `SELECT FROM "${name}" AS one WHERE position(lower($1) IN lower(one::text)) > 0 LIMIT 1`,
        [text],
        'owner',
      );
      return rows.length > 0 ? [name] : [];
    }),
  );
  return found.flat();
}

/** Something new is published: a plan of its own, so that it can be today. */
async function publishAnother(title: string): Promise<void> {
  const [party] = await kvittert.query<{ id: string }>('SELECT id FROM party LIMIT 1');
  await publishing.report(await publishing.plan(title, party?.id ?? '', '2040-12-01'), today);
}

describe('subscribing', () => {
  it('takes a confirmation from the address itself, and opening its link changes nothing', async () => {
    const asked = await ask('Liv.Moe@Example.no');
    expect(asked.heading).toBe('Se i innboksen din');
    const mail = await mailTo('liv.moe@example.no');
    expect(mail.subject).toBe('Bekreft at du vil ha statusrapporter på e-post');
    expect(mail.headers.has('list-unsubscribe')).toBe(false);
    const link = linkIn(mail, '/abonnement/bekreft/');
    for (const method of ['GET', 'HEAD', 'GET']) {
      await fetch(`${kvittert.apiUrl()}${link}`, { method });
    }
    expect(await statesOf('liv.moe@example.no')).toEqual(['pending']);

    const confirming = await nobody.get(link);
    expect(confirming.heading).toBe('Bekreft abonnementet');
    const confirmed = await nobody.send(confirming, {});
    expect(confirmed.html).toContain('Abonnementet er bekreftet');
    expect(await statesOf('liv.moe@example.no')).toEqual(['confirmed']);
    // A second press does no harm.
    expect((await nobody.send(confirming, {})).status).toBe(200);
  });

  it('writes to each in the language they subscribed in', async () => {
    const nynorsk = new Browserless(kvittert.apiUrl(), 'nn');
    const [inBrowser, byAddress] = ['signe@example.no', 'tora@example.no'];
    await nynorsk.send(await nynorsk.get('/abonnement'), {
      address: inBrowser,
      plan: 'alle',
      cadence: 'at-once',
    });
    // The address says so itself; the form it leads to is sent to the same address.
    await nobody.send(
      await nobody.get('/abonnement'),
      { address: byAddress, plan: 'alle', cadence: 'at-once' },
      '/abonnement?sprak=nn',
    );
    for (const address of [inBrowser, byAddress]) {
      const mail = await mailTo(address);
      expect(mail.subject).toBe('Stadfest at du vil ha statusrapportar på e-post');
      expect(mail.html).toContain('<html lang="nn">');
      expect(mail.text).toContain('alle tiltaksplanane');
    }
  });

  it('answers the same for an address it knows as for one it does not', async () => {
    const known = await ask('liv.moe@example.no');
    const stranger = await ask('ukjent@example.no');
    const often = [];
    for (let time = 0; time < 5; time += 1) often.push(await ask('ukjent@example.no'));
    for (const answer of [stranger, ...often]) {
      expect([answer.status, answer.address.pathname, answer.html]).toEqual([
        known.status,
        known.address.pathname,
        known.html,
      ]);
    }
    expect(await statesOf('liv.moe@example.no')).toEqual(['confirmed']);
    await mailTo('ukjent@example.no', 3);
  });

  it('says what is wrong with what was typed, and keeps it', async () => {
    const refused = await nobody.send(await nobody.get('/abonnement'), {
      address: 'ikke en adresse',
      plan: '4711',
      cadence: 'hver time',
    });
    expect(refused.status).toBe(422);
    for (const wrong of ['Skriv en e-postadresse', 'Velg en tiltaksplan', 'Velg hvor ofte']) {
      expect(refused.html).toContain(wrong);
    }
    expect(refused.html).toContain('value="ikke en adresse"');
    const offered = await nobody.get('/abonnement?plan=1');
    expect(offered.html).toContain('<option value="1" selected="">Tiltaksplan for vannverket</option>');
  });

  it('keeps no token, only its hash', async () => {
    const token =
      linkIn(await mailTo('liv.moe@example.no'), '/abonnement/bekreft/')
        .split('/')
        .at(-1) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/u);
    expect(await tablesWith(token)).toEqual([]);
  });

  it('a link that was never good leads to a page that says so', async () => {
    const token = randomBytes(32).toString('base64url');
    for (const path of [
      `/abonnement/${token}`,
      `/abonnement/bekreft/${token}`,
      `/abonnement/${token}/avmelding`,
    ]) {
      expect(await nobody.get(path)).toMatchObject({ status: 410, heading: 'Lenken gjelder ikke lenger' });
    }
    expect((await nobody.get('/abonnement/tull')).status).toBe(410);
  });
});

describe('a published report', () => {
  it('is mailed at once to who wants it so, with a way out in the mail program itself', async () => {
    await subscribe('straks@example.no');
    await subscribe('uke@example.no', 'weekly');
    await publishAnother('Tiltaksplan etter flommen');
    const mail = await mailTo('straks@example.no', 2);
    expect(mail.subject).toBe('Ny statusrapport: Tiltaksplan etter flommen');
    expect(mail.text).toContain('Den ene ansvarlige har ikke svart.');
    expect(linkIn(mail, '/rapporter/')).toBe('/rapporter/2/1');
    expect((await nobody.get('/rapporter/2/1')).status).toBe(200);
    expect((await nobody.get('/rapporter/2')).html).toContain('href="/abonnement?plan=2"');
    expect(mail.html).toContain(`href="http`);
    const leave = mail.headers.get('list-unsubscribe') ?? '';
    expect(leave).toMatch(/^<http:\/\/localhost:\d+\/abonnement\/[\w-]{43}\/avmelding>$/u);
    expect(mail.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(kvittert.mail.mailTo('uke@example.no')).toHaveLength(1);
  });

  it('how often is changed behind the link in the mail', async () => {
    const mail = await mailTo('straks@example.no', 2);
    const page = await nobody.get(linkIn(mail, '/abonnement/'));
    expect(page.heading).toBe('Abonnementet ditt');
    const changed = await nobody.send(page, { cadence: 'quarterly' });
    expect(changed.html).toContain('Endringen er lagret');
    expect(changed.html).toContain('hvert kvartal');
    expect(await nobody.send(page, { cadence: 'aldri' })).toMatchObject({ status: 422 });
  });

  it('one press in the mail program leaves, without cookie or page, and erases the address everywhere', async () => {
    const address = 'farvel@example.no';
    await subscribe(address);
    await publishAnother('Tiltaksplan etter stormen');
    const mail = await mailTo(address, 2);
    expect(await tablesWith(address)).toEqual(['subscription']);
    const [known] = await kvittert.query<{ id: string }>('SELECT id FROM subscription WHERE address = $1', [
      address,
    ]);

    const link = new URL((mail.headers.get('list-unsubscribe') ?? '').slice(1, -1)).pathname;
    await nobody.get(link);
    expect(await statesOf(address)).toEqual(['confirmed']);
    const oneClick = (): Promise<Response> =>
      fetch(`${kvittert.apiUrl()}${link}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
    expect((await oneClick()).status).toBe(200);
    expect(await tablesWith(address)).toEqual([]);
    expect((await oneClick()).status).toBe(200);

    // Temporal's histories can't be erased: the address was never in them.
    const client = await kvittert.temporalClient();
    let histories = 0;
    for await (const { workflowId, runId } of client.workflow.list()) {
      if (!/^subscri/u.test(workflowId)) continue;
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      const told = decoded(historyToJSON(history));
      expect(told).not.toContain('farvel');
      if (told.includes(known?.id ?? 'nobody')) histories += 1;
    }
    expect(histories).toBeGreaterThan(0);

    await publishAnother('Tiltaksplan etter skredet');
    await mailTo('liv.moe@example.no', 5);
    expect(kvittert.mail.mailTo(address)).toHaveLength(2);
  });
});

describe('a mail server that refuses', () => {
  it('for now: the mail comes later, once', async () => {
    const address = 'senere@example.no';
    refusals.set(address, { code: 451, text: '4.7.1 come back later <senere@example.no>' });
    await ask(address);
    await until('it was tried', async () => {
      const rows = await kvittert.query<{ error: string }>(
        `SELECT error FROM subscription_mail m JOIN subscription s ON s.id = subscription_id WHERE address = $1`,
        [address],
      );
      return rows[0]?.error === '451 4.7.1';
    });
    refusals.delete(address);
    await mailTo(address);
    expect(kvittert.mail.mailTo(address)).toHaveLength(1);
  });

  it('for good: nothing more is sent there', async () => {
    const address = 'borte@example.no';
    await subscribe(address);
    refusals.set(address, { code: 550, text: '5.1.1 unknown <borte@example.no>' });
    await publishAnother('Tiltaksplan etter tørken');
    await until('the address counts as refused', async () => (await statesOf(address))[0] === 'bounced');
    refusals.delete(address);
    await publishAnother('Tiltaksplan etter brannen');
    await until('the others have it', () =>
      kvittert.mail.received.some(
        ({ to, subject }) => to === 'liv.moe@example.no' && subject.includes('brannen'),
      ),
    );
    expect(kvittert.mail.mailTo(address)).toHaveLength(1);
    for (const worker of kvittert.workers) expect(worker.log(500)).not.toContain('borte@');
  });
});

it('one network address can’t ask without end', async () => {
  const from = (address: string): Promise<Response> =>
    fetch(`${kvittert.apiUrl()}/abonnement`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        // As the proxy in front says it.
        'x-forwarded-for': address,
      },
      body: 'address=ikke',
    });
  const statuses: number[] = [];
  for (let time = 0; time < 61; time += 1) statuses.push((await from('198.51.100.7')).status);
  expect(statuses.slice(0, 60).every((status) => status === 422)).toBe(true);
  expect(statuses[60]).toBe(429);
  expect((await from('198.51.100.8')).status).toBe(422);
});

/** Payloads are written in base64. */
function decoded(history: string): string {
  return history.replace(/"([\w+/]{8,}={0,2})"/gu, (_all, text: string) =>
    Buffer.from(text, 'base64').toString('utf8'),
  );
}
