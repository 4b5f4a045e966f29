import { createHmac, timingSafeEqual } from 'node:crypto';
import { doubleCsrf } from 'csrf-csrf';
import type { Request, RequestHandler, Response } from 'express';
import type { PersonId } from '#domain/ids.js';
import { cookieName, type Sessions } from '../../auth/session.js';
import { valueOf } from '../forms/form-state.js';
import { formValues } from '../forms/form-state.js';
import { onlyReads } from '../../problems/allowed-methods.js';
import { PageFailure } from '../failures/page-failure.js';

/** Separates the token, its owner and the signature of both. */
const separator = '~';

/** Forms carry a token that is bound to the session and repeated in a cookie (OWASP: signed double submit). */
export class Csrf {
  private readonly protection: ReturnType<typeof doubleCsrf>;
  private readonly made = new WeakMap<Request, string>();

  constructor(
    private readonly secret: string,
    private readonly sessions: Sessions,
    overTls: boolean,
  ) {
    this.protection = doubleCsrf({
      getSecret: () => secret,
      getSessionIdentifier: (request) => this.sessions.idOf(request) ?? '',
      cookieName: cookieName('form', overTls),
      cookieOptions: { httpOnly: true, sameSite: 'lax', secure: overTls, path: '/' },
      getCsrfTokenFromRequest: (request) => sentToken(request).split(separator)[0],
    });
  }

  /** With whose form it is: that lasts longer than the session. */
  token(request: Request, response: Response, owner: PersonId): string {
    const token = this.made.get(request) ?? this.protection.generateCsrfToken(request, response);
    // A second one would take the first's cookie away.
    this.made.set(request, token);
    return [token, owner, this.signature(token, owner)].join(separator);
  }

  /** The person whose form was sent, as its token proves. It gives no right to have the form carried out. */
  ownerOf(request: Request): PersonId | undefined {
    const [token, owner, signature] = sentToken(request).split(separator);
    if (token === undefined || owner === undefined || signature === undefined) return undefined;
    const expected = Buffer.from(this.signature(token, owner));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) ? owner : undefined;
  }

  /** Before any handler of a POST. Nobody logged in is said by the guard, not here. */
  readonly middleware: RequestHandler = (request, _response, next) => {
    const reads = onlyReads(request.method);
    if (reads || this.sessions.idOf(request) === undefined || this.protection.validateRequest(request))
      next();
    else next(new PageFailure('form-expired'));
  };

  private signature(token: string, owner: PersonId): string {
    return createHmac('sha256', this.secret).update(`form-owner ${token} ${owner}`).digest('base64url');
  }
}

function sentToken(request: Request): string {
  return valueOf({ values: formValues(request.body) }, '_csrf');
}
