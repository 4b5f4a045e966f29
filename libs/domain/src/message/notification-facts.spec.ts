import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Command } from '../commands.js';
import { immediateNotifications, type NotificationKind } from '../follow-up/immediate-notifications.js';
import type { Measure } from '../measure/measure.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import type { NotificationFacts } from './message-facts.js';
import { notificationFacts, type QueuedNotification } from './notification-facts.js';

const today = '2026-11-20';
const reason = 'Forholdene er endret.';
const ground = 'Tjenesten er lagt ned.';
const minutes = { kind: 'body', body: 'Rådet', meetingDate: '2026-11-02', caseNumber: '1/26' } as const;
const authority = { kind: 'leader' } as const;

let spec: Specification;
let kari: Actor, ola: Actor, berit: Actor, lise: Actor;
let vestdal: string, bergby: string, planId: string;

beforeEach(() => {
  spec = new Specification(today);
  kari = spec.person(['secretariat']);
  ola = spec.person(['owner']);
  berit = spec.person(['owner']);
  lise = spec.person(['leadership']);
  vestdal = spec.organisation('Vestdal', { contactPersonId: ola.id });
  bergby = spec.organisation('Bergby', { contactPersonId: berit.id });
  const fields = { leaderId: lise.id };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'P', caseOfficerId: kari.id, fields }, system));
});

function followed(mode: 'joint' | 'each' = 'each', deadline = '2026-12-01'): string {
  const responsible = { mode, partyIds: [vestdal, bergby] };
  const measures = [{ title: 'M', text: 'M', deadline: { on: deadline }, responsible }];
  const id = idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
  const isFirst = spec.state('plan', planId).state === 'draft';
  spec.when(
    isFirst ? { type: 'AdoptPlan', planId, authority } : { type: 'AcceptMeasure', measureId: id, authority },
    lise,
  );
  return id;
}

const register = () => ({
  party: (id: string) => spec.all('party').find((party) => party.id === id),
  person: (id: string) => spec.all('person').find((person) => person.id === id),
  personsNaming: () => [],
  personsWithRole: (role: 'secretariat' | 'leadership') =>
    spec.all('person').filter((person) => person.active && person.roles.includes(role)),
});
const measure = (id: string): Measure => spec.state('measure', id);
const itemId = (id: string, index = 0): string => measure(id).items[index]?.id ?? '';

/** Gives the command; what it tells `reader`, read after `overtakenBy` has happened too. */
function told(command: Command, actor: Actor, reader: Actor, overtakenBy?: () => void): NotificationFacts[] {
  const decided = spec.when(command, actor);
  const now = `${today}T11:00:00.000Z`;
  const circumstances = { actor, now, today, newId: spec.newId, register: register() };
  const plan = () => spec.state('plan', planId);
  const written = immediateNotifications(
    decided,
    (id) => ({ measure: measure(id), plan: plan() }),
    circumstances,
  );
  overtakenBy?.();
  const queued = written
    .filter(({ personId }) => personId === reader.id)
    .flatMap(({ kind, measureId, itemIds }) =>
      itemIds.map((id): QueuedNotification => {
        const item = measure(measureId).items.find((known) => known.id === id);
        return { kind, measure: measure(measureId), plan: plan(), item };
      }),
    );
  const events = decided.flatMap((change) =>
    change.stream === 'measure' ? (change.events as unknown as MeasureEvent[]) : [],
  );
  return factsOf(queued, reader, events, actor);
}

function factsOf(
  queued: QueuedNotification[],
  reader: Actor,
  events: MeasureEvent[] = [],
  actor: Pick<Actor, 'roles'> = kari,
): NotificationFacts[] {
  const context = { reader: reader.id, date: today, queued, events, actorRoles: actor.roles };
  return notificationFacts({ ...context, register: register() });
}

const numbers = (facts: NotificationFacts[]) =>
  facts.flatMap(({ kind, items }) => items.map(({ number }) => `${kind} ${number}`));

describe('what is told at once', () => {
  it('says what it is about, its deadline with the moves, who did it and why', () => {
    const id = followed();
    const command = { type: 'SetDeadline', measureId: id, on: '2026-12-10', reason } as const;
    expect(told(command, kari, ola)).toEqual([
      {
        kind: 'deadline-moved',
        date: today,
        byRole: 'secretariat',
        reason,
        items: [
          {
            measureId: id,
            itemId: itemId(id),
            planNumber: 1,
            number: '1.1',
            title: 'M',
            planTitle: 'P',
            restricted: false,
            deadline: { inForce: '2026-12-10', original: '2026-12-01', moves: 1 },
            canReport: true,
          },
        ],
      },
    ]);
  });

  it('names the sub-point where the item is one’s, and has no deadline to tell where none is set', () => {
    const responsible = { mode: 'each' as const, partyIds: [vestdal] };
    const measures = [
      {
        title: 'M',
        text: 'M',
        reviewOn: '2027-01-11',
        subPoints: [{ text: 'Øvelse' }, { text: 'Vaktliste' }],
        responsible,
      },
    ];
    const id = idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
    const [part] = told({ type: 'AdoptPlan', planId, authority }, lise, ola);
    expect(part?.items).toEqual([
      expect.objectContaining({ number: '1.1.1', title: 'Øvelse', measureId: id }),
      expect.objectContaining({ number: '1.2.1', title: 'Vaktliste', measureId: id }),
    ]);
    expect(part?.items[0]).not.toHaveProperty('deadline');
    expect(part).not.toHaveProperty('reason');
  });

  it('has the items of all measures in one part, by plan and number: 1.2 before 10.1', () => {
    const ids = Array.from({ length: 10 }, () => followed());
    const tell = (id: string, kind: NotificationKind): QueuedNotification => {
      const [item] = measure(id).items;
      return { kind, measure: measure(id), plan: spec.state('plan', planId), item };
    };
    const later = { ...spec.state('plan', planId), number: 2 };
    const all = [
      { ...tell(ids[0] ?? '', 'assigned'), plan: later },
      tell(ids[9] ?? '', 'assigned'),
      tell(ids[1] ?? '', 'assigned'),
      tell(ids[3] ?? '', 'reopened'),
    ];
    const parts = factsOf(all, ola);
    expect(numbers(parts)).toEqual(['assigned 2.1', 'assigned 10.1', 'assigned 1.1', 'reopened 4.1']);
  });

  it('is written as the owner’s own, leadership’s, the secretariat’s or the system’s', () => {
    const id = followed();
    const [item] = measure(id).items;
    const queued = [
      { kind: 'assigned', measure: measure(id), plan: spec.state('plan', planId), item },
    ] as const;
    const byRole = (...roles: Actor['roles'][number][]) =>
      factsOf([...queued], ola, [], { roles }).map((part) => part.byRole);
    expect(byRole('owner')).toEqual(['owner']);
    expect(byRole('auditor')).toEqual(['system']);
    expect(byRole('owner', 'leadership')).toEqual(['leadership']);
    expect(byRole('leadership', 'secretariat')).toEqual(['secretariat']);
  });

  it('is leadership’s where a body decided, although the secretariat entered it, with its ground', () => {
    const id = followed();
    const propose = { type: 'ProposeWaiver', measureId: id, itemId: itemId(id), ground } as const;
    expect(told(propose, kari, lise)).toEqual([
      expect.objectContaining({ kind: 'waiver-proposed', byRole: 'secretariat', reason: ground }),
    ]);
    const decide = {
      type: 'DecideWaiver',
      measureId: id,
      itemId: itemId(id),
      granted: true,
      ground,
    } as const;
    expect(told({ ...decide, authority }, lise, ola)).toEqual([
      expect.objectContaining({ kind: 'waived', byRole: 'leadership', reason: ground }),
    ]);
    const queued = [
      { kind: 'waived', measure: measure(id), plan: spec.state('plan', planId), item: measure(id).items[0] },
    ] as const;
    const entered = { type: 'ItemWaived', data: { itemId: itemId(id), ground, authority: minutes } };
    expect(factsOf([...queued], ola, [entered as unknown as MeasureEvent], kari)).toEqual([
      expect.objectContaining({ byRole: 'leadership', reason: ground }),
    ]);
  });

  it('of a moved deadline has the move’s own reason: words to one who asked are theirs', () => {
    const id = followed();
    const moved = { type: 'DeadlineMoved', data: { from: '2026-12-01', to: '2026-12-10', reason } };
    const granted = {
      type: 'ExtensionGranted',
      data: { itemId: itemId(id), to: '2026-12-10', words: 'Fordi du har vært syk.' },
    };
    const events = [granted, moved] as unknown as MeasureEvent[];
    const queued = { measure: measure(id), plan: spec.state('plan', planId), item: measure(id).items[1] };
    expect(factsOf([{ ...queued, kind: 'deadline-moved' }], berit, events)).toMatchObject([{ reason }]);
    const others = { type: 'ItemReopened', data: { itemId: itemId(id), reason: 'Gjelder den andre.' } };
    const [part] = factsOf([{ ...queued, kind: 'reopened' }], berit, [others as unknown as MeasureEvent]);
    expect(part).not.toHaveProperty('reason');
  });

  it('of a request that fell away says why, to whoever asked while they are there', () => {
    const id = followed();
    const per = spec.person(['secretariat']);
    spec.when({ type: 'AskExtension', measureId: id, itemId: itemId(id), to: '2027-01-15', reason }, per);
    const move = { type: 'SetDeadline', measureId: id, on: '2026-12-10', reason } as const;
    expect(told(move, kari, per)).toMatchObject([
      { kind: 'extension-lapsed', lapsedBecause: 'deadline-moved', items: [{ number: '1.1' }], reason },
    ]);
    spec.when({ type: 'AskExtension', measureId: id, itemId: itemId(id), to: '2027-01-15', reason }, per);
    const away = { type: 'RegisterAbsence', personId: per.id, from: today, to: today } as const;
    expect(told({ ...move, on: '2026-12-11' }, kari, per, () => spec.when(away, per))).toEqual([]);
  });

  it('of a sign-off carries the note that came with it', () => {
    const id = followed();
    const done = {
      type: 'ReportDone',
      measureId: id,
      itemId: itemId(id),
      what: 'Vaktlisten er vedtatt og øvd.',
      evidence: [{ kind: 'link', reference: 'https://example.no/plan' }],
    } as const;
    spec.when(done, { ...ola, partyIds: [vestdal] });
    const signOff = { type: 'SignOff', measureId: id, itemIds: [itemId(id)], note: 'Godt.' } as const;
    const [part] = told(signOff, kari, ola);
    expect(part).toMatchObject({ kind: 'signed-off', reason: 'Godt.' });
    expect(part?.items.map(({ canReport }) => canReport)).toEqual([false]);
  });
});

describe('what has been overtaken when the message goes is left out', () => {
  const waive = (id: string) => () => {
    spec.when({ type: 'ProposeWaiver', measureId: id, itemId: itemId(id), ground }, kari);
    spec.when(
      { type: 'DecideWaiver', measureId: id, itemId: itemId(id), granted: true, ground, authority },
      lise,
    );
  };

  it('an assignment, a moved deadline and a proposal, when the item is over', () => {
    const id = followed();
    const move = { type: 'SetDeadline', measureId: id, on: '2026-12-10', reason } as const;
    expect(told(move, kari, ola, waive(id))).toEqual([]);
    const other = followed();
    const propose = { type: 'ProposeWaiver', measureId: other, itemId: itemId(other), ground } as const;
    const refuse = () =>
      spec.when(
        { type: 'DecideWaiver', measureId: other, itemId: itemId(other), granted: false, ground, authority },
        lise,
      );
    expect(told(propose, kari, lise, refuse)).toEqual([]);
  });

  it.each<[NotificationKind, string[]]>([
    ['assigned', ['open']],
    ['contributing', ['open']],
    ['deadline-moved', ['open']],
    ['sent-back', ['open']],
    ['waiver-refused', ['open']],
    ['reopened', ['open']],
    ['taken-over', ['open']],
    ['signed-off', ['signed-off']],
    ['waived', ['waived']],
    ['waiver-proposed', []],
    ['member-left', []],
  ])('%s is told of what is %j alone', (kind, expected) => {
    const id = followed();
    const [open] = measure(id).items;
    const plan = spec.state('plan', planId);
    const reader = kind === 'waiver-proposed' ? lise : kind === 'member-left' ? kari : ola;
    const states = ['open', 'reported-done', 'signed-off', 'waived', 'unanswered'];
    const stillTold = states.filter((state) => {
      const item = { ...open, state, contributorIds: [vestdal] } as unknown as Measure['items'][number];
      return factsOf([{ kind, measure: measure(id), plan, item }], reader).length > 0;
    });
    expect(stillTold).toEqual(expected);
  });

  it('a proposal to waive stands while the item is open and proposed; of a measure as a whole it always does', () => {
    const id = followed();
    spec.when({ type: 'ProposeWaiver', measureId: id, itemId: itemId(id), ground }, kari);
    const plan = spec.state('plan', planId);
    const queued = { kind: 'waiver-proposed', measure: measure(id), plan } as const;
    expect(numbers(factsOf([{ ...queued, item: measure(id).items[0] }], lise))).toEqual([
      'waiver-proposed 1.1',
    ]);
    expect(numbers(factsOf([{ ...queued, kind: 'reopened', item: undefined }], berit))).toEqual([
      'reopened 1',
    ]);
  });
});

describe('who reads is found when it is sent', () => {
  it('the owner now, not the one there was; contributors read of what they contribute to, without a button', () => {
    const id = followed('joint');
    const plan = spec.state('plan', planId);
    const [item] = measure(id).items;
    const assigned = { kind: 'assigned', measure: measure(id), plan, item } as const;
    expect(numbers(factsOf([assigned], ola))).toEqual(['assigned 1.1']);
    expect(factsOf([assigned], berit)).toEqual([]);
    const [part] = factsOf([{ ...assigned, kind: 'contributing' }], berit);
    expect(part?.items.map(({ canReport }) => canReport)).toEqual([false]);
    expect(factsOf([{ ...assigned, kind: 'contributing' }], ola)).toEqual([]);
    spec.when({ type: 'ReviseParty', partyId: vestdal, fields: { contactPersonId: berit.id } }, system);
    expect(numbers(factsOf([assigned], berit))).toEqual(['assigned 1.1']);
    expect(factsOf([assigned], ola)).toEqual([]);
  });

  it('a proposal to waive is the plan’s leader’s, a member that left the case officer’s', () => {
    const id = followed();
    spec.when({ type: 'ProposeWaiver', measureId: id, itemId: itemId(id), ground }, kari);
    const plan = spec.state('plan', planId);
    const [item] = measure(id).items;
    const proposed = { kind: 'waiver-proposed', measure: measure(id), plan, item } as const;
    expect([lise, kari, ola].map((reader) => factsOf([proposed], reader).length)).toEqual([1, 0, 0]);
    const departed = { ...item, departure: { at: today, on: today } } as unknown as Measure['items'][number];
    const left = { ...proposed, kind: 'member-left', item: departed } as const;
    expect([lise, kari, ola].map((reader) => factsOf([left], reader).length)).toEqual([0, 1, 0]);
  });
});
