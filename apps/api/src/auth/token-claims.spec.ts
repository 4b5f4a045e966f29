import { describe, expect, it } from '@jest/globals';
import { bearerOf, tokenClaims } from './token-claims.js';

const issuer = 'https://id.example';
const options = { personClients: ['kvittert-web'], assumesVerifiedEmail: false };
const bearer = (claims: object, over: object = {}) =>
  bearerOf(tokenClaims.parse({ iss: issuer, ...claims }), { ...options, ...over });
const person = { sub: 'a1', azp: 'kvittert-web', email: 'kari@example.no', email_verified: true };
const scope = 'measures:write register:write';

describe('a token', () => {
  it('of a person names the account, and the address where it is verified', () => {
    const account = { issuer, subject: 'a1' };
    expect(bearer(person)).toEqual({ kind: 'person', account, verifiedEmail: 'kari@example.no' });
    expect(bearer({ ...person, email_verified: false })).toEqual({ kind: 'person', account });
    expect(bearer({ ...person, email_verified: undefined })).toEqual({ kind: 'person', account });
  });

  it('binds by an address that the provider never says is verified only where the setting says so', () => {
    const silent = { ...person, email_verified: undefined };
    const assumed = { assumesVerifiedEmail: true };
    expect(bearer(silent, assumed)).toMatchObject({ verifiedEmail: 'kari@example.no' });
    expect(bearer({ ...silent, email_verified: false }, assumed)).not.toHaveProperty('verifiedEmail');
  });

  it.each([
    ['RFC 9068', { sub: 'erp', client_id: 'erp' }],
    ['Auth0', { sub: 'erp@clients', azp: 'erp', gty: 'client-credentials' }],
    ['Entra ID', { sub: '5e', azp: 'erp', idtyp: 'app' }],
    ['Keycloak', { sub: '5e', azp: 'erp', preferred_username: 'service-account-erp' }],
    ['a service account of the web’s own client', { ...person, preferred_username: 'service-account-web' }],
    ['the web’s own client', { sub: 'kvittert-web', client_id: 'kvittert-web' }],
    ['one without a subject', { client_id: 'erp' }],
    ['another client without an address', { sub: 'a1', client_id: 'erp' }],
  ])('of a client (%s) is never a person’s, whatever address it holds', (name, claims) => {
    const address = name.startsWith('another') ? {} : { email: 'leder@example.no', email_verified: true };
    expect(bearer({ ...claims, ...address, scope })).toMatchObject({
      kind: 'client',
      scopes: ['measures:write', 'register:write'],
    });
  });

  it('that names a person and a client through which nobody logs in is neither', () => {
    expect(bearer({ ...person, azp: 'erp' })).toEqual({ kind: 'neither', client: 'erp' });
  });
});
