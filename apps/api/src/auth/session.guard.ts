import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { offeredOnly, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import type { LoggedIn } from '#record/identity/identities.js';
import { offeredLanguagesToken } from '../language/offered-languages.js';
import { speakOn } from '../language/spoken-language.js';
import { Sessions } from './session.js';

const present = new WeakMap<Request, LoggedIn>();

/** The person who is logged in; undefined where nobody is, or where no guard has looked. */
export function loggedInOf(request: Request): LoggedIn | undefined {
  return present.get(request);
}

/** Nobody is logged in (any more): the filter of the pages sends to the log-in, or shows what was typed. */
export class NotLoggedIn extends Error {
  override readonly name = 'NotLoggedIn';
}

/** @throws NotLoggedIn where no guard has let anybody in */
export function requireLoggedIn(request: Request): LoggedIn {
  const person = present.get(request);
  if (person === undefined) throw new NotLoggedIn('Nobody is logged in');
  return person;
}

/** Every page but the log-in: the person in the session, as the register knows them now, spoken to as they have chosen. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(offeredLanguagesToken) private readonly offered: OfferedLanguages,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const person = await this.sessions.personOf(request);
    if (person === undefined) throw new NotLoggedIn('Nobody is logged in');
    present.set(request, person);
    const chosen = offeredOnly(person.language, this.offered);
    if (chosen !== undefined) speakOn(chosen);
    return true;
  }
}
