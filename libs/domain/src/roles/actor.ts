import type { PartyId, PersonId, PlainDate } from '../ids.js';

export const roles = ['secretariat', 'owner', 'leadership', 'auditor', 'system'] as const;
export type Role = (typeof roles)[number];

/** Who gives a command: a person, or an API client (`id` is then `client:<client id>`). */
export interface Actor {
  id: PersonId;
  roles: readonly Role[];
  /** The parties (units) the person belongs to. */
  partyIds: readonly PartyId[];
}

/**
 * On whose authority a decision of leadership stands: a leader who gives the command, or a body
 * (committee, council) whose decision the secretariat enters. The record shows both who decided and who entered it.
 */
export type Authority =
  { kind: 'leader' } | { kind: 'body'; body: string; meetingDate: PlainDate; caseNumber: string };
