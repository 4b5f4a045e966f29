import { Controller, Get, Inject, Logger, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { loggedOutPath, loginStartPath, loginToPath } from '#messages/page-links.js';
import { offeredOnly, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import { CommandHandler } from '#record/command-handler.js';
import { Identities } from '#record/identity/identities.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { formValues, valueOf } from '../../web/forms/form-state.js';
import { KeptForms } from '../../web/forms/kept-forms.js';
import { forgetKeptPath } from '../../web/forms/kept-notice.js';
import { TakesForms } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import {
  type CameBack,
  IdentityProvider,
  IdentityProviderUnavailable,
  loginAttempt,
} from '../../auth/identity-provider.js';
import { languageCookie } from '../../language/asked-language.js';
import { offeredLanguagesToken } from '../../language/offered-languages.js';
import { languagePath } from './language-choice.js';
import { LoggedOutPage, LoginPage, SessionPage } from './login.page.js';
import { safeReturnPath } from '../../auth/return-path.js';
import { requireLoggedIn, SessionGuard } from '../../auth/session.guard.js';
import { cookieName, cookieOptions, Sessions } from '../../auth/session.js';

export const overTlsToken = Symbol('overTls');

const languageKeptMs = 365 * 24 * 60 * 60 * 1000;

@ApiExcludeController()
@Controller()
@TakesForms()
export class LoginController {
  private readonly logger = new Logger('Login');

  constructor(
    @Inject(IdentityProvider) private readonly provider: IdentityProvider,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(KeptForms) private readonly keptForms: KeptForms,
    @Inject(overTlsToken) private readonly overTls: boolean,
    @Inject(offeredLanguagesToken) private readonly offered: OfferedLanguages,
    @Inject(CommandHandler) private readonly commands: CommandHandler,
  ) {}

  @Get('login')
  show(@Query('til') til: unknown, @Req() request: Request, @Res() response: Response): void {
    const href = loginToPath(safeReturnPath(til), loginStartPath);
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
    const { account, verifiedEmail } = await this.whoCameBack(request, attempt.data);
    const person = await this.identities.meet(account, verifiedEmail);
    if (person === undefined)
      throw new PageFailure(verifiedEmail === undefined ? 'unverified' : 'unknown-person');
    await this.sessions.begin(request, response, person);
    response.set('Cache-Control', 'no-store').redirect(302, attempt.data.returnTo);
  }

  @Get('innlogging')
  @UseGuards(SessionGuard)
  async session(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { actor } = requireLoggedIn(request);
    const { account, count } = await this.sessions.of(actor);
    const frame = this.pages.frame(request, response);
    this.pages.send(
      response,
      <SessionPage frame={frame} account={account} count={count} offered={this.offered} />,
    );
  }

  /**
   * For the person, wherever they read; and, beside the command, for this browser, also when they have logged out. One
   * press, with nothing to fill in that could be wrong.
   */
  @Post(languagePath)
  @UseGuards(SessionGuard)
  async chooseLanguage(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { actor } = requireLoggedIn(request);
    const asked = valueOf({ values: formValues(request.body) }, 'language');
    const language = offeredOnly(asked, this.offered);
    if (language === undefined) {
      response.redirect(303, '/innlogging');
      return;
    }
    await this.commands.handle({ type: 'RevisePerson', personId: actor.id, language }, actor);
    response.cookie(languageCookie, language, {
      ...cookieOptions(this.overTls),
      signed: false,
      maxAge: languageKeptMs,
    });
    this.pages.sendOn(response, '/innlogging', 'choose-language');
  }

  @Post(forgetKeptPath)
  @UseGuards(SessionGuard)
  async forgetKept(@Req() request: Request, @Res() response: Response): Promise<void> {
    const page = safeReturnPath(valueOf({ values: formValues(request.body) }, 'side'));
    await this.keptForms.drop(request, page);
    response.redirect(303, page);
  }

  @Post('logout')
  async signOut(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.end(request, response);
    response.redirect(303, loggedOutPath);
  }

  @Post('logout/overalt')
  @UseGuards(SessionGuard)
  async signOutEverywhere(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.sessions.endAll(requireLoggedIn(request).actor.id, response);
    response.redirect(303, loggedOutPath);
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

  private async whoCameBack(
    request: Request,
    attempt: Parameters<IdentityProvider['finish']>[1],
  ): Promise<CameBack> {
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
