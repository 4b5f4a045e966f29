import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { morningMessage } from '#messages/slack/morning-message.js';
import {
  type MessageName,
  type PostedMessage,
  PostUncertain,
  RateLimited,
  SlackClient,
  SlackUnavailable,
  Unreachable,
  notificationEventType,
} from '#messages/slack/slack-client.js';
import type { MorningMessageFacts } from '#domain/message/message-facts.js';
import type { SlackMessage } from '#messages/slack/slack-message.js';
import { freePort } from '../../local/free-port.js';
import { SlackWorkspace } from '../../local/slack.js';
import { SlackProxy } from '../support/slack-proxy.js';

const ola = { email: 'ola.hansen@vestdal.example', name: 'Ola Hansen' };
const message = (text: string): SlackMessage => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});

describe('the Slack client, against a workspace', () => {
  let workspace: SlackWorkspace;
  let line: SlackProxy;
  let slackClient: SlackClient;

  beforeAll(async () => {
    workspace = await SlackWorkspace.start({
      port: await freePort(),
      people: [ola],
      botToken: 'xoxb-slack-client',
      signingSecret: 'secret',
    });
    line = await SlackProxy.open(workspace.apiUrl);
    slackClient = new SlackClient({ botToken: workspace.botToken, apiUrl: line.apiUrl });
  });

  afterEach(async () => {
    line.restore();
    await workspace.stop();
    await workspace.open();
    line.calls.length = 0;
  });

  afterAll(async () => {
    await line.close();
    await workspace.stop();
  });

  const called = (name: string): MessageName => ({ key: `told/${name}`, notificationId: name });
  const nothing = (): Promise<void> => Promise.resolve();
  const longAgo = '2020-01-01T00:00:00.000Z';

  const conversationWith = async (email: string): Promise<string> =>
    slackClient.conversationWith(await slackClient.userOf({ email, slackUsers: [] }));

  async function post(name: string, what: SlackMessage, handingOver = nothing): Promise<PostedMessage> {
    return slackClient.post(await conversationWith(ola.email), called(name), what, handingOver);
  }

  it('posts to the person with the e-mail address, under the message’s own name', async () => {
    const posted = await post('n-1', message('God morgen, Åse'));

    const [received, ...others] = await workspace.messagesTo(ola.email);
    expect(others).toEqual([]);
    expect(received).toMatchObject({
      ...posted,
      text: 'God morgen, Åse',
      metadata: {
        event_type: notificationEventType,
        event_payload: { key: 'told/n-1', notification: 'n-1' },
      },
    });
  });

  it('asks when the connection stands and nothing has left; what it is told stops it', async () => {
    const arrived: number[] = [];
    const asked = async (): Promise<void> => {
      arrived.push(line.callsOf('chat.postMessage').length);
    };
    await post('n-2', message('En gang'), asked);
    expect(arrived).toEqual([0]);

    const stop = new Error('another has taken it over');
    await expect(post('n-2', message('To ganger'), () => Promise.reject(stop))).rejects.toBe(stop);
    expect(line.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('asks nobody when Slack is not there', async () => {
    const channel = await conversationWith(ola.email);
    await line.close();
    await expect(conversationWith(ola.email)).rejects.toThrow(SlackUnavailable);
    const asked: string[] = [];
    const posting = slackClient.post(channel, called('n-3'), message('x'), async () => {
      asked.push('asked');
    });
    await expect(posting).rejects.toThrow(SlackUnavailable);
    expect(asked).toEqual([]);
    await line.reopen();
  });

  it('finds what was posted and not answered for, among other messages and many of them', async () => {
    line.disturb('chat.postMessage', { kind: 'answer-lost' });
    await expect(post('n-4', message('Svaret ble borte'))).rejects.toThrow(PostUncertain);
    const [first] = await workspace.messagesTo(ola.email);
    for (let other = 0; other < 120; other += 1) await post(`other-${other}`, message('Noe annet'));

    const channel = await conversationWith(ola.email);
    expect(await slackClient.find(channel, called('n-4'), longAgo)).toEqual([{ channel, ts: first?.ts }]);
    expect(await slackClient.find(channel, called('n-5'), longAgo)).toEqual([]);
  });

  it('knows a message by its key when the record has another row for it, and by its row where it has no key', async () => {
    const channel = await conversationWith(ola.email);
    const posted = await post('n-6', message('En gang'));
    expect(
      await slackClient.find(channel, { key: 'told/n-6', notificationId: 'another row' }, longAgo),
    ).toEqual([posted]);
    // As the last release posted it.
    const earlier = await workspace.post(channel, 'Fra forrige utgave', {
      event_type: notificationEventType,
      event_payload: { notification: 'n-7' },
    });
    expect(await slackClient.find(channel, called('n-7'), longAgo)).toEqual([{ channel, ts: earlier }]);
  });

  it('finds every copy, the first to arrive first, and takes one away', async () => {
    const [first, second] = [
      await post('n-8', message('To ganger')),
      await post('n-8', message('To ganger')),
    ];
    expect(await slackClient.find(first.channel, called('n-8'), longAgo)).toEqual([first, second]);
    await slackClient.delete(second);
    await slackClient.delete(second);
    expect(await slackClient.find(first.channel, called('n-8'), longAgo)).toEqual([first]);
  });

  it('says how long Slack wants us to wait, and does not call again by itself', async () => {
    line.disturb('chat.postMessage', { kind: 'rate-limited', retryAfterS: 17 });
    const refused = post('n-9', message('Vent'));
    await expect(refused).rejects.toThrow(RateLimited);
    await expect(refused).rejects.toMatchObject({ retryAfterSeconds: 17 });
    expect(line.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('tells who can’t be reached from a Slack that is down, and a refusal from what nobody knows', async () => {
    await expect(conversationWith('nobody@vestdal.example')).rejects.toMatchObject({
      name: 'Unreachable',
      reason: 'users_not_found',
    });
    for (const error of ['account_inactive', 'user_disabled', 'cannot_dm_bot']) {
      line.disturb('conversations.open', { kind: 'refused', error });
      await expect(post('n-10', message('x'))).rejects.toThrow(Unreachable);
    }
    for (const error of ['invalid_auth', 'token_revoked', 'missing_scope']) {
      line.disturb('chat.postMessage', { kind: 'refused', error });
      await expect(post('n-10', message('x'))).rejects.toThrow(SlackUnavailable);
    }
    for (const error of ['internal_error', 'fatal_error']) {
      line.disturb('chat.postMessage', { kind: 'refused', error });
      await expect(post('n-10', message('x'))).rejects.toThrow(PostUncertain);
    }
    await workspace.stop();
    await expect(post('n-10', message('x'))).rejects.toThrow(SlackUnavailable);
    await workspace.open();
    expect(await workspace.messagesTo(ola.email)).toEqual([]);
  });

  it.each(['users.lookupByEmail', 'conversations.open', 'chat.postMessage'])(
    'account_inactive in %s is said of our app when our own token is refused as well',
    async (method) => {
      line.disturb(method, { kind: 'refused', error: 'account_inactive' });
      line.disturb('auth.test', { kind: 'refused', error: 'account_inactive' });
      await expect(post('n-11', message('x'))).rejects.toThrow(SlackUnavailable);
      line.disturb(method, { kind: 'refused', error: 'account_inactive' });
      await expect(post('n-11', message('x'))).rejects.toThrow(Unreachable);
    },
  );

  it('updates what it posted, and accepts that somebody deleted it', async () => {
    const facts: MorningMessageFacts = {
      personFirstName: 'Ola',
      date: '2026-11-20',
      whyYou: [{ role: 'contact', partyName: 'Vestdal kommune' }],
      entries: [
        {
          kind: 'deadline-today',
          measureId: '0198d0aa-0000-7000-8000-000000000001',
          itemId: '0198d0aa-0000-7000-8000-000000000002',
          planNumber: 1,
          number: '3.2',
          title: 'Vaktliste for vannverket',
          planTitle: 'Vannutbruddet i Vestdal',
          restricted: false,
        },
      ],
    };
    const to = { locale: 'nb', publicUrl: 'https://kvittert.example' } as const;
    const posted = await post('n-12', morningMessage(facts, to));
    const settled = { as: 'reported-done', at: '2026-11-20T07:14:00.000Z', byYou: true } as const;
    const after = { ...facts, entries: facts.entries.map((entry) => ({ ...entry, settled })) };

    expect(await slackClient.update(posted, morningMessage(after, to))).toBe('updated');

    const [received] = await workspace.messagesTo(ola.email);
    expect(JSON.stringify(received?.blocks)).toContain(
      '✓ Meldt ferdig av deg kl. 08.14, venter på utkvittering',
    );
    expect(JSON.stringify(received?.blocks)).not.toContain('kvittert_done');
    expect(received?.metadata?.event_payload).toEqual({ key: 'told/n-12', notification: 'n-12' });
    expect(await slackClient.update({ ...posted, ts: '1.000001' }, morningMessage(after, to))).toBe('gone');
  });
});
