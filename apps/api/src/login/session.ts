import { randomUUID } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';
import { z } from 'zod';

/** How long one stays logged in; the register is asked at every request all the same. */
const lifetimeMs = 8 * 60 * 60 * 1000;

const session = z.object({
  personId: z.string(),
  /** Tells one log-in from another: forms are bound to it. */
  sessionId: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
});
export type Session = z.output<typeof session>;

/** Over TLS a cookie is bound to this very host, and never sent in the clear. */
export function cookieName(name: string, overTls: boolean): string {
  return overTls ? `__Host-kvittert-${name}` : `kvittert-${name}`;
}

export function cookieOptions(overTls: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: overTls, path: '/', signed: true };
}

/** Who has logged in: the person's id in a signed cookie that no script can read. */
export class Sessions {
  constructor(private readonly overTls: boolean) {}

  /** Undefined where nobody is logged in, the cookie was tampered with, or the time is up. */
  of(request: Request): Session | undefined {
    const cookies = request.signedCookies as Record<string, unknown>;
    const read = session.safeParse(cookies[cookieName('session', this.overTls)]);
    return read.success && read.data.expiresAt > Date.now() ? read.data : undefined;
  }

  /** A new session at every log-in: what was known before of the browser is worth nothing. */
  begin(response: Response, personId: string): void {
    const begun: Session = { personId, sessionId: randomUUID(), expiresAt: Date.now() + lifetimeMs };
    response.cookie(cookieName('session', this.overTls), begun, {
      ...cookieOptions(this.overTls),
      maxAge: lifetimeMs,
    });
  }

  end(response: Response): void {
    response.clearCookie(cookieName('session', this.overTls), cookieOptions(this.overTls));
  }
}
