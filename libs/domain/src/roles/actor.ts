import type { PartyId, PersonId, PlainDate } from '../ids.js';

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

/** Who gives a command: a person, or an API client (`id` is then `client:<client id>`). */
export interface Actor {
  id: PersonId;
  roles: readonly Role[];
  /** The parties (units) the person belongs to. */
  partyIds: readonly PartyId[];
  /** An API client's, as its token has them: what the role `system` may do and see hangs on them alone. */
  scopes?: readonly Scope[];
}

/**
 * On whose authority a decision of leadership stands: a leader who gives the command, or a body
 * (committee, council) whose decision the secretariat enters. The record shows both who decided and who entered it.
 */
export type Authority =
  { kind: 'leader' } | { kind: 'body'; body: string; meetingDate: PlainDate; caseNumber: string };
