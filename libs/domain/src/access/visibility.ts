import type { Measure } from '../measure/measure.js';
import type { Actor } from '../roles/actor.js';
import { may } from '../roles/permissions.js';
import { isRestricted } from './access.js';

/**
 * Whether this actor may read the text of a measure that is *unntatt offentlighet*: these roles, and those who are
 * responsible for one of its items or contribute to it. Everybody else sees its number (PRODUCT.md, Access).
 */
export function mayReadText(actor: Actor, measure: Measure): boolean {
  return !isRestricted(measure.access) || mayReadRestricted(actor) || hasPartIn(actor, measure);
}

/** Whether this actor may read what is restricted by their role alone, such as the evaluation behind a measure. */
export function mayReadRestricted(actor: Actor): boolean {
  return may(actor, 'read-restricted');
}

/** Owners open the measures they have a part in; of the others they read the plan's summary (EXAMPLES.md, Roles). */
export function mayOpen(actor: Actor, measure: Measure): boolean {
  return may(actor, 'read-everything') || hasPartIn(actor, measure);
}

/** The actor belongs to a party that is responsible for, or contributes to, an item of the measure. */
export function hasPartIn(actor: Actor, measure: Measure): boolean {
  return measure.items.some(
    (item) =>
      actor.partyIds.includes(item.partyId) || item.contributorIds.some((id) => actor.partyIds.includes(id)),
  );
}
