import { hash } from 'node:crypto';
import { canonicalJson } from '#domain/canonical-json.js';
import { DomainError } from '#domain/domain-error.js';
import type { EventsByStream, RecordedEvent, StreamKind } from '#domain/history.js';
import type { CommandId, IdentityId, Instant, PersonId } from '#domain/ids.js';

/** An event as it is written down: what the hash covers, and all there is to know of it. */
export interface CanonicalEvent {
  stream: StreamKind;
  id: string;
  version: number;
  type: string;
  at: Instant;
  actorId: PersonId;
  identityId?: IdentityId;
  commandId: CommandId;
  data: unknown;
}

/** Before the first event of every stream. */
export const genesisHash = `\\x${'00'.repeat(32)}`;

/**
 * The one way to write this event (RFC 8785): the same on every machine and in every version of the program.
 * @throws DomainError `invalid-value` on text that PostgreSQL can't hold
 */
export function canonicalText(event: CanonicalEvent): string {
  const text = canonicalJson(event);
  if (text.includes('\\u') && unstorable.test(text)) throw unstorableText();
  return text;
}

// A zero byte or half of a surrogate pair, as JSON writes them; not a backslash that somebody typed.
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

export function unstorableText(): DomainError {
  return new DomainError({
    type: 'invalid-value',
    refusal: 'invalid',
    title: 'A value can’t be accepted',
    detail: 'A text holds a character that can’t be stored: a zero byte, or half of a surrogate pair.',
    next: 'Remove the character; it usually comes from copying out of another program.',
  });
}

/** SHA-256 over the hash before and the text, as PostgreSQL writes it (`\x` and hexadecimal). */
export function chainedHash(previous: string, canonical: string): string {
  const covered = Buffer.concat([Buffer.from(previous.slice(2), 'hex'), Buffer.from(canonical, 'utf8')]);
  return `\\x${hash('sha256', covered, 'hex')}`;
}

/** The event as `evolve` takes it. Trusts the text to be one that `canonicalText` wrote. */
export function recordedEvent<K extends StreamKind>(
  _kind: K,
  written: CanonicalEvent,
): RecordedEvent<EventsByStream[K]> {
  const { type, data, at, actorId, commandId, version } = written;
  return { type, data, at, actorId, commandId, version } as unknown as RecordedEvent<EventsByStream[K]>;
}
