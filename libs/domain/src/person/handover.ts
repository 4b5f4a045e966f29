import { revision } from '../changes.js';
import { DomainError, invalid, notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { PartyId, PersonId } from '../ids.js';
import { inStream, requireLoaded } from '../loaded.js';
import { mayHold } from '../measure/holder.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import { effectReviewOf, type Measure } from '../measure/measure.js';
import { type Loaded, type Needs, unique } from '../needs.js';
import { fieldsOf } from '../party/party.evolve.js';
import type { OrganisationFields } from '../party/party.events.js';
import type { PlanFields } from '../plan/plan.events.js';
import type { Plan } from '../plan/plan.js';
import { type Circumstances, requireActivePerson, requireParty } from '../register.js';
import { openQuestions } from '../report/report.js';
import { requirePermission } from '../roles/permissions.js';
import { type Duty, dutyKey, type DutyRef } from './duties.js';
import type { HandOverDuties } from './person.commands.js';
import { erased } from './person.errors.js';
import type { PersonEvent } from './person.events.js';
import type { Person } from './person.js';

export const handoverNeeds = ({ personId, handovers }: HandOverDuties): Partial<Needs> => {
  const named = (place: DutyRef['in']) =>
    unique(handovers.flatMap(({ duty }) => (duty.in === place ? [duty.id] : []))).sort();
  return {
    personsToChange: unique([personId, ...handovers.map(({ toPersonId }) => toPersonId)]).sort(),
    partiesToChange: named('party'),
    plans: named('plan').map((id) => ({ id, lock: 'update' })),
    measures: named('measure'),
    reportsToChange: named('report'),
    dutiesOf: personId,
  };
};

/** Why somebody can't take a duty over. */
type TakeoverObstacle =
  /** A role is missing, without which nobody can do what the duty asks. */
  | 'lacks-role'
  /** Four eyes: a substitute signs off the secretariat's own items, and is not of that unit. */
  | 'own-unit'
  /** Nobody makes themselves a substitute, or one of a unit. */
  | 'own-rights';

/** What else taking it over means. */
type TakeoverNote =
  /** A contact reports for the party, and becomes one of the unit. */
  | 'joins-unit'
  /** Four eyes: who is of the unit does not sign off its items. */
  | 'can-not-sign-off'
  /** Who is not of the party, or may not report for it, can’t have its items: its contact gets them. */
  | 'goes-to-contact';

export interface Takeover {
  obstacle?: TakeoverObstacle;
  notes: readonly TakeoverNote[];
}

/**
 * What it means that this person takes over this duty; asked for the preview and when it is done.
 * @param plan of a duty in a plan
 */
export function takeoverOf(
  duty: DutyRef & Pick<Duty, 'partyIds'>,
  to: Pick<Person, 'id' | 'roles' | 'partyIds'>,
  actorId: PersonId,
  plan: Pick<Plan, 'secretariatPartyId'> | undefined,
): Takeover {
  const obstacle = obstacleOf(duty, to, actorId, plan);
  if (obstacle !== undefined) return { obstacle, notes: [] };
  if (duty.as === 'holder') {
    const can = (duty.partyIds ?? []).every((partyId) => mayHold({ ...to, active: true }, partyId));
    return { notes: can ? [] : ['goes-to-contact'] };
  }
  if (duty.as !== 'contact') return { notes: [] };
  if (joinsUnit(duty.id, to)) return { notes: ['joins-unit'] };
  const signs = to.roles.includes('secretariat') || to.roles.includes('leadership');
  return { notes: signs && to.partyIds.includes(duty.id) ? ['can-not-sign-off'] : [] };
}

function obstacleOf(
  duty: DutyRef,
  { id, roles, partyIds }: Pick<Person, 'id' | 'roles' | 'partyIds'>,
  actorId: PersonId,
  plan: Pick<Plan, 'secretariatPartyId'> | undefined,
): TakeoverObstacle | undefined {
  const lacks = (...wanted: Person['roles']) => !wanted.some((role) => roles.includes(role));
  switch (duty.as) {
    case 'contact':
      if (lacks('owner', 'secretariat', 'leadership')) return 'lacks-role';
      return id === actorId && joinsUnit(duty.id, { roles, partyIds }) ? 'own-rights' : undefined;
    case 'case-officer':
      return lacks('secretariat') ? 'lacks-role' : undefined;
    case 'leader':
      return duty.in === 'plan' && lacks('leadership') ? 'lacks-role' : undefined;
    case 'substitute': {
      if (id === actorId) return 'own-rights';
      const unit = plan?.secretariatPartyId;
      return unit !== undefined && partyIds.includes(unit) ? 'own-unit' : undefined;
    }
    case 'reviewer':
    case 'holder':
    case 'answerer':
      return undefined;
    default:
      return duty satisfies never;
  }
}

/** The secretariat reports for anybody; an owner, for the units they belong to. */
function joinsUnit(partyId: PartyId, { roles, partyIds }: Pick<Person, 'roles' | 'partyIds'>): boolean {
  return !roles.includes('secretariat') && !partyIds.includes(partyId);
}

/**
 * Everything a person answers for goes to others, all of it or nothing.
 * @param duties what the person answers for, read when everything is locked
 * @param leaves whether the person may be said to have left by this actor; throws where not
 * @throws DomainError `duties-changed`, `can-not-take-over`, `person-erased`, `invalid-value`, `not-found`, `not-permitted`,
 *   `leadership-gives-leadership`
 */
export function decideHandover(
  command: HandOverDuties,
  loaded: Loaded,
  duties: readonly Duty[],
  circumstances: Circumstances,
): Decided[] {
  const { register } = circumstances;
  const person = register.person(command.personId);
  if (person === undefined) throw notFound('person', command.personId);
  if (person.erasedAt !== undefined) throw erased();
  requireSame(command, duties);
  requireRights(command, circumstances);
  requireTakers(command, duties, loaded, circumstances);

  const reason = command.reason === undefined ? {} : { reason: command.reason };
  const takers = new Map<string, PersonId>(
    command.handovers.map(({ duty, toPersonId }) => [dutyKey(duty), toPersonId]),
  );
  const takerOf = (duty: DutyRef) => takers.get(dutyKey(duty)) ?? '';
  const of = (place: DutyRef['in'], id: string) =>
    duties.filter((duty) => duty.in === place && duty.id === id);
  const ids = (place: DutyRef['in']) =>
    unique(duties.flatMap((duty) => (duty.in === place ? [duty.id] : [])));

  const handed = command.handovers.map(({ duty, toPersonId }) => ({ ...duty, toPersonId }));
  const leaves = command.deactivate && person.active;
  const own: PersonEvent[] =
    handed.length === 0 && !leaves
      ? []
      : [
          {
            type: 'DutiesHandedOver',
            data: { duties: handed, ...reason, ...(leaves ? { deactivated: true as const } : {}) },
          },
        ];
  return [
    ...inStream('person', person.id, own),
    ...ids('party').flatMap((id) => {
      const party = requireParty(register, id);
      if (party.kind === 'group') return [];
      const wanted: Partial<OrganisationFields> = Object.fromEntries(
        of('party', id).map((duty) => [partyFields[duty.as as keyof typeof partyFields], takerOf(duty)]),
      );
      const change = revision<OrganisationFields>(fieldsOf(party), wanted);
      return change === undefined
        ? []
        : inStream('party', id, [{ type: 'PartyRevised', data: { ...change, ...reason } }]);
    }),
    ...ids('plan').flatMap((id) => {
      const plan = requireLoaded(loaded.plans, 'plan', id);
      const change = revision<PlanFields>(
        {
          caseOfficerId: plan.caseOfficerId,
          leaderId: plan.leaderId ?? null,
          signOffSubstituteIds: plan.signOffSubstituteIds,
        },
        planFields(plan, of('plan', id), takerOf, person.id),
      );
      return change === undefined
        ? []
        : inStream('plan', id, [{ type: 'PlanRevised', data: { ...change, ...reason } }]);
    }),
    ...ids('measure').flatMap((id) => {
      const measure = requireLoaded(loaded.measures, 'measure', id);
      const review = effectReviewOf(measure);
      return inStream(
        'measure',
        id,
        of('measure', id).flatMap((duty): MeasureEvent[] => {
          const to = takerOf(duty);
          if (duty.as === 'holder') return itemsHandedOver(measure, person.id, register.person(to));
          if (review === undefined) return [];
          return [{ type: 'EffectReviewerChanged', data: { from: review.reviewerId, to, ...reason } }];
        }),
      );
    }),
    ...ids('report').flatMap((id) => {
      const [duty] = of('report', id);
      if (duty === undefined) return [];
      const asked = openQuestions(requireLoaded(loaded.reports, 'report', id)).filter(
        ({ responsibleId }) => responsibleId === person.id,
      );
      const data = { old: person.id, new: takerOf(duty) };
      return inStream(
        'report',
        id,
        asked.map((question) => ({ type: 'QuestionHandedOver', data: { questionId: question.id, ...data } })),
      );
    }),
    ...joined(command, circumstances),
  ];
}

/** To whoever takes over where they are of the party; else nobody has it, and its contact is told. */
function itemsHandedOver({ items }: Measure, from: PersonId, to: Person | undefined): MeasureEvent[] {
  return items
    .filter(({ personId }) => personId === from)
    .map(({ id: itemId, partyId }) => ({
      type: 'ItemHandedOver',
      data: { itemId, from, to: to !== undefined && mayHold(to, partyId) ? to.id : null },
    }));
}

const partyFields = {
  contact: 'contactPersonId',
  leader: 'leaderPersonId',
  'case-officer': 'caseOfficerId',
} as const satisfies Record<string, keyof OrganisationFields>;

function planFields(
  { signOffSubstituteIds }: Plan,
  duties: readonly Duty[],
  takerOf: (duty: DutyRef) => PersonId,
  personId: PersonId,
): Partial<PlanFields> {
  let wanted: Partial<PlanFields> = {};
  for (const duty of duties) {
    const taker = takerOf(duty);
    if (duty.as === 'case-officer') wanted = { ...wanted, caseOfficerId: taker };
    if (duty.as === 'leader') wanted = { ...wanted, leaderId: taker };
    // One who is a substitute already is named once.
    if (duty.as === 'substitute') {
      const ids = signOffSubstituteIds.map((id) => (id === personId ? taker : id));
      wanted = { ...wanted, signOffSubstituteIds: [...new Set(ids)] };
    }
  }
  return wanted;
}

/** Whoever becomes contact of a unit they don't belong to belongs to it from now on. */
function joined({ handovers }: HandOverDuties, { register }: Circumstances): Decided[] {
  const contacts = handovers.filter(({ duty }) => duty.as === 'contact');
  return unique(contacts.map(({ toPersonId }) => toPersonId)).flatMap((id) => {
    const taker = register.person(id);
    if (taker === undefined) return [];
    const units = contacts
      .filter(({ duty, toPersonId }) => toPersonId === id && joinsUnit(duty.id, taker))
      .map(({ duty }) => duty.id);
    if (units.length === 0) return [];
    const partyIds = { old: taker.partyIds, new: [...taker.partyIds, ...units] };
    return inStream('person', id, [
      { type: 'PersonRevised', data: { partyIds, personalDataChanged: false } },
    ]);
  });
}

/** What was seen is what there is: what came or went meanwhile is looked at before it is done. */
function requireSame({ personId, handovers }: HandOverDuties, duties: readonly Duty[]): void {
  const named = handovers.map(({ duty }) => dutyKey(duty));
  if (new Set(named).size !== named.length)
    throw invalid('handovers', 'A duty is named twice.', 'Give each duty to one person.');
  const missing = duties.filter((duty) => !named.includes(dutyKey(duty)));
  const known = new Set(duties.map(dutyKey));
  const gone = handovers.filter(({ duty }) => !known.has(dutyKey(duty))).map(({ duty }) => duty);
  if (missing.length + gone.length === 0) return;
  throw new DomainError({
    type: 'duties-changed',
    refusal: 'conflict',
    title: 'The duties are others by now',
    detail: `${missing.length} duties are not given to anybody, and ${gone.length} are not the person’s (any more).`,
    next: `Look at what the person answers for now, and hand over all of it: GET /api/v1/persons/${personId}/duties.`,
    extra: { missing, gone },
  });
}

/** Taken of who hands over as of who names the people there: in parties, in plans, in measures, and for reports. */
function requireRights({ handovers }: HandOverDuties, { actor }: Circumstances): void {
  if (handovers.some(({ duty }) => duty.in === 'party')) requirePermission(actor, 'administer-register');
  if (handovers.some(({ duty }) => duty.in === 'plan')) requirePermission(actor, 'edit-plan');
  if (handovers.some(({ duty }) => duty.in === 'measure')) requirePermission(actor, 'close-implemented');
  if (handovers.some(({ duty }) => duty.in === 'report')) requirePermission(actor, 'release-report');
}

function requireTakers(
  { personId, handovers }: HandOverDuties,
  duties: readonly Duty[],
  loaded: Loaded,
  { actor, register }: Circumstances,
): void {
  const ofKey = new Map(duties.map((duty) => [dutyKey(duty), duty.of]));
  const obstacles = handovers.flatMap(({ duty, toPersonId }) => {
    if (toPersonId === personId)
      throw invalid('toPersonId', 'The duties are this person’s already.', 'Choose somebody else.');
    const to = requireActivePerson(register, toPersonId, 'toPersonId');
    const plan = duty.in === 'plan' ? loaded.plans.get(duty.id)?.state : undefined;
    const { obstacle } = takeoverOf(duty, to, actor.id, plan);
    if (obstacle === undefined) return [];
    return [{ ...duty, of: ofKey.get(dutyKey(duty)) ?? '', toPersonId, obstacle }];
  });
  if (obstacles.length === 0) return;
  throw new DomainError({
    type: 'can-not-take-over',
    refusal: 'conflict',
    title: 'Not everything can go to whom it was given',
    detail: `Not to be taken over: ${obstacles.map(({ as, of, obstacle }) => `${as} of ${of} (${obstacle})`).join(', ')}.`,
    next: 'Give these to somebody else: nothing has been handed over.',
    extra: { obstacles },
  });
}
