import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from './commands.js';
import type { Actor } from './roles/actor.js';
import { idOf, Specification, system } from './specification.js';

const nowhere = '00000000-0000-7000-8000-999999999999';
const leader = { kind: 'leader' } as const;
const council = {
  kind: 'body',
  body: 'Beredskapsutvalget',
  meetingDate: '2026-11-10',
  caseNumber: '14/26',
  archiveReference: '26/118-7',
} as const;
const evidence = [{ kind: 'link', reference: 'https://vestdal.example/plan' }] as const;

let spec: Specification;
let kari: Actor, per: Actor, lise: Actor, ola: Actor, eva: Actor;
let vestdal: string, nordvik: string, planId: string;

beforeEach(() => {
  spec = new Specification();
  vestdal = spec.organisation('Vestdal kommune');
  nordvik = spec.organisation('Nordvik kommune');
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  eva = spec.person(['owner'], [nordvik]);
  planId = plan();
});

function plan(): string {
  return idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
}

const measureOf = (partyIds: readonly string[]) => ({
  title: 'Varsling',
  text: 'Lag én varslingsplan.',
  deadline: { on: '2026-12-01' },
  ...(partyIds.length === 0 ? {} : { responsible: { mode: 'each' as const, partyIds } }),
});
const registers = (...measures: object[]) =>
  spec.when({ type: 'RegisterMeasures', planId, measures: measures as never }, kari).map(({ id }) => id);
const items = (measureId: string) => spec.state('measure', measureId).items;
const itemOf = (measureId: string, partyId: string) =>
  items(measureId).find((item) => item.partyId === partyId)?.id ?? nowhere;
const adopts = () => spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
const reports = (measureId: string, partyId: string, actor: Actor) =>
  spec.when(
    {
      type: 'ReportDone',
      measureId,
      itemId: itemOf(measureId, partyId),
      what: 'Planen er laget og øvd.',
      evidence,
    },
    actor,
  );

describe('what is not there is refused by its name', () => {
  const authority = leader;
  const measureId = nowhere;
  const risk = { likelihood: 'Sannsynlig.', consequence: 'Noen blir syke.' };
  const rows: [string, () => Command][] = [
    ['evaluation', () => ({ type: 'AddFindings', evaluationId: nowhere, findings: [] })],
    ['plan', () => ({ type: 'RevisePlan', planId: nowhere, fields: { title: 'Ny' } })],
    ['plan', () => ({ type: 'AdoptPlan', planId: nowhere, authority })],
    ['plan', () => ({ type: 'ClosePlan', planId: nowhere, authority })],
    ['plan', () => ({ type: 'SetReporting', planId: nowhere, reporting: null })],
    ['plan', () => ({ type: 'OpenReport', planId: nowhere })],
    ['plan', () => ({ type: 'RegisterMeasures', planId: nowhere, measures: [measureOf([])] })],
    ['measure', () => ({ type: 'AcceptMeasure', measureId, authority })],
    ['measure', () => ({ type: 'StateRisk', measureId, risk })],
    ['measure', () => ({ type: 'ConfirmRepetition', measureId, earlierMeasureId: nowhere })],
    ['measure', () => ({ type: 'SignOffMany', items: [{ measureId, itemId: nowhere }] })],
    ['party', () => ({ type: 'ReviseParty', partyId: nowhere, fields: { name: 'Ny' } })],
    ['party', () => ({ type: 'KeepMemberships', groupId: nowhere })],
    ['person', () => ({ type: 'RevisePerson', personId: nowhere, name: 'Ny' })],
    ['person', () => ({ type: 'RegisterPlan', title: 'Ny', caseOfficerId: nowhere })],
    ['report', () => ({ type: 'LockReport', planId, reportId: nowhere })],
    ['report', () => ({ type: 'ReleaseReport', reportId: nowhere })],
    ['report', () => ({ type: 'WithdrawPublication', reportId: nowhere, reason: 'Navn.' })],
    ['decision', () => ({ type: 'CountersignDecision', decisionId: nowhere })],
    ['decision', () => ({ type: 'WithdrawDecision', decisionId: nowhere, reason: 'Feil.' })],
    ['decision', () => ({ type: 'FulfilDecision', decisionId: nowhere, note: 'Gjort.' })],
    ['catalogue', () => ({ type: 'ReviseCatalogue', catalogueId: nowhere, name: 'Ny', change: 'Nytt.' })],
    [
      'catalogue',
      () => ({
        type: 'PickCandidates',
        catalogueId: nowhere,
        situationId: nowhere,
        candidateIds: [],
        planId,
      }),
    ],
    ['plan', () => ({ type: 'EnterDecision', ...council, text: 'En plan legges frem.', planId: nowhere })],
    ['plan', () => ({ type: 'UndoImport', planId: nowhere, importId: nowhere, reason: 'Feil dokument.' })],
  ];

  it.each(rows)('a %s (%#)', (what, command) => {
    const asked = command();
    const by = 'authority' in asked ? lise : kari;
    expect(spec.refusal(asked, by)).toMatchObject({
      type: 'not-found',
      refusal: 'not-found',
      extra: { what, id: nowhere },
    });
  });

  it('a measure that another refers to, or that was to take over', () => {
    const [id = nowhere] = registers(measureOf([]));
    adopts();
    for (const command of [
      { type: 'SetCrossReferences', measureId: id, measureIds: [id, nowhere] },
      {
        type: 'CloseMeasure',
        measureId: id,
        as: 'carried-over',
        ground: 'Ny plan.',
        successorId: nowhere,
        authority,
      },
    ] as const) {
      const by = command.type === 'CloseMeasure' ? lise : kari;
      expect(spec.refusal(command, by)).toMatchObject({ extra: { what: 'measure', id: nowhere } });
    }
  });
});

describe('what a body decided', () => {
  it('asks for no countersignature where nothing would change', () => {
    const [measureId = nowhere] = registers(measureOf([vestdal]));
    adopts();
    const itemId = itemOf(measureId, vestdal);
    const none = { type: 'DecideWaiver', measureId, itemId, granted: false, ground: 'Nei.' } as const;
    // There is no proposal to decide: refused at once, and nothing waits for anybody.
    expect(spec.outcome({ ...none, authority: council }, kari)).toEqual(expect.any(String));
    expect(spec.all('decision')).toEqual([]);
  });

  it.each(['AcceptMeasure', 'DecideOutcome'] as const)(
    'of one thing only is countersigned too: %s',
    (type) => {
      adopts2();
      const command = type === 'AcceptMeasure' ? acceptance() : outcome();
      const decisionId = idOf(spec.when(command, kari));
      expect(spec.state('decision', decisionId).held).toMatchObject({ type });
      expect(spec.state('decision', decisionId).planId).toBe(type === 'AcceptMeasure' ? planId : undefined);
      expect(spec.outcome({ type: 'CountersignDecision', decisionId }, per)).toContain(
        'DecisionCountersigned',
      );
    },
  );

  function adopts2() {
    registers(measureOf([vestdal]));
    adopts();
  }
  function acceptance(): Command {
    const [measureId = nowhere] = registers(measureOf([vestdal]));
    return { type: 'AcceptMeasure', measureId, authority: council };
  }
  function outcome(): Command {
    const recommendations = [{ title: 'Varsling', text: 'Lag én plan.' }];
    const evaluationId = idOf(
      spec.when({ type: 'RegisterEvaluation', title: 'Bruddet', kind: 'incident', recommendations }, kari),
    );
    const [recommendation] = spec.state('evaluation', evaluationId).recommendations;
    return {
      type: 'DecideOutcome',
      evaluationId,
      recommendationId: recommendation?.id ?? nowhere,
      outcome: { kind: 'not-followed', ground: 'Ingen penger.', remainingRisk: 'Skjer igjen.' },
      authority: council,
    };
  }
});

describe('many items are signed off together', () => {
  let first: string, second: string;

  beforeEach(() => {
    [first = nowhere, second = nowhere] = registers(measureOf([vestdal, nordvik]), measureOf([vestdal]));
    adopts();
    reports(first, vestdal, ola);
    reports(first, nordvik, eva);
    reports(second, vestdal, ola);
  });

  const both = (note?: string): Command => ({
    type: 'SignOffMany',
    items: [
      { measureId: first, itemId: itemOf(first, vestdal) },
      { measureId: second, itemId: itemOf(second, vestdal) },
    ],
    ...(note === undefined ? {} : { note }),
  });

  it('each in its own measure, and no other item', () => {
    expect(spec.when(both(), kari).map(({ stream, id }) => [stream, id])).toEqual([
      ['measure', first],
      ['measure', second],
    ]);
    expect(items(first).map(({ state }) => state)).toEqual(['signed-off', 'reported-done']);
    expect(items(second).map(({ state }) => state)).toEqual(['signed-off']);
  });

  it('with the note on each', () => {
    spec.when(both('Sett på stedet.'), kari);
    for (const measureId of [first, second])
      expect(items(measureId)[0]).toMatchObject({ signOff: { by: kari.id, note: 'Sett på stedet.' } });
  });

  it('and without a note none stands there', () => {
    spec.when(both(), kari);
    expect(items(first)[0]).toHaveProperty('signOff');
    expect(items(first)[0]).not.toHaveProperty('signOff.note');
  });

  it('or none of them: an owner sees no other party’s item', () => {
    const command: Command = {
      type: 'SignOffMany',
      items: [{ measureId: first, itemId: itemOf(first, nordvik) }],
    };
    expect(spec.outcome(command, ola)).toBe('not-found');
    expect(items(first).map(({ state }) => state)).toEqual(['reported-done', 'reported-done']);
  });

  it('not in a measure that is closed, nor in a plan that is', () => {
    spec.when(both(), kari);
    spec.when({ type: 'CloseMeasure', measureId: second, as: 'implemented' }, kari);
    const again: Command = {
      type: 'SignOffMany',
      items: [{ measureId: second, itemId: itemOf(second, vestdal) }],
    };
    expect(spec.outcome(again, kari)).toBe('measure-closed');
    spec.when({ type: 'SignOffMany', items: [{ measureId: first, itemId: itemOf(first, nordvik) }] }, kari);
    spec.when({ type: 'CloseMeasure', measureId: first, as: 'implemented' }, kari);
    spec.when({ type: 'ClosePlan', planId, authority: leader }, lise);
    expect(spec.outcome(again, kari)).toBe('plan-closed');
  });
});

describe('an owner', () => {
  it('does nothing to another party’s item of the same measure: for them it is not there', () => {
    const [measureId = nowhere] = registers(measureOf([vestdal, nordvik]));
    adopts();
    const update = (partyId: string): Command => ({
      type: 'UpdateStatus',
      measureId,
      itemId: itemOf(measureId, partyId),
      progress: 'under-way',
      text: 'I gang.',
    });
    expect(spec.outcome(update(nordvik), ola)).toBe('not-found');
    expect(spec.outcome(update(vestdal), ola)).toEqual(['StatusUpdated']);
  });
});

describe('a plan that is adopted', () => {
  it('accepts its measures in the order of their numbers', () => {
    registers(measureOf([vestdal]), measureOf([nordvik]));
    const [last = nowhere] = registers(measureOf([vestdal]));
    const accepted = adopts().filter(({ stream }) => stream === 'measure');
    expect(accepted.map(({ id }) => spec.state('measure', id).number)).toEqual([1, 2, 3]);
    expect(accepted.at(-1)?.id).toBe(last);
  });

  it('leaves another plan’s measures alone', () => {
    registers(measureOf([vestdal]));
    const mine = planId;
    planId = plan();
    const [other = nowhere] = registers(measureOf([vestdal]));
    planId = mine;
    adopts();
    expect(spec.state('measure', other).state).toBe('proposed');
  });
});

describe('a recommendation that returns', () => {
  it('is not said of a measure whose plan is closed', () => {
    const [measureId = nowhere] = registers(measureOf([vestdal]));
    adopts();
    reports(measureId, vestdal, ola);
    spec.when({ type: 'SignOff', measureId, itemIds: items(measureId).map(({ id }) => id) }, kari);
    spec.when({ type: 'CloseMeasure', measureId, as: 'implemented' }, kari);
    spec.when({ type: 'ClosePlan', planId, authority: leader }, lise);
    planId = plan();
    const [later = nowhere] = registers(measureOf([vestdal]));
    const confirms = (one: string, earlierMeasureId: string) =>
      spec.outcome({ type: 'ConfirmRepetition', measureId: one, earlierMeasureId }, kari);
    expect(confirms(measureId, later)).toBe('plan-closed');
    expect(confirms(later, measureId)).toEqual(['RepetitionConfirmed']);
  });
});

it('what only people may do is not done by a client', () => {
  expect(spec.outcome({ type: 'AppointFirstLeader', name: 'A', email: 'a@example.no' }, system)).toBe(
    'leadership-exists',
  );
});
