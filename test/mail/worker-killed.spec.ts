import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Actor } from '#domain/roles/actor.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { openDataSource } from '#record/data-source.js';
import { CommandHandler } from '#record/command-handler.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { until } from '../support/until.js';
import { idOf, Publishing } from './publishing.js';

const addresses = Array.from({ length: 60 }, (_, index) => `leser${index}@example.no`);
/** Mails that the server has in hand and has not answered for: the worker dies in the middle of these. */
let held: (() => void)[] = [];
let holding = true;

let kvittert: Installation;

beforeAll(async () => {
  kvittert = await startInstallation({
    workers: 0,
    env: { MAILS_PER_SECOND: '100', RELAY_POLL_SECONDS: '1' },
    mailAnswers: async (step, address) => {
      // Every third, so that some are through and some have not begun.
      if (holding && step === 'message' && Number(/\d+/u.exec(address)?.[0]) % 3 === 0) {
        await new Promise<void>((resolve) => held.push(resolve));
      }
      return undefined;
    },
  });
  await kvittert.query(
    `INSERT INTO subscription (id, address, cadence, state, asked_at, confirmed_at)
     SELECT gen_random_uuid(), address, 'at-once', 'confirmed', now(), now() FROM unnest($1::text[]) AS address`,
    [addresses],
  );
});
afterAll(() => kvittert.stop());

it('a worker killed while the mail server has mails in hand: nobody gets two, and who gets none is accounted for', async () => {
  const worker = kvittert.addWorker();
  await publish();
  await worker.start();
  await until('some mails are through and some in hand', () => held.length >= 5 && received().length >= 5);
  await worker.kill();
  const inHand = new Set(
    (await mails()).flatMap(({ address, state }) => (state === 'handed-over' ? [address] : [])),
  );
  expect(inHand.size).toBeGreaterThan(0);
  holding = false;
  for (const release of held) release();
  held = [];
  await worker.start();

  const settled = await until('every other mail is sent', async () => {
    const rows = await mails();
    return rows.every(({ address, state }) => state === 'sent' || inHand.has(address)) && rows;
  });
  for (const { address, state, attempts } of settled) {
    const arrived = kvittert.mail.mailTo(address).length;
    // What was in hand when the worker died may have arrived, and is left at that: one attempt, and no second copy.
    if (inHand.has(address)) {
      expect({ state, attempts }).toEqual({ state: 'handed-over', attempts: 1 });
      expect(arrived).toBeLessThanOrEqual(1);
    } else expect(arrived).toBe(1);
  }
});

async function mails(): Promise<{ address: string; state: string; attempts: number }[]> {
  return kvittert.query(
    `SELECT address, m.state, m.attempts FROM subscription s
       LEFT JOIN subscription_mail m ON m.subscription_id = s.id AND m.kind = 'publications'`,
  );
}

function received(): string[] {
  return kvittert.mail.received.map(({ to }) => to);
}

async function publish(): Promise<void> {
  const dataSource = await openDataSource(kvittert.database.appUrl, { poolSize: 2 });
  const commands = new CommandHandler(dataSource);
  const actor = (role: 'secretariat' | 'leadership'): Actor => ({
    id: kvittert.personId(role),
    roles: [role],
    partyIds: [],
  });
  const publishing = new Publishing(commands, {
    secretary: actor('secretariat'),
    leader: actor('leadership'),
  });
  const party = await commands.handle(
    { type: 'RegisterOrganisation', name: 'Vestdal vannverk', fields: { ours: true } },
    { id: 'system', roles: ['system'], partyIds: [], scopes: ['register:write'] },
  );
  const planId = await publishing.plan('Tiltaksplan for vannverket', idOf(party, 'party'), '2040-12-01');
  await publishing.report(planId, osloDate(new Date().toISOString()));
  await dataSource.destroy();
}
