/**
 * How long a connection to PostgreSQL may be silent, in milliseconds. A host that vanishes does not close its
 * connections: without these limits a query waits for as long as the kernel retransmits, a quarter of an hour. ADR 027
 * adds them up.
 */
export const recordLimits = {
  /** A new connection, or one from the pool. */
  connectMs: 5_000,
  /** A connection nobody needs is closed; none is older than this when it is used. */
  idleMs: 10_000,
  /** A query waits and nothing has come: PostgreSQL is asked whether it is still working on it. */
  silenceMs: 5_000,
  /** How often silence is looked for. */
  lookEveryMs: 2_500,
  /** How long PostgreSQL may take to answer that question. */
  askMs: 3_000,
  /** From the first silence to the kernel's own probe; connections that only listen are asked as often. */
  keepAliveMs: 10_000,
  /** How long an orderly end may take before the socket is dropped. */
  closeMs: 2_000,
  /** A transaction whose process has gone loses its locks after this. */
  idleInTransactionMs: 20_000,
} as const;

/**
 * How long PostgreSQL works on one statement before it gives up, by use: a request, or work in the background that
 * reads a whole record. Zero is no limit: a command that somebody started at a terminal and watches.
 */
export const statementLimitsMs = {
  request: 60_000,
  background: 600_000,
  command: 0,
} as const;

export type RecordUse = keyof typeof statementLimitsMs;
