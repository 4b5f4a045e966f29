import type { Seen } from './known-rows.js';
import { isNoLongerSo, translated } from './record-errors.js';
import { RecordUnavailable } from './record-unavailable.js';
import { type Registered, togetherValues } from './writing.js';

/** More would make the first of them wait for the last. */
const mostTogether = 100;

/** One new measure that was decided on what is known here. */
export interface Registration {
  planId: string;
  seen: Seen;
  registered: Registered;
  /** The Idempotency-Key with what is answered to it, as JSON. */
  claim: { actor: string; key: string; fingerprint: string; result: object } | undefined;
}

interface Waiting extends Registration {
  tell(number: number | undefined): void;
  fail(error: unknown): void;
}

/**
 * Registrations of one measure each. In one plan they must wait for each other, since numbers have no gaps; so those
 * that have come while one is being written are written together after it, in one statement: each with its own event,
 * command and Idempotency-Key. The fixed cost of a statement, and the commit, are paid once.
 */
export class Registering {
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(
    /** In one transaction. @returns the first of the numbers that were taken */
    private readonly write: (values: unknown[]) => Promise<number>,
  ) {}

  /**
   * @returns the number of the measure; undefined when nothing was written, because something is no longer as it was
   * known here, or the group failed: then the command takes the usual way by itself
   */
  async register(one: Registration): Promise<number | undefined> {
    const waiting = this.waiting.get(one.planId);
    if (waiting !== undefined) {
      return new Promise((tell, fail) => waiting.push({ ...one, tell, fail }));
    }
    const others: Waiting[] = [];
    this.waiting.set(one.planId, others);
    try {
      return await this.write(valuesOf([one]));
    } catch (error) {
      if (isNoLongerSo(error)) return undefined;
      throw error;
    } finally {
      void this.writeOthers(one.planId, others);
    }
  }

  private async writeOthers(planId: string, waiting: Waiting[]): Promise<void> {
    while (waiting.length > 0) {
      const group = apart(waiting.splice(0, mostTogether));
      try {
        const first = await this.write(valuesOf(group));
        group.forEach(({ tell }, index) => tell(first + index));
      } catch (error) {
        // When the connection is lost it may be written: who asks again with the same key is told.
        const lost = translated(error) instanceof RecordUnavailable;
        for (const { tell, fail } of group) {
          if (lost) fail(error);
          else tell(undefined);
        }
      }
    }
    this.waiting.delete(planId);
  }
}

/** Those that can go in one statement. Who uses a key twice at a time, or knows the plan otherwise, goes alone. */
function apart(group: readonly Waiting[]): Waiting[] {
  const keys = new Set<string>();
  const version = Math.max(...group.map(({ seen }) => seen.planVersion));
  return group.filter(({ claim, seen, tell }) => {
    const key = claim === undefined ? undefined : `${claim.actor}\n${claim.key}`;
    const fits = seen.planVersion === version && (key === undefined || !keys.has(key));
    if (key !== undefined) keys.add(key);
    if (!fits) tell(undefined);
    return fits;
  });
}

function valuesOf(group: readonly Registration[]): unknown[] {
  const [first] = group;
  const parties = new Map(
    group.flatMap(({ seen }) => seen.partyIds.map((id, index) => [id, seen.partyVersions[index]])),
  );
  const claims = group.flatMap(({ claim }, place) => (claim === undefined ? [] : { ...claim, place }));
  return [
    ...togetherValues(
      group.map(({ registered }) => registered),
      first?.planId,
    ),
    first?.seen.planVersion,
    [...parties.keys()],
    [...parties.values()],
    claims.length === 0 ? null : JSON.stringify(claims),
  ];
}
