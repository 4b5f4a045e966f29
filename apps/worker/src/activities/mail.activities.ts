import type { MailActivities, SubscriberActivities } from '#domain/contracts/activities.js';
import {
  type MailOffice,
  MailRefused,
  MailSilent,
  MailUnavailable,
  MailUncertain,
} from '#messages/mail/mail-office.js';
import type { Mail } from '#messages/mail/mail.js';
import { confirmationMail, type MailContext, publicationMail } from '#messages/mail/subscription-mail.js';
import { offeredOnly, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import type { SubscriberLetter, SubscriberMailStore } from '#record/subscriptions/subscriber-mail.store.js';
import type { Log } from '../log.js';
import { deliveryLimits, tryAgainAfter } from './try-again.js';

/** What the round asks of the record. */
export function subscriberActivities(store: SubscriberMailStore): SubscriberActivities {
  return {
    forgetExpired: (at) => store.forgetExpired(at),
    subscribersDue: (at, afterId, limit) => store.due(at, afterId, limit),
    noteFailure: (subscriptionId) => store.noteFailure(subscriptionId, now()),
  };
}

export interface MailParts {
  store: SubscriberMailStore;
  office: MailOffice;
  publicUrl: string;
  languages: OfferedLanguages;
  log: Log;
}

/** The mail must not leave: another attempt sends it, or the subscriber has left. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Mails to subscribers. Each is written before it is sent, and marked the moment it leaves (ADR 014). */
export function mailActivities({ store, office, publicUrl, languages, log }: MailParts): MailActivities {
  /** To a subscriber, in the language they subscribed in. */
  const to = ({ language }: SubscriberLetter): MailContext => ({
    locale: offeredOnly(language, languages) ?? languages[0],
    publicUrl,
  });

  async function send<Letter extends SubscriberLetter>(
    letter: Letter | undefined,
    compose: (letter: Letter) => Mail,
  ): Promise<void> {
    if (letter === undefined) return;
    const { mailId } = letter;
    try {
      await office.send(compose(letter), async () => {
        if (!(await store.handOver(letter))) throw new Overtaken();
      });
    } catch (error) {
      if (error instanceof Overtaken) return;
      if (error instanceof MailRefused) {
        log.warn('a subscriber’s address is refused for good', { mailId, code: error.code });
        await store.markRefused(mailId, error.code, now());
        return;
      }
      if (error instanceof MailUncertain) {
        log.warn('a mail to a subscriber may have arrived: it is not sent again', { mailId });
        return;
      }
      if (error instanceof MailUnavailable) await store.markWaiting(mailId, error.reason);
      throw error instanceof MailSilent ? tryAgainAfter(error, deliveryLimits.silentAgainAfterMs) : error;
    }
    await store.markSent(mailId, now());
  }

  return {
    mailSubscriber: async (subscriptionId, at) =>
      send(await store.prepare(subscriptionId, at, now()), (letter) =>
        publicationMail(letter, letter.reports, to(letter)),
      ),
    mailConfirmation: async (mailId) =>
      send(await store.prepareConfirmation(mailId, now()), (letter) => confirmationMail(letter, to(letter))),
  };
}

/** When it was sent is real time, not workflow time. */
function now(): string {
  return new Date().toISOString();
}
