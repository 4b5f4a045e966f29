import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Installation, startInstallation } from '../support/installation.js';
import { ApiDriver } from '../support/api-driver.js';
import { until } from '../support/until.js';

const kills = 50;
let installation: Installation;
let driver: ApiDriver;

beforeAll(async () => {
  installation = await startInstallation({ ownPostgres: true, apis: 1 });
  driver = new ApiDriver(installation);
});
afterAll(() => installation.stop());

it('PostgreSQL killed 50 times under load: neither API nor worker ends, and both go on by themselves', async () => {
  const caseOfficerId = driver.personId(installation.person('secretariat').email);
  const { id: planId } = await driver.post('/plans', 'secretariat', { title: 'Plan', caseOfficerId });
  const token = await installation.token('secretariat');
  const processes = [installation.apis[0]?.pid, installation.workers[0]?.pid];

  const registered: string[] = [];
  const answers = new Set<string>();
  let over = false;
  let next = 0;
  const clients = Array.from({ length: 20 }, async () => {
    while (!over) {
      const title = `Tiltak ${next++}`;
      const answer = await installation
        .request('POST', '/api/v1/measures', { as: token, body: { planId, title, text: 'Gjør dette.' } })
        .catch((error: Error) => error);
      answers.add(
        answer instanceof Error ? `${answer.message}: ${String(answer.cause)}` : String(answer.status),
      );
      if (!(answer instanceof Error) && answer.status === 201) registered.push(title);
      // An API that has ended answers nobody; without a pause this would be a loop that nothing gets through.
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const before = registered.length;
      await until('something is registered again', () => registered.length > before);
      await installation.postgres.kill();
      await installation.postgres.restart();
    }
  } finally {
    over = true;
    await Promise.all(clients);
  }
  expect([...answers].sort()).toEqual(['201', '503']);
  expect([installation.apis[0]?.running, installation.workers[0]?.running]).toEqual([true, true]);
  expect([installation.apis[0]?.pid, installation.workers[0]?.pid]).toEqual(processes);

  const rows = await installation.query<{ title: string }>('SELECT title FROM measure');
  const kept = new Set(rows.map(({ title }) => title));
  expect(registered.filter((title) => !kept.has(title))).toEqual([]);
  await driver.followedMeasures(rows.length);
});
