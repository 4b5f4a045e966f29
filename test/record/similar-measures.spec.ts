import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EvaluationId, MeasureId, PartyId, PlanId } from '#domain/ids.js';
import type { NewMeasure } from '#domain/measure/measure.commands.js';
import type { Actor, Role } from '#domain/roles/actor.js';
import { repeatedMeasures, repeatedRecommendations } from '#record/measure/repeated-recommendations.query.js';
import { type LikenessOf, similarMeasures } from '#record/measure/similar-measures.query.js';
import { catchUpSearch } from '#record/search/search-index.js';
import { idOf, TestRecord } from './support/test-record.js';

const actor = (roles: Role[], partyIds: PartyId[] = []): Actor => ({ id: 'reader', roles, partyIds });
const system: Actor = { ...actor(['system']), scopes: ['measures:read'] };

/** Every one of them speaks of municipalities, plans and responsibility, as measures do. */
const earlier: readonly NewMeasure[] = [
  {
    title: 'Varslingsplan for drikkevann',
    text: 'Kommunen skal ha én plan for hvordan innbyggerne varsles når drikkevannet er forurenset.',
  },
  {
    title: 'Reservekraft ved sykehjemmene',
    text: 'Kommunen skal ha plan og ansvarlig for aggregater med drivstoff til tre døgn ved sykehjemmene.',
  },
  {
    title: 'Lager av smittevernutstyr',
    text: 'Kommunen skal ha ansvarlig og plan for lager av munnbind, visirer og hansker.',
  },
  {
    title: 'Øvelser for kriseledelsen',
    text: 'Kommunen skal ha plan for å øve kriseledelsen sammen med politiet og ansvarlig for evalueringen.',
  },
];

describe('Seen before', () => {
  let record: TestRecord;
  let vestdal: PartyId;
  let firstPlan: PlanId, secondPlan: PlanId;
  let water: MeasureId, again: MeasureId;
  let waterEvaluation: EvaluationId;
  const secretariat = actor(['secretariat']);

  const similar = async (subject: LikenessOf, reader = secretariat) => {
    const [found = []] = await similarMeasures(record.dataSource, reader, [subject]);
    return found;
  };
  const titles = async (subject: LikenessOf, reader = secretariat) =>
    (await similar(subject, reader)).map(({ title }) => title);

  beforeAll(async () => {
    record = await TestRecord.open();
    vestdal = await record.organisation('Vestdal kommune');
    const evaluation = {
      type: 'RegisterEvaluation',
      title: 'Vannutbruddet',
      kind: 'after-action-review',
      publishedOn: '2021-05-10',
    } as const;
    waterEvaluation = idOf(await record.does(evaluation), 'evaluation');
    firstPlan = await record.plan();
    const withSource = earlier.map((measure, index) =>
      index === 0 ? { ...measure, source: { evaluationId: waterEvaluation } } : measure,
    );
    const made = await record.does({ type: 'RegisterMeasures', planId: firstPlan, measures: withSource });
    [water = ''] = made.changed.map(({ id }) => id);
    record.now += 86_400_000;
    secondPlan = await record.plan();
    [again = ''] = await record.measures(secondPlan, 1, {
      title: 'Bedre varsling når vannet er forurenset',
      text: 'Kommunen skal ha en ansvarlig, og innbyggere skal bli varslet raskere om forurensning i drikkevannet.',
    });
  });
  afterAll(() => record.close());

  test('finds what says the same in other words, and not what only shares the words of the trade', async () => {
    expect(await titles({ measureId: again })).toEqual(['Varslingsplan for drikkevann']);
    expect(
      await titles({ title: 'Kommunen skal ha en plan', text: 'Kommunen skal ha en ansvarlig.' }),
    ).toEqual([]);
    expect(
      await titles({ title: 'Nødstrøm', text: 'Sykehjemmene trenger aggregater med drivstoff.' }),
    ).toEqual(['Reservekraft ved sykehjemmene']);
  });

  test('finds nothing that came later, nor the measure itself', async () => {
    expect(await titles({ measureId: water })).toEqual([]);
    expect(
      await titles({ title: 'Varsling', text: 'Innbyggerne varsles om forurenset drikkevann.' }),
    ).toEqual(
      expect.arrayContaining(['Varslingsplan for drikkevann', 'Bedre varsling når vannet er forurenset']),
    );
  });

  test('tells what became of it', async () => {
    const [found] = await similar({ measureId: again });
    expect(found).toMatchObject({
      id: water,
      number: 1,
      plan: { id: firstPlan, title: 'Tiltaksplan' },
      state: 'proposed',
      items: { done: 0, total: 0 },
      registeredAt: '2026-11-02T09:00:00.000Z',
      source: { title: 'Vannutbruddet', publishedOn: '2021-05-10' },
      confirmed: false,
    });
    expect(found?.likeness).toBeGreaterThan(0.2);
    expect(found?.likeness).toBeLessThanOrEqual(1);
  });

  test('says that a person has confirmed it, until it is withdrawn', async () => {
    await record.does({ type: 'ConfirmRepetition', measureId: again, earlierMeasureId: water });
    expect((await similar({ measureId: again }))[0]?.confirmed).toBe(true);
    const pair = {
      later: { id: again, planNumber: 2, number: 1, state: 'proposed' },
      earlier: { id: water, planNumber: 1, number: 1, state: 'proposed' },
      // From the evaluation of May 2021 to the registration in November 2026.
      months: 65,
    };
    for (const scope of [
      { plan: secondPlan },
      { measure: again },
      { measure: water },
      { evaluation: waterEvaluation },
    ]) {
      expect(await repeatedMeasures(record.dataSource, scope)).toMatchObject([pair]);
    }
    expect(await repeatedMeasures(record.dataSource, { plan: firstPlan })).toEqual([]);
    expect(await repeatedRecommendations(record.dataSource, secondPlan)).toEqual([
      {
        evaluationTitle: 'Tiltaksplan',
        title: 'Bedre varsling når vannet er forurenset',
        earlier: [
          {
            evaluationTitle: 'Vannutbruddet',
            publishedOn: '2021-05-10',
            measure: { planNumber: 1, number: 1, state: 'proposed' },
            months: 65,
          },
        ],
      },
    ]);
    const reason = 'Det gjaldt et annet vannverk';
    await record.does({ type: 'WithdrawRepetition', measureId: again, earlierMeasureId: water, reason });
    expect((await similar({ measureId: again }))[0]?.confirmed).toBe(false);
    expect(await repeatedMeasures(record.dataSource, { plan: secondPlan })).toEqual([]);
  });

  test('counts no pair of which one is restricted', async () => {
    const [hidden = ''] = await record.measures(secondPlan, 1, {
      title: 'Skjult',
      text: 'Skjult.',
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
    });
    await record.does({ type: 'ConfirmRepetition', measureId: hidden, earlierMeasureId: water });
    expect(await repeatedMeasures(record.dataSource, { plan: secondPlan })).toEqual([]);
    expect(await repeatedRecommendations(record.dataSource, secondPlan)).toEqual([]);
  });

  test('answers for many texts at once, each in its place', async () => {
    const found = await similarMeasures(record.dataSource, secretariat, [
      { title: 'Munnbind', text: 'Lager av munnbind og hansker.' },
      { title: 'Fjellskred', text: 'Radar i fjellsiden.' },
      { title: 'Kriseledelsen øves', text: 'Øvelse med politiet.' },
    ]);
    expect(found.map((each) => each.map(({ title }) => title))).toEqual([
      ['Lager av smittevernutstyr'],
      [],
      ['Øvelser for kriseledelsen'],
    ]);
  });

  test('compares with nothing that the reader may not read', async () => {
    const about = { title: 'Nøkkelbytte i nødsambandet', text: 'Krypteringsnøkler byttes.' };
    await record.measures(firstPlan, 1, {
      title: 'Nøkler i nødsambandet',
      text: 'Krypteringsnøklene byttes hvert kvartal.',
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
      responsible: { mode: 'each', partyIds: [vestdal] },
    });
    expect(await titles(about)).toEqual(['Nøkler i nødsambandet']);
    expect(await titles(about, system)).toEqual([]);
    expect(await titles(about, actor(['owner']))).toEqual([]);
    expect(await titles(about, actor(['owner'], [vestdal]))).toEqual(['Nøkler i nødsambandet']);
    expect(await titles({ measureId: again }, actor(['owner'], [vestdal]))).toEqual([]);
  });

  test.each(["'", '\\', "\\'", 'a & !b', '(', '', '   '])('no harm in any text: %s', async (text) => {
    expect(await similar({ title: text, text })).toEqual([]);
  });

  test('among 10,000 measures', async () => {
    const measures = Array.from({ length: 10_000 }, (_, index) => ({
      title: `Tiltak ${index} for ${word(index)} og ${word(index * 7)}`,
      text: `Kommunen skal ha plan og ansvarlig for ${word(index * 3)}, ${word(index * 5)} og ${word(index * 11)} hvert år.`,
    }));
    await record.does({ type: 'RegisterMeasures', planId: secondPlan, measures });
    await catchUpSearch(record.dataSource);
    expect(await titles({ measureId: again })).toEqual(['Varslingsplan for drikkevann']);
    const found = await similarMeasures(record.dataSource, secretariat, measures.slice(0, 100));
    expect(found.map(([best]) => best?.title)).toEqual(measures.slice(0, 100).map(({ title }) => title));
  });
});

/** A vocabulary of 1,331 words that no dictionary has. */
function word(index: number): string {
  const syllables = ['bor', 'dun', 'fal', 'gim', 'hest', 'kol', 'lum', 'mar', 'nip', 'rad', 'tov'];
  return [0, 1, 2].map((place) => syllables[Math.floor(index / 11 ** place) % 11]).join('');
}
