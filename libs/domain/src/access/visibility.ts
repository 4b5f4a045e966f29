import type { Measure } from '../measure/measure.js';
import type { Actor } from '../roles/actor.js';
import { may } from '../roles/permissions.js';
import { isRestricted } from './access.js';

/**
 * Whether this actor may read the text of a measure that is *unntatt offentlighet*: who reads everything, and those
 * who are responsible for one of its items or contribute to it. Everybody else sees its number (PRODUCT.md, Access).
 */
export function mayReadText(actor: Actor, measure: Measure): boolean {
  return !isRestricted(measure.access) || may(actor, 'read-everything') || hasPartIn(actor, measure);
}

/** The actor belongs to a party that is responsible for, or contributes to, an item of the measure. */
export function hasPartIn(actor: Actor, measure: Measure): boolean {
  return measure.items.some(
    (item) =>
      actor.partyIds.includes(item.partyId) || item.contributorIds.some((id) => actor.partyIds.includes(id)),
  );
}
