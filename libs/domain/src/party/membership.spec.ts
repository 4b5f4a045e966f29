import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../domain-error.js';
import { addDays } from '../follow-up/calendar.js';
import { followUpFacts, nextDueOn, obligationsDue } from '../follow-up/follow-up-schedule.js';
import { immediateNotifications } from '../follow-up/immediate-notifications.js';
import { isAskedAfterDeparture, itemNumber, type Item } from '../measure/measure.js';
import { responsibleOf } from '../summary/responsible.js';
import { idOf, Specification, system } from '../specification.js';
import type { Actor } from '../roles/actor.js';
import type { MembershipCommand } from './party.commands.js';
import { membersOn } from './party.js';

const today = '2026-11-20';
const reason = 'Kommunen er slått sammen med nabokommunen.';
const leader = { kind: 'leader' } as const;

let spec: Specification;
let vestdal: string, bergby: string, nyby: string, group: string;
let kari: Actor, lise: Actor, planId: string, measureId: string;

beforeEach(() => {
  spec = new Specification(today);
  [vestdal, bergby, nyby] = ['Vestdal', 'Bergby', 'Nyby'].map((name) => spec.organisation(name)) as [
    string,
    string,
    string,
  ];
  group = idOf(spec.when({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [vestdal, bergby] }, system));
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id }, kari));
  measureId = registered();
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
});

function registered(): string {
  const responsible = { mode: 'each', partyIds: [group] } as const;
  const measures = [{ title: 'Varsling', text: 'Lag plan.', deadline: { on: '2027-12-01' }, responsible }];
  return idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
}

const does = (command: MembershipCommand, actor: Actor = kari) => spec.outcome(command, actor);
const joins = (partyId: string, from: string) => does({ type: 'AddMember', groupId: group, partyId, from });
const leaves = (partyId: string, to: string) =>
  does({ type: 'EndMembership', groupId: group, partyId, to, reason });
const answers = (partyId: string, answer: 'keep' | 'waive', itemIds?: string[]) =>
  does({
    type: 'AnswerDeparture',
    groupId: group,
    partyId,
    answer,
    reason,
    ...(itemIds === undefined ? {} : { itemIds }),
  });
const morning = (day: string) => spec.on(day).outcome({ type: 'KeepMemberships', groupId: group }, system);
const measure = () => spec.state('measure', measureId);
const itemsOf = (partyId: string) => measure().items.filter((item) => item.partyId === partyId);
const numbers = (items: readonly Item[]) => items.map((item) => itemNumber(measure(), item));

function refusal(command: MembershipCommand): DomainError {
  try {
    spec.when(command, kari);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error('It was not refused');
}

describe('who joins', () => {
  it('today has an item today', () => {
    expect(joins(nyby, today)).toEqual(['MemberJoined', 'ItemAdded']);
    expect(numbers(itemsOf(nyby))).toEqual(['1.3']);
  });

  it('in July gets the item in July, when the day comes, and not twice', () => {
    expect(joins(nyby, '2027-07-01')).toEqual(['MemberJoined']);
    expect(itemsOf(nyby)).toEqual([]);
    expect(morning('2027-06-30')).toEqual([]);
    expect(morning('2027-07-01')).toEqual(['MembershipBegan', 'ItemAdded']);
    expect(numbers(itemsOf(nyby))).toEqual(['1.3']);
    expect(morning('2027-07-01')).toEqual([]);
    expect(morning('2027-07-02')).toEqual([]);
  });

  it('gets the item on the day although nobody looked on that very day', () => {
    joins(nyby, '2027-01-01');
    expect(morning('2027-01-04')).toEqual(['MembershipBegan', 'ItemAdded']);
  });

  it('has the item already where the measure was assigned on the first day, before anybody looked', () => {
    joins(nyby, '2027-01-01');
    spec.on('2027-01-01');
    measureId = registered();
    expect(numbers(itemsOf(nyby))).toEqual(['2.3']);
    expect(morning('2027-01-01')).toEqual(['MembershipBegan', 'ItemAdded']);
    expect(numbers(itemsOf(nyby))).toEqual(['2.3']);
  });

  it('with an item of its own joins, and gets no second one', () => {
    spec.when({ type: 'AssignMeasure', measureId, mode: 'each', partyIds: [nyby] }, kari);
    expect(joins(nyby, today)).toEqual(['MemberJoined']);
    expect(numbers(itemsOf(nyby))).toEqual(['1.3']);
  });

  it('is told when it is a member, or is going to be', () => {
    joins(nyby, '2027-07-01');
    expect(joins(vestdal, today)).toBe('already-member');
    expect(joins(nyby, today)).toBe('already-member');
  });

  it('twice in the same list is refused', () => {
    expect(spec.outcome({ type: 'RegisterGroup', name: 'To', memberIds: [vestdal, vestdal] }, system)).toBe(
      'invalid-value',
    );
  });
});

describe('who leaves', () => {
  it('is asked about, and keeps the item meanwhile', () => {
    expect(leaves(bergby, today)).toEqual(['MemberLeft', 'MemberDeparted']);
    expect(itemsOf(bergby)).toMatchObject([{ state: 'open', departure: { leftOn: today } }]);
    expect(itemsOf(bergby).every(isAskedAfterDeparture)).toBe(true);
  });

  it('tells the case officer at once when another registers it', () => {
    const decided = spec.when(
      { type: 'EndMembership', groupId: group, partyId: bergby, to: today, reason },
      system,
    );
    const register = {
      party: (id: string) => spec.all('party').find((party) => party.id === id),
      person: (id: string) => spec.all('person').find((person) => person.id === id),
      personsNaming: () => [],
      personsWithRole: () => [],
    };
    const after = () => ({ measure: measure(), plan: spec.state('plan', planId) });
    const circumstances = {
      actor: system,
      now: `${today}T11:00:00.000Z`,
      today,
      newId: spec.newId,
      register,
    };
    expect(immediateNotifications(decided, after, circumstances)).toMatchObject([
      { personId: kari.id, kind: 'member-left' },
    ]);
  });

  it('before having joined is refused, at the field', () => {
    joins(nyby, '2027-07-01');
    const command = { type: 'EndMembership', groupId: group, reason } as const;
    expect(refusal({ ...command, partyId: nyby, to: '2027-06-30' })).toMatchObject({
      type: 'invalid-value',
      extra: { field: 'to' },
    });
    expect(refusal({ ...command, partyId: bergby, to: '2026-11-19' }).message).toContain(
      'joined on 2026-11-20',
    );
  });

  it('without having been a member is refused', () => {
    expect(leaves(nyby, today)).toBe('invalid-value');
    leaves(bergby, today);
    expect(leaves(bergby, today)).toBe('invalid-value');
  });

  it('and has an item that came after the departure was known, is asked about that too when the day has passed', () => {
    leaves(bergby, '2026-12-31');
    measureId = registered();
    expect(numbers(itemsOf(bergby))).toEqual(['2.2']);
    expect(morning('2026-12-31')).toEqual([]);
    expect(morning('2027-01-01')).toEqual(['MemberDeparted']);
    expect(itemsOf(bergby)).toMatchObject([{ departure: { leftOn: '2026-12-31' } }]);
    expect(morning('2027-01-02')).toEqual([]);
  });

  it('is not asked about what is finished, or is another’s by now', () => {
    const itemId = itemsOf(bergby)[0]?.id ?? '';
    spec.when({ type: 'ReassignItem', measureId, itemId, partyId: vestdal, reason }, kari);
    expect(leaves(bergby, today)).toEqual(['MemberLeft']);
  });
});

describe('what the secretariat is asked', () => {
  const due = (until: string) => {
    const facts = followUpFacts(measure(), spec.state('plan', planId));
    return obligationsDue(facts, { after: today, until }).filter(({ kind }) => kind === 'departure-open');
  };

  it('comes again ten working days after the last day as a member, and every five', () => {
    leaves(bergby, '2026-11-27');
    expect(due('2026-12-10')).toEqual([]);
    expect(due('2026-12-11')).toMatchObject([{ dueOn: '2026-12-11', recipient: 'case-officer' }]);
    expect(due('2026-12-18')).toMatchObject([{ dueOn: '2026-12-18' }]);
  });

  it('comes no more when the items are kept', () => {
    leaves(bergby, today);
    expect(answers(bergby, 'keep')).toEqual(['DepartureAnswered', 'ItemsKept']);
    expect(itemsOf(bergby)).toMatchObject([{ state: 'open', departure: { leftOn: today } }]);
    expect(due('2027-03-01')).toEqual([]);
    expect(answers(bergby, 'keep')).toBe('no-departure-question');
  });

  it('is answered by proposing waivers with the ground; leadership decides', () => {
    leaves(bergby, today);
    expect(answers(bergby, 'waive')).toEqual(['DepartureAnswered', 'WaiverProposed']);
    expect(due('2027-03-01')).toEqual([]);
    const itemId = itemsOf(bergby)[0]?.id ?? '';
    spec.when(
      { type: 'DecideWaiver', measureId, itemId, granted: true, ground: reason, authority: leader },
      lise,
    );
    expect(itemsOf(bergby)).toMatchObject([{ state: 'waived' }]);
  });

  it('can be answered item by item', () => {
    const first = measureId;
    measureId = registered();
    leaves(bergby, today);
    const [second] = itemsOf(bergby);
    expect(answers(bergby, 'waive', [second?.id ?? ''])).toBe('not-accepted');
    spec.when({ type: 'AcceptMeasure', measureId, authority: leader }, lise);
    expect(answers(bergby, 'waive', [second?.id ?? ''])).toEqual(['DepartureAnswered', 'WaiverProposed']);
    expect(answers(bergby, 'waive', [second?.id ?? ''])).toBe('invalid-value');
    measureId = first;
    expect(itemsOf(bergby).every(isAskedAfterDeparture)).toBe(true);
    expect(answers(bergby, 'keep')).toEqual(['DepartureAnswered', 'ItemsKept']);
  });

  it('keeps what has been reported done: it is signed off, not waived', () => {
    const itemId = itemsOf(bergby)[0]?.id ?? '';
    const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }] as const;
    spec.when(
      { type: 'ReportDone', measureId, itemId, what: 'Planen er vedtatt og øvd to ganger.', evidence },
      kari,
    );
    leaves(bergby, today);
    expect(answers(bergby, 'waive', [itemId])).toBe('item-not-open');
    expect(answers(bergby, 'waive')).toEqual(['DepartureAnswered', 'ItemsKept']);
  });

  it('is the secretariat’s to answer, with a reason', () => {
    leaves(bergby, today);
    const answer = { type: 'AnswerDeparture', groupId: group, partyId: bergby, answer: 'keep' } as const;
    expect(does({ ...answer, reason }, lise)).toBe('not-permitted');
    expect(does({ ...answer, reason: ' ' })).toBe('reason-missing');
  });
});

describe('who comes back', () => {
  beforeEach(() => {
    leaves(bergby, '2026-11-30');
  });

  it('gets a new item, with a new number', () => {
    answers(bergby, 'keep');
    spec.on('2027-01-01');
    expect(joins(bergby, '2027-01-01')).toEqual(['MemberJoined', 'ItemAdded']);
    expect(numbers(itemsOf(bergby))).toEqual(['1.2', '1.3']);
  });

  it('on a day to come gets it on that day', () => {
    expect(joins(bergby, '2027-01-01')).toEqual(['MemberJoined']);
    expect(morning('2027-01-01')).toEqual(['MembershipBegan', 'ItemAdded']);
    expect(numbers(itemsOf(bergby))).toEqual(['1.2', '1.3']);
  });

  it('and leaves again is asked about the new item alone', () => {
    answers(bergby, 'keep');
    spec.on('2027-01-01');
    joins(bergby, '2027-01-01');
    leaves(bergby, '2027-03-31');
    expect(numbers(itemsOf(bergby).filter(isAskedAfterDeparture))).toEqual(['1.3']);
  });

  it('within the time it was a member is refused, at the field', () => {
    const command = { type: 'AddMember', groupId: group, partyId: bergby, from: '2026-11-30' } as const;
    expect(refusal(command)).toMatchObject({ type: 'invalid-value', extra: { field: 'from' } });
    expect(refusal(command).next).toContain('2026-12-01');
  });
});

describe('how many there are', () => {
  it('counts the members of the day', () => {
    joins(nyby, '2027-07-01');
    leaves(bergby, '2026-11-30');
    const members = (day: string) => {
      const party = spec.state('party', group);
      return party.kind === 'group' ? membersOn(party, day).length : 0;
    };
    expect(['2026-11-30', '2026-12-01', '2027-07-01'].map(members)).toEqual([2, 1, 2]);
  });

  it('counts them in the summary as well: one who has left and keeps its item is not of the group', () => {
    leaves(bergby, '2026-11-30');
    answers(bergby, 'keep');
    const names = new Map([
      [group, 'Kommunene'],
      [bergby, 'Bergby'],
    ]);
    expect(responsibleOf(measure().items, names, '2026-11-30')).toEqual([{ name: 'Kommunene', count: 2 }]);
    expect(responsibleOf(measure().items, names, '2026-12-01')).toEqual([
      { name: 'Kommunene', count: 1 },
      { name: 'Bergby', count: 1 },
    ]);
  });
});

describe('whatever lives the members live', () => {
  const step = fc.record({
    days: fc.integer({ min: 0, max: 12 }),
    what: fc.constantFrom('join', 'leave', 'keep', 'waive', 'assign'),
    who: fc.nat(2),
    on: fc.integer({ min: -10, max: 20 }),
  });

  it('a member of the day has an item, once a period, and whoever has left has been asked about', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 14 }), (steps) => {
        const life = new Specification(today);
        const parties = ['A', 'B', 'C'].map((name) => life.organisation(name));
        const secretary = life.person(['secretariat']);
        const groupId = idOf(
          life.when({ type: 'RegisterGroup', name: 'Alle', memberIds: parties.slice(0, 1) }, system),
        );
        const plan = idOf(
          life.when({ type: 'RegisterPlan', title: 'P', caseOfficerId: secretary.id }, secretary),
        );
        const assign = () =>
          life.when(
            {
              type: 'RegisterMeasures',
              planId: plan,
              measures: [{ title: 'M', text: 'M', responsible: { mode: 'each', partyIds: [groupId] } }],
            },
            secretary,
          );
        assign();
        let day = today;
        for (const { days, what, who, on } of steps) {
          for (let passed = 0; passed <= days; passed++) {
            if (passed > 0) day = addDays(day, 1);
            life.on(day).when({ type: 'KeepMemberships', groupId }, system);
            expectWhole(life, groupId, day);
          }
          const partyId = parties[who] ?? '';
          const command: Record<typeof what, () => unknown> = {
            join: () =>
              life.outcome({ type: 'AddMember', groupId, partyId, from: addDays(day, on) }, secretary),
            leave: () =>
              life.outcome(
                { type: 'EndMembership', groupId, partyId, to: addDays(day, on), reason },
                secretary,
              ),
            keep: () =>
              life.outcome({ type: 'AnswerDeparture', groupId, partyId, answer: 'keep', reason }, secretary),
            waive: () =>
              life.outcome({ type: 'AnswerDeparture', groupId, partyId, answer: 'waive', reason }, secretary),
            assign: () => {
              const party = life.state('party', groupId);
              if (party.kind === 'group' && membersOn(party, day).length > 0) assign();
            },
          };
          command[what]();
          expectWhole(life, groupId, day);
          expect(life.rebuilt(groupId)).toEqual(life.state('party', groupId));
        }
      }),
      { numRuns: 40 },
    );
  });

  function expectWhole(life: Specification, groupId: string, day: string): void {
    const party = life.state('party', groupId);
    if (party.kind !== 'group') throw new Error('Not a group');
    const members = membersOn(party, day);
    const gone = party.members.filter(({ to }) => to !== undefined && to < day).map(({ partyId }) => partyId);
    const staying = party.members.filter(({ to }) => to === undefined || to >= day);
    expect(new Set(members).size).toBe(members.length);
    for (const { items } of life.all('measure')) {
      const open = (partyId: string) =>
        items.filter((item) => item.partyId === partyId && item.viaGroupId === groupId);
      for (const partyId of gone.filter((id) => !staying.some((member) => member.partyId === id)))
        expect(open(partyId).every(({ departure }) => departure !== undefined)).toBe(true);
      for (const partyId of members) {
        // One that the membership gave, beside those of earlier ones.
        expect(open(partyId).length).toBeGreaterThan(0);
        expect(open(partyId).filter(({ departure }) => departure === undefined).length).toBeLessThanOrEqual(
          1,
        );
      }
    }
  }
});

it('a departure that is asked about is what the measure speaks of next', () => {
  leaves(bergby, today);
  const facts = followUpFacts(measure(), spec.state('plan', planId));
  expect(nextDueOn({ ...facts, items: facts.items.map(({ deadline: _none, ...item }) => item) }, today)).toBe(
    '2026-12-04',
  );
});

describe('a question about several measures', () => {
  let second: string;

  beforeEach(() => {
    second = registered();
    leaves(bergby, today);
  });

  const inMeasure = (id: string) =>
    spec.state('measure', id).items.filter(({ partyId }) => partyId === bergby);
  const asked = () => [measureId, second].flatMap((id) => inMeasure(id).filter(isAskedAfterDeparture));

  it('waives what leadership has adopted; what is only proposed waits for its own answer', () => {
    const [adopted] = inMeasure(measureId);
    expect(
      spec.when({ type: 'AnswerDeparture', groupId: group, partyId: bergby, answer: 'waive', reason }, kari),
    ).toMatchObject([
      {
        stream: 'party',
        events: [
          {
            type: 'DepartureAnswered',
            data: { partyId: bergby, answer: 'waive', itemIds: [adopted?.id], reason },
          },
        ],
      },
      { stream: 'measure', id: measureId, events: [{ type: 'WaiverProposed' }] },
    ]);
    expect(asked().map(({ id }) => id)).toEqual(inMeasure(second).map(({ id }) => id));
    expect(answers(bergby, 'waive')).toBe('not-accepted');
    expect(answers(bergby, 'keep')).toEqual(['DepartureAnswered', 'ItemsKept']);
    expect(asked()).toEqual([]);
  });

  it('keeps in all of them at once, and names each item', () => {
    const [answered] = spec.when(
      { type: 'AnswerDeparture', groupId: group, partyId: bergby, answer: 'keep', reason },
      kari,
    );
    const itemIds = [measureId, second].flatMap((id) => inMeasure(id).map((item) => item.id));
    expect(answered?.events).toEqual([
      { type: 'DepartureAnswered', data: { partyId: bergby, answer: 'keep', itemIds, reason } },
    ]);
  });

  it('is not answered about no item, nor about another party’s', () => {
    expect(answers(bergby, 'keep', [])).toBe('invalid-value');
    expect(answers(bergby, 'keep', [itemsOf(vestdal)[0]?.id ?? ''])).toBe('invalid-value');
    expect(asked()).toHaveLength(2);
  });

  it('about one of them leaves the other asked about', () => {
    expect(answers(bergby, 'keep', [inMeasure(second)[0]?.id ?? ''])).toEqual([
      'DepartureAnswered',
      'ItemsKept',
    ]);
    expect(asked().map(({ id }) => id)).toEqual([itemsOf(bergby)[0]?.id]);
  });

  it('is of the group that was left: another group, and another who left, are asked about by themselves', () => {
    const other = idOf(spec.when({ type: 'RegisterGroup', name: 'Kystlaget', memberIds: [bergby] }, system));
    leaves(vestdal, today);
    answers(bergby, 'keep');
    const askedIn = (id: string) => spec.state('measure', id).items.filter(isAskedAfterDeparture).length;
    expect([measureId, second].map(askedIn)).toEqual([1, 1]);
    expect(
      refusal({ type: 'AnswerDeparture', groupId: other, partyId: bergby, answer: 'keep', reason }),
    ).toMatchObject({
      type: 'no-departure-question',
      extra: { member: 'Bergby', group: 'Kystlaget' },
    });
  });
});

describe('who may', () => {
  it('answers what becomes of items is who may propose a waiver, and not a client of the register', () => {
    leaves(bergby, today);
    const answer = {
      type: 'AnswerDeparture',
      groupId: group,
      partyId: bergby,
      answer: 'keep',
      reason,
    } as const;
    const client: Actor = { ...system, scopes: ['register:write'] };
    expect(does(answer, client)).toBe('not-permitted');
    expect(does({ type: 'AddMember', groupId: group, partyId: nyby, from: today }, client)).toContain(
      'MemberJoined',
    );
  });
});

it('one whose time as a member was over before anybody looked gets nothing', () => {
  joins(nyby, '2026-12-01');
  leaves(nyby, '2026-12-02');
  expect(morning('2026-12-03')).toEqual(['MembershipBegan']);
  expect(itemsOf(nyby)).toEqual([]);
});
