import type { Request } from 'express';
import { refusals } from '../problems/refusals.js';

/** One version, as `entityTag` writes it. */
export const entityTagPattern = /^"([0-9]{1,9})"$/;

/** The version the caller saw, from If-Match. */
export function versionSeen(request: Request): number | undefined {
  const given = request.headers['if-match'];
  if (given === undefined) return undefined;
  const version = entityTagPattern.exec(given)?.[1];
  if (version === undefined) throw refusals.ifMatchUnusable();
  return Number(version);
}
