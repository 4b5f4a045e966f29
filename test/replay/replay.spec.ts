import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../apps/worker/src/workflow-bundle.js';
import { projectRoot } from '../../local/project-root.js';
import '../support/quiet-runtime.js';

type History = Parameters<typeof Worker.runReplayHistory>[1];

const folder = fileURLToPath(new URL('./histories/', import.meta.url));
const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));

describe('Runs that began on earlier code', () => {
  let workflowBundle: { code: string };

  beforeAll(async () => {
    workflowBundle = await bundleWorkflows();
  });

  test('there are saved ones, of every workflow', async () => {
    const types = new Set<string | undefined>();
    for (const file of files) types.add(typeOf(await historyIn(file)));
    expect([...types].sort()).toEqual([
      'measureFollowUp',
      'morningMessageAgain',
      'morningRound',
      'quarterlyReport',
      'recordAnchor',
      'recordUpkeep',
      'refresh',
      'subscriberRound',
      'subscriptionConfirmation',
      'tell',
    ]);
  });

  test.each(files)('%s goes on under this code', async (file) => {
    await Worker.runReplayHistory({ workflowBundle }, await historyIn(file));
  });
});

describe('The replay notices', () => {
  let seeded: string;

  beforeAll(async () => {
    seeded = await mkdtemp(join(projectRoot, 'dist', 'replay-'));
  });
  afterAll(() => rm(seeded, { recursive: true, force: true }));

  test('a workflow that no longer does what it did', async () => {
    const workflows = join(seeded, 'workflows.ts');
    await writeFile(
      workflows,
      `import { sleep } from '@temporalio/workflow';
       export async function measureFollowUp() { await sleep(1000); }`,
    );
    const workflowBundle = await bundleWorkflows(workflows);
    const history = await historyIn('measure-demanded-until-closed.json');
    await expect(Worker.runReplayHistory({ workflowBundle }, history)).rejects.toThrow(/determinis/i);
  });
});

async function historyIn(file: string): Promise<History> {
  return JSON.parse(await readFile(join(folder, file), 'utf8')) as History;
}

function typeOf(history: History): string | undefined {
  const { events } = history as {
    events: { workflowExecutionStartedEventAttributes?: { workflowType?: { name?: string } } }[];
  };
  return events[0]?.workflowExecutionStartedEventAttributes?.workflowType?.name;
}
