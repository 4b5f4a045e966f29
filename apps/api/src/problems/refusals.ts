import { scopes } from '#domain/roles/actor.js';
import { type ProblemValue, RefusedRequest } from './problem.js';

/** Refusals of the HTTP layer, before any rule is asked; each says what to do next. */
export const refusals = {
  invalidRequest: (errors: readonly ProblemValue[]): RefusedRequest =>
    new RefusedRequest({
      type: 'invalid-request',
      title: 'Some values can’t be accepted',
      status: 422,
      detail: `${errors.length === 1 ? 'One value is' : `${errors.length} values are`} not acceptable; nothing has been changed.`,
      next: 'Correct what errors names and send the request again; /api/v1/openapi.json has the schema.',
      errors,
    }),

  malformedBody: (detail: string): RefusedRequest =>
    new RefusedRequest({
      type: 'malformed-body',
      title: 'The body can’t be read',
      status: 400,
      detail,
      next: 'Send one JSON object, encoded as UTF-8.',
    }),

  notJson: (contentType: string | undefined): RefusedRequest =>
    new RefusedRequest({
      type: 'unsupported-media-type',
      title: 'The body must be JSON',
      status: 415,
      detail:
        contentType === undefined
          ? 'The body has no Content-Type.'
          : `The body’s Content-Type is ${contentType}.`,
      next: 'Send the body as JSON, with the header Content-Type: application/json.',
    }),

  bodyTooLarge: (limitBytes: number | undefined): RefusedRequest =>
    new RefusedRequest({
      type: 'body-too-large',
      title: 'The body is too large',
      status: 413,
      detail:
        limitBytes === undefined
          ? 'The body is larger than this address takes.'
          : `The body is larger than the ${Math.floor(limitBytes / 1_000_000)} MB that this address takes.`,
      next: 'Shorten the texts; many measures at once go to POST /api/v1/measure-batches.',
    }),

  noSuchAddress: (method: string, path: string): RefusedRequest =>
    new RefusedRequest({
      type: 'no-such-address',
      title: 'There is nothing here',
      status: 404,
      detail: `${method} ${path} is not an address of this API.`,
      next: 'Check the method and the path against /api/v1/openapi.json.',
    }),

  methodNotAllowed: (method: string, path: string, allowed: readonly string[]): RefusedRequest =>
    new RefusedRequest(
      {
        type: 'method-not-allowed',
        title: 'The address does not take this method',
        status: 405,
        detail: `${path} does not take ${method}; it takes ${allowed.join(', ')}.`,
        next: 'Use one of the methods in the header Allow; /api/v1/openapi.json says what each does.',
      },
      { Allow: allowed.join(', ') },
    ),

  notAnId: (): RefusedRequest =>
    new RefusedRequest({
      type: 'not-found',
      title: 'There is nothing with this id',
      status: 404,
      detail: 'The id in the address is not a UUID, so it names nothing here.',
      next: 'Check the id; GET the collection lists what there is.',
    }),

  idempotencyKeyMissing: (): RefusedRequest =>
    new RefusedRequest({
      type: 'idempotency-key-missing',
      title: 'The Idempotency-Key is missing',
      status: 400,
      detail: 'Every POST carries an Idempotency-Key, so that sending it again does nothing twice.',
      next: 'Send the header Idempotency-Key with a new UUID; keep the same one when you send the same request again.',
      errors: [{ header: 'Idempotency-Key', detail: 'is missing' }],
    }),

  idempotencyKeyUnusable: (): RefusedRequest =>
    new RefusedRequest({
      type: 'idempotency-key-unusable',
      title: 'The Idempotency-Key can’t be used',
      status: 400,
      detail: 'The Idempotency-Key must be 1 to 255 visible ASCII characters.',
      next: 'Send a UUID as Idempotency-Key.',
      errors: [{ header: 'Idempotency-Key', detail: 'must be 1 to 255 visible ASCII characters' }],
    }),

  ifMatchMissing: (): RefusedRequest =>
    new RefusedRequest({
      type: 'if-match-missing',
      title: 'If-Match is missing',
      status: 428,
      detail: 'A change must name the version it is based on, so that nobody’s change is overwritten unseen.',
      next: 'GET the resource, and send its ETag in the header If-Match.',
      errors: [{ header: 'If-Match', detail: 'is missing' }],
    }),

  ifMatchUnusable: (): RefusedRequest =>
    new RefusedRequest({
      type: 'if-match-unusable',
      title: 'If-Match can’t be read',
      status: 400,
      detail: 'If-Match must be one ETag as this API gave it, for example "7".',
      next: 'GET the resource, and send its ETag unchanged in the header If-Match.',
      errors: [{ header: 'If-Match', detail: 'must be one ETag, for example "7"' }],
    }),

  tokenMissing: (): RefusedRequest =>
    new RefusedRequest(
      {
        type: 'token-missing',
        title: 'A token is needed',
        status: 401,
        detail: 'The request carries no bearer token.',
        next: 'Get an access token for this API from the identity provider and send it as Authorization: Bearer …',
      },
      { 'WWW-Authenticate': 'Bearer realm="kvittert"' },
    ),

  tokenRefused: (reason: string): RefusedRequest =>
    new RefusedRequest(
      {
        type: 'token-refused',
        title: 'The token is not accepted',
        status: 401,
        detail: reason,
        next: 'Get a new access token for this API from the identity provider and send the request again.',
      },
      { 'WWW-Authenticate': `Bearer realm="kvittert", error="invalid_token", error_description="${reason}"` },
    ),

  fileNotMade: (): RefusedRequest =>
    new RefusedRequest({
      type: 'file-not-made',
      title: 'The file could not be made',
      status: 503,
      detail: 'Making the file failed, and it is not tried again by itself.',
      next: 'Ask for the file again where you asked first; if it fails again, choose another format.',
    }),

  identityProviderUnavailable: (): RefusedRequest =>
    new RefusedRequest(
      {
        type: 'identity-provider-unavailable',
        title: 'Tokens can’t be verified just now',
        status: 503,
        detail: 'The identity provider’s keys can’t be fetched; nothing has been changed.',
        next: 'Send the same request again in a few seconds.',
      },
      { 'Retry-After': '5' },
    ),

  notRegistered: (): RefusedRequest =>
    new RefusedRequest({
      type: 'not-registered',
      title: 'You are not in the register',
      status: 403,
      detail:
        'The token is good, but neither its account nor its e-mail address is that of an active person in Kvittert.',
      next: 'Ask the secretariat to register you, or have an API client with the scope register:write do it: POST /api/v1/persons.',
    }),

  emailNotVerified: (): RefusedRequest =>
    new RefusedRequest({
      type: 'email-not-verified',
      title: 'The e-mail address has not been verified',
      status: 403,
      detail:
        'The identity provider does not say that the e-mail address in the token is the person’s (email_verified).',
      next: 'Have the address verified at the identity provider; where the provider never says so, see OIDC_EMAIL_VERIFIED in docs/operation.md.',
    }),

  clientWithoutScope: (): RefusedRequest =>
    new RefusedRequest({
      type: 'client-without-scope',
      title: 'The API client has no scope here',
      status: 403,
      detail: `A token without an e-mail address is a system’s; it must have one of the scopes ${scopes.join(', ')}.`,
      next: 'Give the client the scopes it needs at the identity provider; what only people may do takes a person’s token.',
    }),
} as const;
