import type { DecisionId, IdentityId, PartyId, PersonId, PlainDate } from '../ids.js';

export const roles = ['secretariat', 'owner', 'leadership', 'auditor', 'system'] as const;
export type Role = (typeof roles)[number];

/** What an API client may be given at the identity provider (EXAMPLES.md, Roles). */
export const scopes = [
  /** Plans, measures, evaluations, reports, their history and messages. */
  'measures:read',
  'measures:write',
  /** Parties and persons. */
  'register:read',
  'register:write',
  /** Asking for the quarter's answers, and locking on the date. */
  'reports:run',
  /** The text of what is *unntatt offentlighet*; without it number and link. */
  'restricted:read',
] as const;
export type Scope = (typeof scopes)[number];

/** The one who gives a command: a person, or an API client (`id` is then `client:<client id>`). */
export interface Actor {
  id: PersonId;
  roles: readonly Role[];
  /** The parties (units) the person belongs to. */
  partyIds: readonly PartyId[];
  /** Those in whose place they act today; their units are among `partyIds` (standing-in.ts). */
  standsInFor?: readonly PersonId[];
  /** A person's account at the identity provider, as they came: it stands with whatever they do. */
  identityId?: IdentityId;
  /** An API client's, as its token has them: what the role `system` may do and see hangs on them alone. */
  scopes?: readonly Scope[];
}

/** What the minutes of a body's meeting are found by. */
export interface Minutes {
  body: string;
  meetingDate: PlainDate;
  caseNumber: string;
  /** Archive reference of the minutes; absent only in decisions entered before it was required. */
  archiveReference?: string;
}

export interface BodyAuthority extends Minutes {
  kind: 'body';
  /** Written by the rules alone when it takes effect; absent in what was entered before countersigning was required. */
  countersigned?: { decisionId: DecisionId; enteredBy: PersonId; by: PersonId };
}

/** An API client, and nobody in person: it sees all of a kind or, without the scope, is told which it lacks. */
export function isClient({ roles: held }: Actor): boolean {
  return held.includes('system');
}

/**
 * On whose authority a decision of leadership stands: a leader who gives the command, or a body
 * (committee, council) whose decision the secretariat enters and another countersigns. The record shows who decided,
 * who entered it and who countersigned.
 */
export type Authority = { kind: 'leader' } | BodyAuthority;

/** The one who entered what a body decided is not who made it take effect. */
export function whoEntered(authority: Authority, actorId: PersonId): PersonId {
  return (authority.kind === 'body' ? authority.countersigned?.enteredBy : undefined) ?? actorId;
}
