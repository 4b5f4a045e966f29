import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { workflowTypes } from '#domain/contracts/workflows.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { ApiDriver } from '../support/api-driver.js';
import { until } from '../support/until.js';

let installation: Installation;
let driver: ApiDriver;

beforeAll(async () => {
  installation = await startInstallation({ ownTemporal: true });
  driver = new ApiDriver(installation);
});
afterAll(() => installation.stop());

it('100 measures are registered while Temporal is down; when it is back there are 100 workflows, no duplicates', async () => {
  const caseOfficerId = driver.personId(installation.person('secretariat').email);
  const { id: planId } = await driver.post('/plans', 'secretariat', { title: 'Plan', caseOfficerId });
  const temporal = installation.ownTemporal;
  if (temporal === undefined) throw new Error('This test needs a Temporal of its own');

  await temporal.kill();
  const token = await installation.token('secretariat');
  const measures = Array.from({ length: 100 }, (_, index) => ({
    planId,
    title: `Tiltak ${index}`,
    text: 'Gjør dette.',
  }));
  const answers = await Promise.all(
    measures.map((body) => installation.request('POST', '/api/v1/measures', { as: token, body })),
  );
  expect(answers.map(({ status }) => status)).toEqual(measures.map(() => 201));
  const waiting = await installation.query('SELECT measure_id FROM relay_due');
  expect(waiting).toHaveLength(100);

  await temporal.restart();
  const running = await until('100 measures are followed', async () => {
    const now = await driver.runningMeasures();
    return now.size >= 100 ? now : undefined;
  });
  expect(running.size).toBe(100);
  await until(
    'the relay has nothing left',
    async () => (await installation.query('SELECT 1 FROM relay_due')).length === 0,
  );
  const client = await installation.temporalClient();
  const { count } = await client.workflow.count(`WorkflowType = '${workflowTypes.measureFollowUp}'`);
  expect(count).toBe(100);
});
