import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Adapter, AdapterPayload, ClientMetadata, Configuration } from 'oidc-provider';
import type * as oidc from 'oidc-provider';
import { type Role, type Scope, scopes } from '#domain/roles/actor.js';
import { errors, interactionPolicy, Provider } from './oidc-provider.js';
import type { LocalPerson } from './people.js';
import { answerOf, reach } from './reaching.js';

export const apiAudience = 'kvittert-api';
export const webClientId = 'kvittert-web';
const commandLineClientId = 'kvittert-cli';
/** The value of OIDC_PERSON_CLIENTS. */
export const personClients = [webClientId, commandLineClientId].join(',');
/** An API token for an invented person, without a browser: POST /token with `person=<e-mail>`. */
const inventedPersonGrant = 'urn:kvittert:invented-person';
const resource = 'urn:kvittert:api';
const tokenLifetimeS = 8 * 60 * 60;
const signingAlgorithm = 'RS256';

export interface IdentityProviderOptions {
  /** Keeps the keys and the clients' secrets, so that tokens outlive a restart. */
  folder: string;
  port: number;
  people: readonly LocalPerson[];
  /** Where the web login may come back to, beside this machine itself: the value of PUBLIC_URL. */
  publicUrl?: string;
}

interface Secrets {
  signingKey: JWK;
  cookieKey: string;
  /** Shared by all clients here: the OIDC_CLIENT_SECRET of the web login and the API clients' secret. */
  clientSecret: string;
}

/**
 * An OpenID provider with invented people to choose from. **Never for production**: it asks for no password,
 * gives anybody on this machine a token for anybody, and accepts any address on this machine to come back to.
 */
export class IdentityProvider {
  private server: Server | undefined;

  private constructor(
    private readonly options: IdentityProviderOptions,
    private readonly secrets: Secrets,
    private readonly provider: oidc.default,
  ) {
    provider.registerGrantType(
      inventedPersonGrant,
      async (ctx) => {
        const asked = ctx.oidc.params?.['person'];
        const person = options.people.find(({ email }) => email === asked);
        if (!person) throw new errors.InvalidGrant(`no such person: ${String(asked)}`);
        ctx.body = {
          access_token: await this.personToken(person),
          token_type: 'Bearer',
          expires_in: tokenLifetimeS,
        };
      },
      ['person'],
    );
  }

  static async start(options: IdentityProviderOptions): Promise<IdentityProvider> {
    const secrets = await readOrCreateSecrets(options.folder);
    const provider = createProvider(options, secrets);
    const identityProvider = new IdentityProvider(options, secrets, provider);
    await identityProvider.open();
    return identityProvider;
  }

  /** The value of OIDC_ISSUER. */
  get issuer(): string {
    return issuerAt(this.options.port);
  }

  get clientSecret(): string {
    return this.secrets.clientSecret;
  }

  async open(): Promise<void> {
    if (this.server) return;
    const answer = this.provider.callback();
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/interaction/')) {
        void this.interact(request, response).catch((error: unknown) => {
          response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
          response.end(error instanceof Error ? error.message : String(error));
        });
      } else {
        void answer(request, response);
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.options.port, '127.0.0.1', resolve);
    });
    this.server = server;
  }

  /** Nobody answers until `open` is called; keys and secrets stay. */
  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  /** An API token as a person gets it. A negative lifetime gives one that has expired. */
  async personToken(person: LocalPerson, lifetimeS = tokenLifetimeS): Promise<string> {
    return this.sign(
      {
        sub: person.sub,
        client_id: commandLineClientId,
        roles: person.roles,
        email: person.email,
        email_verified: true,
        name: person.name,
      },
      lifetimeS,
    );
  }

  /** Signs any claims with the provider's own key, for tests of what the API must refuse. */
  async sign(claims: Record<string, unknown>, lifetimeS = tokenLifetimeS): Promise<string> {
    const key = await importJWK(this.secrets.signingKey, signingAlgorithm);
    const nowS = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: this.issuer, aud: apiAudience, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: signingAlgorithm, typ: 'at+jwt', kid: this.secrets.signingKey.kid ?? '' })
      .setIssuedAt(Math.min(nowS, nowS + lifetimeS))
      .setExpirationTime(nowS + lifetimeS)
      .sign(key);
  }

  /** The page on which one chooses who to be, and the answer to it. */
  private async interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const details = await this.provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      response.writeHead(200, pageHeaders);
      response.end(personPage(details.uid, this.options.people));
      return;
    }
    const chosen = new URLSearchParams(await bodyOf(request)).get('sub');
    if (!this.options.people.some(({ sub }) => sub === chosen)) throw new Error('Unknown person.');
    if (details.session) {
      // Who was logged in before is logged out here; the provider would ask for it on a page that needs scripts.
      await (await this.provider.Session.findByUid(details.session.uid))?.destroy();
      delete details.session;
      await details.save(details.exp - Math.floor(Date.now() / 1000));
    }
    await this.provider.interactionFinished(request, response, { login: { accountId: chosen ?? '' } });
  }
}

function issuerAt(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** A system that works through client credentials. */
const apiClientId = 'kvittert-api-system';

/** What the demo's own client asks for: everything but restricted text. */
export const demoScopes: readonly Scope[] = scopes.filter((scope) => scope !== 'restricted:read');

/** A token from a running provider. @throws Error with the provider's reason. */
export async function requestToken(
  provider: { issuer: string; clientSecret: string },
  asked: { person: string } | { scopes: readonly Scope[] },
): Promise<string> {
  const named = 'The identity provider';
  const grant =
    'person' in asked
      ? { client_id: commandLineClientId, grant_type: inventedPersonGrant, person: asked.person }
      : {
          client_id: apiClientId,
          grant_type: 'client_credentials',
          resource,
          scope: asked.scopes.join(' '),
        };
  const response = await reach(named, `${provider.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...grant, client_secret: provider.clientSecret }),
  });
  const answer = await answerOf<{ access_token?: string; error_description?: string; error?: string }>(
    named,
    response,
  );
  if (answer.access_token === undefined) {
    throw new Error(`No token: ${answer.error_description ?? answer.error ?? `status ${response.status}`}`);
  }
  return answer.access_token;
}

function createProvider(options: IdentityProviderOptions, secrets: Secrets): oidc.default {
  const find = (sub: string): LocalPerson | undefined => options.people.find((person) => person.sub === sub);
  const provider = new Provider(issuerAt(options.port), {
    adapter: memoryAdapter(),
    jwks: { keys: [secrets.signingKey] } as unknown as NonNullable<Configuration['jwks']>,
    clients: clients(secrets.clientSecret),
    // The web app reads who has logged in from the ID token alone.
    conformIdTokenClaims: false,
    scopes: ['openid', 'profile', 'email', 'roles'],
    claims: {
      openid: ['sub'],
      profile: ['name'],
      email: ['email', 'email_verified'],
      roles: ['roles', 'party'],
    },
    findAccount: (_ctx, sub) => {
      const person = find(sub);
      if (!person) return undefined;
      return {
        accountId: sub,
        claims: () => ({
          sub,
          name: person.name,
          email: person.email,
          email_verified: true,
          roles: person.roles,
          party: person.partyName,
        }),
      };
    },
    extraTokenClaims: (_ctx, token) => {
      const person = 'accountId' in token ? find(token.accountId) : undefined;
      return person
        ? { roles: person.roles, email: person.email, email_verified: true, name: person.name }
        : {};
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: scopes.join(' '),
          audience: apiAudience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: tokenLifetimeS,
          jwt: { sign: { alg: signingAlgorithm } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page(
            'Logg ut',
            `${form}<button form="op.logoutForm" name="logout" value="yes">Logg ut</button>`,
          );
        },
      },
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}`, policy: alwaysChoose() },
    // Nobody is asked for consent: the only client is our own.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || session?.accountId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email roles');
      grant.addResourceScope(resource, '');
      await grant.save();
      return grant;
    },
    cookies: {
      keys: [secrets.cookieKey],
      names: {
        interaction: 'kvittert_idp_interaction',
        resume: 'kvittert_idp_resume',
        session: 'kvittert_idp_session',
      },
    },
    ttl: {
      AccessToken: tokenLifetimeS,
      ClientCredentials: tokenLifetimeS,
      AuthorizationCode: 60,
      IdToken: tokenLifetimeS,
      Interaction: 60 * 60,
      Session: tokenLifetimeS,
      Grant: tokenLifetimeS,
    },
  });
  const mayReturnTo = (address: string): boolean => {
    const { hostname, origin } = new URL(address);
    return (
      ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ||
      (options.publicUrl !== undefined && origin === new URL(options.publicUrl).origin)
    );
  };
  Object.assign(provider.Client.prototype, {
    redirectUriAllowed: mayReturnTo,
    postLogoutRedirectUriAllowed: mayReturnTo,
  });
  return provider;
}

function clients(secret: string): ClientMetadata[] {
  const withoutRedirect = { client_secret: secret, redirect_uris: [], response_types: [] };
  return [
    {
      client_id: webClientId,
      client_secret: secret,
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: ['http://localhost/'],
    },
    {
      ...withoutRedirect,
      client_id: commandLineClientId,
      grant_types: [inventedPersonGrant],
      token_endpoint_auth_method: 'client_secret_post',
    },
    {
      ...withoutRedirect,
      client_id: apiClientId,
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ];
}

/** Whoever logs in chooses anew, however recently somebody else was chosen: one browser, many roles. */
function alwaysChoose(): oidc.interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy
    .get('login')
    ?.checks.add(
      new interactionPolicy.Check(
        'choose_person',
        'A person must be chosen',
        (ctx) => !ctx.oidc.result?.login,
      ),
    );
  return policy;
}

/** What the provider must remember between two requests; a restart only means logging in again. */
function memoryAdapter(): (model: string) => Adapter {
  const kept = new Map<string, { payload: AdapterPayload; expiresAt: number }>();
  return (model) => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const get = (key: string): AdapterPayload | undefined => {
      const entry = kept.get(key);
      if (entry && entry.expiresAt > Date.now()) return entry.payload;
      kept.delete(key);
      return undefined;
    };
    return {
      find: async (id) => get(keyOf(id)),
      findByUid: async (uid) =>
        [...kept.keys()]
          .filter((key) => key.startsWith(keyOf('')))
          .map(get)
          .find((payload) => payload?.uid === uid),
      findByUserCode: async () => undefined,
      upsert: async (id, payload, expiresInS) => {
        const lifetimeMs = (expiresInS || tokenLifetimeS) * 1000;
        kept.set(keyOf(id), { payload, expiresAt: Date.now() + lifetimeMs });
      },
      consume: async (id) => {
        const payload = get(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        kept.delete(keyOf(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
}

async function readOrCreateSecrets(folder: string): Promise<Secrets> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'secrets.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const secrets: Secrets = {
    signingKey: { ...(await exportJWK(privateKey)), kid: randomUUID(), use: 'sig', alg: signingAlgorithm },
    cookieKey: randomBytes(32).toString('hex'),
    clientSecret: randomBytes(32).toString('hex'),
  };
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

const roleNames: Record<Role, string> = {
  secretariat: 'sekretariat',
  owner: 'ansvarlig',
  leadership: 'ledelse',
  auditor: 'revisor',
  system: 'system',
};

function personPage(uid: string, people: readonly LocalPerson[]): string {
  const choices = people.map(
    ({ sub, name, roles: held, partyName }) =>
      `<li><button name="sub" value="${escape(sub)}"><strong>${escape(name)}</strong><br>` +
      `${escape(held.map((role) => roleNames[role]).join(', '))}, ${escape(partyName)}</button></li>`,
  );
  return page(
    'Velg hvem du er',
    `<p>Personene er oppdiktet. Denne innloggingen finnes bare når Kvittert prøves ut.</p>
     <form method="post" action="/interaction/${escape(uid)}"><ul>${choices.join('')}</ul></form>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
ul { list-style: none; padding: 0; display: grid; gap: .5rem; }
button { font: inherit; width: 100%; text-align: left; padding: .75rem 1rem; cursor: pointer; }
</style></head><body><main><h1>${title}</h1>${content}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
