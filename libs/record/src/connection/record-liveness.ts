import type { RecordSource } from '../record-source.js';
import { dataSourceOf } from './data-source-of.js';
import { answered, LivenessProbe, type ProbePace, probePace } from './liveness-probe.js';
import { connectionTo, RecordClient } from './record-client.js';

/** So long a process may be without the record while a new connection gets through. */
const hopelessAfterMs = 60_000;

export interface RecordLiveness {
  probe: LivenessProbe;
  /**
   * Resolves when PostgreSQL answers a connection of its own and the pool has not for a minute: then the
   * fault is in this process, and a new one helps. While PostgreSQL itself is away, a 503 is better than a restart.
   */
  hopeless: Promise<void>;
}

/** Asks the record over the pool that the work goes over. Not started yet. */
export function recordLiveness(
  dataSource: RecordSource,
  databaseUrl: string,
  { pace = probePace, giveUpAfterMs = hopelessAfterMs }: { pace?: ProbePace; giveUpAfterMs?: number } = {},
): RecordLiveness {
  let giveUp: () => void = () => undefined;
  const hopeless = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const probe = new LivenessProbe({
    ask: () => dataSourceOf(dataSource).query('SELECT 1'),
    missed: async (silentMs) => {
      if (silentMs > giveUpAfterMs && (await answersOthers(databaseUrl, pace))) giveUp();
    },
    pace,
  });
  return { probe, hopeless };
}

async function answersOthers(databaseUrl: string, { answerWithinMs }: ProbePace): Promise<boolean> {
  const client = new RecordClient(
    connectionTo(databaseUrl, { applicationName: 'kvittert pulse', use: 'request' }),
  );
  try {
    return await answered(() => client.connect(), answerWithinMs);
  } finally {
    void client.end();
  }
}
