import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import { DomainError } from '../domain-error.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import { signOffObstacle, somebodyMaySignOff } from './four-eyes.js';
import type { Item, Measure } from './measure.js';
import { nextOccurrenceBy, occurrenceCount } from './recurring.js';

const leader = { kind: 'leader' } as const;
const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }] as const;

let spec: Specification;
let vestdal: string, bergby: string, group: string;
let kari: Actor, ola: Actor, lise: Actor, planId: string;

beforeEach(() => {
  spec = new Specification('2026-11-20');
  vestdal = spec.organisation('Vestdal kommune');
  bergby = spec.organisation('Bergby kommune');
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  group = idOf(spec.when({ type: 'RegisterGroup', name: 'Alle', memberIds: [vestdal, bergby] }, kari));
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
});

function registered(extra: object = {}): string {
  const measure = { title: 'Varsling', text: 'Lag en plan.', deadline: { on: '2026-12-01' }, ...extra };
  return idOf(spec.when({ type: 'RegisterMeasures', planId, measures: [measure] }, kari));
}
const adopt = () => spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
const measure = (id: string) => spec.state('measure', id);
const item = (id: string, index = 0) => measure(id).items[index]?.id ?? 'none';
const joint = (...partyIds: string[]) => ({ responsible: { mode: 'joint' as const, partyIds } });

/** What was refused, and at which field; what was decided where it was not. */
function answer(command: Command, actor: Actor = kari): unknown[] {
  try {
    return spec.when(command, actor).flatMap(({ events }) => events.map(({ type }) => type));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { field } = error.extra;
    return field === undefined ? [error.type] : [error.type, field];
  }
}

describe('who is responsible', () => {
  const assign = (measureId: string, over: object) =>
    answer({ type: 'AssignMeasure', measureId, mode: 'each', partyIds: [vestdal], ...over });

  it('is refused at the field that is wrong', () => {
    const id = registered({ subPoints: [{ text: 'Plan' }, { text: 'Øvelse' }] });
    expect(assign(id, { partyIds: [] })).toEqual(['invalid-value', 'partyIds']);
    expect(assign(id, { mode: 'joint', leadId: bergby })).toEqual(['invalid-value', 'leadId']);
    expect(assign(id, { mode: 'joint', partyIds: [group] })).toEqual(['invalid-value', 'leadId']);
    expect(assign(id, { subPointId: 'another’s' })).toEqual(['not-found']);
    expect(assign(id, { mode: 'joint', partyIds: [vestdal, 'nobody'] })).toEqual(['not-found']);
    expect(assign(id, { partyIds: ['nobody'] })).toEqual(['not-found']);
  });

  it('of one sub-point leaves the others; a party twice gets one item, numbered on', () => {
    const id = registered({ subPoints: [{ text: 'Plan' }, { text: 'Øvelse' }] });
    const [first, second] = measure(id).subPoints;
    expect(assign(id, { subPointId: second?.id, partyIds: [vestdal, vestdal, bergby] })).toEqual([
      'ResponsibilityModeChosen',
      'ItemAdded',
      'ItemAdded',
    ]);
    expect(measure(id).items.map(({ suffix, partyId }) => [suffix, partyId])).toEqual([
      ['2.1', vestdal],
      ['2.2', bergby],
    ]);
    expect(assign(id, { subPointId: second?.id })).toEqual(['already-assigned']);
    expect(assign(id, { subPointId: first?.id })).toEqual(['ItemAdded']);
    expect(assign(id, { mode: 'joint' })).toEqual(['other-mode']);
    expect(measure(id).mode).toBe('each');
  });

  it('jointly: the first leads where nobody is named, and a place that has its item gets no more', () => {
    const id = registered();
    expect(assign(id, { mode: 'joint', partyIds: [bergby, vestdal, group] })).toEqual([
      'ResponsibilityModeChosen',
      'ItemAdded',
    ]);
    expect(measure(id).items).toMatchObject([{ partyId: bergby, contributorIds: [vestdal, group] }]);
    expect(assign(id, { mode: 'joint' })).toEqual(['already-assigned']);
  });
});

describe('a date', () => {
  const set = (measureId: string, over: object) =>
    answer({ type: 'SetDeadline', measureId, on: '2027-01-10', reason: 'Avtalt.', ...over });

  it('is refused at its field, and the same once more is no move', () => {
    const id = registered(joint(vestdal));
    expect(set(id, { on: '2026-12-01', reason: undefined })).toEqual([]);
    expect(set(id, { reason: '  ' })).toEqual(['reason-missing', 'reason']);
    expect(set(id, { on: '2026-11-19' })).toEqual(['deadline-before-source', 'on']);
    expect(set(id, { on: '2057-01-01' })).toEqual(['date-too-late', 'on']);
    expect(set(id, { itemId: 'none' })).toEqual(['not-found']);
    expect(set(id, {})).toEqual(['DeadlineMoved']);
    spec.on('2027-02-01');
    expect(set(id, { on: '2027-01-20', reason: '' })).toEqual(['reason-missing', 'reason']);
  });

  it('set first keeps the words of the source and why it lies in the past', () => {
    const id = registered({ deadline: undefined, reviewOn: '2027-02-01' });
    spec.on('2026-12-10');
    const late = { on: '2026-12-01', words: 'innen utgangen av november' };
    expect(set(id, { ...late, reason: undefined })).toEqual(['deadline-passed', 'on']);
    const [change] = spec.when({ type: 'SetDeadline', measureId: id, ...late, reason: 'Sent inn.' }, kari);
    expect(change?.events).toEqual([{ type: 'DeadlineSet', data: { ...late, reason: 'Sent inn.' } }]);
    expect(measure(id).deadline?.words).toBe('innen utgangen av november');
  });

  it('of review likewise: set, moved with a reason, taken away', () => {
    const review = (on: string | null, reason?: string) =>
      spec.when(
        { type: 'SetReviewDate', measureId: id, on, ...(reason === undefined ? {} : { reason }) },
        kari,
      )[0]?.events ?? [];
    const id = registered();
    const refused = (on: string | null, reason?: string) =>
      answer({ type: 'SetReviewDate', measureId: id, on, ...(reason === undefined ? {} : { reason }) });
    expect(answer({ type: 'SetReviewDate', measureId: id, on: null })).toEqual([]);
    expect(refused('2026-11-19')).toEqual(['date-too-early', 'on']);
    expect(refused('2027-11-21')).toEqual(['date-too-late', 'on']);
    expect(review('2027-02-01')).toEqual([{ type: 'ReviewDateSet', data: { from: null, to: '2027-02-01' } }]);
    expect(refused('2027-02-01')).toEqual([]);
    expect(refused('2027-03-01')).toEqual(['reason-missing', 'reason']);
    expect(review('2027-03-01', 'Møtet.')).toEqual([
      { type: 'ReviewDateMoved', data: { from: '2027-02-01', to: '2027-03-01', reason: 'Møtet.' } },
    ]);
    expect(review(null, 'Frist holder.')).toEqual([
      { type: 'ReviewDateSet', data: { from: '2027-03-01', to: null, reason: 'Frist holder.' } },
    ]);
  });
});

describe('a plan is adopted, and a measure accepted', () => {
  it('when there is something in it, each dated: by itself, by review, or item by item', () => {
    const adopts = () => answer({ type: 'AdoptPlan', planId, authority: leader }, lise);
    expect(adopts()).toEqual(['plan-empty']);
    registered();
    registered({ deadline: undefined, reviewOn: '2027-11-20' });
    const each = registered({ deadline: undefined, ...joint(vestdal) });
    expect(adopts()).toEqual(['measures-without-date']);
    answer({ type: 'SetDeadline', measureId: each, itemId: item(each), on: '2027-01-10' });
    expect(adopts()).toEqual(['PlanAdopted', 'MeasureAccepted', 'MeasureAccepted', 'MeasureAccepted']);
    expect(adopts()).toEqual(['plan-adopted']);
  });

  it('on its own once the plan is adopted, once, and until it is closed', () => {
    const id = registered();
    const accepts = (measureId: string) =>
      answer({ type: 'AcceptMeasure', measureId, authority: leader }, lise);
    expect(accepts(id)).toEqual(['plan-not-adopted']);
    adopt();
    expect(accepts(id)).toEqual([]);
    const later = registered({ deadline: undefined });
    expect(accepts(later)).toEqual(['measures-without-date']);
    const dated = registered(joint(vestdal));
    expect(accepts(dated)).toEqual(['MeasureAccepted']);
    for (const measureId of [id, dated])
      for (const { id: itemId } of measure(measureId).items)
        answer({ type: 'ReportDone', measureId, itemId, what: 'Planen er vedtatt og øvd.', evidence }, ola);
    answer({ type: 'SignOff', measureId: dated, itemIds: [item(dated)] });
    expect(answer({ type: 'CloseMeasure', measureId: dated, as: 'implemented' })).toEqual(['MeasureClosed']);
    expect(accepts(dated)).toEqual(['measure-closed']);
  });

  it('whose last date is taken away stays as it was', () => {
    const id = registered({ deadline: undefined, reviewOn: '2027-02-01' });
    const away = { type: 'SetReviewDate', measureId: id, on: null, reason: 'Unødig.' } as const;
    expect(answer(away)).toEqual(['ReviewDateSet']);
    answer({ type: 'SetReviewDate', measureId: id, on: '2027-02-01' });
    adopt();
    expect(answer(away)).toEqual(['date-needed']);
    expect(measure(id).reviewOn).toBe('2027-02-01');
  });
});

describe('four eyes', () => {
  const signer = (over: Partial<Actor>) => ({ ...kari, id: 'x', ...over });
  const plan = () => spec.state('plan', planId);
  const register = (secretariat: Actor[], leadership: Actor[] = [], substitutes: Actor[] = []) => {
    const all = [...secretariat, ...leadership, ...substitutes].map((actor) => ({ ...actor, active: true }));
    return {
      party: () => undefined,
      person: (id: string) => all.find((known) => known.id === id),
      personsNaming: () => [],
      personsWithRole: (role: string) => all.filter(({ roles }) => roles.includes(role as 'owner')),
    } as never;
  };
  const reported = (by: string, forPersonId?: string) =>
    ({
      state: 'reported-done',
      partyId: 'p',
      contributorIds: [],
      report: { by, forPersonId },
    }) as unknown as Item;
  const obstacle = (who: Actor, one: Item, over: object = {}, known = register([kari])) =>
    signOffObstacle(who, one, { ...plan(), ...over }, known, '2026-11-20');

  it('says why not', () => {
    expect(obstacle(signer({}), reported('x'))).toBe('reported-it');
    expect(obstacle(signer({}), reported('y', 'x'))).toBe('reported-for-them');
    expect(obstacle(signer({ partyIds: ['p'] }), reported('y'))).toBe('own-unit');
    expect(obstacle(signer({}), reported('y'))).toBeUndefined();
    expect(obstacle(signer({}), reported('y'), { secretariatPartyId: 'p' })).toBe('secretariats-own');
    expect(obstacle(signer({ roles: ['owner'] }), reported('y'))).toBe('no-role');
    expect(obstacle(signer({ roles: ['leadership'] }), reported('y'))).toBe('secretariat-can');
    expect(obstacle(signer({ roles: ['owner'] }), reported('y'), { signOffSubstituteIds: ['x'] })).toBe(
      'secretariat-can',
    );
    const own = { secretariatPartyId: 'p' };
    expect(obstacle(signer({ roles: ['leadership'] }), reported('y'), own)).toBeUndefined();
    expect(obstacle(signer({ roles: ['leadership'] }), reported(kari.id))).toBeUndefined();
  });

  it('knows whether there is anybody at all', () => {
    const one = reported('y');
    const may = (known: never, over: object = {}) => somebodyMaySignOff(one, { ...plan(), ...over }, known);
    const own = { secretariatPartyId: 'p' };
    const stand = signer({ id: 's', roles: ['owner'] });
    expect(may(register([kari]))).toBe(true);
    expect(may(register([kari]), own)).toBe(false);
    expect(may(register([signer({ partyIds: ['p'] })]))).toBe(false);
    expect(may(register([signer({ partyIds: ['p'] }), kari]))).toBe(true);
    expect(may(register([], [lise]), own)).toBe(true);
    expect(may(register([], [{ ...lise, partyIds: ['p'] }]), own)).toBe(false);
    expect(may(register([], [{ ...lise, partyIds: ['p'] }, signer({ roles: ['leadership'] })]), own)).toBe(
      true,
    );
    expect(may(register([], [], [stand]), { ...own, signOffSubstituteIds: ['s'] })).toBe(true);
    expect(may(register([], [], [stand]), { ...own, signOffSubstituteIds: ['gone'] })).toBe(false);
  });
});

describe('an occurrence', () => {
  const held = (measureId: string, over: object = {}, actor = ola) =>
    answer({ type: 'ReportOccurrence', measureId, on: '2026-11-10', note: 'Øvd.', evidence, ...over }, actor);

  it('is refused at its field, of what recurs, by those who have it', () => {
    const once = registered(joint(vestdal));
    const yearly = registered({ recurrence: { everyMonths: 12 }, ...joint(vestdal) });
    const nobodys = registered({ recurrence: { everyMonths: 12 } });
    expect(held(yearly, {}, kari)).toEqual(['not-accepted']);
    adopt();
    expect(held(once)).toEqual(['not-recurring']);
    expect(held(yearly, { on: '2026-11-21' })).toEqual(['date-ahead', 'on']);
    expect(held(yearly, { note: ' ' })).toEqual(['invalid-value', 'note']);
    expect(held(yearly, { evidence: [] })).toEqual(['invalid-value', 'evidence']);
    const stranger = { ...ola, partyIds: [bergby] };
    expect(held(yearly, {}, { ...stranger, roles: ['owner', 'leadership'] })).toEqual(['not-your-item']);
    expect(held(nobodys, {}, { ...stranger, roles: ['owner', 'leadership'] })).toEqual(['not-found']);
    expect(held(yearly)).toEqual(['OccurrenceReported', 'DeadlineRecurred']);
    expect(held(yearly)).toEqual(['occurrence-reported', 'on']);
    expect(held(yearly, { on: '2026-11-11' }, kari)).toEqual(['OccurrenceReported']);
  });

  it.each([
    ['never where nothing recurs', { deadline: { original: '2026-12-01' } }, '2026-11-10', undefined],
    ['never without a deadline', { recurrence: { everyMonths: 6 } }, '2026-11-10', undefined],
    ['half a year on', six('2026-12-01'), '2026-11-10', '2027-06-01'],
    ['from the day after the one before', six('2026-12-01'), '2026-06-02', '2027-06-01'],
    ['not for what was held by the one before', six('2026-12-01'), '2026-06-01', undefined],
    ['after a late one the first that lies ahead of it', six('2026-12-01'), '2027-06-01', '2027-12-01'],
  ])('the next is due %s', (_when, of, on, next) => {
    expect(nextOccurrenceBy(of as unknown as Measure, on)).toBe(next);
  });

  it('counts those held against those that should have been', () => {
    const count = (of: object, today = '2027-07-01') => occurrenceCount(of as unknown as Measure, today);
    const occurrences = (n: number) =>
      Array.from({ length: n }, (_, index) => ({ on: `2026-0${index + 1}-01` }));
    const of = (n: number, deadline?: string) => ({
      recurrence: { everyMonths: 6, occurrences: occurrences(n) },
      ...(deadline === undefined ? {} : { deadline: { original: deadline } }),
    });
    expect(count({})).toBeUndefined();
    expect(count(of(2))).toEqual({ held: 2, expected: 2 });
    expect(count(of(0, '2026-12-01'))).toEqual({ held: 0, expected: 2 });
    expect(count(of(0, '2026-12-01'), '2026-12-01')).toEqual({ held: 0, expected: 0 });
    expect(count(of(0, '2026-12-01'), '2026-12-02')).toEqual({ held: 0, expected: 1 });
    expect(count(of(3, '2026-12-01'), '2026-12-02')).toEqual({ held: 3, expected: 3 });
  });
});

function six(original: string): object {
  return { recurrence: { everyMonths: 6, occurrences: [] }, deadline: { original } };
}
