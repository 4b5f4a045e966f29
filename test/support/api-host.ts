import 'reflect-metadata';
import { readConfig } from '../../apps/api/src/config.js';
import { type RunningApi, startApi } from '../../apps/api/src/run-api.js';
import { pastClock } from '../../local/past-clock.js';

/** What a test process asks of its host. */
export interface HostOrder {
  id: number;
  /** The settings of an API to be started; none for one that is to end. */
  env?: NodeJS.ProcessEnv;
  daysBehind?: number;
}

export interface HostAnswer {
  id: number;
  failure?: string;
}

/** APIs of many installations, each put together from its own settings, in a process that has loaded the code once. */
const running = new Map<number, Promise<RunningApi>>();

process.on('message', (order: HostOrder) => {
  void follow(order).then(
    () => process.send?.({ id: order.id } satisfies HostAnswer),
    (error: unknown) => {
      const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.send?.({ id: order.id, failure } satisfies HostAnswer);
    },
  );
});
process.on('disconnect', () => process.exit());

async function follow({ id, env, daysBehind }: HostOrder): Promise<void> {
  if (env === undefined) {
    const api = running.get(id);
    running.delete(id);
    return (await api)?.stop();
  }
  const clock = daysBehind === undefined ? undefined : pastClock(daysBehind * 86_400_000);
  const starting = startApi(readConfig(env), clock);
  running.set(id, starting);
  await starting;
}
