import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Account } from '#record/identity/identity.rows.js';
import { isVerified } from './token-claims.js';

/** Kept in a signed cookie while the browser is at the identity provider. */
export const loginAttempt = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
});
export type LoginAttempt = z.output<typeof loginAttempt>;

const attemptLifetimeMs = 10 * 60 * 1000;

const addressClaims = z.object({ email: z.email(), email_verified: z.boolean().optional() });

export interface IdentityProviderOptions {
  issuer: string;
  clientId: string;
  clientSecret: string;
  assumesVerifiedEmail: boolean;
  /** Without a final slash. */
  publicUrl: string;
}

/** Who came back, and the address that the provider vouches for. */
export interface CameBack {
  account: Account;
  verifiedEmail?: string;
}

/** The provider can't be reached, or answered what can't be used. */
export class IdentityProviderUnavailable extends Error {
  override readonly name = 'IdentityProviderUnavailable';
}

/** Logging in there: authorization code with PKCE, state and nonce. */
export class IdentityProvider {
  private discovered: Promise<oidc.Configuration> | undefined;

  constructor(private readonly options: IdentityProviderOptions) {}

  /** Where to send the browser, and what to remember of it. @throws IdentityProviderUnavailable */
  async begin(returnTo: string): Promise<{ address: URL; attempt: LoginAttempt }> {
    const configuration = await this.configuration();
    const attempt: LoginAttempt = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      codeVerifier: oidc.randomPKCECodeVerifier(),
      returnTo,
      expiresAt: Date.now() + attemptLifetimeMs,
    };
    const address = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: 'openid email profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
      state: attempt.state,
      nonce: attempt.nonce,
    });
    return { address, attempt };
  }

  /**
   * Who came back.
   * @param query what the provider added to the address, as it stands
   * @throws Error when the way back does not fit the way out
   */
  async finish(query: string, attempt: LoginAttempt): Promise<CameBack> {
    const configuration = await this.configuration();
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${this.redirectUri}${query}`), {
      pkceCodeVerifier: attempt.codeVerifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new Error('The provider sent no ID token');
    const account = { issuer: claims.iss, subject: claims.sub };
    const said = this.vouchedFor(claims);
    if (said !== undefined) return { account, verifiedEmail: said };
    if (configuration.serverMetadata().userinfo_endpoint === undefined) return { account };
    const asked = this.vouchedFor(await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub));
    return { account, ...(asked === undefined ? {} : { verifiedEmail: asked }) };
  }

  private vouchedFor(claims: unknown): string | undefined {
    const read = addressClaims.safeParse(claims);
    return read.success && isVerified(read.data, this.options) ? read.data.email : undefined;
  }

  /** Where one logs out at the provider too, where it has such a place. */
  async signOutAddress(): Promise<string | undefined> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(configuration, { client_id: this.options.clientId }).href;
  }

  private get redirectUri(): string {
    return `${this.options.publicUrl}/login/callback`;
  }

  private configuration(): Promise<oidc.Configuration> {
    this.discovered ??= this.discover().catch((error: unknown) => {
      // The next one who logs in asks again.
      this.discovered = undefined;
      throw new IdentityProviderUnavailable('The identity provider does not answer', { cause: error });
    });
    return this.discovered;
  }

  private discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    // Plain HTTP is for a provider on the same machine; a real one is reached over TLS.
    const execute = issuer.startsWith('http://') ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute, timeout: 10 });
  }
}
