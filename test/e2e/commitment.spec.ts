import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { commitments } from '../../local/demo/commitments.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { daysFromToday, ApiDriver } from '../support/api-driver.js';

const kari = 'kari.nordmann@vestdal.example';

let installation: Installation;
let driver: ApiDriver;
beforeAll(async () => {
  installation = await startInstallation({ daysBehind: 10, env: { MESSAGES_PER_SECOND: '50' } });
  driver = new ApiDriver(installation);
});
afterAll(() => installation.stop());

it('a commitment without number, owner or date is assessed, dated, sent on and counted so', async () => {
  const [commitment] = commitments;
  const ministry = await driver.organisation('Finansdepartementet', undefined, {
    ours: false,
    caseOfficerId: driver.personId(kari),
  });
  const evaluation = await driver.post('/evaluations', 'secretariat', {
    title: 'Stortingsmelding om helseberedskap',
    kind: 'white-paper',
    recommendations: [{ title: commitment?.title, text: commitment?.text }],
  });
  const known = await driver.get<{ recommendations: { id: string; number: string | null }[] }>(
    `/evaluations/${evaluation.id}`,
  );
  const recommendation = known.recommendations[0];
  expect(recommendation?.number).toBeNull();

  const plan = await driver.post('/plans', 'secretariat', {
    title: 'Lovnader',
    caseOfficerId: driver.personId(kari),
  });
  const measure = await driver.post('/measures', 'secretariat', {
    planId: plan.id,
    title: commitment?.title,
    text: commitment?.text,
    source: { evaluationId: evaluation.id, recommendationId: recommendation?.id },
    responsible: { mode: 'each', partyIds: [ministry] },
  });
  await driver.post(`/measures/${measure.id}/review-dates`, 'secretariat', { on: daysFromToday(300) });

  const forwarded = {
    outcome: {
      kind: 'forwarded',
      authorityPartyId: ministry,
      archiveReference: '24/77-1',
      reviewOn: daysFromToday(300),
    },
    authority: { kind: 'leader' },
  };
  const path = `/recommendations/${recommendation?.id}/outcomes`;
  expect(await driver.refused(path, 'secretariat', forwarded)).toMatchObject({ status: 403 });
  await driver.post(path, 'leadership', forwarded);
  await driver.post(`/plans/${plan.id}/adoptions`, 'leadership', { authority: { kind: 'leader' } });

  const after = await driver.get<{ recommendations: { outcome: { kind: string } | null }[] }>(
    `/evaluations/${evaluation.id}`,
  );
  expect(after.recommendations[0]?.outcome?.kind).toBe('forwarded');
  const summary = await driver.get<{ outcomes: { kind: string; count: number }[] }>(
    `/plans/${plan.id}/summary`,
  );
  expect(summary.outcomes).toEqual([{ kind: 'forwarded', count: 1 }]);
});
