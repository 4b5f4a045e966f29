/** Why a file can't be read. The texts people read are in the catalogue: `import.refused.<reason>`. */
export type ReadingRefusal =
  | 'empty'
  | 'too-large'
  | 'too-many-pages'
  | 'too-many-cells'
  | 'unpacks-too-large'
  | 'unknown-format'
  | 'old-format'
  | 'damaged'
  | 'encrypted'
  | 'no-text'
  | 'undecodable'
  | 'took-too-long'
  | 'took-too-much-memory';

/** The file can't be read; nothing has been kept of it. `detail` is for logs and the API, in English. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError';

  constructor(
    readonly reason: ReadingRefusal,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(detail, options);
  }
}
