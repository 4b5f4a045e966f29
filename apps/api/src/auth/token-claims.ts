import { z } from 'zod';
import { type Scope, scopes } from '#domain/roles/actor.js';
import type { Account } from '#record/identity/identity.rows.js';

/** What a token may say of who sends it, whichever provider made it. */
export const tokenClaims = z.object({
  iss: z.string(),
  sub: z.string().min(1).optional(),
  client_id: z.string().min(1).optional(),
  azp: z.string().min(1).optional(),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
  scope: z.string().default(''),
  scp: z.union([z.string(), z.array(z.string())]).default([]),
  roles: z.array(z.string()).default([]),
  /** Auth0, Entra ID and Keycloak mark what a client got for itself. */
  gty: z.string().optional(),
  idtyp: z.string().optional(),
  preferred_username: z.string().optional(),
});
export type TokenClaims = z.output<typeof tokenClaims>;

export type Bearer =
  | { kind: 'client'; id: string; scopes: readonly Scope[] }
  | { kind: 'person'; account: Account; verifiedEmail?: string }
  /** It names a person, and a client through which nobody logs in. */
  | { kind: 'neither'; client: string };

export interface WhoIsAPerson {
  personClients: readonly string[];
  assumesVerifiedEmail: boolean;
}

/** To whom the token belongs. A client’s token is never a person’s, whatever address it holds. */
export function bearerOf(claims: TokenClaims, options: WhoIsAPerson): Bearer {
  const { iss: issuer, sub: subject, email } = claims;
  const client = claims.client_id ?? claims.azp;
  if (subject === undefined || subject === client || isMarkedAsClient(claims)) return clientOf(claims);
  if (client !== undefined && !options.personClients.includes(client)) {
    return email === undefined ? clientOf(claims) : { kind: 'neither', client };
  }
  // Without an address and without a client nothing tells a person from a system but its scopes.
  if (email === undefined && client === undefined && scopesOf(claims).length > 0) return clientOf(claims);
  const verified = isVerified(claims, options) && email !== undefined ? { verifiedEmail: email } : {};
  return { kind: 'person', account: { issuer, subject }, ...verified };
}

/** The provider says that the address is verified; where it says nothing, `options` say whether it is trusted. */
export function isVerified(
  { email_verified: verified }: { email_verified?: boolean | undefined },
  { assumesVerifiedEmail }: Pick<WhoIsAPerson, 'assumesVerifiedEmail'>,
): boolean {
  return verified ?? assumesVerifiedEmail;
}

function isMarkedAsClient({ sub = '', gty, idtyp, preferred_username: username = '' }: TokenClaims): boolean {
  return (
    gty === 'client-credentials' ||
    idtyp === 'app' ||
    sub.endsWith('@clients') ||
    username.startsWith('service-account-')
  );
}

function clientOf(claims: TokenClaims): Bearer {
  const id = claims.client_id ?? claims.azp ?? claims.sub ?? '';
  return { kind: 'client', id, scopes: scopesOf(claims) };
}

/** RFC 9068 has them in `scope`, Okta in `scp`, Entra ID gives an application its permissions as `roles`. */
function scopesOf({ scope, scp, roles }: TokenClaims): Scope[] {
  const claimed = [scope, ...(typeof scp === 'string' ? [scp] : scp)].flatMap((text) => text.split(' '));
  return scopes.filter((known) => claimed.includes(known) || roles.includes(known));
}
