import { ApplicationFailure } from '@temporalio/common';
import type { MessageActivities } from '#domain/contracts/activities.js';
import type { SlackMessage } from '#messages/message-facts.js';
import type { SlackContext } from '#messages/slack/buttons.js';
import { morningMessage } from '#messages/slack/morning-message.js';
import { RateLimited, type SlackPostOffice, Unreachable } from '#messages/slack/post-office.js';
import { toldMessage } from '#messages/slack/told-message.js';
import type { Letter, NotificationStore } from '#record/notifications/notification.store.js';
import { type Log, reasonOf } from '../log.js';

export interface MessageParts {
  store: NotificationStore;
  office: SlackPostOffice;
  publicUrl: string;
  log: Log;
}

/** What goes out to people. Each message is written in the record before it is sent, and marked when it has been. */
export function messageActivities({ store, office, publicUrl, log }: MessageParts): MessageActivities {
  const context: SlackContext = { locale: 'nb', publicUrl };

  async function send<Facts>(
    letter: Letter<Facts> | undefined,
    compose: (facts: Facts) => SlackMessage,
  ): Promise<void> {
    if (letter === undefined) return;
    const { notificationId, email, facts, mayHaveBeenSent } = letter;
    try {
      const posted = await office.post(email, notificationId, compose(facts), mayHaveBeenSent);
      await store.markSent(notificationId, posted, now());
    } catch (error) {
      if (error instanceof Unreachable) {
        log.warn('a person can’t be reached in Slack', { notificationId, reason: error.reason });
        await store.markUnreachable(notificationId, error.reason, now());
        return;
      }
      await store.markFailed(notificationId, reasonOf(error), now());
      throw retriable(error);
    }
  }

  return {
    async sendMorningMessage(personId, date) {
      await send(await store.prepareMorning(personId, date, now()), (facts) =>
        morningMessage(facts, context),
      );
    },
    async tellNow(messageId) {
      await send(await store.prepareTold(messageId, now()), (facts) => toldMessage(facts, context));
    },
    async refreshMessage(notificationId) {
      const sent = await store.refreshed(notificationId, now());
      if (sent === undefined) return;
      if (sent === 'not-sent-yet') throw new Error('It is still on its way');
      try {
        await office.update(sent, morningMessage(sent.facts, context));
      } catch (error) {
        // The message stands as it was; the record does not depend on it.
        if (error instanceof Unreachable) return;
        throw retriable(error);
      }
      await store.markUpdated(notificationId, now());
    },
  };
}

/** Slack says itself when to come back. */
function retriable(error: unknown): unknown {
  if (!(error instanceof RateLimited)) return error;
  return ApplicationFailure.create({
    message: error.message,
    type: error.name,
    nextRetryDelay: error.retryAfterSeconds * 1000,
    cause: error,
  });
}

/** When it was sent is real time, not workflow time. */
function now(): string {
  return new Date().toISOString();
}
