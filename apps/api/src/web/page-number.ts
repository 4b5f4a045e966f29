import { PageFailure } from './failures/page-failure.js';

/** A plan's or a measure's number in an address. @throws PageFailure `not-found` for what can't be one */
export function pageNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(text)) throw new PageFailure('not-found');
  return Number(text);
}
