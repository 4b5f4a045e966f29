import { beforeEach, describe, expect, it } from '@jest/globals';
import { totalSlipDays } from '../deadline/deadline.js';
import { followUpFacts, obligationsDue } from '../follow-up/follow-up-schedule.js';
import { immediateNotifications } from '../follow-up/immediate-notifications.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { MeasureCommand } from './measure.commands.js';
import { deadlineOf } from './measure.js';

const leader = { kind: 'leader' } as const;
const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }] as const;
const what = 'Varslingsplanen er vedtatt og øvd to ganger.';
const reason = 'Tiltaket virket ikke i øvelsen.';

let spec: Specification;
let vestdal: string, bergby: string;
let kari: Actor, ola: Actor, lise: Actor, planId: string;

beforeEach(() => {
  spec = new Specification('2026-10-01');
  const unit = spec.organisation('Sekretariatet');
  kari = spec.person(['secretariat'], [unit]);
  ola = spec.person(['owner']);
  lise = spec.person(['leadership']);
  vestdal = spec.organisation('Vestdal', { contactPersonId: ola.id });
  bergby = spec.organisation('Bergby', { contactPersonId: ola.id });
  const fields = { secretariatPartyId: unit, leaderId: lise.id };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields }, kari));
});

const measure = (id: string) => spec.state('measure', id);
const item = (id: string, index = 0) => {
  const found = measure(id).items[index];
  if (found === undefined) throw new Error('No such item');
  return found;
};
const does = (command: MeasureCommand, actor: Actor = kari) => spec.outcome(command, actor);

/** Adopted with two items, each signed off, and closed on 15 December; the deadline was 1 December. */
function closed(
  extra: object = { deadline: { on: '2026-12-01' } },
  own?: { index: number; on: string },
): string {
  spec.on('2026-10-01');
  const one = { title: 'Varsling', text: 'Lag en plan.', ...extra };
  const measures = [{ ...one, responsible: { mode: 'each' as const, partyIds: [vestdal, bergby] } }];
  const id = idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
  if (spec.state('plan', planId).state === 'draft')
    spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
  else does({ type: 'AcceptMeasure', measureId: id, authority: leader }, lise);
  if (own !== undefined)
    does({ type: 'SetDeadline', measureId: id, itemId: item(id, own.index).id, on: own.on, reason: 'Kurs.' });
  spec.on('2026-12-15');
  for (const { id: itemId } of measure(id).items) {
    does(
      { type: 'ReportDone', measureId: id, itemId, what, evidence },
      { ...ola, partyIds: [vestdal, bergby] },
    );
    does({ type: 'SignOff', measureId: id, itemIds: [itemId] });
  }
  does({ type: 'CloseMeasure', measureId: id, as: 'implemented' });
  spec.on('2027-02-01');
  return id;
}
const reopens = (
  id: string,
  dates: { deadline?: { on: string; words?: string }; reviewOn?: string },
  itemIds = [item(id).id],
  actor: Actor = kari,
) => does({ type: 'ReopenMeasure', measureId: id, reason, itemIds, ...dates }, actor);

describe('a closed measure is reopened', () => {
  it('with a new deadline or review date, never with neither', () => {
    const id = closed();
    expect(reopens(id, {})).toBe('reopened-without-date');
    expect(measure(id).state).toBe('closed');
    expect(reopens(id, { deadline: { on: '2027-06-01' } })).toEqual(['MeasureReopened', 'DeadlineMoved']);
    expect(measure(id)).toMatchObject({ state: 'in-follow-up', reopenedAt: '2027-02-01T11:00:00.000Z' });
  });

  it('by the secretariat or leadership, with a reason, when it is closed', () => {
    const id = closed();
    const deadline = { on: '2027-06-01' };
    expect(reopens(id, { deadline }, [], { ...ola, partyIds: [vestdal] })).toBe('not-permitted');
    expect(does({ type: 'ReopenMeasure', measureId: id, reason: ' ', itemIds: [], deadline })).toBe(
      'reason-missing',
    );
    expect(reopens(id, { deadline }, ['nobody’s'])).toBe('not-found');
    expect(reopens(id, { deadline }, [], lise)).toEqual(['MeasureReopened', 'DeadlineMoved']);
    expect(reopens(id, { deadline })).toBe('measure-not-closed');
  });

  it('to a day that lies ahead: today at the earliest, and a review within twelve months', () => {
    const id = closed();
    expect(reopens(id, { deadline: { on: '2027-01-31' } })).toBe('date-too-early');
    expect(reopens(id, { deadline: { on: '2057-02-02' } })).toBe('date-too-late');
    expect(reopens(id, { reviewOn: '2027-01-31' })).toBe('date-too-early');
    expect(reopens(id, { reviewOn: '2028-02-02' })).toBe('date-too-late');
    expect(reopens(id, { deadline: { on: '2027-02-01' }, reviewOn: '2028-02-01' })).toEqual([
      'MeasureReopened',
      'DeadlineMoved',
      'ReviewDateSet',
    ]);
  });

  it('and the old deadline stays: the original, each move, and the slip', () => {
    const id = closed();
    reopens(id, { deadline: { on: '2027-06-01' } });
    const { deadline } = measure(id);
    expect(deadline).toMatchObject({
      original: '2026-12-01',
      inForce: '2027-06-01',
      moves: [{ from: '2026-12-01', to: '2027-06-01', reason, by: kari.id }],
    });
    expect(deadline === undefined ? 0 : totalSlipDays(deadline)).toBe(182);
  });

  it('keeps a deadline that is given once more, without counting a move', () => {
    const id = closed({ deadline: { on: '2027-06-01' } });
    expect(reopens(id, { deadline: { on: '2027-06-01' } })).toEqual(['MeasureReopened']);
    expect(measure(id).deadline).toMatchObject({ original: '2027-06-01', moves: [] });
  });

  it('gets its first deadline with its words where it had a review date only', () => {
    const id = closed({ reviewOn: '2027-01-10' });
    const deadline = { on: '2027-06-30', words: 'innen første halvår' };
    expect(reopens(id, { deadline, reviewOn: '2027-04-01' })).toEqual([
      'MeasureReopened',
      'DeadlineSet',
      'ReviewDateMoved',
    ]);
    expect(measure(id)).toMatchObject({
      deadline: { original: '2027-06-30', inForce: '2027-06-30', words: 'innen første halvår' },
      reviewOn: '2027-04-01',
      reviewMoves: [{ from: '2027-01-10', to: '2027-04-01', reason }],
    });
  });

  it('for review only: a deadline that has passed ends and stands in the history, one ahead holds', () => {
    const id = closed();
    const told = spec.when(
      { type: 'ReopenMeasure', measureId: id, reason, itemIds: [item(id).id], reviewOn: '2027-05-01' },
      kari,
    );
    expect(told[0]?.events[0]).toMatchObject({
      type: 'MeasureReopened',
      data: { endedDeadline: '2026-12-01' },
    });
    expect(measure(id).deadline).toBeUndefined();
    expect(measure(id).reviewOn).toBe('2027-05-01');
    expect(spec.rebuilt(id)).toEqual(measure(id));

    const ahead = closed({ deadline: { on: '2027-09-01' } });
    expect(reopens(ahead, { reviewOn: '2027-05-01' })).toEqual(['MeasureReopened', 'ReviewDateSet']);
    expect(measure(ahead).deadline?.inForce).toBe('2027-09-01');
    expect(reopens(closed({ reviewOn: '2027-09-01' }), { reviewOn: '2027-09-01' })).toEqual([
      'MeasureReopened',
    ]);
  });
});

describe('an item’s own deadline', () => {
  it('that has passed is moved with the measure’s; it is not lost, and not overwritten', () => {
    const id = closed(undefined, { index: 0, on: '2026-12-20' });
    expect(reopens(id, { deadline: { on: '2027-06-01' } })).toEqual([
      'MeasureReopened',
      'DeadlineMoved',
      'DeadlineMoved',
    ]);
    expect(item(id).deadline).toMatchObject({
      original: '2026-12-01',
      inForce: '2027-06-01',
      moves: [{ to: '2026-12-20' }, { from: '2026-12-20', to: '2027-06-01' }],
    });
    expect(item(id).deadline?.moves).toHaveLength(2);
  });

  it('that lies ahead stands, and one of an item that is not opened again is left alone', () => {
    const id = closed(undefined, { index: 0, on: '2027-03-15' });
    reopens(id, { deadline: { on: '2027-06-01' } });
    expect(deadlineOf(measure(id), item(id))?.inForce).toBe('2027-03-15');

    const other = closed(undefined, { index: 1, on: '2026-12-20' });
    expect(reopens(other, { deadline: { on: '2027-06-01' } })).toEqual(['MeasureReopened', 'DeadlineMoved']);
    expect(item(other, 1)).toMatchObject({ state: 'signed-off', deadline: { inForce: '2026-12-20' } });
  });

  it('that has passed wants a new one: a review date is about the measure', () => {
    const id = closed(undefined, { index: 0, on: '2026-12-20' });
    expect(reopens(id, { reviewOn: '2027-05-01' })).toBe('deadline-wanted');
    expect(reopens(id, { reviewOn: '2027-05-01' }, [item(id, 1).id])).toEqual([
      'MeasureReopened',
      'ReviewDateSet',
    ]);
  });
});

describe('the clock of lateness', () => {
  const due = (id: string, until: string) =>
    obligationsDue(followUpFacts(measure(id), spec.state('plan', planId)), { after: '2027-02-01', until })
      .filter(({ kind }) => kind.startsWith('late') || kind.startsWith('deadline'))
      .map(({ kind, dueOn }) => `${dueOn} ${kind}`);

  it('starts anew from the new deadline', () => {
    const id = closed();
    reopens(id, { deadline: { on: '2027-06-01' } });
    expect(due(id, '2027-04-29')).toEqual([]);
    expect(due(id, '2027-04-30')).toEqual(['2027-04-30 deadline-ahead']);
    expect(due(id, '2027-06-01')).toEqual(['2027-06-01 deadline-today']);
    expect(due(id, '2027-06-15')).toEqual(['2027-06-08 deadline-passed', '2027-06-15 late-told-leader']);
  });

  it('does not run at all where a review date holds', () => {
    const id = closed();
    reopens(id, { reviewOn: '2027-05-01' });
    expect(due(id, '2028-01-01')).toEqual([]);
  });
});

describe('whoever has it again', () => {
  it('is told once, not of the deadline once more', () => {
    const id = closed();
    const decided = spec.when(
      {
        type: 'ReopenMeasure',
        measureId: id,
        reason,
        itemIds: [item(id).id],
        deadline: { on: '2027-06-01' },
      },
      kari,
    );
    const register = {
      party: (partyId: string) => spec.all('party').find((party) => party.id === partyId),
      person: (personId: string) => spec.all('person').find((person) => person.id === personId),
      personsNaming: () => [],
      personsWithRole: () => [],
    };
    const after = () => ({ measure: measure(id), plan: spec.state('plan', planId) });
    const circumstances = { actor: kari, now: '', today: '2027-02-01', newId: spec.newId, register };
    expect(immediateNotifications(decided, after, circumstances)).toEqual([
      { personId: ola.id, kind: 'reopened', measureId: id, itemIds: [item(id).id] },
    ]);
  });
});
