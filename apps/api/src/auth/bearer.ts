import { Inject, Injectable } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { Identities } from '#record/identity/identities.js';
import { refusals } from '../problems/refusals.js';
import { AccessTokens } from './access-tokens.js';
import { type Bearer, bearerOf, tokenClaims, type WhoIsAPerson } from './token-claims.js';

export const whoIsAPersonToken = Symbol('whoIsAPerson');

const actors = new WeakMap<Request, Actor>();

/** Who sent the request, where a token said so. */
export function authenticated(request: Request): Actor | undefined {
  return actors.get(request);
}

/** Who sent the request. @throws RefusedRequest 401 where nobody has been authenticated */
export function actorOf(request: Request): Actor {
  const actor = authenticated(request);
  if (actor === undefined) throw refusals.tokenMissing();
  return actor;
}

/**
 * Bearer tokens of people and of systems. A person is an account at the identity provider, bound to somebody in the
 * register at the first log-in, and the register's roles count, not the token's. A system's scopes count.
 */
@Injectable()
export class BearerAuthentication {
  constructor(
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(whoIsAPersonToken) private readonly whoIsAPerson: WhoIsAPerson,
  ) {}

  /** Stands before the body is read: a stranger’s 50 MB are never parsed. */
  readonly middleware: RequestHandler = async (request, _response, next) => {
    try {
      actors.set(request, await this.authenticate(request.headers.authorization));
      next();
    } catch (error) {
      next(error);
    }
  };

  /** @throws RefusedRequest 401 for the token, 403 for who it names; DomainError `other-identity` */
  async authenticate(authorization: string | undefined): Promise<Actor> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw refusals.tokenMissing();
    const read = tokenClaims.safeParse(await this.tokens.verify(token));
    if (!read.success) throw refusals.tokenRefused('The claims of the token can not be read.');
    const bearer = bearerOf(read.data, this.whoIsAPerson);
    switch (bearer.kind) {
      case 'client':
        return clientActor(bearer);
      case 'person':
        return this.person(bearer, read.data.email !== undefined);
      case 'neither':
        throw refusals.tokenRefused(
          'The token names a person, and a client through which nobody logs in (OIDC_PERSON_CLIENTS).',
        );
      default:
        return bearer satisfies never;
    }
  }

  private async person(
    { account, verifiedEmail }: Extract<Bearer, { kind: 'person' }>,
    hasAddress: boolean,
  ): Promise<Actor> {
    const person = await this.identities.meet(account, verifiedEmail);
    if (person !== undefined) return person.actor;
    if (hasAddress && verifiedEmail === undefined) throw refusals.emailNotVerified();
    throw refusals.notRegistered();
  }
}

/** A system by its scopes, whatever roles it claims: those are people’s, because four eyes are counted in people. */
function clientActor({ id, scopes }: Extract<Bearer, { kind: 'client' }>): Actor {
  if (id === '' || scopes.length === 0) throw refusals.clientWithoutScope();
  return { id: `client:${id}`, roles: ['system'], partyIds: [], scopes };
}
