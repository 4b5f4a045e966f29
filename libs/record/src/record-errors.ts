import { DomainError, type DomainErrorDetails } from '#domain/domain-error.js';
import { unstorableText } from './history/chain.js';
import { RecordUnavailable } from './record-unavailable.js';

/** What the guards raise (database/guards). Those that are not among the refusals below are a fault of ours. */
const guardCodes = {
  stateWithoutEvent: 'KV001',
  unfinishedItems: 'KV002',
  notImplemented: 'KV003',
  openMeasures: 'KV004',
  measureClosed: 'KV005',
  planClosed: 'KV006',
  identityChanged: 'KV007',
  brokenChain: 'KV008',
  wrongIsolation: 'KV009',
  withdrawn: 'KV010',
  notWithdrawn: 'KV011',
  nextDueIsDerived: 'KV012',
  noLongerSo: 'KV013',
} as const;

/** What PostgreSQL tells of an error, beside its message. */
interface DatabaseError {
  code?: string;
  message: string;
  constraint?: string;
  /** The statement inside a function. */
  where?: string;
}

// Only races come this far: what can be known from the loaded state, `decide` has refused already.
const refusals: Readonly<Record<string, DomainErrorDetails>> = {
  [guardCodes.unfinishedItems]: {
    type: 'open-items',
    refusal: 'conflict',
    title: 'The measure has open items',
    detail: 'The measure got an item that is not done while it was being closed.',
    next: 'Look at its items, and close it when each is done.',
  },
  [guardCodes.openMeasures]: {
    type: 'open-measures',
    refusal: 'conflict',
    title: 'The plan has open measures',
    detail: 'The plan got a measure that is not closed while it was being closed.',
    next: 'Close the measure first.',
  },
  [guardCodes.measureClosed]: {
    type: 'measure-closed',
    refusal: 'conflict',
    title: 'The measure is closed',
    detail: 'The measure was closed meanwhile.',
    next: 'Reopen it with a reason if something is still to be done.',
  },
  [guardCodes.planClosed]: {
    type: 'plan-closed',
    refusal: 'conflict',
    title: 'The plan is closed',
    detail: 'The plan was closed meanwhile.',
    next: 'Register the measure in another plan.',
  },
  [guardCodes.withdrawn]: {
    type: 'withdrawn',
    refusal: 'conflict',
    title: 'It is withdrawn',
    detail: 'The import that made it was undone meanwhile.',
    next: 'Import the document again, or register it by hand: it gets an id and a number of its own.',
  },
};

const uniqueness: Readonly<Record<string, DomainErrorDetails>> = {
  party_organisation_number_once: {
    type: 'organisation-number-taken',
    refusal: 'conflict',
    title: 'The organisation number is taken',
    detail: 'Another organisation was registered with this number meanwhile.',
    next: 'Use that organisation: GET /api/v1/parties. If it is another, check the number.',
    extra: { field: 'organisationNumber', holder: 'En annen virksomhet' },
  },
  person_email_once: {
    type: 'email-taken',
    refusal: 'conflict',
    title: 'The e-mail address is taken',
    detail: 'Another person is registered with this e-mail address.',
    next: 'Use that person, or another address.',
    extra: { field: 'email' },
  },
};

/**
 * The one place where an error of the database becomes one of ours: a refusal of the domain, an unavailable
 * record, or itself.
 */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DomainError) return error;
  const { code, constraint } = databaseErrorOf(error);
  if (isConnectionLoss(error, code)) return new RecordUnavailable(error);
  const refusal =
    refusals[code ?? ''] ??
    (code === '23505' && constraint !== undefined ? uniqueness[constraint] : undefined);
  if (refusal !== undefined) return new DomainError(refusal);
  if (code === '22P05' || code === '22021') return unstorableText();
  return error;
}

/**
 * Deadlock, serialization failure, and a stream that somebody else began at the same moment under the same id: the next
 * attempt sees what is there.
 */
export function isWorthRetrying(error: unknown): boolean {
  const { code, constraint } = databaseErrorOf(error);
  return code === '40001' || code === '40P01' || (code === '23505' && constraint === 'event_pkey');
}

/** What a command was decided on without loading it has changed, or its Idempotency-Key is there: nothing was written. */
export function isNoLongerSo(error: unknown): boolean {
  return databaseErrorOf(error).code === guardCodes.noLongerSo;
}

/** Somebody else holds what we wait for, longer than we are willing to. */
export function isLockTimeout(error: unknown): boolean {
  return databaseErrorOf(error).code === '55P03';
}

/** The lock timeout of a request that waited for another one with its Idempotency-Key. */
export function isWaitForSameKey(error: unknown): boolean {
  return isLockTimeout(error) && (databaseErrorOf(error).where ?? '').includes('relation "idempotency"');
}

function databaseErrorOf(error: unknown): DatabaseError {
  if (!(error instanceof Error)) return { message: String(error) };
  // TypeORM wraps what the driver says.
  const driver = (error as { driverError?: unknown }).driverError;
  return (driver instanceof Error ? driver : error) as DatabaseError;
}

// 08: connection; 53300: too many; 57014: the statement's time is over; 57P01–57P05: shut down, crashed, starting,
// database dropped, idle; 25P03: idle in a transaction.
const lossCodes = /^(08...|25P03|53300|57014|57P0[1-5])$/;
const lossErrnos = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
// pg has no codes for these.
const lossMessages =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/;

function isConnectionLoss(error: Error, code: string | undefined): boolean {
  if (code !== undefined && (lossCodes.test(code) || lossErrnos.has(code))) return true;
  if (error instanceof AggregateError) {
    return error.errors.some(
      (one) => one instanceof Error && isConnectionLoss(one, databaseErrorOf(one).code),
    );
  }
  return lossMessages.test(error.message);
}
