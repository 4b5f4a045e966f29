import { type Deadline, totalSlipDays } from '../deadline/deadline.js';
import type { PlainDate } from '../ids.js';
import { extensionRules } from '../follow-up/ladder.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import type { Actor } from '../roles/actor.js';
import { actorsWithRole } from '../roles/standing-in.js';
import type { AskedExtension, EndedExtension, ExtensionRequest } from './extension-request.js';
import { deadlineOf, type Item, type Measure } from './measure.js';

export type OpenWithExtension = Extract<Item, { state: 'open' }> & { extension: ExtensionRequest };

/** All that were asked for of an item, the oldest first: those that ended, and the open one. */
export function extensionsOf(item: Item): readonly (ExtensionRequest | EndedExtension)[] {
  const open = item.state === 'open' && item.extension !== undefined ? [item.extension] : [];
  return [...(item.extensionsBefore ?? []), ...open];
}

/** The item, where an extension of it is asked for and not answered. */
export function isExtensionOpen(item: Item): item is OpenWithExtension {
  return item.state === 'open' && item.extension !== undefined;
}

/** What an answer says of the request that it answers. */
export function askedExtension({ extension }: OpenWithExtension): AskedExtension {
  return { to: extension.to, askedAt: extension.at };
}

/**
 * The measure's own deadline is what is asked about where the item is all there is of it, or where it recurs: there
 * the next follows from the interval, and an item’s own would stand still.
 */
export function movesMeasure(measure: Measure, item: Item): boolean {
  if (item.deadline !== undefined) return false;
  return measure.recurrence !== undefined || (measure.items.length === 1 && measure.subPoints.length <= 1);
}

/** The deadline has been moved so often: whoever asks once more asks leadership. */
const movesBeforeLeadership = 2;

export type WhyLeadership =
  'secretariats-own' | 'set-by-leadership' | 'third-time' | 'long-slip' | 'nobody-else';

/**
 * Why leadership answers, and not the secretariat; undefined where the secretariat does (EXAMPLES.md, Roles).
 * @param to the day that would be granted
 * @param day on which it is answered: who is away then, or stands in for the unit, does not
 */
export function whyLeadershipAnswers(
  { measure, plan }: { measure: Measure; plan: Plan },
  item: OpenWithExtension,
  to: PlainDate,
  register: Register,
  day: PlainDate,
): WhyLeadership | undefined {
  const deadline = deadlineOf(measure, item);
  if (item.partyId === plan.secretariatPartyId) return 'secretariats-own';
  if (deadline !== undefined) {
    if (isSetByLeadership(measure, deadline, register)) return 'set-by-leadership';
    if (deadline.moves.length >= movesBeforeLeadership) return 'third-time';
    if (totalSlipDays({ ...deadline, inForce: to }) > extensionRules(plan.ladder).longSlipDays)
      return 'long-slip';
  }
  const others = actorsWithRole('secretariat', day, register).some(
    (other) => ownObstacle(other, item) === undefined,
  );
  return others ? undefined : 'nobody-else';
}

/** As it was when it was granted; else by the roles of whoever set it. */
function isSetByLeadership(measure: Measure, { moves, setBy }: Deadline, register: Register): boolean {
  const last = moves.at(-1);
  const granted = measure.items
    .flatMap(({ extensionsBefore = [] }) => extensionsBefore)
    .find((one) => one.became === 'granted' && one.ended.at === last?.at && one.grantedTo === last.to);
  if (granted?.became === 'granted' && granted.answeredAs !== undefined)
    return granted.answeredAs === 'leadership';
  const person = register.person(last?.by ?? setBy);
  return person?.roles.includes('leadership') === true && !person.roles.includes('secretariat');
}

export type ExtensionObstacle = 'own-request' | 'own-party' | 'secretariat-answers' | WhyLeadership;

/** Why this person may not answer; undefined where they may. Nobody answers their own request, or their unit's. */
export function answerObstacle(
  actor: Pick<Actor, 'id' | 'partyIds' | 'roles' | 'standsInFor'>,
  subject: { measure: Measure; plan: Plan },
  item: OpenWithExtension,
  to: PlainDate,
  register: Register,
  day: PlainDate,
): ExtensionObstacle | undefined {
  const own = ownObstacle(actor, item);
  if (own !== undefined) return own;
  const leadership = whyLeadershipAnswers(subject, item, to, register, day);
  if (leadership !== undefined) return actor.roles.includes('leadership') ? undefined : leadership;
  return actor.roles.includes('secretariat') ? undefined : 'secretariat-answers';
}

/**
 * Whoever asked, and the item’s own people, answer nothing and countersign no answer; undefined for all others. Four
 * eyes see a deputy and whom they stand in for as one.
 */
export function ownObstacle(
  { id, partyIds, standsInFor = [] }: Pick<Actor, 'id' | 'partyIds' | 'standsInFor'>,
  item: OpenWithExtension,
): 'own-request' | 'own-party' | undefined {
  if ([id, ...standsInFor].includes(item.extension.by)) return 'own-request';
  return partyIds.includes(item.partyId) ? 'own-party' : undefined;
}
