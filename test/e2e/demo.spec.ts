import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { daysBehind, type DemoTarget, fillDemo } from '../../local/demo/fill.js';
import { type Installation, startInstallation } from '../support/installation.js';

let installation: Installation;
let target: DemoTarget;
beforeAll(async () => {
  installation = await startInstallation({ daysBehind, registerPeople: false, workers: 0 });
  target = { apiUrl: installation.apiUrl(), token: (who) => installation.token(who) };
}, 120_000);
afterAll(() => installation.stop());

async function count(table: string): Promise<number> {
  const [row] = await installation.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? -1;
}

it('fills in the demo, and again after an interruption, registering nothing twice', async () => {
  const told: string[] = [];
  const interrupted = fillDemo({
    ...target,
    progress: (line) => {
      told.push(line);
      if (line.startsWith('plan')) throw new Error('the power went out');
    },
  });
  await expect(interrupted).rejects.toThrow('the power went out');
  expect(told).toContain('evaluations and commitments');

  await fillDemo(target);
  const filled = {
    persons: await count('person'),
    parties: await count('party'),
    events: await count('event'),
  };
  expect(await count('evaluation')).toBe(4);
  expect(await count('measure')).toBe(59);
  expect(await count('catalogue')).toBe(1);
  const { body } = await installation.request<{ items: { id: string; number: number; state: string }[] }>(
    'GET',
    '/api/v1/plans',
    { as: 'secretariat' },
  );
  expect(body.items.map(({ number, state }) => [number, state])).toEqual([
    [1, 'adopted'],
    [2, 'adopted'],
    [3, 'adopted'],
  ]);
  const measures = await Promise.all(
    body.items.map(async ({ id }) => {
      const path = `/api/v1/plans/${id}/measures?limit=500`;
      const answer = await installation.request<{ items: { late: boolean; state: string }[] }>('GET', path, {
        as: 'secretariat',
      });
      return answer.body.items;
    }),
  );
  expect(measures.map((ofPlan) => ofPlan.length)).toEqual([12, 10, 37]);
  for (const ofPlan of measures) {
    expect(ofPlan.some(({ late }) => late)).toBe(true);
    expect(ofPlan.some(({ state }) => state === 'closed')).toBe(true);
  }

  await fillDemo(target);
  expect({
    persons: await count('person'),
    parties: await count('party'),
    events: await count('event'),
  }).toEqual(filled);
}, 180_000);
