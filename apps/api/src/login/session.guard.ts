import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource } from '#record/data-source.js';
import { type LoggedIn, personById } from '#record/queries/login.query.js';
import { Sessions } from './session.js';

const present = new WeakMap<Request, LoggedIn>();

/** Who is logged in; undefined where nobody is, or no guard has looked. */
export function loggedInOf(request: Request): LoggedIn | undefined {
  return present.get(request);
}

/** Nobody is logged in (any more): the filter of the pages sends to the log-in, or shows what was typed. */
export class NotLoggedIn extends Error {
  override readonly name = 'NotLoggedIn';
}

/** Every page but the log-in: the person in the session, as the register knows them now. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request>();
    const session = this.sessions.of(request);
    const person = session === undefined ? undefined : await personById(this.dataSource, session.personId);
    if (person === undefined) throw new NotLoggedIn('Nobody is logged in');
    present.set(request, person);
    return true;
  }
}
