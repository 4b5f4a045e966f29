import { requireHappened } from '../deadline/date-bounds.js';
import { DomainError } from '../domain-error.js';
import type { PlainDate } from '../ids.js';
import { type Actor, type Authority, type Role, type Scope, isClient } from './actor.js';

type Holder = Exclude<Role, 'system'> | Scope;

/**
 * Who may do what (EXAMPLES.md, Roles): a person by role, an API client by scope. Data, not code spread about. What
 * depends on the state — four eyes, one's own items, who set the deadline — is decided where the state is known.
 */
export const permissions = {
  register: ['secretariat', 'measures:write'],
  assign: ['secretariat', 'measures:write'],
  'set-deadline': ['secretariat', 'measures:write'],
  'edit-plan': ['secretariat', 'measures:write'],
  'edit-summary': ['secretariat'],
  'report-own': ['owner', 'secretariat', 'leadership'],
  'sign-off': ['secretariat', 'leadership', 'owner'],
  'propose-waiver': ['secretariat'],
  /** Whose it is of the two is asked where the deadline is known. */
  'answer-extension': ['secretariat', 'leadership'],
  'confirm-repetition': ['secretariat'],
  'edit-catalogue': ['secretariat', 'measures:write'],
  'enter-decision': ['secretariat'],
  /** A body's decision that another has entered; a substitute named on the plan may too. */
  countersign: ['secretariat', 'leadership'],
  decide: ['leadership'],
  /** Asking for answers and locking on the date. */
  'run-report': ['secretariat', 'reports:run'],
  'release-report': ['secretariat'],
  /** Publishing is leadership's decision; what must not be read is taken down by whoever sees it first. */
  'withdraw-publication': ['secretariat', 'leadership'],
  'close-implemented': ['secretariat', 'leadership'],
  reopen: ['secretariat', 'leadership'],
  'read-everything': ['secretariat', 'leadership', 'auditor', 'measures:read'],
  /** Organisations: whoever registers measures needs their ids. */
  'read-parties': [
    'secretariat',
    'leadership',
    'auditor',
    'measures:read',
    'register:read',
    'register:write',
  ],
  'read-persons': ['secretariat', 'leadership', 'auditor', 'register:read', 'register:write'],
  /** Restricted text is for people with a need for it, and for who must do it: `libs/domain/src/access`. */
  'read-restricted': ['secretariat', 'leadership', 'auditor', 'restricted:read'],
  /** What leadership asks and says about a report before it is anybody else's. */
  'read-questions': ['secretariat', 'leadership', 'auditor'],
  /** A request for access is answered with what anybody may read. */
  'answer-access-request': ['secretariat', 'auditor'],
  /** May read the log of who read restricted text. */
  'read-readings': ['leadership', 'auditor'],
  /** The role itself; address and identity of who has it, and that they have left. */
  'give-leadership': ['leadership'],
  'administer-register': ['secretariat', 'register:write'],
} as const satisfies Record<string, readonly Holder[]>;

export type Permission = keyof typeof permissions;

export function may({ roles, scopes = [] }: Actor, permission: Permission): boolean {
  const allowed: readonly string[] = permissions[permission];
  return [...roles, ...scopes].some((held) => allowed.includes(held));
}

/** @throws DomainError `not-permitted` when neither a role nor a scope of the actor's allows it. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return;
  const needs: readonly string[] = permissions[permission];
  const held = [...actor.roles, ...(actor.scopes ?? [])];
  throw new DomainError({
    type: 'not-permitted',
    refusal: 'forbidden',
    title: 'Your role does not allow this',
    detail: `This takes one of ${needs.join(', ')}; you have ${held.join(', ') || 'none'}.`,
    next: isClient(actor)
      ? 'Have the API client given the scope at the identity provider; what only people may do takes a person’s token.'
      : 'Ask the secretariat to do it, or to give you the role.',
    extra: { permission, needs },
  });
}

/**
 * Leadership decides itself, or the secretariat enters what a body decided (body, meeting date, case number). Whose
 * countersignature makes the latter take effect is asked in `decision/countersigning.ts`.
 * @throws DomainError `leadership-decides`, `date-ahead` for a meeting that has not been held
 */
export function requireAuthority(
  { actor, today }: { actor: Actor; today: PlainDate },
  authority: Authority,
): void {
  requireMayBring(actor, authority);
  if (authority.kind === 'body' && authority.countersigned === undefined)
    requireHappened('authority.meetingDate', authority.meetingDate, today);
}

/** Who decides, or enters what a body decided, before anything is asked of the decision. @throws DomainError `leadership-decides` */
export function requireMayBring(actor: Actor, authority: Authority): void {
  if (authority.kind === 'body' && authority.countersigned !== undefined) return;
  if (may(actor, authority.kind === 'leader' ? 'decide' : 'enter-decision')) return;
  throw new DomainError({
    type: 'leadership-decides',
    refusal: 'forbidden',
    title: 'Leadership decides this',
    detail: 'Only leadership can decide this, or the secretariat entering the decision of a body.',
    next: 'Have leadership do it, or enter the body’s decision with body, meetingDate, caseNumber and archiveReference.',
    extra: {},
  });
}

/** By this actor's word: a body's decision that is only entered takes another's. */
export function takesEffect(authority: Authority): boolean {
  return authority.kind === 'leader' || authority.countersigned !== undefined;
}
