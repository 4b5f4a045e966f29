import { Controller, Get, Inject, Logger, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DataSource } from '#record/data-source.js';
import { personByEmail } from '#record/queries/login.query.js';
import { PageFailure } from '../web/failures/page-failure.js';
import { Pages } from '../web/pages.js';
import { IdentityProvider, IdentityProviderUnavailable, loginAttempt } from './identity-provider.js';
import { LoggedOutPage, LoginPage } from './login.page.js';
import { safeReturnPath } from './return-path.js';
import { cookieName, cookieOptions, Sessions } from './session.js';

export const overTlsToken = Symbol('overTls');

@ApiExcludeController()
@Controller()
export class LoginController {
  private readonly logger = new Logger('Login');

  constructor(
    @Inject(IdentityProvider) private readonly provider: IdentityProvider,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(overTlsToken) private readonly overTls: boolean,
  ) {}

  @Get('login')
  show(@Query('til') til: unknown, @Req() request: Request, @Res() response: Response): void {
    const href = `/login/start?til=${encodeURIComponent(safeReturnPath(til))}`;
    this.pages.send(response, <LoginPage frame={this.pages.frame(request, response)} href={href} />);
  }

  @Get('login/start')
  async start(@Query('til') til: unknown, @Res() response: Response): Promise<void> {
    const { address, attempt } = await this.provider.begin(safeReturnPath(til));
    response
      .cookie(this.attemptCookie, attempt, {
        ...cookieOptions(this.overTls),
        maxAge: attempt.expiresAt - Date.now(),
      })
      .set('Cache-Control', 'no-store')
      .redirect(302, address.href);
  }

  @Get('login/callback')
  async finish(@Req() request: Request, @Res() response: Response): Promise<void> {
    const cookies = request.signedCookies as Record<string, unknown>;
    const attempt = loginAttempt.safeParse(cookies[this.attemptCookie]);
    response.clearCookie(this.attemptCookie, cookieOptions(this.overTls));
    if (!attempt.success || attempt.data.expiresAt < Date.now()) throw new PageFailure('login-failed');
    const email = await this.verifiedEmail(request, attempt.data);
    const person = email === undefined ? undefined : await personByEmail(this.dataSource, email);
    if (person === undefined) throw new PageFailure('unknown-person');
    this.sessions.begin(response, person.actor.id);
    response.set('Cache-Control', 'no-store').redirect(302, attempt.data.returnTo);
  }

  @Post('logout')
  signOut(@Res() response: Response): void {
    this.sessions.end(response);
    response.redirect(303, '/logget-ut');
  }

  @Get('logget-ut')
  async signedOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    // One is logged out of Kvittert whether or not the provider answers.
    const provider = await this.provider.signOutAddress().catch(() => undefined);
    this.pages.send(
      response,
      <LoggedOutPage frame={this.pages.frame(request, response)} provider={provider} />,
    );
  }

  private async verifiedEmail(
    request: Request,
    attempt: Parameters<IdentityProvider['finish']>[1],
  ): Promise<string | undefined> {
    const query = request.originalUrl.slice(request.path.length);
    try {
      return await this.provider.finish(query, attempt);
    } catch (error) {
      if (error instanceof IdentityProviderUnavailable) throw error;
      this.logger.warn(`A log-in failed: ${error instanceof Error ? error.message : String(error)}`);
      throw new PageFailure('login-failed');
    }
  }

  private get attemptCookie(): string {
    return cookieName('login', this.overTls);
  }
}
