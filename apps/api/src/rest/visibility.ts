import { type Access, isRestricted } from '#domain/access/access.js';
import { mayReadRestricted } from '#domain/access/visibility.js';
import type { Actor } from '#domain/roles/actor.js';
import { may, requirePermission } from '#domain/roles/permissions.js';

/** Who is none of the roles that read everything sees only what is their own parties’. */
export function seesEverything(actor: Actor): boolean {
  return may(actor, 'read-everything');
}

/** @throws DomainError `not-permitted` */
export function requireSeesEverything(actor: Actor): void {
  requirePermission(actor, 'read-everything');
}

/** Whether the actor may read the text of an evaluation with this access. */
export function seesEvaluationText(actor: Actor, access: Access): boolean {
  return !isRestricted(access) || mayReadRestricted(actor);
}
