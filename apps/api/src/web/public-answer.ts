import { hash } from 'node:crypto';
import type { Response } from 'express';

/**
 * Answers with what anybody may read. Caches may keep it, and ask each time whether it still holds: what is taken
 * down is gone at once. Express answers 304 where the ETag is the one that was asked with.
 * @param sha256 of the content, where it is known
 */
export function answerPublicly(
  response: Response,
  { type, content, sha256 }: { type: string; content: string | Buffer; sha256?: string },
): void {
  response
    .set('Cache-Control', 'public, no-cache')
    .set('ETag', `"${sha256 ?? hash('sha256', content, 'hex')}"`)
    .type(type)
    .send(content);
}
