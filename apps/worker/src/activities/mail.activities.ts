import type { MailActivities, SubscriberActivities } from '#domain/contracts/activities.js';
import {
  type Mailer,
  MailRefused,
  MailSilent,
  MailUnavailable,
  MailUncertain,
} from '#messages/mail/mailer.js';
import type { Mail } from '#messages/mail/mail.js';
import { confirmationMail, type MailContext, publicationMail } from '#messages/mail/subscription-mail.js';
import { offeredOnly, type OfferedLanguages } from '#messages/texts/offered-languages.js';
import type { PreparedMail, SubscriberMailStore } from '#record/subscriptions/subscriber-mail.store.js';
import type { Log } from '../log.js';
import { deliveryLimits, retryAfter } from './delivery-retries.js';

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
  mailer: Mailer;
  publicUrl: string;
  languages: OfferedLanguages;
  log: Log;
}

/** The mail must not leave: another attempt sends it, or the subscriber has left. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Mails to subscribers. Each is written before it is sent, and marked the moment it leaves (ADR 014). */
export function mailActivities({ store, mailer, publicUrl, languages, log }: MailParts): MailActivities {
  /** To a subscriber, in the language they subscribed in. */
  const to = ({ language }: PreparedMail): MailContext => ({
    locale: offeredOnly(language, languages) ?? languages[0],
    publicUrl,
  });

  async function send<Letter extends PreparedMail>(
    prepared: Letter | undefined,
    compose: (prepared: Letter) => Mail,
  ): Promise<void> {
    if (prepared === undefined) return;
    const { mailId } = prepared;
    try {
      await mailer.send(compose(prepared), async () => {
        if (!(await store.handOver(prepared))) throw new Overtaken();
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
      throw error instanceof MailSilent ? retryAfter(error, deliveryLimits.silentAgainAfterMs) : error;
    }
    await store.markSent(mailId, now());
  }

  return {
    mailSubscriber: async (subscriptionId, at) =>
      send(await store.prepare(subscriptionId, at, now()), (prepared) =>
        publicationMail(prepared, prepared.reports, to(prepared)),
      ),
    mailConfirmation: async (mailId) =>
      send(await store.prepareConfirmation(mailId, now()), (prepared) =>
        confirmationMail(prepared, to(prepared)),
      ),
  };
}

/** When it was sent is real time, not workflow time. */
function now(): string {
  return new Date().toISOString();
}
