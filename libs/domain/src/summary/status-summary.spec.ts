import { describe, expect, it } from '@jest/globals';
import { open } from '../access/access.js';
import { setDeadline, moveDeadline } from '../deadline/deadline.js';
import { defaultLadder } from '../follow-up/ladder.js';
import type { DoneReport, Item, SignOff, StandingMeasure, StatusUpdate } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Actor } from '../roles/actor.js';
import {
  abbreviationPattern,
  statusSummary,
  type SummaryInput,
  type SummaryMeasure,
} from './status-summary.js';

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
