import type { PersonId } from '#domain/ids.js';

/** A user of a Slack workspace. */
export interface SlackUser {
  team: string;
  id: string;
}

/** A workspace is an identity provider among others (ADR 024). */
const prefix = 'slack:';

export function slackIssuer(team: string): string {
  return `${prefix}${team}`;
}

/**
 * The person a message is for, and how Slack knows them: by their own users where some are bound (ADR 034).
 */
export interface Addressee {
  personId: PersonId;
  email: string;
  slackUsers: readonly SlackUser[];
}

/** SQL, for a person `p`: their users as [issuer, subject]. */
export const boundSlackUsers = `(SELECT coalesce(json_agg(json_build_array(i.issuer, i.subject)), '[]') FROM identity i
  WHERE i.person_id = p.id AND i.released_at IS NULL AND i.issuer LIKE '${prefix}%')`;

export function slackUsersOf(accounts: readonly (readonly [issuer: string, subject: string])[]): SlackUser[] {
  return accounts.map(([issuer, id]) => ({ team: issuer.slice(prefix.length), id }));
}
