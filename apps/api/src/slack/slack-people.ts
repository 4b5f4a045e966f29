import type { WebClient } from '@slack/web-api';
import type { Actor } from '#domain/roles/actor.js';
import { asPostOfficeError, SlackUnavailable, Unreachable } from '#messages/slack/post-office.js';

/** How long a Slack user's e-mail address is believed without asking Slack again. */
const believedMs = 5 * 60_000;
const remembered = 1000;

/**
 * Who presses: a Slack user is a person in Kvittert only by the e-mail address that Slack has verified.
 * Roles and parties are read from the register at every press.
 */
export class SlackPeople {
  private readonly emails = new Map<string, { email: string; askedAtMs: number }>();

  constructor(private readonly actorByEmail: (email: string) => Promise<Actor | undefined>) {}

  /**
   * Undefined when no active person in the register has the user's address.
   * @throws RateLimited, SlackUnavailable
   */
  async actorOf(userId: string, client: WebClient): Promise<Actor | undefined> {
    const email = this.remembered(userId) ?? (await this.verifiedEmail(userId, client));
    return email === undefined ? undefined : this.actorByEmail(email);
  }

  private remembered(userId: string): string | undefined {
    const known = this.emails.get(userId);
    return known !== undefined && Date.now() - known.askedAtMs < believedMs ? known.email : undefined;
  }

  private async verifiedEmail(userId: string, client: WebClient): Promise<string | undefined> {
    const user = await userInfo(userId, client);
    // A stranger comes from another organisation's workspace, where others decide who has which address.
    if (user === undefined || user.deleted === true || user.is_bot === true || user.is_stranger === true) {
      return undefined;
    }
    const email = user.profile?.email;
    if (email === undefined || email === '' || user.is_email_confirmed === false) return undefined;
    if (this.emails.size >= remembered) this.emails.clear();
    this.emails.set(userId, { email, askedAtMs: Date.now() });
    return email;
  }
}

interface SlackUser {
  deleted?: boolean;
  is_bot?: boolean;
  is_stranger?: boolean;
  is_email_confirmed?: boolean;
  profile?: { email?: string };
}

/** Anything else, `account_inactive` too, is said of our own token here. */
const unknownUser = new Set(['user_not_found', 'user_not_visible']);

async function userInfo(userId: string, client: WebClient): Promise<SlackUser | undefined> {
  try {
    return (await client.users.info({ user: userId })).user;
  } catch (error) {
    const failure = asPostOfficeError(error);
    if (!(failure instanceof Unreachable)) throw failure;
    if (unknownUser.has(failure.reason)) return undefined;
    throw new SlackUnavailable(failure.reason, { cause: error });
  }
}
