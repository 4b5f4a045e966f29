import type { WebClient } from '@slack/web-api';
import { DomainError } from '#domain/domain-error.js';
import type { Language } from '#domain/language.js';
import type { Actor } from '#domain/roles/actor.js';
import { asSlackError, SlackUnavailable, Unreachable } from '#messages/slack/slack-client.js';
import type { Identities } from '#record/identity/identities.js';
import { slackIssuer } from '#record/identity/slack-accounts.js';

/** Why a press is nobody’s: the key of what the one who pressed is told. */
type NobodyBecause =
  | 'slack.unknown-person'
  | 'slack.inactive-person'
  | 'slack.other-account'
  | 'slack.other-workspace'
  | 'slack.unverified';

/** `language`: what they have chosen to read. */
export type WhoPressed = { actor: Actor; language?: Language } | { nobody: NobodyBecause };

/**
 * Who presses: a Slack user of our own workspace, bound at the first press to the person whose e-mail address Slack
 * has verified. From then on the user alone counts, whoever gets the address.
 */
export class SlackPeople {
  private team: Promise<string> | undefined;

  constructor(private readonly identities: Pick<Identities, 'find' | 'meet' | 'hasLeft'>) {}

  /** @throws RateLimited, SlackUnavailable */
  async whoIs(userId: string, client: WebClient): Promise<WhoPressed> {
    const teamId = await this.ownTeam(client);
    const account = { issuer: slackIssuer(teamId), subject: userId };
    const known = await this.identities.find(account);
    if (known !== undefined) return known;
    if (await this.identities.hasLeft(account)) return { nobody: 'slack.inactive-person' };
    const user = await userInfo(userId, client);
    if (user === undefined || user.deleted === true || user.is_bot === true) {
      return { nobody: 'slack.unknown-person' };
    }
    // In another workspace others decide who has which address.
    if (user.is_stranger === true || (user.team_id ?? teamId) !== teamId) {
      return { nobody: 'slack.other-workspace' };
    }
    const email = user.profile?.email ?? '';
    // Slack lets nobody in before the address is confirmed, and says so only where it is not.
    if (email === '' || user.is_email_confirmed === false) return { nobody: 'slack.unverified' };
    try {
      const met = await this.identities.meet(account, email);
      if (met !== undefined) return met;
      const left = await this.identities.hasLeft(account, email);
      return { nobody: left ? 'slack.inactive-person' : 'slack.unknown-person' };
    } catch (error) {
      if (error instanceof DomainError && error.type === 'other-identity') {
        return { nobody: 'slack.other-account' };
      }
      throw error;
    }
  }

  /** What one who is known has chosen to read; undefined for anybody else, and where it can't be found out. */
  async languageOf(userId: string, client: WebClient): Promise<Language | undefined> {
    try {
      const account = { issuer: slackIssuer(await this.ownTeam(client)), subject: userId };
      return (await this.identities.find(account))?.language;
    } catch {
      return undefined;
    }
  }

  /** The workspace that our token is of; asked once. */
  private ownTeam(client: WebClient): Promise<string> {
    this.team ??= teamOf(client).catch((error: unknown) => {
      this.team = undefined;
      throw error;
    });
    return this.team;
  }
}

interface SlackUser {
  team_id?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_stranger?: boolean;
  is_email_confirmed?: boolean;
  profile?: { email?: string };
}

async function teamOf(client: WebClient): Promise<string> {
  try {
    const { team_id: teamId } = await client.auth.test();
    if (teamId !== undefined) return teamId;
  } catch (error) {
    const failure = asSlackError(error);
    throw failure instanceof Unreachable ? new SlackUnavailable(failure.reason, { cause: error }) : failure;
  }
  throw new SlackUnavailable('Slack does not say whose workspace it is');
}

/** Anything else, `account_inactive` too, is said of our own token here. */
const unknownUser = new Set(['user_not_found', 'user_not_visible']);

async function userInfo(userId: string, client: WebClient): Promise<SlackUser | undefined> {
  try {
    return (await client.users.info({ user: userId })).user;
  } catch (error) {
    const failure = asSlackError(error);
    if (!(failure instanceof Unreachable)) throw failure;
    if (unknownUser.has(failure.reason)) return undefined;
    throw new SlackUnavailable(failure.reason, { cause: error });
  }
}
