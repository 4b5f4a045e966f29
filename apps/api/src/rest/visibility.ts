import type { Actor } from '#domain/roles/actor.js';
import { requirePermission } from '#domain/roles/permissions.js';

/** For kinds of things of which an owner sees none, whether or not it is there. @throws DomainError `not-permitted` */
export function requireSeesEverything(actor: Actor): void {
  requirePermission(actor, 'read-everything');
}
