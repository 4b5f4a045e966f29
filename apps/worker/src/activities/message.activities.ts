import type { MessageActivities, NotReached } from '#domain/contracts/activities.js';
import { sameDayAgain, tellAgain } from '#domain/follow-up/notification-hours.js';
import type { Language } from '#domain/language.js';
import type { SlackContext } from '#messages/slack/buttons.js';
import { morningMessage } from '#messages/slack/morning-message.js';
import { Unreachable } from '#messages/slack/slack-client.js';
import { notificationMessage } from '#messages/slack/notification-message.js';
import { offeredOnly, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import type { NotificationStore } from '#record/notifications/notification.store.js';
import { now, retriable, Sending, type SendingParts } from './sending.js';

export interface MessageParts extends SendingParts {
  store: NotificationStore;
  publicUrl: string;
  languages: OfferedLanguages;
}

/** What goes out to people. Each message is written in the record before it is sent, and marked when it has been. */
export function messageActivities({
  store,
  publicUrl,
  languages,
  ...parts
}: MessageParts): MessageActivities {
  /** To a reader, in the language they have chosen. */
  const to = ({ language }: { language?: Language }): SlackContext => ({
    locale: offeredOnly(language, languages) ?? languages[0],
    publicUrl,
  });
  const { posting, slack } = parts;
  const sending = new Sending(parts);

  return {
    async sendMorningMessage(personId, date) {
      const prepared = await store.prepareMorning(personId, date, now());
      if (prepared === undefined) return undefined;
      const reached = await sending.send(prepared, (facts) => morningMessage(facts, to(prepared)));
      return reached ? undefined : notReached(sameDayAgain(now(), prepared.attempt));
    },
    async tellNow(messageId) {
      const prepared = await store.prepareNotification(messageId, now());
      if (prepared === undefined) return undefined;
      const reached = await sending.send(prepared, (facts) => notificationMessage(facts, to(prepared)));
      return reached ? undefined : notReached(tellAgain(now(), prepared.attempt));
    },
    async refreshMessage(notificationId) {
      try {
        const doubted = await posting.doubted(notificationId);
        if (doubted !== undefined) await sending.leaveOneOf(doubted);
        const sent = await store.refreshed(notificationId, now());
        if (sent === undefined) return;
        if (sent === 'not-sent-yet') throw new Error('It is still on its way');
        const { facts } = sent;
        const message =
          'told' in facts
            ? notificationMessage(facts.told, to(sent))
            : morningMessage(facts.morning, to(sent));
        await slack.update(sent, message);
      } catch (error) {
        // The message stands as it was; the record does not depend on it.
        if (error instanceof Unreachable) return;
        throw retriable(error);
      }
      await store.markUpdated(notificationId, now());
    },
  };
}

function notReached(tryAgainAt: string | undefined): NotReached {
  return tryAgainAt === undefined ? {} : { tryAgainAt };
}
