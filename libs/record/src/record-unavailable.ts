/**
 * The database can't be reached, or went away in the middle: nothing is known to have been written. The caller
 * tries again; with the same Idempotency-Key it happens once all the same. The pool recovers by itself.
 */
export class RecordUnavailable extends Error {
  override readonly name = 'RecordUnavailable';

  constructor(cause: unknown) {
    super('The record can’t be reached at the moment', { cause });
  }
}
