import { hash } from 'node:crypto';
import type { Response } from 'express';

interface Answer {
  type: string;
  content: string | Buffer;
  /** Of the content, where it is known. */
  sha256?: string;
}

/**
 * Answers with what anybody may read. Caches may keep it, and ask each time whether it still holds: what is taken
 * down is gone at once. Express answers 304 where the ETag is the one that was asked with.
 */
export function answerPublicly(response: Response, answer: Answer): void {
  answerTagged(response, 'public, no-cache', answer);
}

/** As `answerPublicly`, for whoever has the address alone: no cache between keeps it. */
export function answerPrivately(response: Response, answer: Answer): void {
  answerTagged(response, 'private, no-cache', answer);
}

function answerTagged(response: Response, cacheControl: string, { type, content, sha256 }: Answer): void {
  response
    .set('Cache-Control', cacheControl)
    .set('ETag', `"${sha256 ?? hash('sha256', content, 'hex')}"`)
    .type(type)
    .send(content);
}
