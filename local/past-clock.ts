import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** How far behind the clock of one request is, in milliseconds. */
export const behindMsHeader = 'x-kvittert-behind-ms';

/**
 * A clock that is behind: by so much, or for one request by what its header says.
 * @returns milliseconds since 1970
 */
export function pastClock(usuallyBehindMs: number): () => number {
  const behindMs = new AsyncLocalStorage<number>();
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    behindMs.enterWith(Number(request.headers[behindMsHeader] ?? usuallyBehindMs));
  });
  return () => Date.now() - (behindMs.getStore() ?? usuallyBehindMs);
}
