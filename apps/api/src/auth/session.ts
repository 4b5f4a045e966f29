import { randomUUID } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';
import type { PersonId } from '#domain/ids.js';
import type { LoggedIn } from '#record/identity/identities.js';
import type { SessionStore } from '#record/identity/sessions.js';

/** How long a log-in lasts. The register is read at every request, so who has left is out at once. */
const lifetimeMs = 8 * 60 * 60 * 1000;

/** Tells one log-in from another: the row is found by it, and forms are bound to it. */
const sessionId = z.uuid();

/** Over TLS a cookie is bound to this very host, and never sent in the clear. */
export function cookieName(name: string, overTls: boolean): string {
  return overTls ? `__Host-kvittert-${name}` : `kvittert-${name}`;
}

export function cookieOptions(overTls: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: overTls, path: '/', signed: true };
}

/** Who has logged in: a row of the database, whose id stands in a signed cookie that no script can read. */
export class Sessions {
  constructor(
    private readonly store: SessionStore,
    private readonly overTls: boolean,
  ) {}

  /** What the cookie names; undefined where there is none, or it was tampered with. */
  idOf(request: Request): string | undefined {
    const cookies = request.signedCookies as Record<string, unknown>;
    const read = sessionId.safeParse(cookies[cookieName('session', this.overTls)]);
    return read.success ? read.data : undefined;
  }

  /** The person as the register has them now; undefined where nobody is logged in, or the time is up. */
  async personOf(request: Request): Promise<LoggedIn | undefined> {
    const id = this.idOf(request);
    return id === undefined ? undefined : this.store.find(id);
  }

  of(actor: LoggedIn['actor']): ReturnType<SessionStore['of']> {
    return this.store.of(actor);
  }

  /** A new session at every log-in: what was known before of the browser is worth nothing. */
  async begin(request: Request, response: Response, { actor }: LoggedIn): Promise<void> {
    const before = this.idOf(request);
    if (before !== undefined) await this.store.end(before);
    const id = randomUUID();
    await this.store.begin(id, actor, lifetimeMs);
    response.cookie(cookieName('session', this.overTls), id, {
      ...cookieOptions(this.overTls),
      maxAge: lifetimeMs,
    });
  }

  /** Here, and for whoever has a copy of the cookie. */
  async end(request: Request, response: Response): Promise<void> {
    const id = this.idOf(request);
    if (id !== undefined) await this.store.end(id);
    response.clearCookie(cookieName('session', this.overTls), cookieOptions(this.overTls));
  }

  /** Wherever the person is logged in, here too. */
  async endAll(personId: PersonId, response: Response): Promise<void> {
    await this.store.endAll(personId);
    response.clearCookie(cookieName('session', this.overTls), cookieOptions(this.overTls));
  }
}
