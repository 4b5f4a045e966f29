import type { PartyId, PersonId, PlainDate } from '../ids.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import type { Role } from '../roles/actor.js';
import { may } from '../roles/permissions.js';
import { actorsWithRole } from '../roles/standing-in.js';
import type { FourEyesGround } from './measure.errors.js';
import type { DoneReport, Item } from './measure.js';

interface Signer {
  id: PersonId;
  roles: readonly Role[];
  partyIds: readonly PartyId[];
  /** Those in whose place they act: four eyes see what these did as the signer’s own. */
  standsInFor?: readonly PersonId[];
}

/**
 * Why this person may not sign off this item, or undefined when they may (PRODUCT.md, Life of an item).
 * The secretariat signs; leadership or a substitute named on the plan does where nobody in the secretariat can on the
 * day: they are away, or stand in for the unit.
 */
export function signOffObstacle(
  signer: Signer,
  item: Item,
  plan: Plan,
  register: Register,
  day: PlainDate,
): FourEyesGround | 'no-role' | undefined {
  const personal = personalObstacle(signer, item);
  if (personal !== undefined) return personal;
  if (signer.roles.includes('secretariat') && item.partyId !== plan.secretariatPartyId) return undefined;
  const standsIn = signer.roles.includes('leadership') || plan.signOffSubstituteIds.includes(signer.id);
  if (!standsIn) return signer.roles.includes('secretariat') ? 'secretariats-own' : 'no-role';
  return secretariatCan(item, plan, actorsWithRole('secretariat', day, register))
    ? 'secretariat-can'
    : undefined;
}

/** Whoever could sign it off may send it back; the secretariat and leadership may send back what is their own too. */
export function maySendBack(
  signer: Signer,
  item: Item,
  plan: Plan,
  register: Register,
  day: PlainDate,
): boolean {
  return may(signer, 'close-implemented') || signOffObstacle(signer, item, plan, register, day) === undefined;
}

/** Whether there is anybody at all who may: asked before a plan is adopted, and so whoever is away that day. */
export function somebodyMaySignOff(item: Item, plan: Plan, register: Register): boolean {
  if (secretariatCan(item, plan, register.personsWithRole('secretariat'))) return true;
  const substitutes = plan.signOffSubstituteIds.flatMap((id) => register.person(id) ?? []);
  return [...register.personsWithRole('leadership'), ...substitutes].some(
    (person) => person.active && personalObstacle(person, item) === undefined,
  );
}

function secretariatCan(item: Item, plan: Plan, secretariat: readonly Signer[]): boolean {
  if (item.partyId === plan.secretariatPartyId) return false;
  return secretariat.some((person) => personalObstacle(person, item) === undefined);
}

function personalObstacle(signer: Signer, item: Item): FourEyesGround | undefined {
  const report: DoneReport | undefined = 'report' in item ? item.report : undefined;
  const both = [signer.id, ...(signer.standsInFor ?? [])];
  if (report !== undefined && both.includes(report.by)) return 'reported-it';
  if (report?.forPersonId !== undefined && both.includes(report.forPersonId)) return 'reported-for-them';
  if (signer.partyIds.includes(item.partyId)) return 'own-unit';
  return undefined;
}
