/**
 * How long a connection to PostgreSQL may keep quiet, in milliseconds. A host that vanishes says no goodbye: without
 * these a query waits for as long as the kernel retransmits, a quarter of an hour. ADR 027 adds them up.
 */
export const recordLimits = {
  /** A new connection, or one from the pool. */
  connectMs: 5_000,
  /** A connection nobody needs is closed; none is older than this when it is used. */
  idleMs: 10_000,
  /** An answer is owed, and not a byte has come: PostgreSQL is asked whether it is still at work on it. */
  silenceMs: 5_000,
  /** How often that is looked at. */
  lookEveryMs: 2_500,
  /** What PostgreSQL is asked must be answered. */
  askMs: 3_000,
  /** From the first silence to the kernel's own probe; those who only listen are asked as often. */
  keepAliveMs: 10_000,
  /** A farewell that is not answered. */
  farewellMs: 2_000,
  /** A transaction whose owner has gone must not hold its locks for ever. */
  idleInTransactionMs: 20_000,
} as const;

/**
 * How long PostgreSQL works on one statement before it gives up, by use: a page nobody waits for any longer, and work
 * in the background that reads a whole record. Zero is no limit: what somebody started at a terminal and looks at.
 */
export const statementLimitsMs = {
  request: 60_000,
  background: 600_000,
  command: 0,
} as const;

export type RecordUse = keyof typeof statementLimitsMs;
