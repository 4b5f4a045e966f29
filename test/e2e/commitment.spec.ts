import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { commitments } from '../../local/demo/commitments.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { daysFromToday, Office } from '../support/office.js';

const kari = 'kari.nordmann@vestdal.example';

let installation: Installation;
let office: Office;
beforeAll(async () => {
  installation = await startInstallation({ daysBehind: 10, env: { MESSAGES_PER_SECOND: '50' } });
  office = new Office(installation);
}, 120_000);
afterAll(() => installation.stop());

it('a commitment without number, owner or date is assessed, dated, sent on and counted so', async () => {
  const [commitment] = commitments;
  const ministry = await office.organisation('Finansdepartementet', undefined, {
    ours: false,
    caseOfficerId: office.personId(kari),
  });
  const evaluation = await office.post('/evaluations', 'secretariat', {
    title: 'Stortingsmelding om helseberedskap',
    kind: 'white-paper',
    recommendations: [{ title: commitment?.title, text: commitment?.text }],
  });
  const known = await office.get<{ recommendations: { id: string; number: string | null }[] }>(
    `/evaluations/${evaluation.id}`,
  );
  const recommendation = known.recommendations[0];
  expect(recommendation?.number).toBeNull();

  const plan = await office.post('/plans', 'secretariat', {
    title: 'Lovnader',
    caseOfficerId: office.personId(kari),
  });
  const measure = await office.post('/measures', 'secretariat', {
    planId: plan.id,
    title: commitment?.title,
    text: commitment?.text,
    source: { evaluationId: evaluation.id, recommendationId: recommendation?.id },
    responsible: { mode: 'each', partyIds: [ministry] },
  });
  await office.post(`/measures/${measure.id}/review-dates`, 'secretariat', { on: daysFromToday(300) });

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
  expect(await office.refused(path, 'secretariat', forwarded)).toMatchObject({ status: 403 });
  await office.post(path, 'leadership', forwarded);
  await office.post(`/plans/${plan.id}/adoptions`, 'leadership', { authority: { kind: 'leader' } });

  const after = await office.get<{ recommendations: { outcome: { kind: string } | null }[] }>(
    `/evaluations/${evaluation.id}`,
  );
  expect(after.recommendations[0]?.outcome?.kind).toBe('forwarded');
  const summary = await office.get<{ outcomes: { kind: string; count: number }[] }>(
    `/plans/${plan.id}/summary`,
  );
  expect(summary.outcomes).toEqual([{ kind: 'forwarded', count: 1 }]);
});
