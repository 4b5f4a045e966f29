import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Command, CommandType } from '#domain/commands.js';
import type { Instant } from '#domain/ids.js';
import type { BindIdentity } from '#domain/person/person.commands.js';
import { otherIdentity } from '#domain/person/person.errors.js';

/** Who somebody is at an identity provider (or in the Slack workspace, which is one). */
export interface Account {
  issuer: string;
  subject: string;
}

/** What the person's event holds of an account: nobody can read it back, and another one does not fit. */
export function sealed({ issuer, subject }: Account): Pick<BindIdentity, 'salt' | 'seal'> {
  const salt = randomBytes(16);
  const seal = createHash('sha256').update(salt).update(`${issuer}\n${subject}`).digest('hex');
  return { salt: salt.toString('hex'), seal };
}

type Keep<C> = (manager: EntityManager, command: C, at: Instant) => Promise<void>;

/** What a command about who somebody is leaves beside events and rows, in the same transaction. */
const kept = {
  BindIdentity: async (manager, { identityId, personId, issuer, subject, salt, seal }, at) => {
    const bound = await manager.query<unknown[]>(
      `INSERT INTO identity (id, person_id, issuer, subject, salt, seal, bound_at)
         VALUES ($1, $2, $3, $4, decode($5, 'hex'), $6, $7) ON CONFLICT DO NOTHING RETURNING id`,
      [identityId, personId, issuer, subject, salt, seal, at],
    );
    if (bound.length === 0) throw otherIdentity();
  },
  ReleaseIdentity: async (manager, { identityId }, at) => {
    await manager.query('UPDATE identity SET released_at = $2 WHERE id = $1', [identityId, at]);
  },
  ErasePerson: async (manager, { personId }, at) => {
    await manager.query(
      `UPDATE identity SET released_at = coalesce(released_at, $2), subject = NULL, salt = NULL
        WHERE person_id = $1`,
      [personId, at],
    );
  },
} satisfies { [T in CommandType]?: Keep<Extract<Command, { type: T }>> };

/** Whether the command leaves something beside events and rows. */
export function concernsIdentity({ type }: Command): boolean {
  return type in kept;
}

export async function keepIdentity(manager: EntityManager, command: Command, at: Instant): Promise<void> {
  const keep = (kept as { [T in CommandType]?: Keep<Command> })[command.type];
  await keep?.(manager, command, at);
}
