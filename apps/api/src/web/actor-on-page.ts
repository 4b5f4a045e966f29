import type { Request } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { requireLoggedIn } from '../auth/session.guard.js';

/** Who asks for the page. @throws NotLoggedIn where no guard has let them in */
export function actorOn(request: Request): Actor {
  return requireLoggedIn(request).actor;
}
