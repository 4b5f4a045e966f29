import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { measureWorkflowId } from '#domain/contracts/workflows.js';
import { actionId } from '#messages/slack/button-value.js';
import { raufoss } from '../../local/demo/raufoss.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { daysFromToday, type Made, ApiDriver } from '../support/api-driver.js';
import { doneModalSubmission, press } from '../support/slack-test-user.js';
import { until } from '../support/until.js';

const kari = 'kari.nordmann@vestdal.example';
const jonas = 'jonas.bakke@vestdal.example';
const ola = 'ola.hansen@vestdal.example';
const ingrid = 'ingrid.solberg@industriparken.example';
const leader = { authority: { kind: 'leader' } };

/** The main job on the after-action review: twelve recommendations without owner and deadline, to the plan's end. */
describe('an after-action review, from twelve recommendations to a closed plan', () => {
  let installation: Installation;
  let driver: ApiDriver;
  let planId: string;
  let vestdal: string;
  let park: string;
  const measureIds: string[] = [];

  beforeAll(async () => {
    installation = await startInstallation({ daysBehind: 10, env: { MESSAGES_PER_SECOND: '50' } });
    driver = new ApiDriver(installation);
    vestdal = await driver.organisation('Vestdal kommune', ola);
    park = await driver.organisation('Industriparken', ingrid);
  });
  afterAll(() => installation.stop());

  const itemOf = async (index: number) => (await driver.itemsOf(measureIds[index] ?? ''))[0]?.id ?? '';
  const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }];

  it('registers the evaluation and its twelve measures by the API; twelve workflows follow them', async () => {
    const { title, kind, findings, recommendations } = raufoss.evaluation;
    const evaluation = await driver.post('/evaluations', 'secretariat', {
      title,
      kind,
      findings,
      recommendations: recommendations.map(({ title, text, sourceNumber, findings = [] }) => ({
        number: String(sourceNumber),
        title,
        text,
        findingIndexes: findings.map((number) => number - 1),
      })),
    });
    const known = await driver.get<{ recommendations: { id: string; number: string }[] }>(
      `/evaluations/${evaluation.id}`,
    );
    expect(known.recommendations).toHaveLength(12);

    const plan = await driver.post('/plans', 'secretariat', {
      title: 'Tiltaksplan',
      caseOfficerId: driver.personId(kari),
    });
    planId = plan.id;
    const batch = await driver.post<{ items: Made[] }>('/measure-batches', 'secretariat', {
      planId,
      measures: known.recommendations.map(({ id, number }, index) => ({
        title: recommendations[index]?.title,
        text: recommendations[index]?.text,
        source: { evaluationId: evaluation.id, recommendationId: id, number },
      })),
    });
    expect(batch.items.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    measureIds.push(...batch.items.map(({ id }) => id));

    const running = await driver.followedMeasures(12);
    expect([...running].sort()).toEqual(measureIds.map(measureWorkflowId).sort());
  });

  it('assigns them and sets deadlines; leadership adopts only when every measure has a date', async () => {
    for (const [index, id] of measureIds.entries()) {
      await driver.post(`/measures/${id}/assignments`, 'secretariat', {
        mode: 'each',
        partyIds: [index < 6 ? vestdal : park],
      });
    }
    const early = await driver.refused(`/plans/${planId}/adoptions`, 'leadership', leader);
    expect(early).toMatchObject({ status: 409, problem: { type: '/problems/measures-without-date' } });
    for (const id of measureIds) {
      await driver.post(`/measures/${id}/deadlines`, 'secretariat', {
        on: daysFromToday(-2),
        words: 'snarest',
      });
    }
    expect(await driver.refused(`/plans/${planId}/adoptions`, 'secretariat', leader)).toMatchObject({
      status: 403,
      problem: { type: '/problems/leadership-decides' },
    });
    await driver.post(`/plans/${planId}/adoptions`, 'leadership', leader);
  });

  it('reminds each owner in one message, however many items are due', async () => {
    await until('every measure has demanded what is due', async () => {
      const [row] = await installation.query<{ count: string }>('SELECT count(*) FROM obligation');
      return Number(row?.count) >= 12 || (await driver.round()).ran === false;
    });
    await driver.round();
    for (const email of [ola, ingrid]) {
      const morning = (await installation.slack.messagesTo(email)).filter(({ text }) =>
        text.includes('God morgen'),
      );
      expect(morning).toHaveLength(1);
      expect(JSON.stringify(morning[0]?.blocks)).toContain('Seks punkter venter');
    }
  });

  it('Ferdig in Slack opens the modal; what is handed in becomes a command', async () => {
    const [message] = (await installation.slack.messagesTo(ola)).filter(({ text }) =>
      text.includes('God morgen'),
    );
    if (message === undefined) throw new Error('No message to press on');
    const itemId = await itemOf(0);
    await press(installation, {
      email: ola,
      message,
      actionId: actionId('done'),
      itemId,
      measureId: measureIds[0] ?? '',
    });
    await doneModalSubmission(installation, {
      email: ola,
      measureId: measureIds[0] ?? '',
      itemId,
      what: 'Varslingsplanen er vedtatt, øvd og lagt inn i vaktsystemet.',
      archiveReference: '26/118-4',
    });
    await until(
      'the item is reported done',
      async () => (await driver.itemsOf(measureIds[0] ?? ''))[0]?.state === 'reported-done',
    );
    await until('the message says so', async () =>
      JSON.stringify(await installation.slack.messagesTo(ola)).includes('venter på utkvittering'),
    );
  });

  it('the reporter is refused to sign off, the secretariat signs, and the owner is told', async () => {
    const itemId = await itemOf(0);
    expect(await driver.refused(`/items/${itemId}/sign-offs`, ola, {})).toMatchObject({ status: 403 });
    await driver.post(`/items/${itemId}/sign-offs`, 'secretariat', {});
    await until('the owner is told', async () =>
      (await installation.slack.messagesTo(ola)).some(({ text }) => text.includes('kvittert ut')),
    );
  });

  it('what the secretariat reported for an owner another must sign off', async () => {
    const itemId = await itemOf(1);
    await driver.post(`/items/${itemId}/done-reports`, kari, {
      what: 'Meldt på telefon: planen er vedtatt i styret.',
      evidence,
    });
    expect(await driver.refused(`/items/${itemId}/sign-offs`, kari, {})).toMatchObject({
      status: 403,
      problem: { type: '/problems/four-eyes' },
    });
    await driver.post(`/items/${itemId}/sign-offs`, jonas, {});
  });

  it('a measure closes when its items are done, and its workflow ends', async () => {
    await driver.post(`/measures/${measureIds[0]}/closures`, 'secretariat', { as: 'implemented' });
    await until('the workflow has ended', async () => {
      const client = await installation.temporalClient();
      const { status } = await client.workflow.getHandle(measureWorkflowId(measureIds[0] ?? '')).describe();
      return status.name === 'COMPLETED';
    });
  });

  it('closing the plan with one item open answers 409 with what is missing; the last done, leadership closes', async () => {
    const last = measureIds.length - 1;
    for (let index = 2; index < last; index += 1) {
      const itemId = await itemOf(index);
      const owner = index < 6 ? ola : ingrid;
      await driver.post(`/items/${itemId}/done-reports`, owner, {
        what: 'Gjennomført og dokumentert i arkivet vårt.',
        evidence,
      });
    }
    const reported = await Promise.all(measureIds.slice(2, last).map((_id, index) => itemOf(index + 2)));
    await driver.post('/sign-off-batches', 'secretariat', { itemIds: reported });
    for (const id of measureIds.slice(1, last)) {
      await driver.post(`/measures/${id}/closures`, 'secretariat', { as: 'implemented' });
    }

    const refusal = await driver.refused(`/plans/${planId}/closures`, 'leadership', leader);
    expect(refusal).toMatchObject({
      status: 409,
      problem: { type: '/problems/open-measures', openMeasures: [12], openItems: ['12.1'] },
    });
    expect(refusal.problem['next']).toEqual(expect.stringContaining('Close them first'));

    const itemId = await itemOf(last);
    await driver.post(`/items/${itemId}/done-reports`, ingrid, {
      what: 'Sårbarhetene er gjennomgått og lukket.',
      evidence,
    });
    await driver.post(`/items/${itemId}/sign-offs`, 'secretariat', {});
    await driver.post(`/measures/${measureIds[last]}/closures`, 'secretariat', { as: 'implemented' });
    expect(await driver.refused(`/plans/${planId}/closures`, 'secretariat', leader)).toMatchObject({
      status: 403,
    });
    await driver.post(`/plans/${planId}/closures`, 'leadership', leader);

    const summary = await driver.get<{ figures: { measures: { done: number; total: number } } }>(
      `/plans/${planId}/summary`,
    );
    expect(summary.figures.measures).toMatchObject({ done: 12, total: 12 });
    await driver.followedMeasures(0);
  });
});
