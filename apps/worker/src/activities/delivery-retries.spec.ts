import { expect, it } from '@jest/globals';
import { slackAnswersWithinMs } from '#messages/slack/slack-client.js';
import { deliveryLimits } from './delivery-retries.js';

it('Slack or a mail server that was gone is tried again within 30 seconds of its return', () => {
  const { smtpAnswerMs, silentAgainAfterMs } = deliveryLimits;
  // The last attempt may have begun in vain just before.
  expect(slackAnswersWithinMs + silentAgainAfterMs).toBeLessThanOrEqual(30_000);
  expect(smtpAnswerMs + silentAgainAfterMs).toBeLessThanOrEqual(30_000);
});
