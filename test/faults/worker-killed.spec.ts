import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { crowd, everybodyIsLate } from '../support/crowd.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { ApiDriver } from '../support/api-driver.js';

const ownerCount = 60;
let installation: Installation;
let driver: ApiDriver;

beforeAll(async () => {
  installation = await startInstallation({
    people: crowd(ownerCount),
    daysBehind: 10,
    env: { MESSAGES_PER_SECOND: '40' },
  });
  driver = new ApiDriver(installation);
});
afterAll(() => installation.stop());

it('a worker killed in the middle of a morning round: nobody gets two messages, nobody none', async () => {
  const owners = await everybodyIsLate(driver);
  const [worker] = installation.workers;
  const posted = () =>
    installation.slackLine.callsOf('chat.postMessage').filter(({ body }) => isMorning(body));

  const round = driver.round();
  round.catch(() => undefined);
  while (posted().length < ownerCount / 3) await new Promise((resolve) => setTimeout(resolve, 10));
  await worker?.kill();
  const beforeRestart = posted().length;
  expect(beforeRestart).toBeLessThan(ownerCount);
  await worker?.start();
  expect(await round).toMatchObject({ ran: true, owners: ownerCount, failed: 0 });

  const received = await Promise.all(owners.map((email) => morningMessages(email)));
  expect(received).toEqual(owners.map(() => 1));
});

function isMorning(body: Record<string, unknown>): boolean {
  return String(body['text']).startsWith('God morgen');
}

async function morningMessages(email: string): Promise<number> {
  return (await installation.slack.messagesTo(email)).filter(({ text }) => text.startsWith('God morgen'))
    .length;
}
