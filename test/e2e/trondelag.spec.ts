import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { measureWorkflowId } from '#domain/contracts/workflows.js';
import { parties } from '../../local/demo/parties.js';
import { type Installation, startInstallation } from '../support/installation.js';
import { daysFromToday, type Made, ApiDriver } from '../support/api-driver.js';
import { until } from '../support/until.js';

const kari = 'kari.nordmann@vestdal.example';
const ola = 'ola.hansen@vestdal.example';
const amina = 'amina.yusuf@sykehuset-vest.example';
const per = 'per.lie@statsforvalteren.example';
const evidence = [{ kind: 'archive-reference', reference: '23/41-2' }];
const committee = {
  authority: {
    kind: 'body',
    body: 'Administrativt samarbeidsutvalg',
    meetingDate: '2023-02-03',
    caseNumber: '7/23',
    archiveReference: '23/41-9',
  },
};

interface Summary {
  figures: Record<'measures' | 'items', Record<string, number>>;
  themes: { lines: { measures: { number: number }[]; countedShare?: { done: number; total: number } }[] }[];
}

/** Joint and each, a group of 38, the secretariat's own item, and a body that decides. */
describe('a regional evaluation with a group of 38 municipalities', () => {
  let installation: Installation;
  let driver: ApiDriver;
  let planId: string;
  let eight: string;
  let two: string;
  let own: string;

  beforeAll(async () => {
    installation = await startInstallation({ daysBehind: 10, env: { MESSAGES_PER_SECOND: '50' } });
    driver = new ApiDriver(installation);
    const secretariat = await driver.organisation('ASU-sekretariatet', kari);
    const hospital = await driver.organisation('St. Olavs hospital', amina);
    const governor = await driver.organisation('Statsforvalteren', per);
    const group = parties['kommunene-trondelag'];
    const names = group?.kind === 'group' ? group.members.map((key) => parties[key]?.name ?? key) : [];
    const memberIds = await Promise.all(
      names.map((name, index) => driver.organisation(name, undefined, index === 0 ? {} : { ours: false })),
    );
    const first = memberIds[0] ?? '';
    await installation.request('PATCH', `/api/v1/parties/${first}`, {
      as: 'system',
      headers: { 'if-match': '"1"' },
      body: { contactPersonId: driver.personId(ola) },
    });
    await driver.belongsTo(ola, [first]);
    const { id: municipalities } = await driver.post('/parties', 'system', {
      kind: 'group',
      name: 'Kommunene',
      memberIds,
    });

    const plan = await driver.post('/plans', 'secretariat', {
      title: 'Oppfølging av pandemievalueringen',
      caseOfficerId: driver.personId(kari),
      secretariatPartyId: secretariat,
    });
    planId = plan.id;
    const each = { mode: 'each', partyIds: [municipalities] };
    const joint = { mode: 'joint', partyIds: [hospital, secretariat, governor], leadId: hospital };
    const batch = await driver.post<{ items: Made[] }>('/measure-batches', 'secretariat', {
      planId,
      measures: Array.from({ length: 10 }, (_, index) => ({
        title: `Forslag ${index + 1}`,
        text: `Forslag ${index + 1} fra arbeidsgruppen.`,
        deadline: { on: daysFromToday(-1) },
        ...(index === 7 ? { responsible: each } : {}),
        ...(index === 1 ? { responsible: joint } : {}),
        ...(index === 9 ? { responsible: { mode: 'each', partyIds: [secretariat] } } : {}),
      })),
    });
    [two = '', eight = '', own = ''] = [1, 7, 9].map((index) => batch.items[index]?.id ?? '');
  });
  afterAll(() => installation.stop());

  it('each: 38 items in one workflow', async () => {
    const items = await driver.itemsOf(eight);
    expect(items).toHaveLength(38);
    expect(items.map(({ number }) => number)).toEqual(
      Array.from({ length: 38 }, (_, index) => `8.${index + 1}`),
    );
    const running = await driver.followedMeasures(10);
    expect(running.has(measureWorkflowId(eight))).toBe(true);
  });

  it('a body adopts: one enters body, meeting and case, another countersigns, and the record shows both', async () => {
    expect(await driver.refused(`/plans/${planId}/adoptions`, 'owner', committee)).toMatchObject({
      status: 403,
    });
    const entered = await driver.post<{ awaitsCountersignature: Made }>(
      `/plans/${planId}/adoptions`,
      kari,
      committee,
    );
    const path = `/decisions/${entered.awaitsCountersignature.id}/countersignatures`;
    expect(await driver.get(`/plans/${planId}`)).toMatchObject({ state: 'draft' });
    expect(await driver.refused(path, kari, {})).toMatchObject({
      status: 403,
      problem: { type: '/problems/countersigned-by-another' },
    });
    await driver.post(path, 'jonas.bakke@vestdal.example', {});
    const plan = await driver.get<{ adoption: unknown }>(`/plans/${planId}`);
    expect(plan.adoption).toMatchObject({
      authority: {
        kind: 'body',
        body: 'Administrativt samarbeidsutvalg',
        caseNumber: '7/23',
        archiveReference: '23/41-9',
        countersignedBy: driver.personId('jonas.bakke@vestdal.example'),
      },
      enteredBy: driver.personId(kari),
    });
  });

  it('the summary counts 1 av 38 when one municipality is signed off', async () => {
    const [first] = await driver.itemsOf(eight);
    await driver.post(`/items/${first?.id}/done-reports`, ola, {
      what: 'Planverket er revidert og vedtatt i kommunestyret.',
      evidence,
    });
    await driver.post(`/items/${first?.id}/sign-offs`, 'secretariat', {});
    const summary = await driver.get<Summary>(`/plans/${planId}/summary`);
    const line = summary.themes
      .flatMap(({ lines }) => lines)
      .find(({ measures }) => measures[0]?.number === 8);
    expect(line?.countedShare).toMatchObject({ done: 1, total: 38 });
  });

  it('joint: one item with a lead; contributors are told, but not nagged', async () => {
    expect(await driver.itemsOf(two)).toHaveLength(1);
    await until('lead and contributor are told', async () => {
      const [lead, contributor] = await Promise.all(
        [amina, per].map((email) => installation.slack.messagesTo(email)),
      );
      return lead?.length === 1 && contributor?.length === 1;
    });
    await driver.round();
    const nagged = async (email: string) =>
      (await installation.slack.messagesTo(email)).filter(({ text }) => text.includes('God morgen')).length;
    expect(await nagged(amina)).toBe(1);
    expect(await nagged(per)).toBe(0);
  });

  it('the secretariat can’t sign off its own item; leadership does', async () => {
    const [item] = await driver.itemsOf(own);
    await driver.post(`/items/${item?.id}/done-reports`, kari, {
      what: 'Vi har laget en fast årlig evalueringsrutine.',
      evidence,
    });
    for (const email of [kari, 'jonas.bakke@vestdal.example']) {
      expect(await driver.refused(`/items/${item?.id}/sign-offs`, email, {})).toMatchObject({
        status: 403,
        problem: { type: '/problems/four-eyes' },
      });
    }
    await driver.post(`/items/${item?.id}/sign-offs`, 'leadership', {});
  });

  it('a decision of the body has its own deadline', async () => {
    const { id } = await driver.post('/decisions', 'secretariat', {
      body: 'Administrativt samarbeidsutvalg',
      meetingDate: '2023-02-03',
      caseNumber: '7/23',
      archiveReference: '23/41-9',
      text: 'Sekretariatet legger fram en plan for oppfølging.',
      planId,
      deadline: { on: '2023-06-30', words: 'i løpet av første halvår 2023' },
    });
    await driver.post(`/decisions/${id}/countersignatures`, 'leadership', {});
    expect(await driver.get(`/decisions/${id}`)).toMatchObject({
      countersigning: { state: 'given' },
      deadline: { on: '2023-06-30', words: 'i løpet av første halvår 2023' },
    });
  });
});
