import { doubleCsrf } from 'csrf-csrf';
import type { Request, RequestHandler, Response } from 'express';
import { cookieName, type Sessions } from '../../login/session.js';
import { valueOf } from '../forms/form-state.js';
import { formValues } from '../forms/form-state.js';
import { PageFailure } from '../failures/page-failure.js';

/** Forms carry a token that is bound to the session and repeated in a cookie (OWASP: signed double submit). */
export class Csrf {
  private readonly protection: ReturnType<typeof doubleCsrf>;

  constructor(
    secret: string,
    private readonly sessions: Sessions,
    overTls: boolean,
  ) {
    this.protection = doubleCsrf({
      getSecret: () => secret,
      getSessionIdentifier: (request) => this.sessions.idOf(request) ?? '',
      cookieName: cookieName('form', overTls),
      cookieOptions: { httpOnly: true, sameSite: 'lax', secure: overTls, path: '/' },
      getCsrfTokenFromRequest: (request) => valueOf({ values: formValues(request.body) }, '_csrf'),
    });
  }

  token(request: Request, response: Response): string {
    return this.protection.generateCsrfToken(request, response);
  }

  /** Before any handler of a POST. Nobody logged in is said by the guard, not here. */
  readonly middleware: RequestHandler = (request, _response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads || this.sessions.idOf(request) === undefined || this.protection.validateRequest(request))
      next();
    else next(new PageFailure('form-expired'));
  };
}
