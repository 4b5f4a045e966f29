import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type KnownBlock,
} from '@slack/web-api';
import type { SlackMessage } from '../message-facts.js';
import { quietLogger } from './quiet-logger.js';

/** Slack asks us to wait. Nothing was sent. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  constructor(readonly retryAfterSeconds: number) {
    super(`Slack asks us to wait ${retryAfterSeconds} s`);
  }
}

/** This person can't be reached in Slack, now or by trying again: the secretariat must see it. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** @param reason Slack's own word: `users_not_found`, `account_inactive` … */
  constructor(readonly reason: string) {
    super(`Slack can’t reach the person: ${reason}`);
  }
}

/** Slack did not answer, or has a fault of its own, or refuses our app. A message may or may not have been posted. */
export class SlackUnavailable extends Error {
  override readonly name = 'SlackUnavailable';
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Slack is unavailable: ${reason}`, options);
  }
}

/** Where a message stands: what is needed to update it. */
export interface PostedMessage {
  channel: string;
  ts: string;
}

export interface PostOfficeOptions {
  botToken: string;
  /** Slack's API where it is not slack.com, with or without `/api/` at its end. */
  apiUrl?: string;
  timeoutMs?: number;
}

export const notificationEventType = 'kvittert_notification';

/** How far back a message that may have been posted is looked for. */
const lookedThrough = 50;

/** Errors of Slack that say something about the person, not about us or the moment. */
const unreachableErrors = new Set([
  'users_not_found',
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'account_inactive',
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'messages_tab_disabled',
  'restricted_action',
  'not_in_channel',
]);

/**
 * Sends to people in Slack. There is no idempotent post in Slack, and its own client would post again by itself:
 * its retries are off, and a message that may have been posted before is looked for by our id in its metadata.
 */
export class SlackPostOffice {
  private readonly client: WebClient;

  constructor({ botToken, apiUrl, timeoutMs = 10_000 }: PostOfficeOptions) {
    this.client = new WebClient(botToken, {
      ...(apiUrl === undefined ? {} : { slackApiUrl: slackApiUrl(apiUrl) }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: timeoutMs,
      logger: quietLogger,
    });
  }

  /**
   * Posts the message to the person, once.
   * @param mayHaveBeenPosted true when this notification was tried before: then the conversation is read first
   * @throws RateLimited, Unreachable, SlackUnavailable
   */
  async post(
    email: string,
    notificationId: string,
    message: SlackMessage,
    mayHaveBeenPosted: boolean,
  ): Promise<PostedMessage> {
    const channel = await this.conversationWith(email);
    if (mayHaveBeenPosted) {
      const earlier = await this.find(channel, notificationId);
      if (earlier !== undefined) return earlier;
    }
    const posted = await told(() =>
      this.client.chat.postMessage({
        channel,
        ...content(message),
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: notificationEventType, event_payload: { notification: notificationId } },
      }),
    );
    return { channel: posted.channel ?? channel, ts: present(posted.ts, 'ts') };
  }

  /**
   * Replaces a posted message. A message that is no longer there (deleted by hand) is left at that.
   * @throws RateLimited, Unreachable, SlackUnavailable
   */
  async update({ channel, ts }: PostedMessage, message: SlackMessage): Promise<'updated' | 'gone'> {
    try {
      await told(() => this.client.chat.update({ channel, ts, ...content(message) }));
      return 'updated';
    } catch (error) {
      if (error instanceof SlackUnavailable && goneErrors.has(error.reason)) return 'gone';
      throw error;
    }
  }

  /** The direct conversation with the person who has this e-mail address in Slack. */
  private async conversationWith(email: string): Promise<string> {
    const found = await told(() => this.client.users.lookupByEmail({ email }));
    const user = found.user;
    if (user?.deleted === true) throw new Unreachable('account_inactive');
    const userId = present(user?.id, 'user.id');
    const opened = await told(() => this.client.conversations.open({ users: userId }));
    return present(opened.channel?.id, 'channel.id');
  }

  /** Our own earlier post of this notification, if it is there. */
  private async find(channel: string, notificationId: string): Promise<PostedMessage | undefined> {
    const history = await told(() =>
      this.client.conversations.history({ channel, limit: lookedThrough, include_all_metadata: true }),
    );
    for (const message of history.messages ?? []) {
      const { metadata } = message as { metadata?: PostedMetadata };
      if (metadata?.event_type !== notificationEventType) continue;
      if (metadata.event_payload?.['notification'] === notificationId && message.ts !== undefined) {
        return { channel, ts: message.ts };
      }
    }
    return undefined;
  }
}

interface PostedMetadata {
  event_type?: string;
  event_payload?: Readonly<Record<string, unknown>>;
}

const goneErrors = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** Slack's client wants the address of its methods. */
export function slackApiUrl(apiUrl: string): string {
  const trimmed = apiUrl.replace(/\/+$/, '');
  return trimmed.endsWith('/api') ? `${trimmed}/` : `${trimmed}/api/`;
}

/** Our blocks are plain data; the specs beside the writers hold them to Slack's shapes. */
function content({ text, blocks }: SlackMessage): { text: string; blocks: KnownBlock[] } {
  return { text, blocks: blocks as readonly object[] as KnownBlock[] };
}

function present(value: string | undefined, name: string): string {
  if (value === undefined) throw new SlackUnavailable(`answered without ${name}`);
  return value;
}

/** One call, its failure as one of the three that a caller can act on. */
async function told<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asPostOfficeError(error);
  }
}

/** @see RateLimited, Unreachable, SlackUnavailable */
export function asPostOfficeError(error: unknown): Error {
  if (error instanceof WebAPIRateLimitedError) return new RateLimited(error.retryAfter);
  if (error instanceof WebAPIPlatformError) {
    const reason = error.data.error;
    if (reason === 'ratelimited' || reason === 'rate_limited') return new RateLimited(30);
    return unreachableErrors.has(reason)
      ? new Unreachable(reason)
      : new SlackUnavailable(reason, { cause: error });
  }
  if (error instanceof WebAPIHTTPError) {
    return new SlackUnavailable(`HTTP ${error.statusCode}`, { cause: error });
  }
  if (error instanceof WebAPIRequestError) {
    return new SlackUnavailable(error.original.message, { cause: error });
  }
  return error instanceof Error ? error : new SlackUnavailable(String(error));
}
