import { ApplicationFailure } from '@temporalio/common';

/** How long a mail server may keep quiet, and how soon it or Slack is tried again, in milliseconds. */
export const deliveryLimits = {
  /** Each step of a mail; some servers let one wait before they greet. */
  smtpAnswerMs: 20_000,
  /**
   * A server that does not answer is tried again soon, so that what waits goes out within half a minute of its return.
   * One that answers and refuses is left for longer and longer, as the workflow says.
   */
  silentAgainAfterMs: 5_000,
} as const;

/** The same failure, and when to try again. */
export function retryAfter(error: Error, ms: number): ApplicationFailure {
  return ApplicationFailure.create({
    message: error.message,
    type: error.name,
    nextRetryDelay: ms,
    cause: error,
  });
}
