import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { standingIn } from '../roles/standing-in.js';
import { Specification } from '../specification.js';
import { deputyOn } from './deputy.js';
import type { AbsenceCommand } from './person.commands.js';

let spec: Specification;
let kari: Actor, per: Actor, lise: Actor, ola: Actor, nora: Actor, amina: Actor;
let vestdal: string, vann: string;

beforeEach(() => {
  spec = new Specification();
  vestdal = spec.organisation('Vestdal kommune');
  vann = spec.organisation('Vannverket');
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner'], [vestdal]);
  nora = spec.person(['owner'], [vestdal]);
  amina = spec.person(['owner'], [vann]);
});

type Registers = Extract<AbsenceCommand, { type: 'RegisterAbsence' }>;
const away = (who: Actor, over: Partial<Registers> = {}): Registers => ({
  type: 'RegisterAbsence',
  personId: who.id,
  from: '2026-12-01',
  to: '2026-12-11',
  ...over,
});
const absencesOf = (who: Actor) => spec.state('person', who.id).absences ?? [];
const idOf = (who: Actor) => absencesOf(who)[0]?.id ?? '';

describe('a person is away', () => {
  it('says so for themselves, or the secretariat does; nobody else', () => {
    expect(spec.outcome(away(ola, { deputyId: nora.id }), ola)).toEqual(['AbsenceRegistered']);
    expect(absencesOf(ola)).toMatchObject([{ from: '2026-12-01', to: '2026-12-11', deputyId: nora.id }]);
    expect(spec.outcome(away(nora), kari)).toEqual(['AbsenceRegistered']);
    expect(spec.outcome(away(amina), ola)).toBe('not-permitted');
    expect(spec.outcome(away(amina), lise)).toBe('not-permitted');
    expect(spec.rebuilt(ola.id)).toEqual(spec.state('person', ola.id));
  });

  it.each<[string, Partial<Registers>, string]>([
    ['the last day before the first', { to: '2026-11-30' }, 'invalid-value'],
    ['a day that is gone', { from: '2026-11-19' }, 'date-too-early'],
    ['a slip of the pen', { to: '2030-01-01' }, 'date-too-late'],
    ['overlapping days', { from: '2026-12-11', to: '2026-12-20' }, 'absence-overlaps'],
  ])('refused: %s', (_what, over, type) => {
    spec.when(away(ola), ola);
    const { from, to } = { from: '2027-01-01', to: '2027-01-05' };
    expect(
      spec.outcome(away(ola, { ...(type === 'absence-overlaps' ? {} : { from, to }), ...over }), ola),
    ).toBe(type);
  });

  it('days after one another do not overlap; one who has left is not away', () => {
    spec.when(away(ola), ola);
    expect(spec.outcome(away(ola, { from: '2026-12-12', to: '2026-12-12' }), ola)).toEqual([
      'AbsenceRegistered',
    ]);
    spec.when({ type: 'RevisePerson', personId: amina.id, active: false }, kari);
    expect(spec.outcome(away(amina), kari)).toBe('invalid-value');
    expect(spec.outcome(away({ ...amina, id: 'nobody' }), kari)).toBe('not-found');
  });

  it('comes back early, goes later, is away longer, and a past absence stays as it was', () => {
    spec.when(away(ola, { deputyId: nora.id }), ola);
    const onIt = { personId: ola.id, absenceId: idOf(ola) };
    expect(spec.outcome({ type: 'ChangeAbsence', ...onIt, to: '2026-12-11' }, ola)).toEqual([]);
    spec.when({ type: 'ChangeAbsence', ...onIt, from: '2026-12-02', deputyId: null }, ola);
    expect(absencesOf(ola)).toStrictEqual([{ id: onIt.absenceId, from: '2026-12-02', to: '2026-12-11' }]);
    spec.on('2026-12-04');
    expect(spec.refusal({ type: 'ChangeAbsence', ...onIt, from: '2026-12-05' }, ola)).toMatchObject({
      type: 'invalid-value',
      extra: { field: 'from' },
    });
    expect(spec.outcome({ type: 'ChangeAbsence', ...onIt, to: '2026-12-03' }, ola)).toBe('date-too-early');
    spec.when({ type: 'ChangeAbsence', ...onIt, to: '2026-12-15' }, ola);
    spec.when({ type: 'EndAbsence', ...onIt }, ola);
    expect(absencesOf(ola)).toMatchObject([{ from: '2026-12-02', to: '2026-12-03' }]);
    expect(spec.outcome({ type: 'EndAbsence', ...onIt }, ola)).toBe('not-found');
    expect(spec.rebuilt(ola.id)).toEqual(spec.state('person', ola.id));
  });

  it('one that has not begun is called off', () => {
    spec.when(away(ola), ola);
    spec.when({ type: 'EndAbsence', personId: ola.id, absenceId: idOf(ola) }, ola);
    expect(absencesOf(ola)).toEqual([]);
    spec.when(away(ola, { from: '2026-11-20' }), ola);
    spec.when({ type: 'EndAbsence', personId: ola.id, absenceId: idOf(ola) }, ola);
    expect(absencesOf(ola)).toEqual([]);
  });
});

describe('a deputy', () => {
  it('is there, is not oneself, and is a colleague or of the secretariat; outside the unit the secretariat says who', () => {
    expect(spec.outcome(away(ola, { deputyId: ola.id }), ola)).toBe('invalid-value');
    expect(spec.outcome(away(ola, { deputyId: 'nobody' }), ola)).toBe('not-found');
    expect(spec.refusal(away(ola, { deputyId: amina.id }), ola)).toMatchObject({
      type: 'deputy-unfit',
      extra: { field: 'deputyId' },
    });
    const auditor = spec.person(['auditor'], [vestdal]);
    expect(spec.outcome(away(ola, { deputyId: auditor.id }), kari)).toBe('deputy-unfit');
    expect(spec.outcome(away(ola, { deputyId: amina.id }), kari)).toEqual(['AbsenceRegistered']);
    expect(spec.outcome(away(nora, { deputyId: per.id }), nora)).toEqual(['AbsenceRegistered']);
  });

  it('has the roles that decide already: none is lent', () => {
    expect(spec.outcome(away(kari, { deputyId: ola.id }), kari)).toBe('deputy-unfit');
    expect(spec.outcome(away(kari, { deputyId: per.id }), kari)).toEqual(['AbsenceRegistered']);
    expect(spec.outcome(away(lise, { deputyId: per.id }), kari)).toBe('deputy-unfit');
  });

  it('who is away too is refused; one who goes away later is no deputy then, and there are no chains', () => {
    spec.when(away(nora, { from: '2026-12-11', to: '2026-12-14' }), nora);
    expect(spec.refusal(away(ola, { deputyId: nora.id }), ola)).toMatchObject({
      type: 'deputy-away',
      extra: { from: '2026-12-11', to: '2026-12-14' },
    });
    spec.when(away(ola, { to: '2026-12-10', deputyId: nora.id }), ola);
    spec.when(away(nora, { from: '2026-12-03', to: '2026-12-04', deputyId: per.id }), nora);
    const register = {
      party: () => undefined,
      person: (id: string) => spec.state('person', id),
      personsNaming: () => [],
      personsWithRole: () => [],
    };
    const on = (day: string) => deputyOn(ola.id, day, register);
    expect([
      on('2026-11-30'),
      on('2026-12-01'),
      on('2026-12-03'),
      on('2026-12-10'),
      on('2026-12-11'),
    ]).toEqual([undefined, nora.id, undefined, nora.id, undefined]);
    spec.when({ type: 'RevisePerson', personId: nora.id, active: false }, kari);
    expect(on('2026-12-01')).toBeUndefined();
  });

  it('acts for the other’s units in those days, and four eyes see the two as one', () => {
    spec.when(away(ola, { deputyId: amina.id }), kari);
    const others = [spec.state('person', ola.id)];
    expect(standingIn(amina, others, '2026-11-30')).toBe(amina);
    expect(standingIn(amina, others, '2026-12-01')).toEqual({
      ...amina,
      partyIds: [vann, vestdal],
      standsInFor: [ola.id],
    });
    expect(standingIn(nora, others, '2026-12-01')).toBe(nora);
    spec.when({ type: 'RevisePerson', personId: ola.id, active: false }, kari);
    expect(standingIn(amina, [spec.state('person', ola.id)], '2026-12-01')).toBe(amina);
  });
});
