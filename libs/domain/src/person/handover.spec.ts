import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { Duty, DutyRef } from './duties.js';
import { takeoverOf } from './handover.js';
import type { HandOverDuties } from './person.commands.js';

let spec: Specification;
let kari: Actor, per: Actor, lise: Actor, leif: Actor, ola: Actor, nora: Actor;
let vestdal: string, vann: string, plan: string;

beforeEach(() => {
  spec = new Specification();
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  leif = spec.person(['leadership']);
  vestdal = spec.organisation('Vestdal kommune');
  vann = spec.organisation('Vannverket');
  ola = spec.person(['owner'], [vestdal]);
  nora = spec.person(['owner'], [vann]);
  spec.when(
    { type: 'ReviseParty', partyId: vestdal, fields: { contactPersonId: ola.id, leaderPersonId: ola.id } },
    kari,
  );
  spec.when({ type: 'ReviseParty', partyId: vann, fields: { contactPersonId: ola.id } }, kari);
  plan = idOf(
    spec.when(
      {
        type: 'RegisterPlan',
        title: 'Plan',
        caseOfficerId: kari.id,
        fields: { leaderId: lise.id, signOffSubstituteIds: [ola.id], secretariatPartyId: vann },
      },
      kari,
    ),
  );
});

const duty = (ref: DutyRef, open = true): Duty => ({ ...ref, of: 'Noe', open, items: open ? 1 : 0 });
const olas = (): Duty[] => [
  duty({ as: 'contact', in: 'party', id: vestdal }),
  duty({ as: 'leader', in: 'party', id: vestdal }),
  duty({ as: 'contact', in: 'party', id: vann }, false),
  duty({ as: 'substitute', in: 'plan', id: plan }),
];
const allTo = (to: Actor, over: Partial<HandOverDuties> = {}): HandOverDuties => ({
  type: 'HandOverDuties',
  personId: ola.id,
  handovers: spec.duties.map(({ as, in: place, id }) => ({
    duty: { as, in: place, id } as DutyRef,
    toPersonId: to.id,
  })),
  deactivate: true,
  ...over,
});

describe('who leaves hands over everything in one go', () => {
  it('to one person, who becomes one of the units they are contact of, and has left in the same step', () => {
    spec.duties = olas().filter(({ as }) => as !== 'substitute');
    const decided = spec.when(allTo(nora, { reason: 'Slutter.' }), kari);
    expect(decided.map(({ stream, events }) => [stream, events.map(({ type }) => type)])).toEqual([
      ['person', ['DutiesHandedOver']],
      ['party', ['PartyRevised']],
      ['party', ['PartyRevised']],
      ['person', ['PersonRevised']],
    ]);
    expect(spec.state('person', ola.id).active).toBe(false);
    expect(spec.state('person', nora.id).partyIds).toEqual([vann, vestdal]);
    expect(spec.state('party', vestdal)).toMatchObject({ contactPersonId: nora.id, leaderPersonId: nora.id });
    expect(spec.state('party', vann)).toMatchObject({ contactPersonId: nora.id });
    for (const id of [ola.id, nora.id]) expect(spec.rebuilt(id)).toEqual(spec.state('person', id));
    for (const id of [vestdal, vann]) expect(spec.rebuilt(id)).toEqual(spec.state('party', id));
    expect(decided[1]?.events[0]?.data).toMatchObject({ reason: 'Slutter.' });
  });

  it('to several, each of what they were given', () => {
    spec.duties = olas();
    const [contact, leader, other, substitute] = allTo(nora).handovers;
    if (!contact || !leader || !other || !substitute) throw new Error('No duties');
    const handovers = [
      contact,
      { ...leader, toPersonId: per.id },
      other,
      { ...substitute, toPersonId: leif.id },
    ];
    spec.when(allTo(nora, { handovers, deactivate: false }), kari);
    expect(spec.state('party', vestdal)).toMatchObject({ contactPersonId: nora.id, leaderPersonId: per.id });
    expect(spec.state('plan', plan).signOffSubstituteIds).toEqual([leif.id]);
    expect(spec.state('person', ola.id).active).toBe(true);
  });

  it('a plan goes to another case officer, and to another leader', () => {
    spec.duties = [duty({ as: 'case-officer', in: 'plan', id: plan })];
    spec.when(allTo(per, { personId: kari.id }), per);
    expect(spec.state('plan', plan).caseOfficerId).toBe(per.id);
    spec.duties = [duty({ as: 'leader', in: 'plan', id: plan })];
    spec.when(allTo(leif, { personId: lise.id, deactivate: false }), per);
    expect(spec.state('plan', plan).leaderId).toBe(leif.id);
    expect(spec.rebuilt(plan)).toEqual(spec.state('plan', plan));
  });

  it('one who is a substitute already is named once, and nothing is said twice of the same', () => {
    spec.when(
      { type: 'RevisePlan', planId: plan, fields: { signOffSubstituteIds: [ola.id, leif.id] } },
      kari,
    );
    spec.duties = [duty({ as: 'substitute', in: 'plan', id: plan })];
    spec.when(allTo(leif), kari);
    expect(spec.state('plan', plan).signOffSubstituteIds).toEqual([leif.id]);
  });

  it('without duties it only says that the person has left', () => {
    expect(spec.outcome(allTo(nora, { handovers: [] }), kari)).toEqual(['DutiesHandedOver']);
    expect(spec.outcome(allTo(nora, { handovers: [] }), kari)).toEqual([]);
  });
});

describe('all of it, or nothing', () => {
  it('what came or went since it was seen is refused, and named', () => {
    spec.duties = olas();
    const seen = allTo(nora);
    const [gone, ...rest] = spec.duties;
    const added = duty({ as: 'case-officer', in: 'party', id: vann });
    spec.duties = [...rest, added];
    expect(spec.refusal(seen, kari)).toMatchObject({
      type: 'duties-changed',
      extra: { missing: [added], gone: [{ as: gone?.as, in: gone?.in, id: gone?.id }] },
    });
    expect(spec.state('person', ola.id).active).toBe(true);
  });

  it.each<[string, () => HandOverDuties, Actor | undefined, string]>([
    [
      'one duty given twice',
      () => allTo(nora, { handovers: [...allTo(nora).handovers, ...allTo(per).handovers] }),
      undefined,
      'invalid-value',
    ],
    ['to whoever leaves', () => allTo(ola), undefined, 'invalid-value'],
    ['a person who is not there', () => allTo(nora, { personId: 'nobody' }), undefined, 'not-found'],
  ])('refused: %s', (_what, command, actor, type) => {
    spec.duties = olas().slice(0, 2);
    expect(spec.outcome(command(), actor ?? kari)).toBe(type);
  });

  it('to nobody who has left, and what can’t be taken over stops all of it', () => {
    spec.duties = olas();
    expect(spec.refusal(allTo(nora), kari)).toMatchObject({
      type: 'can-not-take-over',
      extra: { obstacles: [{ as: 'substitute', toPersonId: nora.id, obstacle: 'own-unit' }] },
    });
    expect(spec.state('party', vestdal)).toMatchObject({ contactPersonId: ola.id });
    spec.duties = [];
    spec.when({ type: 'RevisePerson', personId: nora.id, active: false }, kari);
    spec.duties = olas().slice(0, 2);
    expect(spec.refusal(allTo(nora), kari)).toMatchObject({ type: 'invalid-value' });
  });

  it('only leadership says that leadership has left; an owner hands over nothing', () => {
    spec.duties = [];
    expect(spec.outcome(allTo(leif, { personId: lise.id }), kari)).toBe('leadership-gives-leadership');
    expect(spec.outcome(allTo(leif, { personId: lise.id }), leif)).toEqual(['DutiesHandedOver']);
    expect(spec.outcome(allTo(nora), ola)).toBe('not-permitted');
    // Who stands in a party is the register's, whoever leaves.
    spec.duties = olas().slice(0, 1);
    expect(spec.outcome(allTo(leif, { personId: lise.id }), leif)).toBe('not-permitted');
    expect(spec.outcome(allTo(nora, { personId: lise.id }), leif)).toBe('not-permitted');
    const registrar = {
      id: 'client:r',
      roles: ['system'],
      partyIds: [],
      scopes: ['register:write'],
    } as const;
    spec.duties = [duty({ as: 'substitute', in: 'plan', id: plan })];
    expect(spec.outcome(allTo(leif), registrar)).toBe('not-permitted');
  });
});

describe('items that a colleague has given them', () => {
  let measureId: string;
  const holder = () => spec.state('measure', measureId).items[0]?.personId;
  beforeEach(() => {
    const responsible = { mode: 'each' as const, partyIds: [vestdal] };
    const measures = [{ title: 'M', text: 'M', deadline: { on: '2026-12-01' }, responsible }];
    measureId = idOf(spec.when({ type: 'RegisterMeasures', planId: plan, measures }, kari));
    spec.when({ type: 'AdoptPlan', planId: plan, authority: { kind: 'leader' } }, lise);
    const itemId = spec.state('measure', measureId).items[0]?.id ?? '';
    spec.when({ type: 'HandOverItem', measureId, itemId, toPersonId: ola.id }, ola);
    spec.duties = [{ ...duty({ as: 'holder', in: 'measure', id: measureId }), partyIds: [vestdal] }];
  });

  it('go to a colleague who takes over, with everything else', () => {
    const eva = spec.person(['owner'], [vestdal]);
    expect(spec.outcome(allTo(eva), kari)).toEqual(['DutiesHandedOver', 'ItemHandedOver']);
    expect(holder()).toBe(eva.id);
    expect(spec.rebuilt(measureId)).toEqual(spec.state('measure', measureId));
  });

  it('are nobody’s where another takes over: the contact is asked', () => {
    expect(spec.outcome(allTo(nora), kari)).toEqual(['DutiesHandedOver', 'ItemHandedOver']);
    expect(holder()).toBeUndefined();
  });
});

describe('what it means that somebody takes a duty over', () => {
  const to = (roles: Actor['roles'], partyIds: string[] = []) => ({ id: 'x', roles, partyIds });
  it.each<[DutyRef, ReturnType<typeof to>, object]>([
    [{ as: 'contact', in: 'party', id: 'p' }, to(['auditor']), { obstacle: 'lacks-role', notes: [] }],
    [{ as: 'contact', in: 'party', id: 'p' }, to(['owner']), { notes: ['joins-unit'] }],
    [{ as: 'contact', in: 'party', id: 'p' }, to(['owner'], ['p']), { notes: [] }],
    [
      { as: 'contact', in: 'party', id: 'p' },
      { ...to(['owner']), id: 'me' },
      { obstacle: 'own-rights', notes: [] },
    ],
    [{ as: 'contact', in: 'party', id: 'p' }, { ...to(['owner'], ['p']), id: 'me' }, { notes: [] }],
    [{ as: 'contact', in: 'party', id: 'p' }, to(['secretariat']), { notes: [] }],
    [{ as: 'contact', in: 'party', id: 'p' }, to(['secretariat'], ['p']), { notes: ['can-not-sign-off'] }],
    [{ as: 'leader', in: 'party', id: 'p' }, to(['auditor']), { notes: [] }],
    [{ as: 'case-officer', in: 'party', id: 'p' }, to(['owner']), { obstacle: 'lacks-role', notes: [] }],
    [{ as: 'case-officer', in: 'plan', id: 'l' }, to(['leadership']), { obstacle: 'lacks-role', notes: [] }],
    [{ as: 'leader', in: 'plan', id: 'l' }, to(['secretariat']), { obstacle: 'lacks-role', notes: [] }],
    [{ as: 'leader', in: 'plan', id: 'l' }, to(['leadership']), { notes: [] }],
    [{ as: 'substitute', in: 'plan', id: 'l' }, to(['owner'], ['unit']), { obstacle: 'own-unit', notes: [] }],
    [
      { as: 'substitute', in: 'plan', id: 'l' },
      { ...to(['secretariat']), id: 'me' },
      { obstacle: 'own-rights', notes: [] },
    ],
    [{ as: 'reviewer', in: 'measure', id: 'm' }, to(['owner']), { notes: [] }],
    [{ as: 'answerer', in: 'report', id: 'r' }, to(['owner']), { notes: [] }],
    [{ as: 'holder', in: 'measure', id: 'm' }, to(['owner'], ['p']), { notes: [] }],
    [{ as: 'holder', in: 'measure', id: 'm' }, to(['owner']), { notes: ['goes-to-contact'] }],
    [{ as: 'holder', in: 'measure', id: 'm' }, to(['auditor'], ['p']), { notes: ['goes-to-contact'] }],
  ])('%j to %j: %j', (ref, person, expected) => {
    expect(takeoverOf({ ...ref, partyIds: ['p'] }, person, 'me', { secretariatPartyId: 'unit' })).toEqual(
      expected,
    );
  });
});
