import type { Context } from '@temporalio/activity';
import type { ActivityInterceptors } from '@temporalio/worker';

/** Well below the ten seconds after which the workflows take an activity for dead. */
const everyMs = 3_000;

/**
 * Says now and then that an activity is being worked on. A task that was handed to a worker as it stopped is then
 * taken up by another within ten seconds instead of when its whole time is over (STACK.md, Temporal limits).
 */
export function signsOfLife(context: Context): ActivityInterceptors {
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
