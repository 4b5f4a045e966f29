import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { morningMessage } from '#messages/slack/morning-message.js';
import {
  RateLimited,
  SlackPostOffice,
  SlackUnavailable,
  Unreachable,
  notificationEventType,
} from '#messages/slack/post-office.js';
import type { MorningMessageFacts, SlackMessage } from '#messages/message-facts.js';
import { freePort } from '../../local/free-port.js';
import { SlackWorkspace } from '../../local/slack.js';
import { SlackLine } from '../support/slack-line.js';

const ola = { email: 'ola.hansen@vestdal.example', name: 'Ola Hansen' };
const message = (text: string): SlackMessage => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});

describe('the post office, against a workspace', () => {
  let workspace: SlackWorkspace;
  let line: SlackLine;
  let office: SlackPostOffice;

  beforeAll(async () => {
    workspace = await SlackWorkspace.start({
      port: await freePort(),
      people: [ola],
      botToken: 'xoxb-post-office',
      signingSecret: 'secret',
    });
    line = await SlackLine.open(workspace.apiUrl);
    office = new SlackPostOffice({ botToken: workspace.botToken, apiUrl: line.apiUrl, timeoutMs: 2000 });
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

  it('posts to the person with the e-mail address, with our id in the message', async () => {
    const posted = await office.post(ola.email, 'n-1', message('God morgen'), false);

    const [received, ...others] = await workspace.messagesTo(ola.email);
    expect(others).toEqual([]);
    expect(received).toMatchObject({
      ...posted,
      text: 'God morgen',
      metadata: { event_type: notificationEventType, event_payload: { notification: 'n-1' } },
    });
    expect(line.callsOf('conversations.history')).toEqual([]);
  });

  it('posts once when the answer was lost between the post and the record', async () => {
    line.disturb('chat.postMessage', { kind: 'answer-lost' });
    await expect(office.post(ola.email, 'n-2', message('En gang'), false)).rejects.toThrow(SlackUnavailable);
    const [first] = await workspace.messagesTo(ola.email);

    const found = await office.post(ola.email, 'n-2', message('En gang'), true);

    expect(await workspace.messagesTo(ola.email)).toHaveLength(1);
    expect(found).toEqual({ channel: first?.channel, ts: first?.ts });
    expect(line.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('posts after all when the first try never reached Slack, also among other messages', async () => {
    await office.post(ola.email, 'n-other', message('Noe annet'), false);
    line.disturb('chat.postMessage', { kind: 'unreachable' });
    await expect(office.post(ola.email, 'n-3', message('Kom fram'), false)).rejects.toThrow(SlackUnavailable);

    await office.post(ola.email, 'n-3', message('Kom fram'), true);

    expect((await workspace.messagesTo(ola.email)).map(({ text }) => text)).toEqual([
      'Kom fram',
      'Noe annet',
    ]);
  });

  it('says how long Slack wants us to wait, and does not call again by itself', async () => {
    line.disturb('chat.postMessage', { kind: 'rate-limited', retryAfterS: 17 }, 5);
    const refused = office.post(ola.email, 'n-4', message('Vent'), false);
    await expect(refused).rejects.toThrow(RateLimited);
    await expect(refused).rejects.toMatchObject({ retryAfterSeconds: 17 });
    expect(line.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('tells who can’t be reached from a Slack that is down', async () => {
    await expect(office.post('nobody@vestdal.example', 'n-5', message('x'), false)).rejects.toMatchObject({
      name: 'Unreachable',
      reason: 'users_not_found',
    });
    for (const error of ['account_inactive', 'user_disabled', 'cannot_dm_bot']) {
      line.disturb('conversations.open', { kind: 'refused', error });
      await expect(office.post(ola.email, 'n-5', message('x'), false)).rejects.toThrow(Unreachable);
    }
    for (const error of ['internal_error', 'invalid_auth', 'token_revoked', 'missing_scope']) {
      line.disturb('chat.postMessage', { kind: 'refused', error });
      await expect(office.post(ola.email, 'n-5', message('x'), false)).rejects.toThrow(SlackUnavailable);
    }
    await workspace.stop();
    await expect(office.post(ola.email, 'n-5', message('x'), false)).rejects.toThrow(SlackUnavailable);
    await workspace.open();
    expect(await workspace.messagesTo(ola.email)).toEqual([]);
  });

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
    const posted = await office.post(ola.email, 'n-6', morningMessage(facts, to), false);
    const settled = { as: 'reported-done', at: '2026-11-20T07:14:00.000Z', byYou: true } as const;
    const after = { ...facts, entries: facts.entries.map((entry) => ({ ...entry, settled })) };

    expect(await office.update(posted, morningMessage(after, to))).toBe('updated');

    const [received] = await workspace.messagesTo(ola.email);
    expect(JSON.stringify(received?.blocks)).toContain(
      '✓ Meldt ferdig av deg kl. 08.14, venter på utkvittering',
    );
    expect(JSON.stringify(received?.blocks)).not.toContain('kvittert_done');
    expect(received?.metadata?.event_payload).toEqual({ notification: 'n-6' });
    expect(await office.update({ ...posted, ts: '1.000001' }, morningMessage(after, to))).toBe('gone');
  });
});
