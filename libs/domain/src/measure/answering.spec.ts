import { beforeEach, describe, expect, it } from '@jest/globals';
import { followUpFacts, obligationsDue } from '../follow-up/follow-up-schedule.js';
import { recipientOf } from '../follow-up/recipients.js';
import type { Actor } from '../roles/actor.js';
import { idOf, Specification } from '../specification.js';
import type { MeasureCommand } from './measure.commands.js';

let spec: Specification;
let kari: Actor, lise: Actor, ola: Actor, nora: Actor, amina: Actor;
let vestdal: string, vann: string, plan: string, measureId: string, itemId: string;

beforeEach(() => {
  spec = new Specification();
  kari = spec.person(['secretariat']);
  lise = spec.person(['leadership']);
  vestdal = spec.organisation('Vestdal kommune');
  vann = spec.organisation('Vannverket');
  ola = spec.person(['owner'], [vestdal]);
  nora = spec.person(['owner'], [vestdal]);
  amina = spec.person(['owner'], [vann]);
  spec.when({ type: 'ReviseParty', partyId: vestdal, fields: { contactPersonId: ola.id } }, kari);
  spec.when({ type: 'ReviseParty', partyId: vann, fields: { contactPersonId: amina.id } }, kari);
  plan = idOf(
    spec.when(
      { type: 'RegisterPlan', title: 'Plan', caseOfficerId: kari.id, fields: { leaderId: lise.id } },
      kari,
    ),
  );
  measureId = idOf(
    spec.when(
      {
        type: 'RegisterMeasures',
        planId: plan,
        measures: [
          {
            title: 'Prøvepunkter',
            text: 'Sett opp prøvepunkter.',
            deadline: { on: '2026-12-01' },
            responsible: { mode: 'joint', partyIds: [vestdal] },
          },
        ],
      },
      kari,
    ),
  );
  spec.when({ type: 'AdoptPlan', planId: plan, authority: { kind: 'leader' } }, lise);
  itemId = item().id;
});

const measure = () => spec.state('measure', measureId);
const item = () => {
  const [only] = measure().items;
  if (only === undefined) throw new Error('No item');
  return only;
};
const reason = 'Ledningen eies av fylkeskommunen.';
type OnItem = Extract<MeasureCommand, { type: 'RefuseAssignment' | 'AnswerRefusal' | 'HandOverItem' }>;
const refuse = (): OnItem => ({ type: 'RefuseAssignment', measureId, itemId, reason });
const answer = (): OnItem => ({ type: 'AnswerRefusal', measureId, itemId, reason: 'Dere drifter anlegget.' });
const handTo = (toPersonId: string | null): OnItem => ({
  type: 'HandOverItem',
  measureId,
  itemId,
  toPersonId,
});
const register = {
  party: (id: string) => spec.state('party', id),
  person: (id: string) => spec.state('person', id),
  personsNaming: () => [],
  personsWithRole: (role: string) => spec.all('person').filter((one) => one.roles.includes(role as never)),
};
/** What is due in these days, and of whom. */
const due = (after: string, until: string) =>
  obligationsDue(followUpFacts(measure(), spec.state('plan', plan)), { after, until }).map((obligation) => [
    obligation.kind,
    recipientOf(obligation, { measure: measure(), plan: spec.state('plan', plan) }, until, register),
  ]);

describe('not ours', () => {
  it('goes back to the secretariat with the reason, and nobody else is asked until it is answered', () => {
    expect(due('2026-11-29', '2026-12-01')).toEqual([['deadline-today', ola.id]]);
    expect(spec.outcome(refuse(), ola)).toEqual(['AssignmentRefused']);
    expect(item().refusal).toMatchObject({ reason, by: ola.id });
    expect(due('2026-11-29', '2026-12-03')).toEqual([]);
    // Ten working days, and then every five, however late it is.
    expect(due('2026-12-03', '2026-12-04')).toEqual([['refusal-open', kari.id]]);
    expect(due('2026-12-04', '2026-12-11')).toEqual([['refusal-open', kari.id]]);
    expect(due('2026-12-11', '2027-02-15').every(([kind]) => kind === 'refusal-open')).toBe(true);
    expect(spec.outcome(refuse(), ola)).toBe('assignment-refused');
    expect(spec.rebuilt(measureId)).toEqual(measure());
  });

  it('is answered: theirs, because; leaders hear as of one who got it that day', () => {
    spec.when(refuse(), ola);
    spec.on('2026-12-20');
    expect(spec.outcome(answer(), kari)).toEqual(['RefusalAnswered']);
    expect(item().refusal?.answer).toMatchObject({ reason: 'Dere drifter anlegget.', by: kari.id });
    expect(due('2026-12-20', '2026-12-28').map(([kind]) => kind)).not.toContain('late-told-leader');
    expect(due('2026-12-20', '2027-01-05').map(([kind]) => kind)).toContain('late-told-leader');
    expect(spec.outcome(answer(), kari)).toBe('no-refusal');
    expect(spec.outcome(refuse(), ola)).toEqual(['AssignmentRefused']);
    expect(spec.rebuilt(measureId)).toEqual(measure());
  });

  it('is given to another, and is theirs as if nobody had refused it', () => {
    spec.when(refuse(), ola);
    spec.when({ type: 'ReassignItem', measureId, itemId, partyId: vann, reason: 'Rett eier.' }, kari);
    expect(item()).not.toHaveProperty('refusal');
    expect(due('2026-11-29', '2026-12-01')).toEqual([['deadline-today', amina.id]]);
  });

  it('reported done after all, it is not refused any more', () => {
    spec.when(refuse(), ola);
    const evidence = [{ kind: 'archive-reference', reference: '26/1' }] as const;
    spec.when({ type: 'ReportDone', measureId, itemId, what: 'Gjort likevel, i november.', evidence }, ola);
    spec.when({ type: 'SendBack', measureId, itemId, reason: 'Mangler bilde.' }, kari);
    expect(due('2026-11-29', '2026-12-01')).toEqual([['deadline-today', ola.id]]);
  });

  it.each<[string, () => OnItem, () => Actor, string]>([
    ['with too few words', () => ({ ...refuse(), reason: 'Nei.' }) as OnItem, () => ola, 'invalid-value'],
    ['by another party', refuse, () => amina, 'not-found'],
    ['answered by an owner', answer, () => ola, 'not-permitted'],
    ['answered though nobody refused', answer, () => kari, 'no-refusal'],
  ])('refused: %s', (_what, command, actor, type) => {
    expect(spec.outcome(command(), actor())).toBe(type);
  });
});

describe('handed over to a colleague', () => {
  it('who is told and reminded from then on; the party stays responsible', () => {
    expect(spec.outcome(handTo(nora.id), ola)).toEqual(['ItemHandedOver']);
    expect(item()).toMatchObject({ partyId: vestdal, personId: nora.id });
    expect(due('2026-11-29', '2026-12-01')).toEqual([['deadline-today', nora.id]]);
    expect(spec.outcome(handTo(nora.id), ola)).toEqual([]);
    expect(spec.outcome(handTo(null), nora)).toEqual(['ItemHandedOver']);
    expect(due('2026-11-29', '2026-12-01')).toEqual([['deadline-today', ola.id]]);
    expect(spec.rebuilt(measureId)).toEqual(measure());
  });

  it('when that person leaves it is the contact’s again; when it goes to another party it is nobody’s of this one', () => {
    spec.when(handTo(nora.id), kari);
    spec.when({ type: 'RevisePerson', personId: nora.id, active: false }, kari);
    expect(due('2026-11-29', '2026-12-01')).toEqual([['deadline-today', ola.id]]);
    spec.when({ type: 'ReassignItem', measureId, itemId, partyId: vann, reason: 'Rett eier.' }, kari);
    expect(item()).not.toHaveProperty('personId');
  });

  it.each<[string, () => OnItem, () => Actor, string]>([
    ['to another party', () => handTo(amina.id), () => ola, 'not-of-the-party'],
    [
      'to one of the party who only reads',
      () => handTo(spec.person(['auditor'], [vestdal]).id),
      () => ola,
      'not-of-the-party',
    ],
    ['to nobody there is', () => handTo('nobody'), () => ola, 'not-found'],
    ['by another party', () => handTo(amina.id), () => amina, 'not-found'],
  ])('refused: %s', (_what, command, actor, type) => {
    expect(spec.outcome(command(), actor())).toBe(type);
  });
});
