/**
 * What a refused request is answered with: problem details (RFC 9457), plus `next`: what the caller can do now.
 * `type` is the kebab-case name; outside it stands as `/problems/<type>`.
 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  next: string;
  /** One per value that was not accepted. */
  errors?: readonly ProblemValue[];
  /** Members of its own, as RFC 9457 has it: the open items’ numbers, the current version … */
  extra?: Readonly<Record<string, unknown>>;
}

/** Where a value stands that was not accepted: in the body (JSON pointer as URI fragment), or a named parameter. */
export type ProblemValue = { detail: string } & (
  { pointer: string } | { parameter: string } | { header: string }
);

export const problemMediaType = 'application/problem+json';

/** The HTTP layer refuses, before any rule of the domain is asked. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';

  constructor(
    readonly problem: Problem,
    /** Headers that belong to the answer, such as `WWW-Authenticate`. */
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.detail);
  }
}

/** The document as it is sent; what a refusal adds of its own never hides a member that RFC 9457 defines. */
export function problemDocument({ type, extra, ...members }: Problem): Record<string, unknown> {
  const document = { type: `/problems/${type}`, ...members };
  return { ...document, ...extra, ...document };
}
