import { Inject, Injectable } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { DataSource } from '#record/data-source.js';
import { z } from 'zod';
import { type Actor, type Scope, scopes } from '#domain/roles/actor.js';
import { actorByEmail } from '#record/queries/actor.query.js';
import { refusals } from '../problems/refusals.js';
import { AccessTokens } from './access-tokens.js';

const claims = z.object({
  sub: z.string().min(1).optional(),
  client_id: z.string().min(1).optional(),
  azp: z.string().min(1).optional(),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
  scope: z.string().default(''),
  scp: z.union([z.string(), z.array(z.string())]).default([]),
  roles: z.array(z.string()).default([]),
});
type Claims = z.output<typeof claims>;

const actors = new WeakMap<Request, Actor>();

/** Who sent the request. @throws RefusedRequest 401 where nobody has been authenticated */
export function actorOf(request: Request): Actor {
  const actor = actors.get(request);
  if (actor === undefined) throw refusals.tokenMissing();
  return actor;
}

/**
 * Bearer tokens of people and of systems. A person is found in the register by the token’s e-mail address, and the
 * register’s roles count, not the token’s. A token without an e-mail address is an API client’s: its scopes count.
 */
@Injectable()
export class BearerAuthentication {
  constructor(
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(DataSource) private readonly dataSource: DataSource,
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

  /** @throws RefusedRequest 401 for the token, 403 for who it names */
  async authenticate(authorization: string | undefined): Promise<Actor> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw refusals.tokenMissing();
    const read = claims.safeParse(await this.tokens.verify(token));
    if (!read.success) throw refusals.tokenRefused('The claims of the token can not be read.');
    const email = emailOf(read.data);
    return email === undefined ? clientActor(read.data) : this.person(email, read.data);
  }

  private async person(email: string, { email_verified: verified }: Claims): Promise<Actor> {
    if (verified === false)
      throw refusals.tokenRefused('The e-mail address in the token has not been verified.');
    const actor = await actorByEmail(this.dataSource, email);
    if (actor === undefined) throw refusals.notRegistered();
    return actor;
  }
}

/** Some providers leave `email` out of access tokens and have it as `sub`. */
function emailOf({ email, sub }: Claims): string | undefined {
  return email ?? (sub?.includes('@') === true ? sub : undefined);
}

/** A system by its scopes, whatever roles it claims: those are people’s, because four eyes are counted in people. */
function clientActor(read: Claims): Actor {
  const id = read.client_id ?? read.azp ?? read.sub;
  const granted = scopesOf(read);
  if (id === undefined || granted.length === 0) throw refusals.clientWithoutScope();
  return { id: `client:${id}`, roles: ['system'], partyIds: [], scopes: granted };
}

/** RFC 9068 has them in `scope`, Okta in `scp`, Entra ID gives an application its permissions as `roles`. */
function scopesOf({ scope, scp, roles }: Claims): Scope[] {
  const claimed = [scope, ...(typeof scp === 'string' ? [scp] : scp)].flatMap((text) => text.split(' '));
  return scopes.filter((known) => claimed.includes(known) || roles.includes(known));
}
