import { followUpFacts, nextDueOn } from '../follow-up/follow-up-schedule.js';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification, system } from '../specification.js';
import type { MeasureCommand } from './measure.commands.js';
import { isUnfinished, itemNumber } from './measure.js';

const leader = { kind: 'leader' } as const;
const council = {
  kind: 'body',
  body: 'Beredskapsutvalget',
  meetingDate: '2026-11-10',
  caseNumber: '14/26',
  archiveReference: '26/118-7',
} as const;
const evidence = [{ kind: 'archive-reference', reference: '26/118-4' }] as const;
const what = 'Varslingsplanen er vedtatt og øvd to ganger.';

let spec: Specification;
let unit: string, vestdal: string, bergby: string, ministry: string, group: string;
let kari: Actor, per: Actor, ola: Actor, lise: Actor, planId: string;

beforeEach(() => {
  spec = new Specification();
  unit = spec.organisation('Sekretariatet');
  vestdal = spec.organisation('Vestdal kommune');
  bergby = spec.organisation('Bergby kommune');
  ministry = spec.organisation('Departementet', { ours: false });
  group = idOf(spec.when({ type: 'RegisterGroup', name: 'Kommunene', memberIds: [vestdal, bergby] }, system));
  kari = spec.person(['secretariat'], [unit]);
  per = spec.person(['secretariat'], [unit]);
  ola = spec.person(['owner'], [vestdal]);
  lise = spec.person(['leadership']);
  planId = idOf(
    spec.when(
      {
        type: 'RegisterPlan',
        title: 'Plan etter vannutbruddet',
        caseOfficerId: kari.id,
        fields: { secretariatPartyId: unit, leaderId: lise.id },
      },
      kari,
    ),
  );
});

function registered(extra: object = {}): string {
  const measures = [
    { title: 'Varsling', text: 'Lag én varslingsplan.', deadline: { on: '2026-12-01' }, ...extra },
  ];
  return idOf(spec.when({ type: 'RegisterMeasures', planId, measures }, kari));
}
const adopt = () => spec.when({ type: 'AdoptPlan', planId, authority: leader }, lise);
const measure = (id: string) => spec.state('measure', id);
const items = (id: string) => measure(id).items;
const item = (id: string, index = 0) => items(id)[index]?.id ?? 'none';
const does = (actor: Actor, command: MeasureCommand) => spec.outcome(command, actor);
const done = (measureId: string, actor: Actor = ola, itemId = item(measureId)) =>
  does(actor, { type: 'ReportDone', measureId, itemId, what, evidence });
const each = (partyIds: string[]) => ({ responsible: { mode: 'each', partyIds } });

describe('responsibility', () => {
  it('each: a group gives one item per member, numbered for good', () => {
    const id = registered(each([group]));
    expect(items(id).map((one) => [itemNumber(measure(id), one), one.partyId, one.viaGroupId])).toEqual([
      ['1.1', vestdal, group],
      ['1.2', bergby, group],
    ]);
  });

  it('joint: one item with a lead, the others contribute', () => {
    const id = registered({
      responsible: { mode: 'joint', partyIds: [vestdal, bergby, group], leadId: bergby },
    });
    expect(items(id)).toHaveLength(1);
    expect(items(id)[0]).toMatchObject({ partyId: bergby, contributorIds: [vestdal, group] });
  });

  it('a group can’t lead, nor a party that isn’t named', () => {
    const id = registered();
    const assign = (leadId: string) =>
      does(kari, { type: 'AssignMeasure', measureId: id, mode: 'joint', partyIds: [group, vestdal], leadId });
    expect(assign(group)).toBe('invalid-value');
    expect(assign(bergby)).toBe('invalid-value');
  });

  it('sub-points have items of their own: 1.1.1, 1.2.1', () => {
    const id = registered({ subPoints: [{ text: 'Plan' }, { text: 'Øvelse' }], ...each([vestdal]) });
    expect(items(id).map((one) => itemNumber(measure(id), one))).toEqual(['1.1.1', '1.2.1']);
  });

  it('who joins a group later gets an item; the numbers of the others stay', () => {
    const id = registered(each([group]));
    const nyby = spec.organisation('Nyby kommune');
    spec.when({ type: 'AddMember', groupId: group, partyId: nyby, from: '2026-11-20' }, kari);
    expect(items(id).map((one) => one.suffix)).toEqual(['1', '2', '3']);
    expect(items(id)[2]).toMatchObject({ partyId: nyby, viaGroupId: group });
  });

  it('assigning the same again changes nothing and says so', () => {
    const id = registered(each([vestdal]));
    expect(does(kari, { type: 'AssignMeasure', measureId: id, mode: 'each', partyIds: [vestdal] })).toBe(
      'already-assigned',
    );
    expect(does(kari, { type: 'AssignMeasure', measureId: id, mode: 'joint', partyIds: [bergby] })).toBe(
      'other-mode',
    );
  });

  it('an owner can’t assign', () => {
    const id = registered(each([vestdal]));
    adopt();
    expect(does(ola, { type: 'AssignMeasure', measureId: id, mode: 'each', partyIds: [bergby] })).toBe(
      'not-permitted',
    );
  });
});

describe('adoption', () => {
  it('takes a deadline or a review date at most 12 months off on every measure', () => {
    registered({ deadline: undefined });
    expect(spec.outcome({ type: 'AdoptPlan', planId, authority: leader }, lise)).toBe(
      'measures-without-date',
    );
  });

  it('a review date within 12 months will do', () => {
    const id = registered({ deadline: undefined, reviewOn: '2027-11-20' });
    adopt();
    expect(measure(id).state).toBe('accepted');
  });

  it('is leadership’s, or a body’s whose decision the secretariat enters', () => {
    const id = registered(each([vestdal]));
    expect(spec.outcome({ type: 'AdoptPlan', planId, authority: leader }, kari)).toBe('leadership-decides');
    spec.bodyDecides({ type: 'AdoptPlan', planId, authority: council }, kari, per);
    expect(spec.state('plan', planId)).toMatchObject({
      adoption: { authority: council, enteredBy: kari.id },
    });
    expect(measure(id).state).toBe('in-follow-up');
  });

  it('is refused while an item lacks someone who may sign it off', () => {
    const lone = new Specification();
    const house = lone.organisation('Sekretariatet');
    const secretary = lone.person(['secretariat', 'leadership'], [house]);
    const plan = idOf(
      lone.when({ type: 'RegisterPlan', title: 'P', caseOfficerId: secretary.id }, secretary),
    );
    const measures = [{ title: 'M', text: 'M', deadline: { on: '2027-01-01' }, ...each([house]) } as const];
    lone.when({ type: 'RegisterMeasures', planId: plan, measures: measures as never }, secretary);
    expect(lone.outcome({ type: 'AdoptPlan', planId: plan, authority: leader }, secretary)).toBe(
      'nobody-may-sign-off',
    );
  });

  it('follows the recommendation behind each measure', () => {
    const evaluationId = idOf(
      spec.when(
        {
          type: 'RegisterEvaluation',
          title: 'E',
          kind: 'exercise',
          recommendations: [{ title: 'R', text: 'R' }],
        },
        kari,
      ),
    );
    const recommendationId = spec.state('evaluation', evaluationId).recommendations[0]?.id ?? '';
    const id = registered({ source: { evaluationId, recommendationId } });
    adopt();
    expect(spec.state('evaluation', evaluationId).recommendations[0]?.outcome).toMatchObject({
      kind: 'followed',
      measureIds: [id],
    });
  });

  it('a measure that comes later is accepted on its own', () => {
    registered();
    adopt();
    const late = registered(each([vestdal]));
    expect(measure(late)).toMatchObject({ state: 'proposed', number: 2 });
    expect(done(late)).toBe('not-accepted');
    expect(does(lise, { type: 'AcceptMeasure', measureId: late, authority: leader })).toEqual([
      'MeasureAccepted',
    ]);
    expect(measure(late).state).toBe('in-follow-up');
  });
});

describe('an item', () => {
  it('goes open → reported done → signed off, and the measure is ready to close', () => {
    const id = registered(each([vestdal]));
    adopt();
    expect(done(id)).toEqual(['ItemReportedDone']);
    expect(does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toEqual(['ItemSignedOff']);
    expect(measure(id).state).toBe('ready-to-close');
  });

  it('carries the owner’s proposal of an effect review, which must lie ahead', () => {
    const id = registered(each([vestdal]));
    adopt();
    const report = (effectReviewOn: string) =>
      does(ola, { type: 'ReportDone', measureId: id, itemId: item(id), what, evidence, effectReviewOn });
    expect(report('2026-11-20')).toBe('date-not-ahead');
    expect(report('2027-05-20')).toEqual(['ItemReportedDone']);
    expect(items(id)[0]).toMatchObject({ report: { effectReviewOn: '2027-05-20' } });
  });

  it('is sent back with a reason, and reported again', () => {
    const id = registered(each([vestdal]));
    adopt();
    done(id);
    expect(does(kari, { type: 'SendBack', measureId: id, itemId: item(id), reason: ' ' })).toBe(
      'reason-missing',
    );
    does(kari, {
      type: 'SendBack',
      measureId: id,
      itemId: item(id),
      reason: 'Planen mangler varslingsliste for natt.',
    });
    expect(items(id)[0]).toMatchObject({ state: 'open', returned: { by: kari.id } });
    expect(done(id)).toEqual(['ItemReportedDone']);
  });

  it('can’t be reported twice, by a stranger, without evidence or in too few words', () => {
    const id = registered(each([vestdal]));
    adopt();
    expect(done(id, spec.person(['owner'], [bergby]))).toBe('not-found');
    expect(does(ola, { type: 'ReportDone', measureId: id, itemId: item(id), what, evidence: [] })).toBe(
      'invalid-value',
    );
    expect(
      does(ola, { type: 'ReportDone', measureId: id, itemId: item(id), what: 'Ferdig.', evidence }),
    ).toBe('invalid-value');
    done(id);
    expect(done(id)).toBe('item-not-open');
  });

  it('is waived by leadership on the secretariat’s proposal only', () => {
    const id = registered(each([vestdal]));
    adopt();
    const decideIt = {
      type: 'DecideWaiver',
      measureId: id,
      itemId: item(id),
      granted: true,
      ground: 'Bortfalt.',
      authority: leader,
    } as const;
    expect(does(lise, decideIt)).toBe('waiver-not-proposed');
    does(kari, { type: 'ProposeWaiver', measureId: id, itemId: item(id), ground: 'Anlegget er lagt ned.' });
    expect(does(kari, decideIt)).toBe('leadership-decides');
    expect(does(lise, decideIt)).toEqual(['ItemWaived']);
  });

  it('ends unanswered only where the party isn’t ours', () => {
    const id = registered(each([vestdal, ministry]));
    adopt();
    const end = (index: number): MeasureCommand => ({
      type: 'EndUnanswered',
      measureId: id,
      itemId: item(id, index),
      ground: 'Tre brev uten svar.',
      letterReference: '26/90-2',
      authority: leader,
    });
    expect(does(lise, end(0))).toBe('party-is-ours');
    expect(does(lise, end(1))).toEqual(['ItemEndedUnanswered']);
  });
});

describe('four eyes', () => {
  it('nobody signs off what they reported for another', () => {
    const id = registered(each([vestdal]));
    adopt();
    done(id, kari);
    expect(does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toBe('four-eyes');
    expect(does(per, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toEqual(['ItemSignedOff']);
  });

  it('nor what was reported for them, nor their own unit’s', () => {
    const anne = spec.person(['secretariat'], [vestdal]);
    const id = registered(each([vestdal, bergby]));
    adopt();
    done(id, ola);
    does(kari, {
      type: 'ReportDone',
      measureId: id,
      itemId: item(id, 1),
      what,
      evidence,
      forPersonId: anne.id,
    });
    expect(does(anne, { type: 'SignOff', measureId: id, itemIds: [item(id, 0)] })).toBe('four-eyes');
    expect(does(anne, { type: 'SignOff', measureId: id, itemIds: [item(id, 1)] })).toBe('four-eyes');
  });

  it('the secretariat’s own item is signed off by leadership', () => {
    const id = registered(each([unit]));
    adopt();
    done(id, per);
    expect(does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toBe('four-eyes');
    expect(does(lise, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toEqual(['ItemSignedOff']);
  });

  describe('of a secretariat of one, ', () => {
    let id: string;
    const signs = (actor: Actor) => does(actor, { type: 'SignOff', measureId: id, itemIds: [item(id)] });
    const away = (who: Actor, deputyId?: string) =>
      spec.when(
        {
          type: 'RegisterAbsence',
          personId: who.id,
          from: '2026-11-20',
          to: '2026-11-27',
          ...(deputyId === undefined ? {} : { deputyId }),
        },
        kari,
      );
    beforeEach(() => {
      id = registered(each([vestdal]));
      adopt();
      done(id, ola);
      spec.when({ type: 'RevisePerson', personId: per.id, active: false }, kari);
    });

    it('who stands in for the owner leaves it to leadership until the owner is back', () => {
      away(ola, kari.id);
      const deputy = { ...kari, partyIds: [vestdal], standsInFor: [ola.id] };
      expect(signs(deputy)).toBe('four-eyes');
      expect(signs(lise)).toEqual(['ItemSignedOff']);
    });

    it('who is away leaves it to leadership; who is back does not', () => {
      expect(signs(lise)).toBe('four-eyes');
      away(kari);
      spec.on('2026-11-28');
      expect(signs(lise)).toBe('four-eyes');
      spec.on('2026-11-27');
      expect(signs(lise)).toEqual(['ItemSignedOff']);
    });
  });

  it('leadership leaves to the secretariat what the secretariat can sign', () => {
    const id = registered(each([vestdal]));
    adopt();
    done(id);
    expect(does(lise, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toBe('four-eyes');
  });

  it('a substitute named on the plan stands in; another owner does not', () => {
    const eva = spec.person(['owner'], [bergby]);
    spec.when({ type: 'RevisePlan', planId, fields: { signOffSubstituteIds: [eva.id] } }, kari);
    const id = registered(each([unit]));
    adopt();
    done(id, kari);
    expect(does(ola, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toBe('not-found');
    const back = { type: 'SendBack', measureId: id, itemId: item(id), reason: 'Bildene mangler.' } as const;
    expect(does(ola, back)).toBe('not-found');
    // Who may sign off may say what is missing.
    expect(does(eva, back)).toEqual(['ItemSentBack']);
    done(id, kari);
    expect(does(eva, { type: 'SignOff', measureId: id, itemIds: [item(id)] })).toEqual(['ItemSignedOff']);
  });

  it('many items at once: all or nothing', () => {
    const id = registered(each([vestdal, bergby]));
    adopt();
    done(id);
    const both = {
      type: 'SignOffMany',
      items: items(id).map((one) => ({ measureId: id, itemId: one.id })),
    } as const;
    expect(spec.outcome(both, kari)).toBe('item-not-reported-done');
    expect(items(id)[0]?.state).toBe('reported-done');
  });
});

describe('closing', () => {
  const closeAs = (id: string, as: 'implemented' | 'partly-implemented', actor: Actor, ground?: string) =>
    does(actor, {
      type: 'CloseMeasure',
      measureId: id,
      as,
      ...(ground === undefined ? {} : { ground, authority: leader }),
    });

  it('names the open items', () => {
    const id = registered(each([vestdal, bergby]));
    adopt();
    done(id);
    does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] });
    expect(() => spec.when({ type: 'CloseMeasure', measureId: id, as: 'implemented' }, kari)).toThrow(
      'Measure 1 can’t be closed: 1 of 2 items are not signed off.',
    );
  });

  it('as implemented takes somebody responsible and every item signed off', () => {
    const id = registered();
    adopt();
    expect(closeAs(id, 'implemented', kari)).toBe('nobody-responsible');
    does(kari, { type: 'AssignMeasure', measureId: id, mode: 'each', partyIds: [vestdal] });
    does(kari, { type: 'ProposeWaiver', measureId: id, itemId: item(id), ground: 'Bortfalt.' });
    does(lise, {
      type: 'DecideWaiver',
      measureId: id,
      itemId: item(id),
      granted: true,
      ground: 'Enig.',
      authority: leader,
    });
    expect(closeAs(id, 'implemented', kari)).toBe('not-all-signed-off');
    expect(closeAs(id, 'partly-implemented', kari, 'Resten bortfalt.')).toBe('leadership-decides');
    expect(closeAs(id, 'partly-implemented', lise, 'Resten bortfalt.')).toEqual(['MeasureClosed']);
  });

  it('a closed measure refuses every change until it is reopened with a reason', () => {
    const id = registered(each([vestdal]));
    adopt();
    done(id);
    does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] });
    closeAs(id, 'implemented', kari);
    expect(does(kari, { type: 'SetDeadline', measureId: id, on: '2027-01-01' })).toBe('measure-closed');
    const deadline = { on: '2027-03-01' };
    const again = { type: 'ReopenMeasure', measureId: id, itemIds: [item(id)], deadline } as const;
    expect(does(kari, { ...again, reason: '' })).toBe('reason-missing');
    expect(does(ola, { ...again, reason: 'Planen ble trukket.' })).toBe('not-permitted');
    does(kari, { ...again, reason: 'Planen ble trukket.' });
    expect(measure(id).state).toBe('in-follow-up');
  });

  it('an item that is opened again keeps its own deadline, when it was set, and what it was heard of', () => {
    const id = registered(each([vestdal]));
    adopt();
    const itemId = item(id);
    does(kari, {
      type: 'SetDeadline',
      measureId: id,
      itemId,
      on: '2026-12-15',
      reason: 'Kurset er flyttet.',
    });
    const { deadline } = items(id)[0] ?? {};
    expect(deadline).toMatchObject({ original: '2026-12-01', inForce: '2026-12-15' });
    done(id);
    does(kari, { type: 'SignOff', measureId: id, itemIds: [itemId] });
    closeAs(id, 'implemented', kari);
    does(kari, {
      type: 'ReopenMeasure',
      measureId: id,
      reason: 'Planen ble trukket.',
      itemIds: [itemId],
      reviewOn: '2027-02-01',
    });
    expect(items(id)[0]).toMatchObject({ state: 'open', deadline, lastHeard: { by: ola.id } });
    expect(items(id)[0]?.reopenedAt).toBeDefined();
  });

  it('a plan closes only when every measure is closed', () => {
    const id = registered(each([vestdal]));
    adopt();
    const closePlan = () => spec.outcome({ type: 'ClosePlan', planId, authority: leader }, lise);
    expect(closePlan()).toBe('open-measures');
    done(id);
    does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] });
    expect(closePlan()).toBe('open-measures');
    closeAs(id, 'implemented', kari);
    expect(closePlan()).toEqual(['PlanClosed']);
    expect(
      spec.outcome({ type: 'RegisterMeasures', planId, measures: [{ title: 'M', text: 'M' }] }, kari),
    ).toBe('plan-closed');
  });

  it('a material change of text after sign-off asks for it again; a correction does not', () => {
    const id = registered(each([vestdal]));
    adopt();
    done(id);
    does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] });
    does(kari, {
      type: 'ReviseMeasure',
      measureId: id,
      title: 'Varslinga',
      material: false,
      reason: 'Skrivefeil.',
    });
    expect(items(id)[0]?.state).toBe('signed-off');
    does(kari, {
      type: 'ReviseMeasure',
      measureId: id,
      text: 'Lag to planer.',
      material: true,
      reason: 'Utvidet.',
    });
    expect(items(id)[0]?.state).toBe('open');
  });

  it('an effect review is held after closing', () => {
    const id = registered(each([vestdal]));
    adopt();
    done(id);
    does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] });
    const effectReview = { on: '2027-05-20', reviewerId: kari.id };
    does(kari, { type: 'CloseMeasure', measureId: id, as: 'implemented', effectReview });
    expect(
      does(kari, { type: 'RecordEffectReview', measureId: id, result: 'worked', text: 'Virker.' }),
    ).toEqual(['EffectReviewed']);
    expect(does(kari, { type: 'RecordEffectReview', measureId: id, result: 'worked', text: 'Virker.' })).toBe(
      'no-effect-review',
    );
  });
});

describe('an effect review', () => {
  const closed = (): string => {
    const id = registered(each([vestdal]));
    adopt();
    done(id);
    does(kari, { type: 'SignOff', measureId: id, itemIds: [item(id)] });
    const effectReview = { on: '2027-05-20', reviewerId: kari.id };
    does(kari, { type: 'CloseMeasure', measureId: id, as: 'implemented', effectReview });
    return id;
  };
  const reviewed = (id: string, more: object) =>
    does(kari, {
      type: 'RecordEffectReview',
      measureId: id,
      text: 'Målt i øvelsen.',
      ...more,
    } as MeasureCommand);
  const nextDue = (id: string, day: string) =>
    nextDueOn(followUpFacts(measure(id), spec.state('plan', measure(id).planId)), day);

  it('returns after half a year, or on the day that is given, until it has worked', () => {
    const id = closed();
    spec.on('2027-05-20');
    expect(reviewed(id, { result: 'partly' })).toEqual(['EffectReviewed']);
    expect(measure(id)).toMatchObject({
      closure: { effectReview: { on: '2027-11-20', earlier: [{ on: '2027-05-20', result: 'partly' }] } },
    });
    // 20 November 2027 is a Saturday.
    expect(nextDue(id, '2027-05-20')).toBe('2027-11-22');
    spec.on('2027-11-22');
    expect(reviewed(id, { result: 'cannot-tell', nextOn: '2027-11-22' })).toBe('date-not-ahead');
    expect(reviewed(id, { result: 'cannot-tell', nextOn: '2028-01-10' })).toEqual(['EffectReviewed']);
    expect(nextDue(id, '2027-11-22')).toBe('2028-01-10');
    spec.on('2028-01-10');
    expect(reviewed(id, { result: 'worked' })).toEqual(['EffectReviewed']);
    expect(nextDue(id, '2028-01-10')).toBeUndefined();
    expect(reviewed(id, { result: 'worked' })).toBe('no-effect-review');
    expect(spec.rebuilt(id)).toEqual(measure(id));
  });

  it('ends where it is said to be good enough', () => {
    const id = closed();
    expect(reviewed(id, { result: 'partly', isGoodEnough: true })).toEqual(['EffectReviewed']);
    expect(nextDue(id, '2027-05-20')).toBeUndefined();
  });

  it('is good enough only where it has worked partly, and has no next day then', () => {
    const id = closed();
    for (const result of ['did-not', 'cannot-tell'])
      expect(reviewed(id, { result, isGoodEnough: true })).toBe('effect-not-good-enough');
    expect(reviewed(id, { result: 'worked', nextOn: '2028-01-10' })).toBe('no-next-review');
    expect(reviewed(id, { result: 'partly', isGoodEnough: true, nextOn: '2028-01-10' })).toBe(
      'no-next-review',
    );
    expect(measure(id)).not.toHaveProperty('closure.effectReview.result');
  });
});

describe('deadlines and status', () => {
  it('the original is kept for ever, each move has its reason', () => {
    const id = registered();
    expect(does(kari, { type: 'SetDeadline', measureId: id, on: '2027-01-15' })).toBe('reason-missing');
    does(kari, { type: 'SetDeadline', measureId: id, on: '2027-01-15', reason: 'Leveransen er forsinket.' });
    expect(measure(id).deadline).toMatchObject({
      original: '2026-12-01',
      inForce: '2027-01-15',
      moves: [{ from: '2026-12-01' }],
    });
  });

  it('an item’s own move takes the measure’s original with it and leaves the others', () => {
    const id = registered(each([vestdal, bergby]));
    does(kari, { type: 'SetDeadline', measureId: id, itemId: item(id), on: '2027-02-01', reason: 'Avtalt.' });
    expect(items(id)[0]?.deadline).toMatchObject({ original: '2026-12-01', inForce: '2027-02-01' });
    expect(items(id)[1]?.deadline).toBeUndefined();
  });

  it('a progress beyond the first four needs a reason', () => {
    const id = registered(each([vestdal]));
    adopt();
    const say = (progress: 'under-way' | 'stopped', reason?: string) =>
      does(ola, {
        type: 'UpdateStatus',
        measureId: id,
        itemId: item(id),
        progress,
        text: 'Arbeidet går.',
        ...(reason ? { reason } : {}),
      });
    expect(say('stopped')).toBe('reason-missing');
    expect(say('under-way')).toEqual(['StatusUpdated']);
    expect(say('stopped', 'Ingen penger i år.')).toEqual(['StatusUpdated']);
    expect(measure(id).latestUpdate?.progress).toBe('stopped');
  });

  it('what the secretariat says for an owner is marked so', () => {
    const id = registered(each([vestdal]));
    does(kari, {
      type: 'UpdateStatus',
      measureId: id,
      itemId: item(id),
      progress: 'done',
      text: 'Meldt på telefon.',
    });
    expect(items(id)[0]?.latestUpdate?.onBehalfOf).toBe(vestdal);
  });

  it('unfinished items are what stands in the way', () => {
    const id = registered(each([vestdal, bergby]));
    adopt();
    done(id);
    expect(items(id).filter(isUnfinished)).toHaveLength(2);
  });
});
