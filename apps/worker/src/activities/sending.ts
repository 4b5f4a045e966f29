import { cancellationSignal } from '@temporalio/activity';
import type { SlackMessage } from '#messages/slack/slack-message.js';
import {
  type FoundUser,
  PostUncertain,
  RateLimited,
  type SlackClient,
  SlackSilent,
  Unreachable,
} from '#messages/slack/slack-client.js';
import type { Addressee } from '#record/identity/slack-accounts.js';
import type { PreparedMessage } from '#record/notifications/notification.store.js';
import type { Doubted, PostingStore, Standing } from '#record/notifications/posting.store.js';
import { type Log, reasonOf } from '../log.js';
import { deliveryLimits, retryAfter } from './delivery-retries.js';

/** Another attempt has taken the message over. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** This attempt was let go, and then paused or called off before the message left. */
class LeftTooLate extends Error {
  override readonly name = 'LeftTooLate';
}

/** What left before may still arrive. */
class StillUnderWay extends Error {
  override readonly name = 'StillUnderWay';
  constructor(readonly waitMs: number) {
    super(`What left before may still arrive, for ${Math.ceil(waitMs / 1000)} s`);
  }
}

/** While it may still arrive it is looked for this often. */
const longestLookMs = 15_000;

export interface SendingParts {
  posting: PostingStore;
  slack: SlackClient;
  log: Log;
}

/** Gets one message to one person, once (ADR 020). */
export class Sending {
  constructor(private readonly parts: SendingParts) {}

  /**
   * @returns false when the person can't be reached at the moment
   * @throws what Temporal should try again after, with how long to wait where that is known
   */
  async send<Facts>(
    prepared: PreparedMessage<Facts>,
    compose: (facts: Facts) => SlackMessage,
  ): Promise<boolean> {
    const { slack, posting, log } = this.parts;
    const { notificationId } = prepared;
    try {
      const channel = await slack.conversationWith(await this.userOf(prepared.to));
      const found =
        prepared.lookSince === undefined ? [] : await slack.find(channel, prepared, prepared.lookSince);
      const posted = found[0] ?? (await this.post(channel, prepared, compose(prepared.facts)));
      const standing = await posting.markSent(prepared, posted, now());
      await this.leaveOne(notificationId, [posted, ...found, ...(standing === undefined ? [] : [standing])]);
      return true;
    } catch (error) {
      if (error instanceof Unreachable) {
        log.warn('a person can’t be reached in Slack', { notificationId, reason: error.reason });
        await posting.markUnreachable(prepared, error.reason, now());
        return false;
      }
      if (error instanceof PostUncertain) await posting.markUncertain(prepared, reasonOf(error), now());
      else await posting.markFailed(prepared, reasonOf(error), now());
      throw retriable(error);
    }
  }

  /** If a message was posted more than once, the copy that arrived first stays. */
  async leaveOneOf({ notificationId, channel, ts, ...name }: Doubted): Promise<void> {
    const found = await this.parts.slack.find(channel, { notificationId, ...name }, name.lookSince);
    await this.leaveOne(notificationId, [{ channel, ts }, ...found]);
  }

  /** Never another's: an address that has been given to somebody new leads to them. */
  private async userOf(to: Addressee): Promise<FoundUser> {
    const { slack, posting } = this.parts;
    const user = await slack.userOf(to);
    const holder = user.by === 'address' ? await posting.holderOf(user) : undefined;
    if (holder !== undefined && holder !== to.personId) throw new Unreachable('address_is_anothers');
    return user;
  }

  private post(
    channel: string,
    prepared: PreparedMessage<unknown>,
    message: SlackMessage,
  ): Promise<Standing> {
    if (prepared.waitMs > 0) throw new StillUnderWay(prepared.waitMs);
    return this.parts.slack.post(channel, prepared, message, () => this.askToPost(prepared));
  }

  /** The last word before the message leaves. Nothing is waited for after it. */
  private async askToPost(prepared: PreparedMessage<unknown>): Promise<void> {
    const { posting } = this.parts;
    const calledOff = cancellationSignal();
    if (calledOff.aborted) throw new LeftTooLate('Called off');
    const elapsedMs = stopwatch();
    if (!(await posting.letGo(prepared))) throw new Overtaken('Another attempt has taken it over');
    if (calledOff.aborted) throw new LeftTooLate('Called off');
    if (elapsedMs() > posting.patience.leavesWithinMs) throw new LeftTooLate('Paused after it was let go');
  }

  private async leaveOne(notificationId: string, standing: readonly Standing[]): Promise<void> {
    const { slack, posting, log } = this.parts;
    const [kept, ...copies] = [...new Map(standing.map((one) => [one.ts, one])).values()].sort(
      (one, other) => Number(one.ts) - Number(other.ts),
    );
    if (kept === undefined || copies.length === 0) return;
    log.warn('a message had arrived more than once, the later is taken away', { notificationId, copies });
    await posting.noteCopies(notificationId, kept, copies, now());
    for (const copy of copies) await slack.delete(copy);
  }
}

/** By both clocks of the machine: one stands still while the machine sleeps, the other may be set. */
function stopwatch(): () => number {
  const startedMs = performance.now();
  const startedAtMs = Date.now();
  return () => Math.max(performance.now() - startedMs, Date.now() - startedAtMs);
}

/** Slack says itself when to come back, and the record when it is worth looking again. */
export function retriable(error: unknown): unknown {
  const delayMs = retryDelayMs(error);
  if (delayMs === undefined || !(error instanceof Error)) return error;
  return retryAfter(error, delayMs);
}

function retryDelayMs(error: unknown): number | undefined {
  if (error instanceof RateLimited) return error.retryAfterSeconds * 1000;
  if (error instanceof SlackSilent) return deliveryLimits.silentAgainAfterMs;
  if (error instanceof StillUnderWay) return Math.min(longestLookMs, error.waitMs + 100);
  return undefined;
}

/** When it was sent is real time, not workflow time. */
export function now(): string {
  return new Date().toISOString();
}
