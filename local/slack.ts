import { createHmac } from 'node:crypto';
import { createEmulator, type Emulator } from 'emulate';
import { blockActionsPayload, type KeptView, slackApp } from './slack-payloads.js';

/** What Kvittert asks of a workspace; the emulator refuses anything beyond it, as Slack does. */
const slackScopes = [
  'chat:write',
  'im:write',
  'im:history',
  'im:read',
  'users:read',
  'users:read.email',
  'commands',
] as const;

const { id: appId, botUserId } = slackApp;

export interface SlackOptions {
  port: number;
  people: readonly { email: string; name: string }[];
  botToken: string;
  signingSecret: string;
}

/** A message as it lies in somebody's conversation with Kvittert, newest first in lists. */
export interface SlackMessage {
  /** The channel id of the conversation. */
  channel: string;
  ts: string;
  text: string;
  blocks: Record<string, unknown>[];
  metadata?: { event_type: string; event_payload: Record<string, unknown> };
  /** Changed after it was posted. */
  edited?: { ts: string };
}

/**
 * A Slack workspace in this process. It keeps everything in memory: after a restart of the embedded default
 * the conversations are empty and every person has a new Slack id, so nothing may rely on an old one (a real
 * workspace may lose a message or a person too). It presses no buttons: `pressed` makes what Slack would send.
 */
export class SlackWorkspace {
  private emulator: Emulator | undefined;

  private constructor(private readonly options: SlackOptions) {}

  static async start(options: SlackOptions): Promise<SlackWorkspace> {
    const workspace = new SlackWorkspace(options);
    await workspace.open();
    return workspace;
  }

  /** Where the pages are on which one can read what was sent. */
  get inspectorUrl(): string {
    return `http://127.0.0.1:${this.options.port}/`;
  }

  /** The value of SLACK_API_URL. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.options.port}/api/`;
  }

  get botToken(): string {
    return this.options.botToken;
  }

  get signingSecret(): string {
    return this.options.signingSecret;
  }

  /** Nobody answers until `open` is called; what was sent is forgotten. */
  async stop(): Promise<void> {
    await this.emulator?.close();
    this.emulator = undefined;
  }

  async open(): Promise<void> {
    this.emulator ??= await createEmulator({
      service: 'slack',
      port: this.options.port,
      hostname: '127.0.0.1',
      seed: { slack: workspaceSeed(this.options) },
    });
  }

  /** The Slack id of the person with this e-mail address. @throws Error when the workspace has no such person. */
  async userId(email: string): Promise<string> {
    const { user } = await this.call<{ user: { id: string } }>('users.lookupByEmail', { email });
    return user.id;
  }

  /** What Kvittert has sent to a person, newest first. Empty when the two never spoke. */
  async messagesTo(email: string): Promise<SlackMessage[]> {
    const channel = await this.channelOf(email);
    if (channel === undefined) return [];
    const messages: SlackMessage[] = [];
    let cursor = '';
    do {
      const page = await this.call<HistoryPage>('conversations.history', {
        channel,
        limit: 200,
        include_all_metadata: true,
        ...(cursor === '' ? {} : { cursor }),
      });
      for (const { ts, text, blocks, metadata, edited } of page.messages) {
        messages.push({
          channel,
          ts,
          text,
          blocks: blocks ?? [],
          ...(metadata ? { metadata } : {}),
          ...(edited ? { edited } : {}),
        });
      }
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    return messages;
  }

  /** Posts as Kvittert's app would. @returns the message's ts */
  async post(channel: string, text: string, metadata: SlackMessage['metadata']): Promise<string> {
    const { ts } = await this.call<{ ts: string }>('chat.postMessage', { channel, text, metadata });
    return ts;
  }

  /** Says something to a person as Kvittert's app would, with blocks. */
  async say(email: string, text: string, blocks: readonly object[]): Promise<void> {
    const { channel } = await this.call<{ channel: { id: string } }>('conversations.open', {
      users: await this.userId(email),
    });
    await this.call('chat.postMessage', { channel: channel.id, text, blocks });
  }

  /**
   * Something to open a modal with, as Slack hands out with every press; good for three seconds.
   * @param viewId the view that was pressed in: what is opened can lie on top of it
   */
  async triggerId(email: string, viewId?: string): Promise<string> {
    const { trigger_id } = await this.call<{ trigger_id: string }>('views.generateTriggerId', {
      user_id: await this.userId(email),
      ...(viewId === undefined ? {} : { view_id: viewId }),
    });
    return trigger_id;
  }

  /** Shows another view in the place of one, as Slack does on `response_action: update`. */
  async updateView(viewId: string, view: object): Promise<KeptView> {
    const answer = await this.call<{ view: KeptView }>('views.update', { view_id: viewId, view });
    return answer.view;
  }

  /** Lays a view on top of another, as Slack does on `response_action: push`. */
  async pushView(email: string, viewId: string, view: object): Promise<KeptView> {
    const trigger_id = await this.triggerId(email, viewId);
    const answer = await this.call<{ view: KeptView }>('views.push', { trigger_id, view });
    return answer.view;
  }

  /** The form body and headers with which Slack delivers `payload` to /slack/interactions. */
  interaction(payload: Record<string, unknown>, atSeconds?: number): SignedSlackRequest {
    return this.signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), atSeconds);
  }

  /** Signs any body as Slack does. `atSeconds` (Unix time) lets a test send an old one. */
  signed(body: string, atSeconds = Math.floor(Date.now() / 1000)): SignedSlackRequest {
    const signature = createHmac('sha256', this.options.signingSecret)
      .update(`v0:${atSeconds}:${body}`)
      .digest('hex');
    return {
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(atSeconds),
        'x-slack-signature': `v0=${signature}`,
      },
    };
  }

  /** What Slack sends when a person presses a button under a message. */
  async pressed(press: {
    email: string;
    message: SlackMessage;
    actionId: string;
    value?: string;
    blockId?: string;
  }): Promise<SignedSlackRequest> {
    const [userId, triggerId] = await Promise.all([this.userId(press.email), this.triggerId(press.email)]);
    return this.interaction(
      blockActionsPayload({
        userId,
        triggerId,
        in: { kind: 'message', message: press.message, responseUrl: this.responseUrl },
        action: {
          type: 'button',
          action_id: press.actionId,
          block_id: press.blockId ?? 'actions',
          ...(press.value === undefined ? {} : { value: press.value }),
        },
      }),
    );
  }

  /** Where an answer to a message may be posted; nobody listens there. */
  get responseUrl(): string {
    return `${this.inspectorUrl}response`;
  }

  private async channelOf(email: string): Promise<string | undefined> {
    const users = await this.userId(email);
    try {
      const { channel } = await this.call<{ channel: { id: string } }>('conversations.open', {
        users,
        prevent_creation: true,
      });
      return channel.id;
    } catch (error) {
      if (error instanceof SlackRefusal && error.code === 'channel_not_found') return undefined;
      throw error;
    }
  }

  private async call<Answer>(method: string, body: Record<string, unknown>): Promise<Answer> {
    const response = await fetch(`${this.apiUrl}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.options.botToken}` },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { ok: boolean; error?: string } & Answer;
    if (!answer.ok) throw new SlackRefusal(method, answer.error ?? String(response.status));
    return answer;
  }
}

export interface SignedSlackRequest {
  body: string;
  headers: Record<string, string>;
}

class SlackRefusal extends Error {
  constructor(
    method: string,
    readonly code: string,
  ) {
    super(`Slack refused ${method}: ${code}`);
  }
}

interface HistoryPage {
  messages: {
    ts: string;
    text: string;
    blocks?: Record<string, unknown>[];
    metadata?: { event_type: string; event_payload: Record<string, unknown> };
    edited?: { ts: string };
  }[];
  response_metadata?: { next_cursor?: string };
}

function workspaceSeed({ people, botToken, signingSecret }: SlackOptions): Record<string, unknown> {
  return {
    team: { name: 'Vestdal', domain: 'vestdal' },
    users: people.map(({ email, name }) => ({
      name: email.replace('@', '.'),
      real_name: name,
      email,
      profile: { display_name: name },
    })),
    oauth_apps: [
      {
        app_id: appId,
        client_id: 'kvittert',
        client_secret: signingSecret,
        name: 'Kvittert',
        redirect_uris: [],
        scopes: [...slackScopes],
        bot_name: 'kvittert',
        bot_user_id: botUserId,
      },
    ],
    tokens: [
      {
        token: botToken,
        type: 'bot',
        user_id: botUserId,
        bot_user_id: botUserId,
        app_id: appId,
        scopes: [...slackScopes],
      },
    ],
    signing_secret: signingSecret,
    strict_scopes: true,
  };
}
