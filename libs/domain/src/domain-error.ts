/**
 * The kinds of refusal; one table (`problems/problem-of.ts` of the API) maps each to an HTTP status.
 * `invalid` 422 · `forbidden` 403 · `not-found` 404 · `conflict` 409 · `stale` 412.
 */
const refusals = ['invalid', 'forbidden', 'not-found', 'conflict', 'stale'] as const;
export type Refusal = (typeof refusals)[number];

export interface DomainErrorDetails {
  /** Kebab-case, stable: the last part of the problem's `type` and the key of its Norwegian text. */
  type: string;
  refusal: Refusal;
  title: string;
  detail: string;
  /** What the caller can do now. */
  next?: string;
  /** Values a program or a text catalogue needs: open item numbers, the current version, the field at fault. */
  extra?: Readonly<Record<string, unknown>>;
}

/**
 * A rule of the domain said no. Nothing has been changed.
 * @throws TypeError where a text is empty: a refusal says what is wrong and what to do
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly type: string;
  readonly refusal: Refusal;
  readonly title: string;
  readonly next: string | undefined;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(details: DomainErrorDetails) {
    super(details.detail);
    const { type, title, detail, next = 'none' } = details;
    if ([type, title, detail, next].includes('') || !refusals.includes(details.refusal))
      throw new TypeError(`The refusal ${type} does not say what is wrong and what to do`);
    this.type = details.type;
    this.refusal = details.refusal;
    this.title = details.title;
    this.next = details.next;
    this.extra = details.extra ?? {};
  }
}

/** Something named by id does not exist (or is not visible to the one who asks). */
export function notFound(what: string, id: string): DomainError {
  return new DomainError({
    type: 'not-found',
    refusal: 'not-found',
    title: `No such ${what}`,
    detail: `There is no ${what} with id ${id}.`,
    next: `Check the id; GET the collection lists what there is.`,
    extra: { what, id },
  });
}

/** A value is well formed but not acceptable; `field` is where the form shows it (dotted path). */
export function invalid(field: string, detail: string, next?: string): DomainError {
  return new DomainError({
    type: 'invalid-value',
    refusal: 'invalid',
    title: 'A value can’t be accepted',
    detail,
    ...(next === undefined ? {} : { next }),
    extra: { field },
  });
}
