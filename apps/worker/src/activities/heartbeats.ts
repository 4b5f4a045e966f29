import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';

/** Well below the ten seconds after which the workflows take an activity for dead. */
const everyMs = 3_000;

/**
 * Says now and then that an activity is being worked on. A task that was handed to a worker as it stopped, or on a line
 * that had fallen silent, is then taken up by another within seconds instead of when its whole time is over.
 */
export function heartbeats(context: Context): ActivityInterceptors {
  return {
    inbound: {
      async execute(input, next) {
        const beat = setInterval(() => context.heartbeat(), everyMs);
        try {
          return await next(input);
        } finally {
          clearInterval(beat);
        }
      },
    },
  };
}
