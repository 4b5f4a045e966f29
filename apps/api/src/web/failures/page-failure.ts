import type { FailureKind } from './failure.page.js';

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
