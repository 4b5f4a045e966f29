import type { EntityManager } from 'typeorm';
import type { Command } from '#domain/commands.js';
import type { CommandId, PersonId } from '#domain/ids.js';
import { identityChange } from '#domain/person/identity-change.js';
import type { IdentityNotificationFacts } from '#domain/message/message-facts.js';
import type { PersonEvent } from '#domain/person/person.events.js';
import type { Role } from '#domain/roles/actor.js';
import { notificationKey } from '../notifications/notification-keys.js';
import { messageIdOf } from '../outbox/queue-messages.js';
import { type Addressee, boundSlackUsers, slackUsersOf } from './slack-accounts.js';

interface ReachRow {
  email: string;
  users: [issuer: string, subject: string][];
  /** The latest that was released at the provider of which one is bound now. */
  earlier: [issuer: string, subject: string] | null;
  rebinds: boolean;
}

/**
 * Where the person is reached before a command changes who they are; read before it is written. Undefined: it changes
 * nothing of the kind, or binds the first account, of which nobody needs to be told.
 */
export async function reachedBefore(
  manager: EntityManager,
  command: Command,
): Promise<Addressee | undefined> {
  if (command.type !== 'BindIdentity' && command.type !== 'ReleaseIdentity' && !givesAddress(command)) {
    return undefined;
  }
  const { personId } = command;
  const [row] = await manager.query<ReachRow[]>(
    `SELECT p.email, ${boundSlackUsers} AS users,
            (SELECT json_build_array(i.issuer, i.subject) FROM identity i
              WHERE i.person_id = p.id AND i.issuer = $2 AND i.issuer LIKE 'slack:%' AND i.subject IS NOT NULL
              ORDER BY i.released_at DESC LIMIT 1) AS earlier,
            EXISTS (SELECT FROM identity i WHERE i.person_id = p.id AND i.issuer = $2 AND i.released_at IS NOT NULL)
              AS rebinds
       FROM person p WHERE p.id::text = $1 AND p.active`,
    [personId, command.type === 'BindIdentity' ? command.issuer : ''],
  );
  if (row === undefined) return undefined;
  if (command.type === 'BindIdentity' && !row.rebinds) return undefined;
  if (givesAddress(command) && row.email.toLowerCase() === command.email.trim().toLowerCase())
    return undefined;
  const slackUsers = slackUsersOf(row.earlier === null ? row.users : [row.earlier]);
  return { personId, email: row.email, slackUsers };
}

function givesAddress(command: Command): command is Command & { personId: PersonId; email: string } {
  return command.type === 'RevisePerson' && command.email !== undefined;
}

/** Beside the message that was queued: where it is to go. */
export async function keepReach(
  manager: EntityManager,
  commandId: CommandId,
  { personId, email, slackUsers }: Addressee,
): Promise<void> {
  const [user] = slackUsers;
  await manager.query(
    `INSERT INTO identity_notice (notification_id, person_id, email, slack_issuer, slack_user)
     SELECT id, $2, $3, 'slack:' || $4, $5 FROM notification WHERE key = $1`,
    [
      notificationKey(messageIdOf(commandId, personId)),
      personId,
      email,
      user?.team ?? null,
      user?.id ?? null,
    ],
  );
}

/** Where a message about a change of identity goes; undefined for any other. */
export async function reachOf(
  manager: EntityManager,
  notificationId: string,
): Promise<Addressee | undefined> {
  const [row] = await manager.query<
    { person_id: PersonId; email: string; slack_issuer: string | null; slack_user: string | null }[]
  >('SELECT person_id, email, slack_issuer, slack_user FROM identity_notice WHERE notification_id = $1', [
    notificationId,
  ]);
  if (row === undefined) return undefined;
  const { person_id: personId, email, slack_issuer: issuer, slack_user: user } = row;
  return {
    personId,
    email,
    slackUsers: issuer === null || user === null ? [] : slackUsersOf([[issuer, user]]),
  };
}

/** What one command changed about who the reader is. */
export async function identityNotificationFor(
  manager: EntityManager,
  commandId: CommandId,
  reader: PersonId,
): Promise<IdentityNotificationFacts[]> {
  const rows = await manager.query<{ event: PersonEvent; roles: Role[] | null }[]>(
    `SELECT json_build_object('type', e.type, 'data', e.body -> 'data') AS event, a.roles
       FROM event e LEFT JOIN person a ON a.id::text = e.actor_id
      WHERE e.command_id = $1 AND e.stream_kind = 'person' AND e.stream_id = $2 ORDER BY e.position`,
    [commandId, reader],
  );
  return rows.flatMap(({ event, roles }) => {
    const identity = identityChange(event);
    return identity === undefined ? [] : [{ identity, byRole: roleOf(roles ?? ['system']) }];
  });
}

function roleOf(roles: readonly Role[]): IdentityNotificationFacts['byRole'] {
  if (roles.includes('secretariat')) return 'secretariat';
  if (roles.includes('leadership')) return 'leadership';
  return roles.includes('system') ? 'system' : 'owner';
}
