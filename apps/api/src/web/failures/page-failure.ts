export type FailureKind =
  | 'not-found'
  | 'gone'
  | 'forbidden'
  | 'signed-out'
  | 'form-expired'
  | 'changed'
  | 'refused'
  | 'wrong-method'
  | 'too-large'
  | 'unreadable'
  | 'too-many'
  | 'unknown-person'
  | 'unverified'
  | 'login-failed'
  | 'unavailable'
  | 'altered'
  | 'broken';

export const statusOfFailure: Readonly<Record<FailureKind, number>> = {
  'not-found': 404,
  gone: 410,
  forbidden: 403,
  'signed-out': 401,
  'form-expired': 403,
  changed: 412,
  refused: 409,
  'wrong-method': 405,
  'too-large': 413,
  unreadable: 400,
  'too-many': 429,
  'unknown-person': 403,
  unverified: 403,
  'login-failed': 400,
  unavailable: 503,
  altered: 409,
  broken: 500,
};

/** A page can't be shown, or a form not taken; the filter shows the page that says why. */
export class PageFailure extends Error {
  override readonly name = 'PageFailure';

  constructor(
    readonly kind: FailureKind,
    /** Instead of the kind's own text. */
    readonly detail?: string,
  ) {
    super(detail ?? kind);
  }
}
