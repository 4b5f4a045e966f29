import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import { immediateNotifications } from './immediate-notifications.js';

const reason = 'Forholdene er endret.';
const authority = { kind: 'leader' } as const;
const done = {
  what: 'Varslingsplanen er vedtatt og øvd.',
  evidence: [{ kind: 'link', reference: 'https://example.no/plan' }],
} as const;

let spec: Specification;
let kari: Actor, per: Actor, ola: Actor, berit: Actor, lise: Actor;
let vestdal: string, bergby: string, planId: string;

beforeEach(() => {
  spec = new Specification();
  kari = spec.person(['secretariat']);
  per = spec.person(['secretariat']);
  ola = spec.person(['owner']);
  berit = spec.person(['owner']);
  lise = spec.person(['leadership']);
  vestdal = spec.organisation('Vestdal', { contactPersonId: ola.id });
  bergby = spec.organisation('Bergby', { contactPersonId: berit.id });
  planId = idOf(
    spec.when(
      { type: 'RegisterPlan', title: 'P', caseOfficerId: kari.id, fields: { leaderId: lise.id } },
      system,
    ),
  );
});

/** "ola assigned": who is told what of the command, after it has taken effect. */
function told(command: Command, actor: Actor): string[] {
  const names = new Map(Object.entries({ kari, per, ola, berit, lise }).map(([name, { id }]) => [id, name]));
  const decided = spec.when(command, actor);
  const circumstances = {
    actor,
    now: '2026-11-20T11:00:00.000Z',
    today: '2026-11-20',
    newId: spec.newId,
    register: {
      party: (id: string) => spec.all('party').find((party) => party.id === id),
      person: (id: string) => spec.all('person').find((person) => person.id === id),
      personsNaming: () => [],
      personsWithRole: (role: 'secretariat' | 'leadership') =>
        spec.all('person').filter((person) => person.active && person.roles.includes(role)),
    },
  };
  const after = (id: string) => ({ measure: spec.state('measure', id), plan: spec.state('plan', planId) });
  return immediateNotifications(decided, after, circumstances).map(
    ({ personId, kind }) => `${names.get(personId) ?? personId} ${kind}`,
  );
}

function registered(mode: 'joint' | 'each'): string {
  const responsible = { mode, partyIds: [vestdal, bergby] };
  const measures = [{ title: 'M', text: 'M', deadline: { on: '2026-12-01' }, responsible }];
  return idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
}
const adopt: () => Command = () => ({ type: 'AdoptPlan', planId, authority });
const itemOf = (id: string, index = 0) => spec.state('measure', id).items[index]?.id ?? '';

describe('what a person did is told at once', () => {
  it('to nobody while a measure is only proposed, and to everybody when it is adopted', () => {
    const id = registered('each');
    expect(told({ type: 'SetDeadline', measureId: id, on: '2026-12-10', reason }, kari)).toEqual([]);
    expect(told(adopt(), lise)).toEqual(['ola assigned', 'berit assigned']);
  });

  it('to those who contribute, as contributors', () => {
    registered('joint');
    expect(told(adopt(), lise)).toEqual(['ola assigned', 'berit contributing']);
  });

  it('a moved deadline to those whose item has it, and not to those with one of their own', () => {
    const measureId = registered('each');
    spec.when(adopt(), lise);
    const own = {
      type: 'SetDeadline',
      measureId,
      itemId: itemOf(measureId),
      on: '2027-01-10',
      reason,
    } as const;
    expect(told(own, kari)).toEqual(['ola deadline-moved']);
    expect(told({ type: 'SetDeadline', measureId, on: '2027-01-20', reason }, kari)).toEqual([
      'berit deadline-moved',
    ]);
  });

  it('sent back, signed off, given to another, to whoever has it, and never to who did it', () => {
    const measureId = registered('each');
    spec.when(adopt(), lise);
    const itemId = itemOf(measureId);
    expect(told({ type: 'ReportDone', measureId, itemId, ...done }, kari)).toEqual([]);
    expect(told({ type: 'SendBack', measureId, itemId, reason }, per)).toEqual(['ola sent-back']);
    spec.when({ type: 'ReportDone', measureId, itemId, ...done }, kari);
    expect(told({ type: 'SignOff', measureId, itemIds: [itemId] }, per)).toEqual(['ola signed-off']);
    const other = itemOf(measureId, 1);
    expect(told({ type: 'ReassignItem', measureId, itemId: other, partyId: vestdal, reason }, kari)).toEqual([
      'ola assigned',
    ]);
  });

  it('a proposed waiver to leadership, and what leadership says to the owner', () => {
    const measureId = registered('each');
    spec.when(adopt(), lise);
    const itemId = itemOf(measureId);
    const propose = { type: 'ProposeWaiver', measureId, itemId, ground: reason } as const;
    const decision = { type: 'DecideWaiver', measureId, itemId, ground: reason, authority } as const;
    expect(told(propose, kari)).toEqual(['lise waiver-proposed']);
    expect(told({ ...decision, granted: false }, lise)).toEqual(['ola waiver-refused']);
    spec.when(propose, kari);
    expect(told({ ...decision, granted: true }, lise)).toEqual(['ola waived']);
  });

  const away = (who: Actor) =>
    spec.when({ type: 'RegisterAbsence', personId: who.id, from: '2026-11-20', to: '2026-12-11' }, who);

  it('a proposed waiver to another of leadership while the leader is away, and never to nobody', () => {
    const measureId = registered('each');
    spec.when(adopt(), lise);
    away(lise);
    const propose = (itemId: string) =>
      ({ type: 'ProposeWaiver', measureId, itemId, ground: reason }) as const;
    // Kari is who stands in, and she is who proposes it.
    expect(told(propose(itemOf(measureId)), kari)).toEqual(['per waiver-proposed']);
    spec.person(['leadership']);
    expect(told(propose(itemOf(measureId, 1)), kari)).toEqual([
      expect.stringMatching(/^0.* waiver-proposed$/u),
    ]);
  });

  it('an answer to who asked, but not while they are away; that a request fell away, to who asked', () => {
    const measureId = registered('each');
    spec.when(adopt(), lise);
    const [itemId, other] = [itemOf(measureId), itemOf(measureId, 1)];
    const ask = (of: string) =>
      ({ type: 'AskExtension', measureId, itemId: of, to: '2027-01-15', reason }) as const;
    spec.when(ask(itemId), per);
    spec.when(ask(other), per);
    const refuse = (of: string) =>
      ({ type: 'AnswerExtension', measureId, itemId: of, answer: 'refused', words: reason }) as const;
    expect(told(refuse(other), kari)).toEqual(['berit extension-refused', 'per extension-refused']);
    expect(told({ type: 'SetDeadline', measureId, itemId, on: '2026-12-10', reason }, kari)).toEqual([
      'per extension-lapsed',
      'ola deadline-moved',
    ]);
    spec.when(ask(itemId), per);
    expect(told({ type: 'ReportDone', measureId, itemId, ...done }, per)).toEqual([]);
    spec.when(ask(other), per);
    away(per);
    expect(told(refuse(other), kari)).toEqual(['berit extension-refused']);
  });

  it('goes to the case officer where the contact has left', () => {
    const measureId = registered('each');
    spec.when(adopt(), lise);
    spec.when({ type: 'RevisePerson', personId: ola.id, active: false }, system);
    const itemId = itemOf(measureId);
    spec.when({ type: 'ReportDone', measureId, itemId, ...done }, kari);
    expect(told({ type: 'SendBack', measureId, itemId, reason }, per)).toEqual(['kari sent-back']);
  });
});
