import type { DataSource } from 'typeorm';
import type { Actor } from '#domain/roles/actor.js';
import { personByEmail } from './login.query.js';

/**
 * The person whom a verified e-mail address belongs to, with the register's roles: the only way in for people,
 * whichever door they come by. Upper and lower case are the same. Undefined for a stranger, and for one who has left.
 */
export async function actorByEmail(dataSource: DataSource, email: string): Promise<Actor | undefined> {
  return (await personByEmail(dataSource, email))?.actor;
}
