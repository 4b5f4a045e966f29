import { beforeEach, describe, expect, it } from '@jest/globals';
import { totalSlipDays } from '../deadline/deadline.js';
import { immediateNotifications } from '../follow-up/immediate-notifications.js';
import { defaultLadder } from '../follow-up/ladder.js';
import { recipientOf } from '../follow-up/recipients.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { MeasureCommand } from './measure.commands.js';
import { type OpenWithExtension, whyLeadershipAnswers } from './extension.js';
import { deadlineOf } from './measure.js';

const leader = { kind: 'leader' } as const;
const reason = 'Anlegget må prøves i frost.';

let spec: Specification;
let vestdal: string, bergby: string, unit: string;
let kari: Actor, signe: Actor, ola: Actor, lise: Actor, planId: string, measureId: string;

beforeEach(() => {
  spec = new Specification('2026-11-02');
  unit = spec.organisation('Sekretariatet');
  kari = spec.person(['secretariat'], [unit]);
  signe = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  ola = spec.person(['owner']);
  vestdal = spec.organisation('Vestdal kommune', { contactPersonId: ola.id });
  bergby = spec.organisation('Bergby kommune');
  ola = { ...ola, partyIds: [vestdal] };
  const fields = { secretariatPartyId: unit, leaderId: lise.id };
  planId = idOf(spec.when({ type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields }, kari));
  measureId = registered();
  spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
});

function registered(partyIds = [vestdal, bergby], extra: object = {}): string {
  const responsible = { mode: 'each' as const, partyIds };
  const measures = [
    {
      title: 'Prøvepunkter',
      text: 'Sett inn prøvepunkter.',
      deadline: { on: '2026-11-13' },
      responsible,
      ...extra,
    },
  ];
  return idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
}

const measure = (id = measureId) => spec.state('measure', id);
const item = (index = 0, id = measureId) => {
  const found = measure(id).items[index];
  if (found === undefined) throw new Error('No such item');
  return found;
};
const does = (command: MeasureCommand, actor: Actor) => spec.outcome(command, actor);
const asks = (to: string, actor = ola, index = 0, id = measureId) =>
  does({ type: 'AskExtension', measureId: id, itemId: item(index, id).id, to, reason }, actor);
const answers = (
  answer: 'granted' | 'refused',
  actor: Actor,
  more: { on?: string; words?: string } = {},
  id = measureId,
) => does({ type: 'AnswerExtension', measureId: id, itemId: item(0, id).id, answer, ...more }, actor);
const inForce = (index = 0) => deadlineOf(measure(), item(index))?.inForce;

describe('an extension is asked for', () => {
  it('by the owner, or by the secretariat for them and marked so', () => {
    expect(asks('2027-01-15')).toEqual(['ExtensionAsked']);
    expect(item()).toMatchObject({ extension: { from: '2026-11-13', to: '2027-01-15', reason, by: ola.id } });
    expect(asks('2027-01-15', kari, 1)).toEqual(['ExtensionAsked']);
    expect(item(1)).toMatchObject({ extension: { by: kari.id, onBehalfOf: bergby } });
  });

  it('not by another party, and not while one waits, without a deadline, or when it is over', () => {
    expect(asks('2027-01-15', ola, 1)).toBe('not-found');
    expect(asks('2027-01-15', lise)).toBe('not-your-item');
    asks('2027-01-15');
    expect(asks('2027-02-01')).toBe('extension-open');
    const undated = registered([vestdal], { deadline: undefined, reviewOn: '2027-03-01' });
    spec.when({ type: 'AcceptMeasure', measureId: undated, authority: leader }, lise);
    expect(asks('2027-01-15', ola, 0, undated)).toBe('no-deadline');
    does({ type: 'ProposeWaiver', measureId, itemId: item(1).id, ground: 'Lagt ned.' }, kari);
    does(
      {
        type: 'DecideWaiver',
        measureId,
        itemId: item(1).id,
        granted: true,
        ground: 'Enig.',
        authority: leader,
      },
      lise,
    );
    expect(asks('2027-01-15', kari, 1)).toBe('item-not-open');
  });

  it('for a later day than the deadline and than today, and with a reason', () => {
    expect(asks('2026-11-13')).toBe('extension-not-later');
    spec.on('2026-12-01');
    expect(asks('2026-11-20')).toBe('date-not-ahead');
    expect(asks('2099-01-01')).toBe('date-too-late');
    const blank = {
      type: 'AskExtension',
      measureId,
      itemId: item().id,
      to: '2027-01-01',
      reason: ' ',
    } as const;
    expect(does(blank, ola)).toBe('invalid-value');
  });
});

describe('an extension is answered', () => {
  it('and the deadline is moved as by any other hand: count, slip and the original stand', () => {
    asks('2027-01-15');
    expect(answers('granted', kari, { words: 'Anlegget må tåle vinter.' })).toEqual([
      'ExtensionGranted',
      'DeadlineMoved',
    ]);
    const deadline = deadlineOf(measure(), item());
    expect(deadline).toMatchObject({ original: '2026-11-13', inForce: '2027-01-15', moves: [{ reason }] });
    expect(deadline && totalSlipDays(deadline)).toBe(63);
    expect(item()).not.toHaveProperty('extension');
    expect(item()).toMatchObject({
      extensionsBefore: [{ became: 'granted', grantedTo: '2027-01-15', words: 'Anlegget må tåle vinter.' }],
    });
    // The other's item goes by the measure's deadline still.
    expect(inForce(1)).toBe('2026-11-13');
  });

  it('to another day, or no, with words to whoever asked', () => {
    asks('2027-01-15');
    expect(answers('granted', kari, { on: '2026-12-15' })).toBe('reason-missing');
    expect(answers('granted', kari, { on: '2026-11-10', words: 'Før jul.' })).toBe('extension-not-later');
    expect(answers('refused', kari)).toBe('reason-missing');
    expect(answers('refused', kari, { on: '2026-12-15', words: 'Nei.' })).toBe('invalid-value');
    expect(answers('granted', kari, { on: '2026-12-15', words: 'Før jul.' })).toEqual([
      'ExtensionGranted',
      'DeadlineMoved',
    ]);
    expect(inForce()).toBe('2026-12-15');
    asks('2027-02-01');
    expect(answers('refused', kari, { words: 'Fristen står.' })).toEqual(['ExtensionRefused']);
    expect(inForce()).toBe('2026-12-15');
    expect(answers('refused', kari, { words: 'Fristen står.' })).toBe('no-extension-asked');
  });

  it('by the secretariat where it set the deadline; never one’s own request, or one’s own unit’s', () => {
    expect(asks('2027-01-15', kari)).toEqual(['ExtensionAsked']);
    expect(answers('granted', lise)).toBe('another-answers');
    expect(answers('granted', kari)).toBe('another-answers');
    expect(answers('granted', ola)).toBe('not-permitted');
    expect(answers('granted', { ...signe, partyIds: [vestdal] })).toBe('another-answers');
    expect(answers('granted', signe)).toEqual(['ExtensionGranted', 'DeadlineMoved']);
  });

  it('by leadership the third time', () => {
    for (const to of ['2026-12-01', '2026-12-15']) {
      asks(to);
      expect(answers('granted', kari)).toContain('DeadlineMoved');
    }
    asks('2026-12-20');
    expect(answers('granted', kari)).toBe('another-answers');
    expect(answers('granted', lise)).toContain('DeadlineMoved');
    // Leadership has set it now.
    expect(deadlineOf(measure(), item())?.moves.at(-1)?.by).toBe(lise.id);
  });

  it('by leadership where it set the deadline, also when the leader has left, or a body set it', () => {
    const minutes = { meetingDate: '2026-11-01', caseNumber: '12/26', archiveReference: '26/118-7' };
    const authority = { kind: 'body', body: 'Styret', ...minutes } as const;
    const itemId = item().id;
    asks('2026-12-01');
    spec.bodyDecides(
      { type: 'AnswerExtension', measureId, itemId, answer: 'granted', authority },
      kari,
      signe,
    );
    asks('2026-12-05');
    expect(
      spec.refusal({ type: 'AnswerExtension', measureId, itemId, answer: 'granted' }, kari).extra,
    ).toMatchObject({
      ground: 'set-by-leadership',
    });
    expect(answers('granted', lise)).toContain('DeadlineMoved');
    const another = spec.person(['leadership']);
    spec.when({ type: 'RevisePerson', personId: lise.id, roles: ['owner'] }, another);
    expect(spec.state('person', lise.id).roles).toEqual(['owner']);
    const subject = { measure: measure(), plan: spec.state('plan', planId) };
    asks('2026-12-10');
    const register = {
      party: () => undefined,
      person: (id: string) => spec.state('person', id),
      personsWithRole: () => spec.all('person'),
      personsNaming: () => [],
    };
    const open = spec.state('measure', measureId).items[0] as OpenWithExtension;
    expect(
      whyLeadershipAnswers({ ...subject, measure: measure() }, open, '2026-12-10', register, '2026-11-20'),
    ).toBe('set-by-leadership');
    expect(spec.rebuilt(measureId)).toEqual(measure());
  });

  it('by leadership past a set slip, that of the day that is granted, and the plan says which', () => {
    asks('2027-06-01');
    expect(answers('refused', kari, { words: 'For sent.' })).toBe('another-answers');
    expect(answers('granted', kari, { on: '2027-01-15', words: 'Så lenge.' })).toContain('DeadlineMoved');
    const ladder = { ...defaultLadder, longSlipDays: 10 };
    spec.when({ type: 'ChangeLadder', planId, ladder, reason: 'Strammere.' }, kari);
    asks('2027-01-20');
    expect(answers('granted', kari)).toBe('another-answers');
    expect(answers('granted', lise)).toContain('DeadlineMoved');
  });

  it('by leadership where it set the deadline, where the item is the secretariat’s, and where nobody else could', () => {
    const own = registered([unit]);
    spec.when({ type: 'AcceptMeasure', measureId: own, authority: leader }, lise);
    expect(asks('2026-12-01', kari, 0, own)).toEqual(['ExtensionAsked']);
    expect(answers('granted', signe, {}, own)).toBe('another-answers');
    expect(answers('granted', lise, {}, own)).toEqual(['ExtensionGranted', 'DeadlineMoved']);
  });

  it('by a body of leadership, whose decision is entered by one and countersigned by another', () => {
    for (const to of ['2026-12-01', '2026-12-15']) {
      asks(to);
      answers('granted', kari);
    }
    asks('2026-12-20');
    const minutes = { meetingDate: '2026-11-01', caseNumber: '12/26', archiveReference: '26/118-7' };
    const authority = { kind: 'body', body: 'Styret', ...minutes } as const;
    const itemId = item().id;
    const answer = { type: 'AnswerExtension', measureId, itemId, answer: 'granted', authority } as const;
    spec.bodyDecides(answer, kari, signe);
    expect(inForce()).toBe('2026-12-20');
    expect(item()).toMatchObject({ extensionsBefore: [{}, {}, { authority: { body: 'Styret' } }] });
  });

  it('by a body: not countersigned by whoever asked, or by the item’s own people', () => {
    for (const to of ['2026-12-01', '2026-12-15']) {
      asks(to);
      answers('granted', kari);
    }
    asks('2026-12-20', signe);
    const minutes = { meetingDate: '2026-11-01', caseNumber: '12/26', archiveReference: '26/118-7' };
    const authority = { kind: 'body', body: 'Styret', ...minutes } as const;
    const itemId = item().id;
    const answer = { type: 'AnswerExtension', measureId, itemId, answer: 'granted', authority } as const;
    const decisionId = idOf(spec.when(answer, kari));
    const countersign = { type: 'CountersignDecision', decisionId } as const;
    const refused = spec.refusal(countersign, signe);
    expect(refused).toMatchObject({ type: 'another-answers', extra: { ground: 'own-request' } });
    expect(spec.refusal(countersign, { ...lise, partyIds: [vestdal] }).extra).toMatchObject({
      ground: 'own-party',
    });
    expect(inForce()).toBe('2026-12-15');
    expect(spec.outcome(countersign, lise)).toContain('DeadlineMoved');
  });

  it('as the request that was read: another that has come in its place is not answered', () => {
    asks('2027-01-15');
    const before = item();
    const asked = { to: '2027-01-15', askedAt: 'extension' in before ? before.extension.at : '' };
    does({ type: 'WithdrawExtension', measureId, itemId: before.id }, ola);
    spec.on('2026-11-03');
    asks('2027-01-15');
    const answer = {
      type: 'AnswerExtension',
      measureId,
      itemId: before.id,
      answer: 'granted',
      asked,
    } as const;
    expect(spec.refusal(answer, kari)).toMatchObject({
      type: 'extension-replaced',
      extra: { item: '1.1', to: '2027-01-15' },
    });
    const items = [{ measureId, itemId: before.id, asked }];
    expect(spec.outcome({ type: 'AnswerExtensions', answer: 'granted', items }, kari)).toBe(
      'extension-replaced',
    );
    expect(inForce()).toBe('2026-11-13');
  });

  it('by a body as the request that it read, also when another countersigns later', () => {
    const minutes = { meetingDate: '2026-11-01', caseNumber: '12/26', archiveReference: '26/118-7' };
    const authority = { kind: 'body', body: 'Styret', ...minutes } as const;
    const itemId = item().id;
    const answer = { type: 'AnswerExtension', measureId, itemId, answer: 'granted', authority } as const;
    asks('2026-12-01');
    const decisionId = idOf(spec.when(answer, kari));
    does({ type: 'WithdrawExtension', measureId, itemId }, ola);
    expect(spec.outcome({ type: 'CountersignDecision', decisionId }, signe)).toBe('no-extension-asked');
    asks('2027-12-15');
    expect(spec.outcome({ type: 'CountersignDecision', decisionId }, signe)).toBe('extension-replaced');
    expect(inForce()).toBe('2026-11-13');
  });

  it('many together, each with its own record, or none', () => {
    asks('2027-01-15');
    asks('2027-01-10', kari, 1);
    const items = [0, 1].map((index) => ({ measureId, itemId: item(index).id }));
    const many = { type: 'AnswerExtensions', answer: 'granted' } as const;
    expect(spec.outcome({ ...many, items }, kari)).toBe('another-answers');
    expect(inForce()).toBe('2026-11-13');
    expect(spec.outcome({ ...many, items: [...items, ...items] }, signe)).toBe('invalid-value');
    expect(spec.outcome({ ...many, items }, signe)).toEqual([
      'ExtensionGranted',
      'DeadlineMoved',
      'ExtensionGranted',
      'DeadlineMoved',
    ]);
    expect([inForce(0), inForce(1)]).toEqual(['2027-01-15', '2027-01-10']);
  });

  it('of a measure that recurs for the one deadline it has: another that is asked for falls away', () => {
    const yearly = registered([vestdal, bergby], { recurrence: { everyMonths: 12 } });
    spec.when({ type: 'AcceptMeasure', measureId: yearly, authority: leader }, lise);
    asks('2027-01-15', ola, 0, yearly);
    asks('2027-01-20', signe, 1, yearly);
    const items = [0, 1].map((index) => ({ measureId: yearly, itemId: item(index, yearly).id }));
    expect(spec.outcome({ type: 'AnswerExtensions', answer: 'granted', items }, kari)).toBe('invalid-value');
    expect(answers('granted', kari, {}, yearly)).toEqual([
      'ExtensionGranted',
      'ExtensionLapsed',
      'DeadlineMoved',
    ]);
    expect(measure(yearly).deadline).toMatchObject({ original: '2026-11-13', inForce: '2027-01-15' });
    expect(measure(yearly).items.map(({ deadline }) => deadline)).toEqual([undefined, undefined]);
  });
});

describe('an open request', () => {
  it('is withdrawn by who asked, or by another of the same party', () => {
    asks('2027-01-15');
    const withdraw = { type: 'WithdrawExtension', measureId, itemId: item().id } as const;
    expect(does(withdraw, kari)).toBe('anothers-request');
    expect(does(withdraw, ola)).toEqual(['ExtensionWithdrawn']);
    expect(does(withdraw, ola)).toBe('no-extension-asked');
  });

  it.each<[string, MeasureCommand | ((itemId: string) => MeasureCommand), string]>([
    [
      'moved',
      (itemId) => ({ type: 'SetDeadline', measureId, itemId, on: '2026-12-24', reason }),
      'deadline-moved',
    ],
    [
      'moved with the measure',
      () => ({ type: 'SetDeadline', measureId, on: '2026-12-24', reason }),
      'deadline-moved',
    ],
    [
      'done',
      (itemId) => ({
        type: 'ReportDone',
        measureId,
        itemId,
        what: 'Alle prøvepunkter er montert.',
        evidence: [{ kind: 'archive-reference', reference: '26/1' }],
      }),
      'reported-done',
    ],
    [
      'given to another',
      (itemId) => ({ type: 'ReassignItem', measureId, itemId, partyId: unit, reason }),
      'reassigned',
    ],
  ])('falls away with its own event when it is %s', (_how, command, because) => {
    asks('2027-01-15');
    const [lapsed] = does(typeof command === 'function' ? command(item().id) : command, kari);
    expect(lapsed).toBe('ExtensionLapsed');
    expect(item()).not.toHaveProperty('extension');
    expect(item()).toMatchObject({ extensionsBefore: [{ became: 'lapsed', because }] });
    expect(spec.rebuilt(measureId)).toEqual(measure());
  });
});

describe('where nobody else of the secretariat is there on the day', () => {
  const away = (who: Actor, over: object = {}) =>
    spec.when(
      { type: 'RegisterAbsence', personId: who.id, from: '2026-11-02', to: '2026-11-06', ...over },
      kari,
    );
  beforeEach(() => {
    asks('2027-01-15');
  });

  it('leadership answers, and not the one who stands in for the owner', () => {
    expect(answers('refused', lise)).toBe('another-answers');
    spec.when({ type: 'RevisePerson', personId: ola.id, partyIds: [vestdal] }, kari);
    spec.when({ type: 'RevisePerson', personId: signe.id, active: false }, kari);
    away(ola, { deputyId: kari.id });
    expect(answers('refused', { ...kari, standsInFor: [ola.id] })).toBe('another-answers');
    expect(answers('refused', { ...kari, partyIds: [vestdal] })).toBe('another-answers');
    expect(answers('refused', lise, { words: 'Nei.' })).toEqual(['ExtensionRefused']);
  });

  it('leadership answers while they are away', () => {
    away(kari);
    away(signe);
    expect(answers('refused', lise, { words: 'Nei.' })).toEqual(['ExtensionRefused']);
  });
});

describe('whoever is concerned', () => {
  const toldOf = (command: MeasureCommand, actor: Actor) => {
    const decided = spec.when(command, actor);
    const after = (id: string) => ({ measure: measure(id), plan: spec.state('plan', planId) });
    const register = {
      party: (id: string) => spec.state('party', id),
      person: (id: string) => spec.state('person', id),
      personsNaming: () => [],
      personsWithRole: (role: 'secretariat' | 'leadership') =>
        spec.all('person').filter(({ roles }) => roles.includes(role)),
    };
    const circumstances = { actor, now: '', today: '2026-12-07', newId: spec.newId, register };
    return immediateNotifications(decided, after, circumstances).map(({ personId, kind }) => [
      kind,
      personId,
    ]);
  };

  it('is told at once: who answers, then who asked', () => {
    const itemId = item().id;
    const ask = { type: 'AskExtension', measureId, itemId, to: '2027-01-15', reason } as const;
    expect(toldOf(ask, ola)).toEqual([['extension-asked', kari.id]]);
    const grant = { type: 'AnswerExtension', measureId, itemId, answer: 'granted' } as const;
    expect(toldOf(grant, kari)).toEqual([['extension-granted', ola.id]]);
  });

  it('and leaders who had been told that it was late', () => {
    spec.on('2026-12-07');
    const leif = spec.person(['owner']);
    spec.when(
      { type: 'ReviseParty', partyId: vestdal, fields: { leaderPersonId: leif.id, ours: true } },
      kari,
    );
    asks('2027-01-15');
    const grant = { type: 'AnswerExtension', measureId, itemId: item().id, answer: 'granted' } as const;
    expect(toldOf(grant, kari)).toEqual([
      ['extension-granted', ola.id],
      ['extension-granted', leif.id],
    ]);
  });

  it('and leaders whom an earlier request did not hold from it', () => {
    const leif = spec.person(['owner']);
    spec.when(
      { type: 'ReviseParty', partyId: vestdal, fields: { leaderPersonId: leif.id, ours: true } },
      kari,
    );
    asks('2027-01-15');
    const answer = { type: 'AnswerExtension', measureId, itemId: item().id } as const;
    spec.when({ ...answer, answer: 'refused', words: reason }, kari);
    // Asked once more the day before leaders hear of it: only the first that is made of a deadline holds that.
    spec.on('2026-11-26');
    asks('2027-01-15');
    spec.on('2026-12-01');
    expect(toldOf({ ...answer, answer: 'granted' }, kari)).toEqual([
      ['extension-granted', ola.id],
      ['extension-granted', leif.id],
    ]);
  });

  it('is whoever may answer, and not who asked', () => {
    asks('2027-01-15', kari);
    const register = {
      party: () => undefined,
      person: (id: string) => spec.state('person', id),
      personsNaming: () => [],
      personsWithRole: (role: 'secretariat' | 'leadership') =>
        spec.all('person').filter(({ roles }) => roles.includes(role)),
    };
    const subject = { measure: measure(), plan: spec.state('plan', planId) };
    const asked = { recipient: 'who-may-answer', itemId: item().id } as const;
    expect(recipientOf(asked, subject, '2026-11-20', register)).toBe(signe.id);
  });
});
