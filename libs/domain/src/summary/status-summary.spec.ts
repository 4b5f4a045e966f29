import { describe, expect, it } from '@jest/globals';
import { open } from '../access/access.js';
import { setDeadline, moveDeadline } from '../deadline/deadline.js';
import { defaultLadder } from '../follow-up/ladder.js';
import type { DoneReport, Item, SignOff, StandingMeasure, StatusUpdate } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Actor } from '../roles/actor.js';
import { abbreviationPattern } from './abbreviations-used.js';
import { statusSummary } from './build-status-summary.js';
import type { SummaryInput, SummaryMeasure } from './status-summary.js';

const today = '2026-11-20';
const at = '2026-10-01T10:00:00.000Z';
const secretariat: Actor = { id: 'kari', roles: ['secretariat'], partyIds: [] };
const outsider: Actor = { id: 'ola', roles: ['owner'], partyIds: ['vestdal'] };

const plan: Plan = {
  id: 'plan',
  number: 1,
  title: 'Tiltaksplan',
  state: 'adopted',
  adoption: { authority: { kind: 'leader' }, enteredBy: 'leder', at },
  caseOfficerId: 'kari',
  signOffSubstituteIds: [],
  goals: [],
  themes: [
    { id: 'warning', title: 'Varsling' },
    { id: 'water', title: 'Vann' },
  ],
  abbreviations: [],
  jointLines: [],
  ladder: defaultLadder,
  evidenceRequired: true,
  registeredAt: at,
  lastSubstantiveChangeAt: at,
};

const report: DoneReport = { what: 'Planen er skrevet og øvd.', evidence: [], by: 'ola', at };
const signOff: SignOff = { by: 'kari', at };

function item(suffix: string, partyId: string, more: Partial<Item> = {}): Item {
  return {
    id: `item-${suffix}-${partyId}`,
    suffix,
    partyId,
    contributorIds: [],
    assignedAt: at,
    state: 'open',
    ...more,
  } as Item;
}

function measure(number: number, more: Partial<StandingMeasure> = {}): StandingMeasure {
  return {
    id: `m${number}`,
    planId: 'plan',
    number,
    title: `Tittel ${number}`,
    about: `sak ${number}`,
    text: 'Tekst',
    subGoalIds: [],
    access: open,
    items: [],
    subPoints: [],
    nextNumber: 1,
    shares: [],
    crossReferences: [],
    registeredAt: at,
    lastSubstantiveChangeAt: at,
    state: 'in-follow-up',
    acceptedAt: at,
    ...more,
  } as StandingMeasure;
}

function update(text: string, updatedAt = at): StatusUpdate {
  return { progress: 'under-way', text, by: 'ola', at: updatedAt };
}

function summaryOf(measures: readonly StandingMeasure[], more: Partial<SummaryInput> = {}) {
  return statusSummary({
    plan,
    measures,
    partyNames: new Map([
      ['vestdal', 'Vestdal'],
      ['lia', 'Lia'],
      ['all', 'Kommunene'],
    ]),
    personRoles: new Map([
      ['kari', ['secretariat']],
      ['leder', ['leadership']],
    ]),
    outcomes: [],
    elsewhere: new Map(),
    today,
    reader: secretariat,
    ...more,
  });
}

const passed = setDeadline('2026-11-19', 'kari', at);
const ahead = setDeadline('2026-11-20', 'kari', at);

describe('the figures', () => {
  it('put each measure in one column, the first that holds', () => {
    const { figures } = summaryOf([
      measure(1, { items: [item('1', 'vestdal')], deadline: ahead }),
      measure(2, { items: [item('1', 'vestdal')], deadline: passed }),
      measure(3, { items: [item('1', 'vestdal')] }),
      measure(4, { items: [item('1', 'vestdal', { state: 'reported-done', report })], deadline: passed }),
      measure(5, {
        items: [item('1', 'vestdal', { state: 'signed-off', report, signOff })],
        state: 'ready-to-close',
      }),
      measure(6, {
        items: [item('1', 'vestdal', { state: 'signed-off', report, signOff })],
        state: 'closed',
        closure: { as: 'implemented', by: 'kari', at },
      }),
      measure(7, { state: 'proposed' }),
    ]);
    expect(figures.measures).toEqual({
      proposed: 1,
      onTrack: 1,
      late: 1,
      noDeadline: 1,
      awaitingSignOff: 2,
      done: 1,
      total: 7,
    });
    expect(figures.items).toEqual({
      proposed: 0,
      onTrack: 1,
      late: 1,
      noDeadline: 1,
      awaitingSignOff: 1,
      done: 2,
      total: 6,
    });
  });

  it('call a measure late on the day after the deadline in force, not on the day', () => {
    const moved = moveDeadline(passed, { from: '2026-11-19', to: today, reason: 'x', by: 'kari', at });
    const { figures } = summaryOf([measure(1, { items: [item('1', 'vestdal')], deadline: moved })]);
    expect(figures.measures.late).toBe(0);
    expect(
      summaryOf([measure(1, { items: [item('1', 'vestdal')], deadline: moved })], { today: '2026-11-21' })
        .figures.measures.late,
    ).toBe(1);
  });

  it('let one late item make its measure late, and count an item by its own deadline', () => {
    const { figures } = summaryOf([
      measure(1, {
        deadline: ahead,
        items: [
          item('1', 'vestdal', { deadline: passed }),
          item('2', 'lia', { state: 'reported-done', report }),
        ],
      }),
    ]);
    expect(figures.measures.late).toBe(1);
    expect(figures.items).toMatchObject({ late: 1, awaitingSignOff: 1, total: 2 });
  });

  it('tell what was waived or never answered beside the columns, never as done', () => {
    const ending = { ground: 'g', authority: { kind: 'leader' } as const, enteredBy: 'leder', at };
    const { figures, notes } = summaryOf([
      measure(1, {
        state: 'ready-to-close',
        items: [
          item('1', 'vestdal', { state: 'waived', waiver: ending }),
          item('2', 'lia', { state: 'unanswered', ending: { ...ending, letterReference: '26/1' } }),
        ],
      }),
    ]);
    expect(figures.items.total).toBe(0);
    expect(notes).toMatchObject({ waived: 1, unanswered: 1, readyToClose: 1 });
  });

  it('count an unassigned measure by its own deadline', () => {
    const { figures } = summaryOf([
      measure(1, { state: 'accepted', deadline: passed }),
      measure(2, { state: 'accepted' }),
    ]);
    expect(figures.measures).toMatchObject({ late: 1, noDeadline: 1 });
  });
});

describe('who has answered', () => {
  const measures = [
    measure(1, {
      items: [item('1', 'vestdal', { lastHeard: { at: '2026-11-02T10:00:00.000Z', by: 'ola' } })],
    }),
    measure(2, { items: [item('1', 'lia', { lastHeard: { at, by: 'ola' } })] }),
  ];

  it('counts responsible parties, not items, and since the last report', () => {
    expect(summaryOf(measures).answered).toEqual({ count: 2, of: 2 });
    expect(summaryOf(measures, { lastReportAt: '2026-11-01T00:00:00.000Z' }).answered).toEqual({
      count: 1,
      of: 2,
      since: '2026-11-01',
    });
  });

  it('takes a party with nothing left to do as having answered', () => {
    const done = measure(1, { items: [item('1', 'lia', { state: 'signed-off', report, signOff })] });
    expect(summaryOf([done], { lastReportAt: '2026-11-01T00:00:00.000Z' }).answered).toMatchObject({
      count: 1,
      of: 1,
    });
  });
});

describe('the lines', () => {
  it('stand under the plan’s themes in order, what has no theme last', () => {
    const { themes } = summaryOf([
      measure(1),
      measure(2, { themeId: 'water' }),
      measure(3, { themeId: 'warning' }),
    ]);
    expect(themes.map(({ title, lines }) => [title, lines.map((line) => line.measures[0]?.number)])).toEqual([
      ['Varsling', [3]],
      ['Vann', [2]],
      [undefined, [1]],
    ]);
  });

  const nullReports = (one: string, other: string) =>
    summaryOf(
      [
        measure(14, { themeId: 'water', about: 'nullrapportering', updateOfWhole: update(one) }),
        measure(15, {
          themeId: 'water',
          about: 'nullrapportering',
          updateOfWhole: update(other, '2026-11-02T10:00:00.000Z'),
        }),
      ],
      { plan: { ...plan, jointLines: [['m15', 'm14']] } },
    ).themes[0]?.lines ?? [];

  it('tell joint measures once, and what is said of both once', () => {
    const [line, ...rest] = nullReports('Kartlagt.', 'Kartlagt.');
    expect(rest).toEqual([]);
    expect(line?.measures.map(({ number }) => number)).toEqual([14, 15]);
    expect(line?.about).toEqual(['nullrapportering']);
    expect(line?.narrative).toMatchObject({ text: 'Kartlagt.', on: '2026-11-02' });
    expect(line?.remarks).toBeUndefined();
  });

  it('tell what is said of each joint measure, where it is not the same', () => {
    const [line] = nullReports('Eldre ord.', 'Nyere ord.');
    expect(line?.narrative).toBeUndefined();
    expect(line?.remarks).toMatchObject([
      { measure: 14, text: 'Eldre ord.' },
      { measure: 15, text: 'Nyere ord.' },
    ]);
  });

  it('count a share from the items and name the group they came through', () => {
    const members = Array.from({ length: 38 }, (_, index) =>
      item(String(index + 1), `kommune-${index}`, {
        viaGroupId: 'all',
        ...(index === 0 ? ({ state: 'signed-off', report, signOff } as Partial<Item>) : {}),
      }),
    );
    const line = summaryOf([measure(8, { items: members })]).themes[0]?.lines[0];
    expect(line?.countedShare).toEqual({ done: 1, reported: 0, total: 38, waived: 0, unanswered: 0 });
    expect(line?.responsible).toEqual([{ name: 'Kommunene', count: 38 }]);
  });

  it('keep the joint text when a party says something of its own item', () => {
    const said = update('Vi er i gang.', '2026-11-02T10:00:00.000Z');
    const line = summaryOf([
      measure(3, {
        updateOfWhole: update('Vi venter på hverandre.'),
        latestUpdate: said,
        items: [item('1', 'vestdal'), item('2', 'lia', { latestUpdate: said })],
      }),
    ]).themes[0]?.lines[0];
    expect(line?.narrative?.text).toBe('Vi venter på hverandre.');
    expect(line?.remarks).toEqual([
      {
        text: 'Vi er i gang.',
        on: '2026-11-02',
        by: { kind: 'parties', names: ['Lia'] },
        progress: 'under-way',
      },
    ]);
  });

  const narrativeOfOne = (more: Partial<StandingMeasure>) => lineOf(more)?.narrative;
  const lineOf = (more: Partial<StandingMeasure>) => summaryOf([measure(1, more)]).themes[0]?.lines[0];

  it('tell an item that is reported done with its own words, of whom and when', () => {
    const done = item('1', 'vestdal', { state: 'reported-done', report });
    expect(narrativeOfOne({ items: [done] })).toEqual({
      text: 'Planen er skrevet og øvd.',
      on: '2026-10-01',
      by: { kind: 'parties', names: ['Vestdal'] },
      progress: 'done',
    });
    expect(lineOf({ items: [done, item('2', 'lia')] })?.remarks).toMatchObject([
      { text: 'Planen er skrevet og øvd.', by: { names: ['Vestdal'] } },
    ]);
  });

  it('tell a recurring measure by its occurrences', () => {
    const held = (on: string, note: string) => ({ on, note, evidence: [], by: 'ola' });
    const line = lineOf({
      items: [item('1', 'vestdal')],
      recurrence: {
        everyMonths: 6,
        occurrences: [held('2026-09-20', 'Ny øvelse.'), held('2026-03-20', 'Første øvelse.')],
      },
    });
    expect(line?.narrative).toMatchObject({
      text: 'Ny øvelse.',
      on: '2026-09-20',
      by: { kind: 'parties', names: ['Vestdal'] },
    });
    expect(line?.occurrences).toEqual([{ measure: 1, held: 2, lastOn: '2026-09-20' }]);
  });

  it('tell why, wherever they tell how it goes', () => {
    const stopped = { ...update('Arbeidet ligger.'), progress: 'stopped', reason: 'Mangler folk.' } as const;
    expect(narrativeOfOne({ updateOfWhole: stopped })).toMatchObject({ reason: 'Mangler folk.' });
    const ofItem = item('1', 'vestdal', { latestUpdate: stopped });
    expect(lineOf({ items: [ofItem, item('2', 'lia')] })?.remarks).toMatchObject([
      { reason: 'Mangler folk.' },
    ]);
    const subPoints = [{ id: 's', number: 1, text: 'Plan', nextItemNumber: 1, latestUpdate: stopped }];
    expect(lineOf({ subPoints })?.subPoints[0]?.said).toMatchObject({ reason: 'Mangler folk.' });
  });

  it('say that a word is not of who is responsible now, when the item was handed over since', () => {
    const handedOver = item('1', 'lia', {
      latestUpdate: update('I gang.'),
      assignedAt: '2026-10-15T10:00:00.000Z',
    });
    expect(narrativeOfOne({ items: [handedOver] })?.by).toEqual({ kind: 'earlier-party' });
  });

  it('say for whom the secretariat has entered a word, and that its own is its own', () => {
    const byKari = { ...update('Kari skrev.'), by: 'kari' };
    const items = [item('1', 'vestdal'), item('2', 'lia')];
    expect(narrativeOfOne({ items, updateOfWhole: byKari })?.by).toEqual({ kind: 'secretariat' });
    expect(narrativeOfOne({ items, updateOfWhole: { ...byKari, forPartyIds: ['lia'] } })?.by).toEqual({
      kind: 'parties',
      names: ['Lia'],
      enteredBySecretariat: true,
    });
  });

  it('tell five remarks, and count the rest by what they say', () => {
    const items = Array.from({ length: 38 }, (_, index) =>
      item(String(index + 1), `kommune-${index}`, {
        latestUpdate: update(`Ord ${index}`, `2026-11-02T10:${String(index + 10)}:00.000Z`),
      }),
    );
    const line = lineOf({ items });
    expect(line?.remarks?.map(({ text }) => text)).toEqual([
      'Ord 37',
      'Ord 36',
      'Ord 35',
      'Ord 34',
      'Ord 33',
    ]);
    expect(line?.more).toEqual({ count: 33, progresses: [{ progress: 'under-way', count: 33 }] });
  });

  it('say who is responsible for each sub-point, and that nobody is', () => {
    const subPoints = ['a', 'b', 'c'].map((id, index) => ({
      id,
      number: index + 1,
      text: id,
      nextItemNumber: 2,
    }));
    const line = lineOf({
      subPoints,
      items: [item('1.1', 'vestdal', { subPointId: 'a' }), item('2.1', 'lia', { subPointId: 'b' })],
    });
    expect(line?.subPoints.map(({ responsible, standing }) => [responsible?.[0]?.name, standing])).toEqual([
      ['Vestdal', 'noDeadline'],
      ['Lia', 'noDeadline'],
      [undefined, 'unassigned'],
    ]);
    expect(line?.measures[0]).toMatchObject({ unassigned: true });
  });

  it('refer to a measure once, and never to one that is told here', () => {
    const { themes } = summaryOf(
      [
        measure(9),
        measure(14, { crossReferences: ['m9', 'm15'] }),
        measure(15, { crossReferences: ['m9', 'm14'] }),
      ],
      { plan: { ...plan, jointLines: [['m14', 'm15']] } },
    );
    expect(themes[0]?.lines[1]?.references).toEqual([{ planNumber: 1, number: 9 }]);
  });

  it('keep the original deadline, the moves and the slip beside the one in force', () => {
    const moved = moveDeadline(setDeadline('2026-06-01', 'kari', at), {
      from: '2026-06-01',
      to: '2026-07-01',
      reason: 'x',
      by: 'kari',
      at,
    });
    const shown = summaryOf([measure(1, { items: [item('1', 'vestdal')], deadline: moved })]).themes[0]
      ?.lines[0]?.measures[0];
    expect(shown).toMatchObject({
      deadline: { original: '2026-06-01', inForce: '2026-07-01', moves: 1, slipDays: 30 },
    });
  });

  it('give sub-points their number, their own word and how they stand', () => {
    const line = summaryOf([
      measure(31, {
        subPoints: [
          { id: 's1', number: 1, text: 'Utdanning', nextItemNumber: 2, latestUpdate: update('Ikke begynt.') },
          { id: 's2', number: 2, text: 'Spesialitet', nextItemNumber: 1 },
        ],
        items: [item('1.1', 'vestdal', { subPointId: 's1', deadline: passed })],
      }),
    ]).themes[0]?.lines[0];
    expect(line?.subPoints).toMatchObject([
      { number: '31.1', narrative: 'Ikke begynt.', standing: 'late' },
      { number: '31.2', standing: 'unassigned' },
    ]);
  });

  it('refer to measures by number, in this plan and in others', () => {
    const line = summaryOf([measure(14, { crossReferences: ['m9', 'other', 'gone'] }), measure(9)], {
      elsewhere: new Map([['other', { planNumber: 2, number: 4 }]]),
    }).themes[0]?.lines[1];
    expect(line?.references).toEqual([
      { planNumber: 1, number: 9 },
      { planNumber: 2, number: 4 },
    ]);
  });

  it('say how a measure was closed and who signed it off', () => {
    const shown = summaryOf([
      measure(1, {
        items: [item('1', 'vestdal', { state: 'signed-off', report, signOff })],
        state: 'closed',
        closure: { as: 'implemented', by: 'kari', at: '2026-03-02T23:30:00.000Z' },
      }),
    ]).themes[0]?.lines[0]?.measures[0];
    expect(shown).toMatchObject({
      closed: { as: 'implemented', on: '2026-03-03', signedOffBy: ['secretariat'] },
    });
  });
});

describe('restricted text', () => {
  const secret = measure(11, {
    title: 'Hemmelig svakhet',
    about: 'en svakhet i vannforsyningen',
    text: 'Hemmelig',
    access: { kind: 'restricted', legalBasis: 'offentleglova § 24' },
    latestUpdate: update('Svakheten er funnet.'),
    items: [item('1', 'lia')],
    subPoints: [{ id: 's', number: 1, text: 'Svakheten', nextItemNumber: 1 }],
  });

  it('is nowhere in the summary of somebody without a part in it: the number alone', () => {
    const summary = summaryOf([secret], { reader: outsider });
    expect(JSON.stringify(summary)).not.toMatch(/svakhet/iu);
    expect(summary.themes[0]?.lines[0]?.measures).toEqual([{ id: 'm11', number: 11, withheld: true }]);
    expect(summary.figures.measures.total).toBe(1);
  });

  it('is read by the secretariat and by whoever is responsible for it', () => {
    const readers = [secretariat, { ...outsider, partyIds: ['lia'] }];
    const shown = readers.map((reader) => summaryOf([secret], { reader }).themes[0]?.lines[0]?.measures[0]);
    expect(shown.map((one?: SummaryMeasure) => one?.withheld)).toEqual([false, false]);
  });
});

describe('abbreviations', () => {
  it('are listed in the order they are read, and only those that are', () => {
    const { abbreviationsUsed } = summaryOf(
      [measure(1, { about: 'MSIS-melding', updateOfWhole: update('HMS er styrket. MSIS også.') })],
      {
        plan: {
          ...plan,
          abbreviations: [
            { term: 'HMS', meaning: 'helse, miljø og sikkerhet' },
            { term: 'MSIS', meaning: 'meldingssystem' },
            { term: 'NOST', meaning: 'noe annet' },
          ],
        },
      },
    );
    expect(abbreviationsUsed.map(({ term }) => term)).toEqual(['MSIS', 'HMS']);
  });

  it('are words of their own', () => {
    const pattern = abbreviationPattern(['HMS', 'FHI']);
    expect('HMS-rutine, FHIs råd, (FHI), ØHMS'.match(pattern ?? /$^/u)).toEqual(['HMS', 'FHI']);
  });
});

describe('the secretariat’s text', () => {
  const written = (text: string, writtenAt: string, consideredThrough = writtenAt) => ({
    summaryText: { text, at: writtenAt, consideredThrough, by: 'kari' },
  });
  const narrativeOf = (measures: readonly StandingMeasure[], more: Partial<SummaryInput> = {}) =>
    summaryOf(measures, more).themes[0]?.lines[0]?.narrative;
  const later = '2026-11-10T10:00:00.000Z';

  it('stands instead of the owner’s, and says when the owner has said something since', () => {
    const told = measure(1, { updateOfWhole: update('Eierens ord'), ...written('Våre ord', later) });
    expect(narrativeOf([told])).toMatchObject({
      text: 'Våre ord',
      on: '2026-11-10',
      by: { kind: 'secretariat' },
      edited: {},
    });
    const since = measure(1, {
      updateOfWhole: update('Nye ord', '2026-11-15T10:00:00.000Z'),
      ...written('Våre ord', later),
    });
    expect(narrativeOf([since])).toMatchObject({
      text: 'Våre ord',
      edited: { newerUpdateOn: '2026-11-15' },
    });
  });

  it('counts an update as new when it came after what had been read, though before the writing', () => {
    const told = measure(1, {
      updateOfWhole: update('Kom imens', '2026-11-10T09:59:00.000Z'),
      ...written('Våre ord', later, '2026-11-09T08:00:00.000Z'),
    });
    expect(narrativeOf([told])?.edited).toEqual({ newerUpdateOn: '2026-11-10' });
  });

  it('tells a joint line, but not to somebody who may not read every measure in it', () => {
    const joint = { plan: { ...plan, jointLines: [['m1', 'm2']] } };
    const measures = [
      measure(1, { ...written('Om begge', later), updateOfWhole: update('Åpent ord') }),
      measure(2, { access: { kind: 'restricted', legalBasis: 'offl. § 24' } }),
    ];
    expect(narrativeOf(measures, joint)?.text).toBe('Om begge');
    expect(narrativeOf(measures, { ...joint, reader: outsider })?.text).toBe('Åpent ord');
  });

  it('tells a sub-point, and the risk of each measure that has one', () => {
    const [line] =
      summaryOf([
        measure(3, {
          subPoints: [{ id: 's', number: 1, text: 'Plan', nextItemNumber: 1, ...written('Skrevet', later) }],
          risk: { likelihood: 'Trolig', consequence: 'Alvorlig', by: 'kari', at: later },
        }),
      ]).themes[0]?.lines ?? [];
    expect(line?.subPoints[0]).toMatchObject({ narrative: 'Skrevet', edited: true });
    expect(line?.risks).toEqual([
      { number: 3, likelihood: 'Trolig', consequence: 'Alvorlig', on: '2026-11-10' },
    ]);
  });
});

it('counts how recommendations were assessed, also those not assessed yet', () => {
  const { outcomes } = summaryOf([], { outcomes: ['followed', 'forwarded', 'followed', undefined] });
  expect(outcomes).toEqual([
    { kind: 'followed', count: 2 },
    { kind: 'forwarded', count: 1 },
    { kind: 'not-assessed', count: 1 },
  ]);
});

it('shows the newest figure of an indicator beside its target, and which measures serve the goal', () => {
  const { goals } = summaryOf([measure(19, { subGoalIds: ['g7'] })], {
    plan: {
      ...plan,
      goals: [
        {
          id: 'g2',
          number: 2,
          title: 'Hovedmål',
          subGoals: [
            {
              id: 'g7',
              number: 7,
              title: 'Vaksinasjon',
              about: 'dekning',
              assessment: { verdict: 'not-met', text: 'Langt igjen.', by: 'kari', at },
              indicators: [
                {
                  name: 'Sykehus',
                  unit: '%',
                  target: 75,
                  figures: [
                    { value: 55, asOf: '2023-05-31', source: 'SYSVAK' },
                    { value: 40, asOf: '2020-05-31', source: 'SYSVAK' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    },
  });
  expect(goals[0]?.subGoals[0]).toMatchObject({
    verdict: 'not-met',
    measureNumbers: [19],
    indicators: [{ target: 75, latest: { value: 55 } }],
  });
});

it('dates the last substantive change in Oslo, of the plan or any measure', () => {
  const changed = measure(1, { lastSubstantiveChangeAt: '2026-11-03T23:30:00.000Z' });
  expect(summaryOf([changed]).lastSubstantiveChange).toBe('2026-11-04');
});

describe('what a line holds', () => {
  const lineOf = (more: Partial<StandingMeasure>, input: Partial<SummaryInput> = {}) =>
    summaryOf([measure(1, more)], input).themes[0]?.lines[0];
  const shownOf = (more: Partial<StandingMeasure>) =>
    lineOf(more)?.measures[0] as Extract<SummaryMeasure, { withheld: false }>;
  const laterOn = (on: string) => setDeadline(on, 'kari', at);
  const waiver = { ground: 'g', authority: { kind: 'leader' } as const, enteredBy: 'leder', at };
  const waived = { state: 'waived', waiver } as Partial<Item>;
  const unanswered = { state: 'unanswered', ending: { ...waiver, letterReference: '26/1' } } as Partial<Item>;
  const reported = { state: 'reported-done', report } as Partial<Item>;

  it('of one who has nothing but an item is nothing more', () => {
    expect(lineOf({ items: [item('1', 'vestdal')] })).toStrictEqual({
      measures: [
        {
          id: 'm1',
          number: 1,
          withheld: false,
          restricted: false,
          mayOpen: true,
          title: 'Tittel 1',
          standing: 'noDeadline',
          readyToClose: false,
        },
      ],
      about: ['sak 1'],
      shares: [],
      responsible: [{ name: 'Vestdal', count: 1 }],
      subPoints: [],
      references: [],
    });
  });

  it('counts its items by what became of them', () => {
    const items = [{}, reported, reported, waived, unanswered].map((more, index) =>
      item(String(index + 1), 'vestdal', more),
    );
    const signed = item('9', 'lia', { state: 'signed-off', report, signOff });
    expect(lineOf({ items: [...items, signed] })?.countedShare).toEqual({
      done: 1,
      reported: 2,
      total: 6,
      waived: 1,
      unanswered: 1,
    });
  });

  it('names who takes part, each once, and the shares from outside', () => {
    const share = { of: 'kommuner', numerator: 15, denominator: 55, source: 'Fylket', asOf: '2026-10-01' };
    const line = lineOf({
      items: [item('1', 'vestdal', { contributorIds: ['lia', 'gone', 'all'] })],
      shares: [share] as never,
    });
    expect(line?.contributors).toEqual(['Lia', 'Kommunene']);
    expect(line?.shares).toEqual([share]);
  });

  it('names nobody who is not in the register', () => {
    expect(lineOf({ items: [item('1', 'gone')] })?.responsible).toEqual([]);
  });

  it('says which of the deadlines tells how it goes: the earliest of what is open', () => {
    const items = [
      item('1', 'vestdal', { deadline: laterOn('2026-12-01') }),
      item('2', 'lia', { deadline: laterOn('2026-11-25') }),
      item('3', 'lia', { deadline: laterOn('2026-12-24') }),
      item('4', 'lia', { deadline: passed, ...reported }),
    ];
    expect(shownOf({ items }).deadline).toEqual({
      inForce: '2026-11-25',
      original: '2026-11-25',
      moves: 0,
      slipDays: 0,
    });
    expect(shownOf({ items: [item('1', 'lia'), ...items] }).deadline?.inForce).toBe('2026-11-25');
    expect(shownOf({ items: [item('1', 'lia', reported)], deadline: passed }).deadline?.inForce).toBe(
      '2026-11-19',
    );
    expect(
      shownOf({ deadline: passed, state: 'closed', closure: { as: 'implemented', by: 'kari', at } }),
    ).not.toHaveProperty('deadline');
  });

  it('keeps the words of a deadline, and the slip of one that was moved back again', () => {
    expect(
      shownOf({ items: [item('1', 'lia')], deadline: setDeadline('2026-12-24', 'kari', at, 'før jul') })
        .deadline,
    ).toMatchObject({
      words: 'før jul',
      moves: 0,
    });
  });

  it('says when it is looked at, how far it is, and what it waits for', () => {
    const waiting = { ...update('Venter.'), progress: 'waiting', waitingFor: 'Loven' } as StatusUpdate;
    expect(
      shownOf({ reviewOn: '2027-03-01', updateOfWhole: waiting, state: 'ready-to-close' }),
    ).toMatchObject({
      reviewOn: '2027-03-01',
      progress: 'waiting',
      readyToClose: true,
      unassigned: true,
    });
    expect(lineOf({ updateOfWhole: waiting })?.narrative).toMatchObject({
      progress: 'waiting',
      waitingFor: 'Loven',
    });
    expect(lineOf({ updateOfWhole: waiting })).toMatchObject({ progress: 'waiting' });
    expect(shownOf({ items: [item('1', 'lia')] })).not.toHaveProperty('unassigned');
  });

  it('says by whom, with what ground and by whose hand it was closed', () => {
    const authority = { kind: 'leader' } as const;
    const closure = { as: 'not-implemented', by: 'leder', at, ground: 'Ingen penger.', authority } as never;
    const items = [
      item('1', 'lia', { state: 'signed-off', report, signOff: { by: 'stedfortreder', at } }),
      item('2', 'lia', { state: 'signed-off', report, signOff: { by: 'leder', at } }),
      item('3', 'lia', { state: 'signed-off', report, signOff: { by: 'leder', at } }),
      item('4', 'lia', waived),
    ];
    expect(shownOf({ state: 'closed', closure, items }).closed).toStrictEqual({
      as: 'not-implemented',
      on: '2026-10-01',
      ground: 'Ingen penger.',
      authority,
      signedOffBy: ['owner', 'leadership'],
    });
  });

  it('tells what has been held, and the risk with its conclusion', () => {
    expect(lineOf({})).not.toHaveProperty('occurrences');
    expect(lineOf({})).not.toHaveProperty('risks');
    expect(lineOf({ recurrence: { everyMonths: 6, occurrences: [] } })).not.toHaveProperty('occurrences');
    const risk = { likelihood: 'Trolig', consequence: 'Alvorlig', conclusion: 'Følg med', by: 'kari', at };
    expect(lineOf({ risk })?.risks).toEqual([
      { number: 1, likelihood: 'Trolig', consequence: 'Alvorlig', conclusion: 'Følg med', on: '2026-10-01' },
    ]);
  });
});

describe('measures told together', () => {
  const joint = { plan: { ...plan, jointLines: [['m1', 'm2']] } };
  const lineOf = (...measures: StandingMeasure[]) => summaryOf(measures, joint).themes[0]?.lines[0];
  const responsible = (line: ReturnType<typeof lineOf>) =>
    line?.measures.map((one) => ('responsible' in one ? one.responsible : undefined));

  it('name who is responsible for each where it is not the same', () => {
    expect(
      responsible(
        lineOf(measure(1, { items: [item('1', 'lia')] }), measure(2, { items: [item('1', 'vestdal')] })),
      ),
    ).toEqual([[{ name: 'Lia', count: 1 }], [{ name: 'Vestdal', count: 1 }]]);
    expect(
      responsible(
        lineOf(measure(1, { items: [item('1', 'lia')] }), measure(2, { items: [item('1', 'lia')] })),
      ),
    ).toEqual([undefined, undefined]);
  });

  it('say nothing of one that the reader may not read', () => {
    const secret = measure(2, {
      access: { kind: 'restricted', legalBasis: 'offl. § 24' },
      items: [item('1', 'vestdal')],
    });
    const [line] =
      summaryOf([measure(1, { items: [item('1', 'lia')] }), secret], { ...joint, reader: outsider2 })
        .themes[0]?.lines ?? [];
    expect(line?.measures[1]).toStrictEqual({ id: 'm2', number: 2, withheld: true });
    expect(line?.responsible).toEqual([{ name: 'Lia', count: 1 }]);
  });
  const outsider2: Actor = { id: 'eva', roles: ['owner'], partyIds: ['lia'] };

  it('have the newest of what the secretariat wrote, and keep the first of two at once', () => {
    const written = (text: string, writtenAt: string) => ({
      summaryText: { text, at: writtenAt, consideredThrough: writtenAt, by: 'kari' },
    });
    const narrative = (one: string, other: string) =>
      lineOf(measure(1, written('En', one)), measure(2, written('To', other)))?.narrative?.text;
    const later = '2026-11-02T10:00:00.000Z';
    expect(narrative(at, later)).toBe('To');
    expect(narrative(later, at)).toBe('En');
    expect(narrative(at, at)).toBe('En');
  });

  it('tell what is said of the whole of one of them, where nothing is said of the other', () => {
    const line = lineOf(measure(1, { updateOfWhole: update('Ord.') }), measure(2));
    expect(line?.narrative?.text).toBe('Ord.');
  });
});

describe('what the secretariat wrote', () => {
  const written = { text: 'Våre ord', at: '2026-11-10T10:00:00.000Z', consideredThrough: at, by: 'kari' };
  const stopped = {
    ...update('Eierens ord'),
    progress: 'stopped',
    reason: 'Ingen penger',
    waitingFor: 'Loven',
  } as const;

  it('rests on the last word it has seen, and carries its progress and reason; of the very moment too', () => {
    const [line] =
      summaryOf([measure(1, { summaryText: written, updateOfWhole: stopped })]).themes[0]?.lines ?? [];
    expect(line?.narrative).toStrictEqual({
      text: 'Våre ord',
      on: '2026-11-10',
      by: { kind: 'secretariat' },
      progress: 'stopped',
      waitingFor: 'Loven',
      reason: 'Ingen penger',
      edited: {},
    });
  });

  it('rests on nothing where nobody has said anything', () => {
    const [line] = summaryOf([measure(1, { summaryText: written })]).themes[0]?.lines ?? [];
    expect(line?.narrative).toStrictEqual({
      text: 'Våre ord',
      on: '2026-11-10',
      by: { kind: 'secretariat' },
      edited: {},
    });
  });

  it('of a sub-point stands with when, by whom and why', () => {
    const subPoint = {
      id: 's',
      number: 1,
      text: 'Plan',
      nextItemNumber: 1,
      summaryText: written,
      latestUpdate: stopped,
    };
    const [line] = summaryOf([measure(1, { subPoints: [subPoint] })]).themes[0]?.lines ?? [];
    expect(line?.subPoints[0]).toMatchObject({
      narrative: 'Våre ord',
      edited: true,
      progress: 'stopped',
      said: { on: '2026-11-10', by: { kind: 'secretariat' }, reason: 'Ingen penger', waitingFor: 'Loven' },
    });
  });
});

describe('a sub-point', () => {
  const subPoints = [{ id: 's', number: 1, text: 'Plan', nextItemNumber: 9 }];
  const of = (more: Partial<StandingMeasure>) => {
    const [told] = summaryOf([measure(1, { subPoints, ...more })]).themes[0]?.lines[0]?.subPoints ?? [];
    if (told === undefined) throw new Error('No sub-point');
    return told;
  };
  const part = (partyId: string, more: Partial<Item> = {}) =>
    item(`1.${partyId}`, partyId, { subPointId: 's', ...more });
  const waiver = { ground: 'g', authority: { kind: 'leader' } as const, enteredBy: 'leder', at };

  it('says no more than it has', () => {
    expect(of({ items: [part('lia')] })).toStrictEqual({
      number: '1.1',
      text: 'Plan',
      standing: 'noDeadline',
    });
    expect(of({})).toStrictEqual({ number: '1.1', text: 'Plan', standing: 'unassigned' });
  });

  it('has its own responsible, its share and its earliest open deadline', () => {
    const items = [
      part('vestdal', { deadline: ahead }),
      part('lia', { deadline: passed, state: 'reported-done', report }),
      item('2', 'all'),
    ];
    expect(of({ items })).toMatchObject({
      responsible: [
        { name: 'Vestdal', count: 1 },
        { name: 'Lia', count: 1 },
      ],
      countedShare: { done: 0, reported: 1, total: 2, waived: 0, unanswered: 0 },
      deadline: { inForce: '2026-11-20' },
      standing: 'onTrack',
    });
  });

  it('has ended where all of it was waived', () => {
    expect(of({ items: [part('lia', { state: 'waived', waiver })] })).toMatchObject({ standing: 'ended' });
  });

  it('tells what each party says of its own item, under what is said of all of it', () => {
    const items = [part('vestdal', { latestUpdate: update('Av Vestdal.') }), part('lia')];
    expect(of({ items }).remarks).toMatchObject([{ text: 'Av Vestdal.', by: { names: ['Vestdal'] } }]);
    expect(of({ items })).not.toHaveProperty('narrative');
    const whole = [{ ...subPoints[0], latestUpdate: update('Om alt.', '2026-11-02T10:00:00.000Z') }] as never;
    expect(of({ items, subPoints: whole })).toMatchObject({
      narrative: 'Om alt.',
      progress: 'under-way',
      said: { on: '2026-11-02' },
      remarks: [{ text: 'Av Vestdal.' }],
    });
    expect(of({ items: [part('lia', { latestUpdate: update('Av Lia.') })] })).toMatchObject({
      narrative: 'Av Lia.',
    });
    expect(of({ items: [part('lia', { latestUpdate: update('Av Lia.') })] })).not.toHaveProperty('remarks');
  });

  it('is not told once more among the remarks of its measure', () => {
    const items = [part('vestdal', { latestUpdate: update('Av Vestdal.') }), item('2', 'lia')];
    expect(summaryOf([measure(1, { subPoints, items })]).themes[0]?.lines[0]).not.toHaveProperty('remarks');
  });
});

describe('remarks', () => {
  const remarks = (...updates: StatusUpdate[]) =>
    summaryOf([
      measure(1, {
        items: updates.map((latestUpdate, index) =>
          item(String(index + 1), ['vestdal', 'lia', 'all'][index % 3] ?? '', { latestUpdate }),
        ),
      }),
    ]).themes[0]?.lines[0]?.remarks;
  const byKari = { by: 'kari', onBehalfOf: 'x' };

  it('of the same words on the same day are told in one breath', () => {
    expect(remarks(update('I gang.'), update('I gang.'), update('Ferdig.'))).toMatchObject([
      { text: 'I gang.', by: { kind: 'parties', names: ['Vestdal', 'Lia'] } },
      { text: 'Ferdig.', by: { names: ['Kommunene'] } },
    ]);
  });

  it('are told apart where one was entered by the secretariat, or another day', () => {
    expect(remarks(update('I gang.'), { ...update('I gang.'), ...byKari })).toHaveLength(2);
    expect(remarks(update('I gang.'), update('I gang.', '2026-10-02T10:00:00.000Z'))).toHaveLength(2);
  });

  it('stand with the newest first, and those of one moment as their items do', () => {
    expect(
      remarks(update('En'), update('To', '2026-11-02T10:00:00.000Z'), update('Tre'))?.map(({ text }) => text),
    ).toEqual(['To', 'En', 'Tre']);
  });

  it('that are more than five are counted by voice, and by what they say', () => {
    const items = Array.from({ length: 8 }, (_none, index) =>
      item(String(index + 1), index < 6 ? `k${index}` : (['vestdal', 'lia'][index - 6] ?? ''), {
        latestUpdate: {
          ...update(
            index < 6 ? `Ord ${index}` : 'Samme ord',
            `2026-11-0${index < 6 ? 9 - index : 1}T10:00:00.000Z`,
          ),
          progress: index === 5 ? 'done' : 'under-way',
        },
      }),
    );
    const line = summaryOf([measure(1, { items })]).themes[0]?.lines[0];
    expect(line?.more).toEqual({
      count: 3,
      progresses: [
        { progress: 'done', count: 1 },
        { progress: 'under-way', count: 2 },
      ],
    });
  });
});

describe('the head of the summary', () => {
  it('tells the plan’s period and the basis of the assessment where there are any', () => {
    expect(summaryOf([]).plan).toStrictEqual({
      id: 'plan',
      number: 1,
      title: 'Tiltaksplan',
      state: 'adopted',
    });
    const more = { periodEnd: '2027-12-31', basisOfAssessment: 'Ved periodens slutt.' };
    expect(summaryOf([], { plan: { ...plan, ...more } }).plan).toMatchObject(more);
  });

  it('counts how measures were closed, and those that only wait for it', () => {
    const closed = (number: number, as: string) =>
      measure(number, { state: 'closed', closure: { as, by: 'kari', at } as never });
    expect(
      summaryOf([measure(1), closed(2, 'implemented'), closed(3, 'carried-over'), closed(4, 'carried-over')])
        .notes,
    ).toEqual({
      waived: 0,
      unanswered: 0,
      readyToClose: 0,
      closedAs: { implemented: 1, 'partly-implemented': 0, 'not-implemented': 0, 'carried-over': 2 },
    });
  });

  it('counts what was waived and what was never answered apart', () => {
    const ending = { ground: 'g', authority: { kind: 'leader' } as const, enteredBy: 'leder', at };
    const waived = item('1', 'lia', { state: 'waived', waiver: ending });
    expect(summaryOf([measure(1, { items: [waived, waived] })]).notes).toMatchObject({
      waived: 2,
      unanswered: 0,
    });
  });

  it('dates the last change by the plan where nothing is newer', () => {
    const older = measure(1, { lastSubstantiveChangeAt: '2026-01-03T10:00:00.000Z' });
    expect(summaryOf([older]).lastSubstantiveChange).toBe('2026-10-01');
  });

  it('shows of a sub-goal its assessment, the measures that serve it, and of figures of one day the last entered', () => {
    const subGoal = (id: string, more: object = {}) => ({
      id,
      number: 7,
      title: 'Dekning',
      about: 'dekning',
      indicators: [],
      ...more,
    });
    const figure = (value: number) => ({ value, asOf: '2026-05-31', source: 'SYSVAK' });
    const assessment = { verdict: 'met', text: 'Nådd.', by: 'kari', at };
    const goals = [
      {
        id: 'g',
        number: 2,
        title: 'Mål',
        subGoals: [
          subGoal('a', {
            assessment,
            indicators: [{ name: 'A', unit: '%', figures: [figure(1), figure(2)] }],
          }),
          subGoal('b', { indicators: [{ name: 'B', unit: '%', figures: [] }] }),
        ],
      },
    ] as never;
    const told = summaryOf([measure(1, { subGoalIds: ['a'] }), measure(2, { subGoalIds: ['a'] })], {
      plan: { ...plan, goals },
    }).goals[0]?.subGoals;
    expect(told?.[0]).toMatchObject({
      verdict: 'met',
      assessment: 'Nådd.',
      measureNumbers: [1, 2],
      indicators: [{ latest: { value: 2 } }],
    });
    expect(told?.[1]).toStrictEqual({
      number: 7,
      title: 'Dekning',
      about: 'dekning',
      indicators: [{ name: 'B', unit: '%' }],
      measureNumbers: [],
    });
  });
});

describe('abbreviations that are read', () => {
  const used = (term: string, more: object, measures: readonly StandingMeasure[] = []) =>
    summaryOf(measures, { plan: { ...plan, ...more, abbreviations: [{ term, meaning: 'm' }] } as Plan })
      .abbreviationsUsed.length;
  const subGoal = (more: object) =>
    [
      {
        id: 'g',
        number: 1,
        title: 'Mål',
        subGoals: [{ id: 'a', number: 1, title: 't', about: 'a', indicators: [], ...more }],
      },
    ] as never;
  const subPoint = (more: object) => [{ id: 's', number: 1, text: 'p', nextItemNumber: 1, ...more }] as never;
  const risk = { likelihood: 'l', consequence: 'c', by: 'kari', at };

  it.each<[string, Partial<Plan>, Partial<StandingMeasure>]>([
    ['the basis of the assessment', { basisOfAssessment: 'Etter HMS.' }, {}],
    ['what a sub-goal is about', { goals: subGoal({ about: 'HMS' }) }, {}],
    ['its assessment', { goals: subGoal({ assessment: { verdict: 'met', text: 'HMS', by: 'k', at } }) }, {}],
    ['a risk’s likelihood', {}, { risk: { ...risk, likelihood: 'HMS' } }],
    ['its consequence', {}, { risk: { ...risk, consequence: 'HMS' } }],
    ['its conclusion', {}, { risk: { ...risk, conclusion: 'HMS' } }],
    ['a sub-point', {}, { subPoints: subPoint({ text: 'HMS' }) }],
    ['what is said of it', {}, { subPoints: subPoint({ latestUpdate: update('HMS') }) }],
    [
      'what one party says of it',
      {},
      {
        subPoints: subPoint({}),
        items: [
          item('1.1', 'lia', { subPointId: 's', latestUpdate: update('HMS') }),
          item('1.2', 'vestdal', { subPointId: 's' }),
        ],
      },
    ],
    ['a remark', {}, { items: [item('1', 'lia', { latestUpdate: update('HMS') }), item('2', 'vestdal')] }],
  ])('in %s', (_where, ofPlan, ofMeasure) => {
    expect(used('HMS', ofPlan, [measure(1, ofMeasure)])).toBe(1);
    expect(used('FHI', ofPlan, [measure(1, ofMeasure)])).toBe(0);
  });

  it('are the longest that fits, also with signs in them, and each once', () => {
    expect('HMS/K og HMS'.match(abbreviationPattern(['HMS', 'HMS/K']) ?? /$^/u)).toEqual(['HMS/K', 'HMS']);
    expect('a.b. axb'.match(abbreviationPattern(['a.b.']) ?? /$^/u)).toEqual(['a.b.']);
    expect(abbreviationPattern([])).toBeUndefined();
    expect(used('HMS', { basisOfAssessment: 'HMS og HMS.' }, [measure(1, { about: 'HMS' })])).toBe(1);
  });
});
