import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Command } from '#domain/commands.js';
import type { MeasureId, PartyId, PlanId } from '#domain/ids.js';
import type { Actor, Role } from '#domain/roles/actor.js';
import type { MarkedText } from '#record/search/marked-text.js';
import { search, type SearchHit, type SearchResult, type SearchWanted } from '#record/search/search.query.js';
import { catchUpSearch, rebuildSearch } from '#record/search/search-index.js';
import { idOf, TestRecord } from './support/test-record.js';

const actor = (roles: Role[], partyIds: PartyId[] = []): Actor => ({ id: 'reader', roles, partyIds });
const system: Actor = { ...actor(['system']), scopes: ['measures:read'] };
const plain = (marked: MarkedText) => marked.map(({ text }) => text).join('');
const marks = (marked: MarkedText) => marked.flatMap(({ text, marked: is }) => (is ? [text] : []));
const named = (hits: readonly SearchHit[]) => hits.map(({ kind, title }) => `${kind}: ${plain(title)}`);

describe('Search', () => {
  let record: TestRecord;
  let vestdal: PartyId, bergby: PartyId;
  let planId: PlanId, otherPlanId: PlanId, themeId: string;
  let drill: MeasureId, secret: MeasureId, water: MeasureId;
  const secretariat = actor(['secretariat']);

  const ask = (text: string, reader = secretariat, wanted: Partial<SearchWanted> = {}) =>
    search(record.dataSource, reader, { text, limit: 50, ...wanted });
  const finds = async (text: string, reader = secretariat, wanted: Partial<SearchWanted> = {}) =>
    named((await ask(text, reader, wanted)).hits);

  beforeAll(async () => {
    record = await TestRecord.open();
    vestdal = await record.organisation('Vestdal kommune');
    bergby = await record.organisation('Bergby kommune');
    await record.does({
      type: 'RegisterEvaluation',
      title: 'Flommen i Vestdal',
      kind: 'after-action-review',
      publishedOn: '2024-06-15',
      findings: [{ kind: 'strength', text: 'Frivillige ble raskt innkalt.' }],
      recommendations: [{ title: 'Sandsekker', text: 'Kommunen bør ha sandsekker på lager.' }],
    });
    await record.does({
      type: 'RegisterEvaluation',
      title: 'Hendelsen på kontrollrommet',
      kind: 'incident',
      access: { kind: 'restricted', legalBasis: 'offl. § 21' },
      findings: [{ kind: 'to-improve', text: 'Adgangskortene virket ikke.' }],
    });
    planId = await record.plan();
    otherPlanId = await record.plan();
    await record.does({ type: 'DefineThemes', planId, themes: [{ title: 'Smittevernutstyr' }] });
    [themeId = ''] = await themesOf(planId);
    const deadline = { on: '2027-06-01' };
    [drill = '', water = '', secret = ''] = (
      await record.does({
        type: 'RegisterMeasures',
        planId,
        measures: [
          {
            title: 'Øvelser for vaktlaget',
            about: 'å øve vaktlaget to ganger i året',
            text: 'Vaktlaget øver på varsling av innbyggerne, med sirene.',
            themeId,
            deadline,
            responsible: { mode: 'each', partyIds: [vestdal] },
          },
          {
            title: 'Reservevann',
            about: 'en plan for nødvann til sykehjemmene',
            text: 'Tankbiler leies inn når ledningsnettet svikter.',
            deadline,
            responsible: { mode: 'each', partyIds: [bergby] },
          },
          {
            title: 'Kryptering av nødsamband',
            about: 'hemmelige nøkler',
            text: 'Nøklene til nødsambandet byttes kvartalsvis.',
            access: { kind: 'restricted', legalBasis: 'offl. § 24' },
            deadline,
            responsible: { mode: 'each', partyIds: [bergby] },
          },
        ],
      })
    ).changed.map(({ id }) => id);
    await record.measures(otherPlanId, 1, { title: 'Smittevernplan', text: 'Planen revideres.' });
    await record.adopt(planId);
    await record.does({
      type: 'UpdateStatus',
      measureId: drill,
      progress: 'on-hold',
      text: 'Instruktøren har sluttet.',
      reason: 'Stillingen lyses ut til våren.',
    });
    await record.does({
      type: 'EnterDecision',
      body: 'Kommunestyret',
      meetingDate: '2025-03-04',
      caseNumber: '12/25',
      archiveReference: '26/4-1',
      text: 'Rådmannen legger fram en sak om brannstasjonen.',
      planId,
    });
  });
  afterAll(() => record.close());

  async function themesOf(id: PlanId): Promise<string[]> {
    const rows = await record.dataSource.query<{ id: string }[]>(
      `SELECT jsonb_array_elements(details -> 'themes') ->> 'id' AS id FROM plan WHERE id = $1`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  describe('finds', () => {
    test.each([
      ['another form of the word', 'øvelsen'],
      ['the plural', 'vaktlagene øvelsene'],
      ['capitals', 'ØVELSE'],
      ['a keyboard without ø', 'ovelser'],
      ['a slip of the pen', 'vatklaget'],
      ['two slips', 'øvleser vakltaget'],
      ['a word of the text', 'innbyggerne'],
    ])('%s: %s', async (_what, text) => {
      expect(await finds(text)).toContain('measure: Øvelser for vaktlaget');
    });

    test('a part of a compound word, and what begins with it', async () => {
      expect(await finds('vern')).toEqual(
        expect.arrayContaining(['measure: Smittevernplan', 'plan: Tiltaksplan']),
      );
      expect(await finds('smittevern')).toContain('measure: Smittevernplan');
    });

    test('every word that was asked for', async () => {
      expect(await finds('tankbiler sykehjem')).toEqual(['measure: Reservevann']);
      expect(await finds('tankbiler sirene')).toEqual([]);
    });

    test('a phrase in its order', async () => {
      expect(await finds('"varsling av innbyggerne"')).toEqual(['measure: Øvelser for vaktlaget']);
      expect(await finds('"innbyggerne varsling"')).toEqual([]);
    });

    test('status updates with their reason, findings, recommendations, evaluations and decisions', async () => {
      expect(await finds('instruktør')).toEqual(
        expect.arrayContaining(['status-update: Øvelser for vaktlaget', 'measure: Øvelser for vaktlaget']),
      );
      expect(await finds('lyses ut')).toEqual(['status-update: Øvelser for vaktlaget']);
      expect(await finds('frivillige')).toEqual(['finding: Flommen i Vestdal']);
      expect(await finds('sandsekk')).toEqual(['recommendation: Sandsekker']);
      expect(await finds('flommen')).toEqual(['evaluation: Flommen i Vestdal']);
      expect(await finds('brannstasjon')).toEqual(['decision: Kommunestyret\n12/25']);
    });

    test('what stands in the title before what stands in the text', async () => {
      await record.measures(otherPlanId, 1, { title: 'Nødnett', text: 'Se også sandsekker.' });
      expect(await finds('sandsekker')).toEqual(['recommendation: Sandsekker', 'measure: Nødnett']);
    });

    test('what was registered or changed a moment ago, and not what it said before', async () => {
      const [id = ''] = await record.measures(otherPlanId, 1, { title: 'Lyskastere', text: 'Kjøpes.' });
      expect(await finds('lyskaster')).toEqual(['measure: Lyskastere']);
      await record.does({
        type: 'ReviseMeasure',
        measureId: id,
        title: 'Signalpistoler',
        about: 'signalpistoler',
        material: false,
        reason: 'Feil utstyr',
      });
      expect(await finds('signalpistol')).toEqual(['measure: Signalpistoler']);
      expect(await finds('lyskaster')).toEqual([]);
    });

    test('nothing for nothing, and says which words it does not know', async () => {
      expect(await ask('  ')).toEqual({ hits: [], total: 0, readAs: [], unknown: [] });
      expect(await ask('og')).toEqual({ hits: [], total: 0, readAs: [], unknown: [] });
      const result = await ask('xyzzyqwv vaktlaget');
      expect(named(result.hits)).toContain('measure: Øvelser for vaktlaget');
      expect(result.unknown).toEqual(['xyzzyqwv']);
      expect((await ask('vatklaget')).readAs).toEqual([{ word: 'vatklaget', as: 'vaktlag' }]);
    });

    test.each([
      "' OR true --",
      '\\',
      "a'b",
      '%',
      '<->',
      "!('x')",
      '(((',
      'a & | b',
      ':*',
      '\u0001sirene\u0002',
    ])('no harm in what is typed: %s', async (text) => {
      expect((await ask(text)).total).toBeLessThan(3);
    });
  });

  test('marks the words, in their forms, and tells where the hit stands', async () => {
    const [hit] = (await ask('øvelse')).hits;
    expect(marks(hit?.title ?? [])).toEqual(['Øvelser']);
    expect(hit).toMatchObject({
      kind: 'measure',
      id: drill,
      plan: { id: planId },
      measure: { id: drill, number: 1, state: 'in-follow-up', restricted: false },
    });
    const [sentence] = (await ask('sirenene')).hits;
    expect(marks(sentence?.excerpt ?? [])).toEqual(['sirene']);
  });

  describe('filters by', () => {
    test.each<[string, () => Partial<SearchWanted>, string[]]>([
      ['plan', () => ({ plan: otherPlanId }), []],
      ['party', () => ({ party: bergby }), ['measure: Reservevann']],
      ['state', () => ({ state: 'closed' }), []],
      ['what is open', () => ({ state: 'open', party: bergby }), ['measure: Reservevann']],
      ['theme', () => ({ theme: themeId }), []],
      ['kind', () => ({ kinds: ['finding'] }), []],
      ['year', () => ({ year: 2024 }), []],
      ['this year', () => ({ year: 2026 }), ['measure: Reservevann']],
    ])('%s', async (_what, wanted, expected) => {
      expect(await finds('tankbil', secretariat, wanted())).toEqual(expected);
    });

    test('theme and year, where there is something', async () => {
      expect(await finds('sirene', secretariat, { theme: themeId })).toEqual([
        'measure: Øvelser for vaktlaget',
      ]);
      expect(await finds('frivillige', secretariat, { year: 2024 })).toEqual(['finding: Flommen i Vestdal']);
      expect(await finds('brannstasjon', secretariat, { year: 2025, plan: planId })).toHaveLength(1);
    });
  });

  test('gives every hit once, page by page', async () => {
    const pagesPlan = await record.plan();
    await record.measures(pagesPlan, 25, { title: 'Beredskapslager', text: 'Lageret fylles.' });
    const seen: string[] = [];
    let cursor: SearchWanted['cursor'];
    for (let pages = 0; pages < 10; pages += 1) {
      const { hits, total }: SearchResult = await ask('beredskapslager', secretariat, {
        limit: 10,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(total).toBe(25);
      seen.push(...hits.slice(0, 10).map(({ id }) => id));
      cursor = hits[9]?.position;
      if (hits.length <= 10) break;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  describe('shows only what the reader may read', () => {
    const owner = () => actor(['owner'], [vestdal]);

    test('all of their own measures', async () => {
      expect(await finds('sirene', owner())).toEqual(['measure: Øvelser for vaktlaget']);
      expect(await finds('lyses ut', secretariat)).toEqual(['status-update: Øvelser for vaktlaget']);
      // What the secretariat said of the measure as a whole is told by its summary, and searched there.
      expect(await finds('lyses ut', owner())).toEqual([]);
      expect(await finds('instruktøren', owner())).toEqual(['measure: Øvelser for vaktlaget']);
    });

    test('what the summary tells of the others in the plan, and no more', async () => {
      expect(await finds('nødvann', owner())).toEqual(['measure: Reservevann']);
      expect(await finds('tankbiler', owner())).toEqual([]);
      const [hit] = (await ask('reservevann', owner())).hits;
      expect(plain(hit?.excerpt ?? [])).not.toContain('Tankbiler');
    });

    test('nothing of plans they have no part in, and neither evaluations nor decisions', async () => {
      expect(await finds('smittevernplan', owner())).toEqual([]);
      expect(await finds('smittevern', owner())).toEqual(['plan: Tiltaksplan']);
      expect(await finds('sandsekker frivillige', owner())).toEqual([]);
      expect(await finds('brannstasjon', owner())).toEqual([]);
      expect(await finds('øvelser', actor(['owner']))).toEqual([]);
      expect(await finds('øvelser', actor([]))).toEqual([]);
    });

    test.each<[string, () => Actor, boolean]>([
      ['the secretariat', () => secretariat, true],
      ['leadership', () => actor(['leadership']), true],
      ['an auditor', () => actor(['auditor']), true],
      ['who must do it', () => actor(['owner'], [bergby]), true],
      ['an owner of something else', owner, false],
      ['a system', () => system, false],
    ])('restricted text: %s', async (_who, reader, may) => {
      const found = may ? ['measure: Kryptering av nødsamband'] : [];
      expect(await finds('kvartalsvis', reader())).toEqual(found);
      expect(await finds('kryptering', reader())).toEqual(found);
    });

    test('restricted evaluations', async () => {
      expect(await finds('adgangskort', actor(['auditor']))).toHaveLength(1);
      expect(await finds('adgangskort', system)).toEqual([]);
    });

    test('a misspelt word is not taken for one that stands in restricted text alone', async () => {
      expect((await ask('adgagnskortene')).readAs).toEqual([{ word: 'adgagnskortene', as: 'adgangskort' }]);
      const result = await ask('adgagnskortene', system);
      expect(result).toEqual({ hits: [], total: 0, readAs: [], unknown: ['adgagnskortene'] });
    });

    test('a text that becomes restricted is gone at once, also before it has been read again', async () => {
      const lock = await record.connect('superuser');
      await catchUpSearch(record.dataSource);
      await lock.query('BEGIN');
      await lock.query(`SELECT pg_advisory_xact_lock(hashtext('kvittert search'))`);
      expect(await finds('nødvann', system)).toEqual(['measure: Reservevann']);
      const access = { kind: 'restricted', legalBasis: 'offl. § 24' } as const;
      await record.does({
        type: 'ReviseMeasure',
        measureId: water,
        access,
        material: false,
        reason: 'Sårbart',
      });
      expect(await finds('nødvann', system)).toEqual([]);
      await lock.query('ROLLBACK');
      expect(await finds('nødvann', system)).toEqual([]);
      expect((await ask('nødvnan', system)).readAs).toEqual([]);
      expect(secret).not.toBe('');
    });
  });

  describe('in status reports', () => {
    let reportPlan: PlanId, reportId: string, measure: MeasureId, askedId: string;
    const owner = () => actor(['owner'], [vestdal]);
    const reports = (text: string, reader = secretariat) => finds(text, reader, { kinds: ['report'] });
    const onReport = (command: object, by = record.secretary) =>
      record.does({ planId: reportPlan, reportId, ...command } as unknown as Command, by);

    beforeAll(async () => {
      reportPlan = await record.plan();
      const responsible = { mode: 'each', partyIds: [vestdal] } as const;
      [measure = ''] = await record.measures(reportPlan, 1, { title: 'Dykkerberedskap', responsible });
      await record.measures(reportPlan, 1, {
        title: 'Nøkkelskap',
        text: 'Koden til nøkkelskapet skiftes.',
        access: { kind: 'restricted', legalBasis: 'offl. § 24' },
        responsible: { mode: 'each', partyIds: [bergby] },
      });
      await record.adopt(reportPlan);
      const update = { type: 'UpdateStatus', measureId: measure, progress: 'under-way' } as const;
      await record.does({ ...update, text: 'Tørrdraktene er bestilt.' });
      const reporting = { cadenceMonths: 3, firstOn: '2026-11-02', language: 'nb' } as const;
      await record.does({ type: 'SetReporting', planId: reportPlan, reporting });
      reportId = idOf(await record.does({ type: 'OpenReport', planId: reportPlan }), 'report');
      await onReport({ type: 'LockReport' });
      await record.does({ ...update, text: 'Kompressoren er levert.' });
      const fields = { name: 'per', email: 'per@example.no', roles: ['owner'], partyIds: [] } as const;
      askedId = idOf(await record.does({ type: 'RegisterPerson', ...fields }), 'person');
    });

    test('finds what was frozen, and not what was said later', async () => {
      expect(await reports('tørrdrakt')).toEqual(['report: Tiltaksplan']);
      expect(await reports('kompressor')).toEqual([]);
      const [hit] = (await ask('tørrdrakt', secretariat, { kinds: ['report'], plan: reportPlan })).hits;
      expect(hit).toMatchObject({ id: reportId, mayOpen: true, report: { id: reportId, number: 1 } });
      expect(marks(hit?.excerpt ?? [])).toEqual(['Tørrdraktene']);
    });

    test('of two contents, the one that was frozen for the reader', async () => {
      expect(await reports('nøkkelskap', actor(['auditor']))).toEqual(['report: Tiltaksplan']);
      expect(await reports('nøkkelskap', system)).toEqual([]);
      expect(await reports('tørrdrakt', system)).toEqual(['report: Tiltaksplan']);
    });

    test('for owners in the plan once it is released; its comments and questions for leadership', async () => {
      expect(await reports('tørrdrakt', owner())).toEqual([]);
      await onReport({ type: 'ReleaseReport', note: 'Les om dykkerne først.' });
      expect(await reports('tørrdrakt', owner())).toEqual(['report: Tiltaksplan']);
      expect(await reports('dykkerne', record.leader)).toEqual(['report: Tiltaksplan']);
      expect(await reports('dykkerne', owner())).toEqual([]);
      expect(await reports('dykkerne', { ...system, scopes: ['measures:read', 'restricted:read'] })).toEqual(
        [],
      );
      expect(await reports('nøkkelskap', owner())).toEqual([]);
      expect(await reports('tørrdrakt', actor(['owner'], [bergby]))).toEqual(['report: Tiltaksplan']);
      expect(await reports('tørrdrakt', actor(['owner']))).toEqual([]);
      const asked = { ...actor(['owner']), id: askedId };
      expect(await reports('tørrdrakt', asked)).toEqual([]);
      const questions = [{ text: 'Når kommer garderobene?', responsibleId: askedId }];
      await onReport({ type: 'ReturnReport', authority: { kind: 'leader' }, questions }, record.leader);
      expect(await reports('garderober', record.leader)).toEqual(['report: Tiltaksplan']);
      expect(await reports('garderober', owner())).toEqual([]);
      expect(await reports('tørrdrakt', asked)).toEqual(['report: Tiltaksplan']);
    });

    test('a correction takes the place of what it corrects', async () => {
      const said = { what: 'Kompressoren', why: 'Den var levert.' };
      await onReport({ type: 'CorrectReport', ...said, parts: ['measures-1'] });
      expect(await reports('kompressor')).toEqual(['report: Tiltaksplan']);
      expect(await reports('tørrdrakt')).toEqual([]);
    });
  });

  describe('in catalogues, for everybody who is let in', () => {
    let catalogueId: string;

    beforeAll(async () => {
      catalogueId = idOf(
        await record.does({
          type: 'RegisterCatalogue',
          name: 'Skogbrann',
          about: 'Gjelder alle skogeiere.',
          situations: [
            { name: 'Tørkeperiode', indicators: ['Brannindeks'], candidates: [{ title: 'Bålforbud' }] },
            {
              name: 'Lynnedslag',
              considerWhen: ['Tordenværet holder seg'],
              candidates: [{ title: 'Flyovervåking', text: 'Leie av småfly.' }],
            },
          ],
        }),
        'catalogue',
      );
    });

    test.each([
      ['skogeier', 'catalogue: Skogbrann'],
      ['brannindeks', 'situation: Tørkeperiode'],
      ['tordenvær', 'situation: Lynnedslag'],
      ['bålforbud', 'candidate: Bålforbud'],
      ['småfly', 'candidate: Flyovervåking'],
    ])('%s', async (text, expected) => {
      expect(await finds(text, actor([]))).toEqual([expected]);
    });

    test('says where in the catalogue', async () => {
      const [hit] = (await ask('småfly')).hits;
      expect(hit?.catalogue).toEqual({ id: catalogueId, number: 1, name: 'Skogbrann', situation: 2 });
      expect(hit?.id).toMatch(/^[0-9a-f-]{36}$/u);
    });

    test('a situation that was withdrawn is gone, and so are its candidates', async () => {
      const { hits } = await ask('lynnedslag');
      const situationId = hits[0]?.id ?? '';
      await record.does({ type: 'WithdrawSituation', catalogueId, situationId, change: 'Utgår.' });
      expect(await finds('lynnedslag')).toEqual([]);
      expect(await finds('småfly')).toEqual([]);
      expect(await finds('bålforbud')).toEqual(['candidate: Bålforbud']);
    });
  });

  test('what was found of an effect, also before it was reviewed again', async () => {
    const reviewed = await record.plan();
    const [measureId = ''] = await record.measures(reviewed, 1, { title: 'Kartverk' });
    await record.adopt(reviewed);
    const effectReview = { on: '2027-06-01', reviewerId: record.secretary.id };
    const authority = { kind: 'leader' } as const;
    const closing = { as: 'not-implemented', ground: 'Utgår.', authority, effectReview } as const;
    await record.does({ type: 'CloseMeasure', measureId, ...closing }, record.leader);
    const found = { type: 'RecordEffectReview', measureId } as const;
    await record.does({ ...found, result: 'partly', text: 'Halvparten av sjakkbrettene mangler.' });
    await record.does({ ...found, result: 'worked', text: 'Alt er på plass.' });
    await catchUpSearch(record.dataSource);
    expect(await finds('sjakkbrett')).toEqual(['measure: Kartverk']);
  });

  test('counts words as if it had read everything anew', async () => {
    await catchUpSearch(record.dataSource);
    const words = () =>
      record.dataSource.query<unknown[]>(
        `SELECT word, documents, open_documents, measures, open_measures FROM search_word
          WHERE documents > 0 ORDER BY word COLLATE "C"`,
      );
    const before = await words();
    await rebuildSearch(record.dataSource);
    expect(await words()).toEqual(before);
    expect(before.length).toBeGreaterThan(50);
  });

  test('among 10,000 measures', async () => {
    const large = await record.plan();
    const measures = Array.from({ length: 10_000 }, (_, index) => variedMeasure(index));
    await record.does({ type: 'RegisterMeasures', planId: large, measures });
    expect(await finds('vaktlaget')).toContain('measure: Øvelser for vaktlaget');
    await catchUpSearch(record.dataSource);
    expect((await ask('kommune')).total).toBeGreaterThanOrEqual(10_000);
  });
});

const subjects = [
  'beredskapsplan',
  'vaktordning',
  'nødstrøm',
  'evakuering',
  'varsling',
  'pumpestasjon',
  'brannbil',
  'krisestab',
];
const deeds = ['revideres', 'øves', 'kjøpes inn', 'kartlegges', 'samordnes', 'testes', 'forankres'];
const places = [
  'skolen',
  'sykehjemmet',
  'havna',
  'vannverket',
  'rådhuset',
  'kaia',
  'tunnelen',
  'brua',
  'bykjernen',
];

function variedMeasure(index: number) {
  const pick = (from: readonly string[], step: number) => from[Math.floor(index / step) % from.length] ?? '';
  return {
    title: `${pick(subjects, 1)} ved ${pick(places, 8)} ${index}`,
    about: `at ${pick(subjects, 1)} ${pick(deeds, 72)}`,
    text:
      `Kommunen sørger for at ${pick(subjects, 3)} ved ${pick(places, 5)} ${pick(deeds, 7)} hvert år, og at ` +
      `${pick(places, 11)} har oppdaterte lister over ansvarlige, ressurser og kontaktpunkter. Erfaringene samles i en ` +
      `øvelsesrapport som legges fram for kommunedirektøren sammen med forslag til ${pick(subjects, 13)}.`,
  };
}
