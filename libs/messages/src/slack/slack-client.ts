import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
  type KnownBlock,
} from '@slack/web-api';
import type { SlackMessage } from './slack-message.js';
import { confirmingFetch } from './confirming-fetch.js';
import { quietLogger } from './quiet-logger.js';

/** Slack asks us to wait. Nothing was sent. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  constructor(readonly retryAfterSeconds: number) {
    super(`Slack asks us to wait ${retryAfterSeconds} s`);
  }
}

/** This person can't be reached in Slack at the moment: the secretariat must see it. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  /** @param reason Slack's own word: `users_not_found`, `account_inactive` … */
  constructor(readonly reason: string) {
    super(`Slack can’t reach the person: ${reason}`);
  }
}

/** Slack did not answer, or has a fault of its own, or refuses our app. Nothing was posted. */
export class SlackUnavailable extends Error {
  override readonly name = 'SlackUnavailable';
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Slack is unavailable: ${reason}`, options);
  }
}

/** The message was handed over and not answered for: it may have been posted, or may be in a while. */
export class PostUncertain extends Error {
  override readonly name = 'PostUncertain';
  constructor(readonly reason: string) {
    super(`The message was handed over and not answered for: ${reason}`);
  }
}

/** Nobody answered: the network or Slack is down. It costs nobody anything to try again soon. */
export class SlackSilent extends SlackUnavailable {}

/** Where a message stands: what is needed to update it. */
export interface PostedMessage {
  channel: string;
  ts: string;
}

/** What a message is called in Slack, in its metadata. */
export interface MessageName {
  /** Follows from what the message is, so that a record that lost its row knows it again. */
  key: string;
  /** The record's own row; what messages of earlier releases carry alone. */
  notificationId: string;
}

/** The person a message is for, as the record knows them. */
export interface Addressee {
  email: string;
  /** Users of Slack workspaces that are theirs. */
  slackUsers: readonly { team: string; id: string }[];
}

/** A user of our workspace, and what they were found by: an address may have become another's. */
export interface FoundUser {
  team: string;
  id: string;
  by: 'account' | 'address';
}

export interface SlackClientOptions {
  botToken: string;
  /** Slack's API where it is not slack.com, with or without `/api/` at its end. */
  apiUrl?: string;
  timeoutMs?: number;
}

/** How long Slack may keep quiet. */
export const slackAnswersWithinMs = 10_000;

export const notificationEventType = 'kvittert_notification';

/** Messages of a conversation that are read at a time. */
const pageSize = 100;

/** Errors of Slack that say something about the person, if our app itself is well. */
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
 * Sends to people in Slack. There is no idempotent post in Slack, and its own client would post again by itself: its
 * retries are off, and what a message is called in its metadata tells whether it is there (ADR 020).
 */
export class SlackClient {
  private readonly client: WebClient;
  private team: Promise<string> | undefined;

  constructor(private readonly options: SlackClientOptions) {
    this.client = this.clientThrough();
  }

  /**
   * Who in our workspace the person is: their own user where one is bound, else whoever has their e-mail address.
   * @throws RateLimited, Unreachable, SlackUnavailable
   */
  async userOf({ email, slackUsers }: Addressee): Promise<FoundUser> {
    const team = await this.ownTeam();
    const bound = slackUsers.find((user) => user.team === team);
    const { user } = await this.translatingErrors(() =>
      bound === undefined
        ? this.client.users.lookupByEmail({ email })
        : this.client.users.info({ user: bound.id }),
    );
    if (user?.deleted === true) throw new Unreachable('account_inactive');
    return { team, id: present(user?.id, 'user.id'), by: bound === undefined ? 'address' : 'account' };
  }

  /**
   * The direct conversation with a user of the workspace.
   * @throws RateLimited, Unreachable, SlackUnavailable
   */
  async conversationWith({ id }: Pick<FoundUser, 'id'>): Promise<string> {
    const opened = await this.translatingErrors(() => this.client.conversations.open({ users: id }));
    return present(opened.channel?.id, 'channel.id');
  }

  /** The workspace that our token is of; asked once. */
  private ownTeam(): Promise<string> {
    this.team ??= this.askForTeam().catch((error: unknown) => {
      this.team = undefined;
      throw error;
    });
    return this.team;
  }

  private async askForTeam(): Promise<string> {
    try {
      return present((await this.client.auth.test()).team_id, 'team_id');
    } catch (error) {
      const failure = asSlackError(error);
      throw failure instanceof Unreachable ? new SlackUnavailable(`our app: ${failure.reason}`) : failure;
    }
  }

  /**
   * Posts the message into the conversation. Slack can't be told that two posts are one, so whoever posts is asked the
   * moment before the first word of it leaves: up to then nothing was posted, after that it was or may have been.
   * @param handingOver the connection stands and the message itself comes next; what it throws stops it
   * @throws RateLimited, Unreachable, SlackUnavailable, PostUncertain, or what `handingOver` threw
   */
  async post(
    channel: string,
    { key, notificationId }: MessageName,
    message: SlackMessage,
    handingOver: () => Promise<void>,
  ): Promise<PostedMessage> {
    const asking = confirmingFetch(handingOver);
    try {
      const posted = await this.clientThrough(asking.fetch).chat.postMessage({
        channel,
        ...content(message),
        unfurl_links: false,
        unfurl_media: false,
        metadata: {
          event_type: notificationEventType,
          event_payload: { key, notification: notificationId },
        },
      });
      if (posted.ts === undefined) throw new PostUncertain('answered without ts');
      return { channel: posted.channel ?? channel, ts: posted.ts };
    } catch (error) {
      if (asking.stopped !== undefined) throw asking.stopped.reason;
      throw await this.aboutPersonOrApp(asking.handedOver ? afterHandingOver(error) : asSlackError(error));
    }
  }

  /**
   * Where this message stands in the conversation, earliest first; more than once when one arrived late.
   * @param since no copy of it is older (RFC 3339)
   * @throws RateLimited, Unreachable, SlackUnavailable
   */
  async find(channel: string, name: MessageName, since: string): Promise<PostedMessage[]> {
    const oldest = String(Date.parse(since) / 1000);
    const found: PostedMessage[] = [];
    let cursor: string | undefined;
    do {
      const from = cursor === undefined ? {} : { cursor };
      const page = await this.translatingErrors(() =>
        this.client.conversations.history({
          ...{ channel, oldest, limit: pageSize, include_all_metadata: true },
          ...from,
        }),
      );
      const messages = (page.messages ?? []) as { ts?: string; metadata?: PostedMetadata }[];
      for (const { ts, metadata } of messages) {
        if (ts !== undefined && isCalled(metadata, name)) found.push({ channel, ts });
      }
      // A workspace that takes no notice of "oldest" is not read to its beginning.
      const goesOn = Number(messages.at(-1)?.ts ?? 0) >= Number(oldest);
      cursor = (goesOn && page.response_metadata?.next_cursor) || undefined;
    } while (cursor !== undefined);
    return found.sort((one, other) => Number(one.ts) - Number(other.ts));
  }

  /**
   * Takes a posted message away; one that is gone already is left at that.
   * @throws RateLimited, Unreachable, SlackUnavailable
   */
  async delete({ channel, ts }: PostedMessage): Promise<void> {
    await this.unlessGone(() => this.client.chat.delete({ channel, ts }));
  }

  /**
   * Replaces a posted message. A message that is no longer there (deleted by hand) is left at that.
   * @throws RateLimited, Unreachable, SlackUnavailable
   */
  async update({ channel, ts }: PostedMessage, message: SlackMessage): Promise<'updated' | 'gone'> {
    return this.unlessGone(() => this.client.chat.update({ channel, ts, ...content(message) }));
  }

  private async unlessGone(call: () => Promise<unknown>): Promise<'updated' | 'gone'> {
    try {
      await this.translatingErrors(call);
      return 'updated';
    } catch (error) {
      if (error instanceof SlackUnavailable && goneErrors.has(error.reason)) return 'gone';
      throw error;
    }
  }

  /** One call, its failure as one of the three that a caller can act on. */
  private async translatingErrors<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw await this.aboutPersonOrApp(asSlackError(error));
    }
  }

  /** Slack says `account_inactive` of a person and of our own token: of a person it is believed when the token is good. */
  private async aboutPersonOrApp(error: Error): Promise<Error> {
    if (!(error instanceof Unreachable)) return error;
    try {
      await this.client.auth.test();
      return error;
    } catch (refused) {
      const about = asSlackError(refused);
      return about instanceof Unreachable ? new SlackUnavailable(`our app: ${about.reason}`) : about;
    }
  }

  private clientThrough(fetch?: typeof globalThis.fetch): WebClient {
    const { botToken, apiUrl, timeoutMs = slackAnswersWithinMs } = this.options;
    return new WebClient(botToken, {
      ...(apiUrl === undefined ? {} : { slackApiUrl: slackApiUrl(apiUrl) }),
      ...(fetch === undefined ? {} : { fetch }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: timeoutMs,
      logger: quietLogger,
    });
  }
}

interface PostedMetadata {
  event_type?: string;
  event_payload?: Readonly<Record<string, unknown>>;
}

function isCalled(metadata: PostedMetadata | undefined, { key, notificationId }: MessageName): boolean {
  if (metadata?.event_type !== notificationEventType) return false;
  const { key: foundKey, notification } = metadata.event_payload ?? {};
  return foundKey === key || notification === notificationId;
}

const goneErrors = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** Slack's own words for a call of which it does not know itself how far it came. */
const uncertainErrors = new Set(['internal_error', 'fatal_error', 'service_unavailable']);

/** Only a refusal in Slack's own words says that nothing was posted. */
function afterHandingOver(error: unknown): Error {
  const refused =
    error instanceof WebAPIRateLimitedError ||
    (error instanceof WebAPIPlatformError && !uncertainErrors.has(error.data.error));
  if (refused) return asSlackError(error);
  if (error instanceof PostUncertain) return error;
  return new PostUncertain(reasonFor(asSlackError(error)));
}

function reasonFor(error: Error): string {
  return error instanceof SlackUnavailable ? error.reason : error.message;
}

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

/** @see RateLimited, Unreachable, SlackUnavailable */
export function asSlackError(error: unknown): Error {
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
    const { original } = error;
    const cause = original.cause instanceof Error ? ` (${original.cause.message})` : '';
    return new SlackSilent(`${original.message}${cause}`, { cause: error });
  }
  return error instanceof Error ? error : new SlackUnavailable(String(error));
}
