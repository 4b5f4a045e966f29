import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { type Made, ApiDriver } from '../support/api-driver.js';

let installation: Installation;
let driver: ApiDriver;

beforeAll(async () => {
  installation = await startInstallation({ ownPostgres: true, apis: 1 });
  driver = new ApiDriver(installation);
});
afterAll(() => installation.stop());

/** Registers one measure, asking again with the same key until it is answered; notes every refusal on the way. */
async function registerPatiently(
  planId: string,
  index: number,
  token: string,
  refusals: Answer[],
): Promise<Made> {
  for (;;) {
    const answer = await installation.request<Made>('POST', '/api/v1/measures', {
      as: token,
      body: { planId, title: `Tiltak ${index}`, text: 'Gjør dette.' },
      headers: { 'idempotency-key': `measure-${index}` },
    });
    if (answer.status === 201) return answer.body;
    refusals.push({
      status: answer.status,
      type: (answer.body as { type?: string }).type,
      retry: answer.headers.get('retry-after'),
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

interface Answer {
  status: number;
  type: string | undefined;
  retry: string | null;
}

it('PostgreSQL restarted under load: a clear 503, no lost write, and back without a restart of ours', async () => {
  const caseOfficerId = driver.personId(installation.person('secretariat').email);
  const { id: planId } = await driver.post('/plans', 'secretariat', { title: 'Plan', caseOfficerId });
  const token = await installation.token('secretariat');
  const [api, worker] = [installation.apis[0]?.pid, installation.workers[0]?.pid];

  const refusals: Answer[] = [];
  const made: Made[] = [];
  let next = 0;
  let restarted = false;
  const clients = Array.from({ length: 10 }, async () => {
    while (!restarted || next < 300) made.push(await registerPatiently(planId, next++, token, refusals));
  });
  while (made.length < 50) await new Promise((resolve) => setTimeout(resolve, 20));
  await installation.postgres.restart();
  restarted = true;
  await Promise.all(clients);

  expect(refusals.length).toBeGreaterThan(0);
  expect(new Set(refusals.map(({ status }) => status))).toEqual(new Set([503]));
  expect(refusals.every(({ type, retry }) => type === '/problems/record-unavailable' && retry !== null)).toBe(
    true,
  );

  const rows = await installation.query<{ id: string; number: number; title: string }>(
    'SELECT id, number, title FROM measure',
  );
  expect(rows).toHaveLength(made.length);
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(made.map(({ id }) => id)));
  expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
  expect(rows.map(({ number }) => number).sort((a, b) => a - b)).toEqual(rows.map((_, index) => index + 1));

  await driver.followedMeasures(rows.length);
  expect([installation.apis[0]?.pid, installation.workers[0]?.pid]).toEqual([api, worker]);
});
