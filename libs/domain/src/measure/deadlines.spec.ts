import { beforeEach, describe, expect, it } from '@jest/globals';
import { totalSlipDays } from '../deadline/deadline.js';
import { followUpFacts, nextDueOn, obligationsDue } from '../follow-up/follow-up-schedule.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { MeasureCommand } from './measure.commands.js';
import { deadlineOf, reviewOf } from './measure.js';
import { occurrenceCount } from './recurring.js';

const leader = { kind: 'leader' } as const;
const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }] as const;
const what = 'Varslingsplanen er vedtatt og øvd to ganger.';

let spec: Specification;
let vestdal: string, bergby: string;
let kari: Actor, ola: Actor, lise: Actor, planId: string;

beforeEach(() => {
  spec = new Specification('2026-11-20');
  const unit = spec.organisation('Sekretariatet');
  vestdal = spec.organisation('Vestdal kommune');
  bergby = spec.organisation('Bergby kommune');
  kari = spec.person(['secretariat'], [unit]);
  ola = spec.person(['owner'], [vestdal]);
  lise = spec.person(['leadership']);
  const fields = { secretariatPartyId: unit, leaderId: lise.id };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields }, kari));
});

const each = (...partyIds: string[]) => ({ responsible: { mode: 'each' as const, partyIds } });

function registered(extra: object = {}): string {
  const measure = { title: 'Varsling', text: 'Lag én varslingsplan.', deadline: { on: '2026-12-01' } };
  const measures = [{ ...measure, ...each(vestdal, bergby), ...extra }];
  return idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
}
const tryRegister = (extra: object) =>
  spec.outcome({ type: 'RegisterMeasures', planId, measures: [{ title: 'V', text: 'V', ...extra }] }, kari);
const adopt = () => spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
const measure = (id: string) => spec.state('measure', id);
const item = (id: string, index = 0) => {
  const found = measure(id).items[index];
  if (found === undefined) throw new Error('No such item');
  return found;
};
const does = (command: MeasureCommand, actor: Actor = kari) => spec.outcome(command, actor);
const states = (id: string) => measure(id).items.map(({ state }) => state);

function signedOff(measureId: string, index = 0): void {
  const itemId = item(measureId, index).id;
  does({ type: 'ReportDone', measureId, itemId, what, evidence }, { ...ola, partyIds: [vestdal, bergby] });
  does({ type: 'SignOff', measureId, itemIds: [itemId] });
}

describe('a deadline that moves after sign-off', () => {
  it('is asked for again: the measure’s deadline, of every item that goes by it', () => {
    const id = registered();
    adopt();
    signedOff(id, 0);
    does({ type: 'SetDeadline', measureId: id, itemId: item(id, 1).id, on: '2027-01-10', reason: 'Avtalt.' });
    signedOff(id, 1);
    expect(states(id)).toEqual(['signed-off', 'signed-off']);

    expect(does({ type: 'SetDeadline', measureId: id, on: '2027-02-01', reason: 'Leveransen.' })).toEqual([
      'DeadlineMoved',
      'ItemReopened',
    ]);
    expect(states(id)).toEqual(['open', 'signed-off']);
    expect(item(id, 0)).toMatchObject({ returned: { reason: 'Leveransen.' } });
  });

  it('is asked for again: the item’s own, and of no other', () => {
    const id = registered();
    adopt();
    signedOff(id, 0);
    signedOff(id, 1);
    const itemId = item(id, 1).id;
    expect(does({ type: 'SetDeadline', measureId: id, itemId, on: '2027-02-01', reason: 'Avtalt.' })).toEqual(
      ['DeadlineMoved', 'ItemReopened'],
    );
    expect(states(id)).toEqual(['signed-off', 'open']);
  });
});

describe('an original deadline', () => {
  it('of an item stays, however often it and the measure’s are moved', () => {
    const id = registered();
    const itemId = item(id).id;
    const move = (on: string, of: object = { itemId }) =>
      does({ type: 'SetDeadline', measureId: id, on, reason: 'Avtalt.', ...of });
    move('2027-01-01');
    move('2027-02-01');
    move('2027-03-01', {});
    move('2027-01-15');
    const deadline = deadlineOf(measure(id), item(id));
    expect(deadline).toMatchObject({ original: '2026-12-01', inForce: '2027-01-15' });
    expect(deadline?.moves.map(({ from, to }) => [from, to])).toEqual([
      ['2026-12-01', '2027-01-01'],
      ['2027-01-01', '2027-02-01'],
      ['2027-02-01', '2027-01-15'],
    ]);
    expect(deadline === undefined ? 0 : totalSlipDays(deadline)).toBe(45);
    expect(measure(id).deadline).toMatchObject({ original: '2026-12-01', inForce: '2027-03-01' });
  });
});

describe('a deadline that is given', () => {
  const move = (id: string, on: string) =>
    does({ type: 'SetDeadline', measureId: id, on, reason: 'Avtalt.' });

  it('never lies before the plan, when it is set, moved or registered', () => {
    const id = registered();
    for (const on of ['1900-01-01', '2020-01-01', '2026-11-19']) {
      expect([on, tryRegister({ deadline: { on, reason: 'Slik står det.' } })]).toEqual([
        on,
        'deadline-before-source',
      ]);
      expect([on, move(id, on)]).toEqual([on, 'deadline-before-source']);
    }
    expect(move(id, '2026-11-20')).toEqual(['DeadlineMoved']);
  });

  it('may lie before the plan was registered where the evaluation is older, and not before that', () => {
    const evaluation = spec.when(
      { type: 'RegisterEvaluation', title: 'Utbruddet', kind: 'incident', publishedOn: '2025-03-01' },
      kari,
    );
    const source = { evaluationId: idOf(evaluation) };
    const reason = 'Fristen står i evalueringen.';
    expect(tryRegister({ source, deadline: { on: '2025-02-28', reason } })).toBe('deadline-before-source');
    expect(tryRegister({ source, deadline: { on: '2025-03-01', reason } })).toEqual(['MeasureRegistered']);
    const id = registered({ source });
    expect(move(id, '2025-02-28')).toBe('deadline-before-source');
    expect(move(id, '2025-04-01')).toEqual(['DeadlineMoved']);
  });

  it('takes a reason where it lies in the past, the first time too', () => {
    const id = registered({ deadline: undefined });
    spec.on('2027-01-10');
    expect(tryRegister({ deadline: { on: '2027-01-09' } })).toBe('deadline-passed');
    expect(does({ type: 'SetDeadline', measureId: id, on: '2027-01-09' })).toBe('deadline-passed');
    const reason = 'Avtalt før den ble registrert her.';
    expect(tryRegister({ deadline: { on: '2027-01-09', reason } })).toEqual(['MeasureRegistered']);
    expect(does({ type: 'SetDeadline', measureId: id, on: '2027-01-09', reason })).toEqual(['DeadlineSet']);
  });

  it('is not 2099', () => {
    expect(tryRegister({ deadline: { on: '2099-01-01' } })).toBe('date-too-late');
    expect(move(registered(), '2099-01-01')).toBe('date-too-late');
  });
});

describe('a review date', () => {
  const review = (measureId: string, on: string | null, reason?: string) =>
    does({ type: 'SetReviewDate', measureId, on, ...(reason === undefined ? {} : { reason }) });

  it('is at most 12 months off, whenever it is set', () => {
    expect(tryRegister({ reviewOn: '2027-11-21' })).toBe('date-too-late');
    const id = registered({ deadline: undefined, reviewOn: '2027-05-01' });
    adopt();
    expect(review(id, '2027-11-21', 'Venter.')).toBe('date-too-late');
    expect(review(id, '2026-11-19', 'Venter.')).toBe('date-too-early');
    expect(review(id, '2027-11-20', 'Venter.')).toEqual(['ReviewDateMoved']);
  });

  it('has its moves and their reasons', () => {
    const id = registered({ reviewOn: '2027-02-01' });
    expect(review(id, '2027-03-01')).toBe('reason-missing');
    review(id, '2027-03-01', 'Venter på budsjettet.');
    review(id, '2027-04-01', 'Venter fortsatt.');
    expect(reviewOf(measure(id))).toMatchObject({
      original: '2027-02-01',
      inForce: '2027-04-01',
      moves: [{ from: '2027-02-01', reason: 'Venter på budsjettet.' }, { by: kari.id }],
    });
  });

  it('can’t be taken away after adoption where the measure has no other date', () => {
    const undated = registered({ deadline: undefined, reviewOn: '2027-02-01' });
    const dated = registered({ reviewOn: '2027-02-01' });
    adopt();
    expect(review(undated, null, 'Trengs ikke.')).toBe('date-needed');
    expect(review(dated, null)).toBe('reason-missing');
    expect(review(dated, null, 'Trengs ikke.')).toEqual(['ReviewDateSet']);
  });

  it('nothing is added to an accepted measure that would be without any date', () => {
    const id = registered({ deadline: undefined });
    for (const { id: itemId } of measure(id).items)
      does({ type: 'SetDeadline', measureId: id, itemId, on: '2027-01-01' });
    adopt();
    const hospital = spec.organisation('Sykehuset');
    const more = { type: 'AssignMeasure', measureId: id, mode: 'each', partyIds: [hospital] } as const;
    expect(does(more)).toBe('date-needed');
    review(id, '2027-02-01');
    expect(does(more)).toEqual(['ItemAdded']);
  });
});

describe('a recurring measure', () => {
  const yearly = { recurrence: { everyMonths: 12 } };
  const held = (measureId: string, on: string, actor: Actor = ola) =>
    does({ type: 'ReportOccurrence', measureId, on, note: 'Øvelsen ble holdt.', evidence }, actor);
  const count = (id: string, today: string) => occurrenceCount(measure(id), today);

  it('gets its next deadline from the interval, and keeps the one before with its moves', () => {
    const id = registered(yearly);
    adopt();
    does({ type: 'SetDeadline', measureId: id, on: '2027-02-01', reason: 'Øvingsleder er syk.' });
    spec.on('2027-01-20');
    expect(held(id, '2027-01-15')).toEqual(['OccurrenceReported', 'DeadlineRecurred']);
    // The extension moved that one occurrence, and not the rest.
    expect(measure(id).deadline).toMatchObject({
      original: '2027-12-01',
      inForce: '2027-12-01',
      setBy: kari.id,
      moves: [],
    });
    expect(measure(id).recurrence?.deadlinesBefore).toMatchObject([
      { original: '2026-12-01', inForce: '2027-02-01', moves: [{ reason: 'Øvingsleder er syk.' }] },
    ]);
  });

  it('held again in the same interval moves nothing', () => {
    const id = registered(yearly);
    adopt();
    expect(held(id, '2026-11-10')).toContain('DeadlineRecurred');
    expect(held(id, '2026-11-12')).toEqual(['OccurrenceReported']);
    expect(measure(id).deadline).toMatchObject({ inForce: '2027-12-01' });
  });

  it('counts held against expected', () => {
    const id = registered(yearly);
    adopt();
    expect(count(id, '2026-12-01')).toEqual({ held: 0, expected: 0 });
    expect(count(id, '2026-12-02')).toEqual({ held: 0, expected: 1 });
    spec.on('2028-03-01');
    held(id, '2028-02-15');
    expect(measure(id).deadline).toMatchObject({ original: '2028-12-01' });
    expect(count(id, '2028-03-01')).toEqual({ held: 1, expected: 2 });
    expect(count(id, '2028-12-02')).toEqual({ held: 1, expected: 3 });
  });

  it('is reported once for a day, on a day that has been, with evidence', () => {
    const id = registered(yearly);
    adopt();
    const bare = { type: 'ReportOccurrence', measureId: id, on: '2026-11-19', note: 'Holdt.', evidence: [] };
    expect(does(bare as MeasureCommand, ola)).toBe('invalid-value');
    expect(held(id, '2026-11-21')).toBe('date-ahead');
    expect(held(id, '2026-11-19')).toContain('OccurrenceReported');
    expect(held(id, '2026-11-19', kari)).toBe('occurrence-reported');
  });

  it('asks again for what was signed off by the deadline that is over', () => {
    const id = registered(yearly);
    adopt();
    signedOff(id, 0);
    expect(held(id, '2026-11-19')).toEqual(['OccurrenceReported', 'DeadlineRecurred', 'ItemReopened']);
    expect(states(id)).toEqual(['open', 'open']);
  });

  it('the last of a month stays the last of a month', () => {
    const id = registered({ recurrence: { everyMonths: 1 }, deadline: { on: '2027-01-31' } });
    adopt();
    spec.on('2027-04-15');
    held(id, '2027-01-20');
    expect(measure(id).deadline).toMatchObject({ original: '2027-02-28' });
    held(id, '2027-02-20');
    expect(measure(id).deadline).toMatchObject({ original: '2027-03-31' });
  });
});

describe('a waiver', () => {
  it('is not granted by the leader who proposed it, but by another', () => {
    const id = registered();
    adopt();
    const both = spec.person(['secretariat', 'leadership']);
    const itemId = item(id).id;
    does({ type: 'ProposeWaiver', measureId: id, itemId, ground: 'Lagt ned.' }, both);
    const granted = { type: 'DecideWaiver', measureId: id, itemId, granted: true, ground: 'Enig.' } as const;
    expect(spec.refusal({ ...granted, authority: leader }, both)).toMatchObject({
      type: 'four-eyes',
      extra: { ground: 'proposed-it' },
    });
    expect(item(id).state).toBe('open');
    expect(does({ ...granted, authority: leader }, lise)).toEqual(['ItemWaived']);
  });
});

describe('a waiver with an end', () => {
  const waived = (reviewOn: string): string => {
    const id = registered();
    adopt();
    const itemId = item(id).id;
    does({ type: 'ProposeWaiver', measureId: id, itemId, ground: 'Anlegget er stengt.' });
    const decision = {
      type: 'DecideWaiver',
      measureId: id,
      itemId,
      ground: 'Enig.',
      authority: leader,
    } as const;
    expect(does({ ...decision, granted: true, reviewOn: '2026-11-20' }, lise)).toBe('date-not-ahead');
    expect(does({ ...decision, granted: false, reviewOn }, lise)).toBe('invalid-value');
    expect(does({ ...decision, granted: true, reviewOn }, lise)).toEqual(['ItemWaived']);
    return id;
  };
  // Of a closed measure nothing else is asked.
  const due = (id: string, after: string) => {
    const facts = { ...followUpFacts(measure(id), spec.state('plan', planId)), state: 'closed' } as const;
    const on = nextDueOn(facts, after);
    return on === undefined ? undefined : obligationsDue(facts, { after, until: on })[0];
  };
  const looked = (measureId: string, more: object, actor = kari) =>
    does(
      {
        type: 'ReviewWaiver',
        measureId,
        itemId: item(measureId).id,
        reason: 'Fortsatt stengt.',
        ...more,
      } as MeasureCommand,
      actor,
    );

  it('is looked at again on its day, and asked about until it has been', () => {
    const id = waived('2027-03-01');
    expect(due(id, '2026-11-20')).toMatchObject({ dueOn: '2027-03-01', recipient: 'case-officer' });
    expect(due(id, '2027-03-01')).toMatchObject({ dueOn: '2027-03-15' });
    spec.on('2027-03-01');
    expect(looked(id, { outcome: 'stands', nextOn: '2027-06-01' })).toEqual(['WaiverReviewed']);
    expect(due(id, '2026-11-20')).toMatchObject({ dueOn: '2027-06-01' });
    spec.on('2027-06-01');
    expect(looked(id, { outcome: 'stands', authority: leader }, lise)).toEqual(['WaiverReviewed']);
    expect(due(id, '2026-11-20')).toBeUndefined();
    expect(looked(id, { outcome: 'stands' })).toBe('no-waiver-review');
    expect(spec.rebuilt(id)).toEqual(measure(id));
  });

  it('stands when its day has come and not before, on the secretariat’s word for a year at most', () => {
    const id = waived('2027-03-01');
    const stands = { outcome: 'stands', nextOn: '2027-12-01' };
    expect(looked(id, stands)).toBe('waiver-review-early');
    expect(looked(id, { outcome: 'stands', authority: leader }, lise)).toBe('waiver-review-early');
    spec.on('2027-03-01');
    expect(looked(id, { outcome: 'stands' })).toBe('waiver-day-needed');
    expect(looked(id, { ...stands, nextOn: '2028-03-02' })).toBe('date-too-late');
    expect(looked(id, { ...stands, deadline: { on: '2027-12-01' } })).toBe('invalid-value');
    expect(looked(id, { outcome: 'stands', authority: leader })).toBe('leadership-decides');
    expect(looked(id, { outcome: 'stands' }, lise)).toBe('not-permitted');
    expect(looked(id, stands)).toEqual(['WaiverReviewed']);
  });

  it('stands for good as a body decided, entered by one and countersigned by another', () => {
    const id = waived('2027-03-01');
    spec.on('2027-03-01');
    const minutes = { meetingDate: '2027-02-20', caseNumber: '12/27', archiveReference: '27/118-7' };
    const authority = { kind: 'body', body: 'Styret', ...minutes } as const;
    const review = { type: 'ReviewWaiver', measureId: id, itemId: item(id).id, outcome: 'stands' } as const;
    const sara = spec.person(['secretariat']);
    spec.bodyDecides({ ...review, reason: 'Lagt ned.', authority }, kari, sara);
    expect(item(id)).not.toHaveProperty('waiver.reviewOn');
    expect(spec.rebuilt(id)).toEqual(measure(id));
  });

  it('is not looked at by the item’s own unit', () => {
    const id = waived('2027-03-01');
    spec.on('2027-03-01');
    const own = { ...kari, partyIds: [item(id).partyId] };
    expect(looked(id, { outcome: 'stands', nextOn: '2027-06-01' }, own)).toBe('own-waiver');
    expect(looked(id, { outcome: 'ended', deadline: { on: '2027-06-01' } }, own)).toBe('own-waiver');
    const head = { ...lise, partyIds: [item(id).partyId] };
    expect(looked(id, { outcome: 'stands', authority: leader }, head)).toBe('own-waiver');
  });

  it('that ends with a passed deadline gives the item a new one', () => {
    const id = waived('2028-03-01');
    const was = deadlineOf(measure(id), item(id))?.inForce ?? '';
    spec.on('2028-01-10');
    expect(looked(id, { outcome: 'ended' })).toBe('deadline-wanted');
    expect(looked(id, { outcome: 'ended', deadline: { on: '2028-01-09' } })).toBe('date-too-early');
    expect(looked(id, { outcome: 'ended', deadline: { on: '2028-06-01' } })).toEqual([
      'ItemReopened',
      'DeadlineMoved',
    ]);
    const deadline = deadlineOf(measure(id), item(id));
    expect(deadline).toMatchObject({ original: was, inForce: '2028-06-01', moves: [{ from: was }] });
    expect(spec.rebuilt(id)).toEqual(measure(id));
  });

  it('ends, and the item is there to be done again', () => {
    const id = waived('2027-03-01');
    expect(looked(id, { outcome: 'ended', nextOn: '2027-06-01' })).toBe('invalid-value');
    expect(looked(id, { outcome: 'ended', reason: ' ' })).toBe('invalid-value');
    expect(looked(id, { outcome: 'ended' })).toEqual(['ItemReopened']);
    expect(item(id)).toMatchObject({ state: 'open', returned: { reason: 'Fortsatt stengt.' } });
    expect(looked(id, { outcome: 'ended' })).toBe('no-waiver-review');
  });
});

describe('an import', () => {
  it('that moves a deadline asks again for what was signed off', () => {
    const id = registered();
    adopt();
    signedOff(id, 0);
    const decided = spec.when(
      {
        type: 'RegisterImported',
        importId: spec.newId(),
        document: { name: 'plan.xlsx', bytes: 10, sha256: 'a'.repeat(64) },
        planId,
        findings: [],
        goals: [],
        newParties: [],
        measures: [],
        changes: [{ measureId: id, deadline: { on: '2027-03-01' } }],
      },
      kari,
    );
    expect(decided.find(({ stream }) => stream === 'measure')?.events.map(({ type }) => type)).toEqual([
      'DeadlineMoved',
      'ItemReopened',
    ]);
  });
});
