import { DomainError } from '../domain-error.js';
import type { Actor, Authority, Role } from './actor.js';

/**
 * Who may do what (EXAMPLES.md, Roles). Data, not code spread about. What depends on the state — four eyes,
 * one's own items, who set the deadline — is decided where the state is known.
 */
export const permissions = {
  register: ['secretariat', 'system'],
  assign: ['secretariat', 'system'],
  'set-deadline': ['secretariat', 'system'],
  'edit-plan': ['secretariat', 'system'],
  'edit-summary': ['secretariat'],
  'report-own': ['owner', 'secretariat', 'leadership'],
  'sign-off': ['secretariat', 'leadership', 'owner'],
  'propose-waiver': ['secretariat'],
  'confirm-repetition': ['secretariat'],
  'edit-catalogue': ['secretariat', 'system'],
  'enter-decision': ['secretariat'],
  decide: ['leadership'],
  /** Asking for answers and locking on the date; `system` is the schedule. */
  'run-report': ['secretariat', 'system'],
  'release-report': ['secretariat'],
  /** Publishing is leadership's decision; what must not be read is taken down by whoever sees it first. */
  'withdraw-publication': ['secretariat', 'leadership'],
  'close-implemented': ['secretariat', 'leadership'],
  reopen: ['secretariat', 'leadership'],
  'read-everything': ['secretariat', 'leadership', 'auditor', 'system'],
  'administer-register': ['secretariat', 'system'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function may(actor: Actor, permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission];
  return actor.roles.some((role) => allowed.includes(role));
}

/** @throws DomainError `not-permitted` when none of the actor's roles allows it. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  throw new DomainError({
    type: 'not-permitted',
    refusal: 'forbidden',
    title: 'Your role does not allow this',
    detail: `This takes one of the roles ${permissions[permission].join(', ')}; you have ${actor.roles.join(', ') || 'none'}.`,
    next: 'Ask the secretariat to do it, or to give you the role.',
    extra: { permission, needs: permissions[permission] },
  });
}

/**
 * Leadership decides itself, or the secretariat enters what a body decided (body, meeting date, case number).
 * @throws DomainError `leadership-decides`
 */
export function requireAuthority(actor: Actor, authority: Authority): void {
  if (authority.kind === 'leader' ? may(actor, 'decide') : may(actor, 'enter-decision')) return;
  throw new DomainError({
    type: 'leadership-decides',
    refusal: 'forbidden',
    title: 'Leadership decides this',
    detail: 'Only leadership can decide this, or the secretariat entering the decision of a body.',
    next: 'Have leadership do it, or enter the body’s decision with body, meetingDate and caseNumber.',
    extra: {},
  });
}
