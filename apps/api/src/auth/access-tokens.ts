import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { refusals } from '../problems/refusals.js';

const clockToleranceS = 5;
const discoveryTimeoutMs = 5_000;
/** Asymmetric only: a provider’s public key must never verify what anybody could have signed with it. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Verifies access tokens (JWT) with the identity provider’s published keys, fetched once and when a new key is named. */
export class AccessTokens {
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(private readonly options: { issuer: string; audience: string }) {}

  /** @throws RefusedRequest 401 saying what is wrong with the token; 503 while the keys can’t be fetched */
  async verify(token: string): Promise<JWTPayload> {
    const keys = await this.publishedKeys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: this.options.issuer,
        audience: this.options.audience,
        algorithms,
        clockTolerance: clockToleranceS,
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      throw refusalOf(error);
    }
  }

  private publishedKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.discover().catch((error: unknown) => {
      // The next request asks again.
      this.keys = undefined;
      throw error;
    });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    try {
      const address = `${this.options.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
      const response = await fetch(address, { signal: AbortSignal.timeout(discoveryTimeoutMs) });
      const { jwks_uri: keysAddress } = discovery.parse(await response.json());
      return createRemoteJWKSet(new URL(keysAddress), { timeoutDuration: discoveryTimeoutMs });
    } catch {
      throw refusals.identityProviderUnavailable();
    }
  }
}

function refusalOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return refusals.tokenRefused('The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return refusals.tokenRefused(
      wrongClaim[error.claim] ?? `The claim ${error.claim} of the token is not acceptable.`,
    );
  }
  const unreadable =
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported;
  if (unreadable)
    return refusals.tokenRefused('The token was not signed by the identity provider of this installation.');
  if (error instanceof errors.JWTInvalid || error instanceof errors.JWSInvalid) {
    return refusals.tokenRefused('The token is not a JWT.');
  }
  return refusals.identityProviderUnavailable();
}

/** Header values are ASCII, and these stand in WWW-Authenticate too. */
const wrongClaim: Readonly<Record<string, string>> = {
  aud: 'The token is for another audience.',
  iss: 'The token comes from another identity provider.',
  exp: 'The token has no time of expiry.',
  nbf: 'The token is not valid yet.',
};
