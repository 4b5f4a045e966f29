import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { type Made, ApiDriver } from '../support/api-driver.js';
import { PostgresProxy } from '../support/postgres-proxy.js';

let installation: Installation;
let line: PostgresProxy;

beforeAll(async () => {
  installation = await startInstallation({ apis: 0, workers: 0 });
  line = await PostgresProxy.open(installation.database.appUrl);
});
afterAll(async () => {
  await installation.stop();
  await line.close();
});

it('an API killed between commit and response: the retry gets the same measure, once', async () => {
  const api = await installation.addApi();
  await api.start();
  await installation.registerPeople();
  const driver = new ApiDriver(installation);
  const caseOfficerId = driver.personId(installation.person('secretariat').email);
  const { id: planId } = await driver.post('/plans', 'secretariat', { title: 'Plan', caseOfficerId });
  const asked = {
    as: 'secretariat',
    body: { planId, title: 'Varsling', text: 'Lag én felles varslingsplan.' },
    headers: { 'idempotency-key': 'killed-before-the-answer' },
  };
  const registered = () => installation.query<{ id: string }>('SELECT id FROM measure');

  await api.stop();
  await api.start({ DATABASE_URL: line.url });
  const committed = line.holdCommit();
  const lost = installation.request('POST', '/api/v1/measures', asked).catch((error: unknown) => error);
  await committed;
  await api.kill();
  expect(await lost).toMatchObject({ message: 'fetch failed' });
  expect(await registered()).toHaveLength(1);

  await api.start();
  const again = await installation.request<Made>('POST', '/api/v1/measures', asked);
  expect(again.status).toBe(201);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await registered()).toEqual([{ id: again.body.id }]);
});
