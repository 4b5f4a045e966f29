import { hash, randomBytes } from 'node:crypto';

/** What an address that opens something by itself carries: 256 random bits. Only its hash is kept. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** SHA-256, as the table has it; undefined for what can't be a token. */
export function hashOfToken(token: string): Buffer | undefined {
  return /^[\w-]{43}$/u.test(token) ? hash('sha256', token, 'buffer') : undefined;
}
