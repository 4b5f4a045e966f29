import type { Request } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { loggedInOf, NotLoggedIn } from '../login/session.guard.js';

/** Who asks for the page. @throws NotLoggedIn where no guard has let them in */
export function actorOn(request: Request): Actor {
  const person = loggedInOf(request);
  if (person === undefined) throw new NotLoggedIn('Nobody is logged in');
  return person.actor;
}
