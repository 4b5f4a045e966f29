import { ApplicationFailure } from '@temporalio/common';

/** How long a mail server may keep quiet, and how soon it or Slack is tried again, in milliseconds. */
export const deliveryLimits = {
  /** Each step of a mail; some servers let one wait before they greet. */
  smtpAnswerMs: 20_000,
  /**
   * Who is gone is looked for again soon, so that what waits goes out within half a minute of their return. Who answers
   * and says no is left in peace for longer and longer, as the workflow says.
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
