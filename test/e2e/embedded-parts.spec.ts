import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { Client, Connection } from '@temporalio/client';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import pg from 'pg';
import { freePort } from '../../local/free-port.js';
import { apiAudience, IdentityProvider, requestToken, webClientId } from '../../local/identity-provider.js';
import { people } from '../../local/people.js';
import type { EmbeddedPostgres } from '../../local/postgres.js';
import { SlackWorkspace } from '../../local/slack.js';
import { createNamespace } from '../../local/temporal.js';
import {
  openTemporaryFolder,
  sharedServers,
  startTestPostgres,
  startTestTemporal,
} from '../support/shared-servers.js';
import { SlackProxy } from '../support/slack-proxy.js';
import { createSkippedTime, describeWithSkippedTime } from '../support/time-skipping.js';
import { until } from '../support/until.js';

let folder: string;
beforeAll(async () => {
  folder = await openTemporaryFolder('kvittert-parts-');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the embedded PostgreSQL', () => {
  let server: EmbeddedPostgres;
  beforeAll(async () => {
    server = await startTestPostgres(join(folder, 'postgres'));
  });
  afterAll(() => server.stop());

  async function query(url: string, sql: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('keeps what was written through a restart, an immediate stop and a kill', async () => {
    const { ownerUrl } = await server.createDatabase('kept');
    await query(ownerUrl, 'CREATE TABLE kept (number int)');
    await query(ownerUrl, 'INSERT INTO kept VALUES (1)');
    await server.restart();
    await query(ownerUrl, 'INSERT INTO kept VALUES (2)');
    await server.restart({ immediate: true });
    await query(ownerUrl, 'INSERT INTO kept VALUES (3)');
    await server.kill();
    await server.restart();
    expect(await query(ownerUrl, 'SELECT number FROM kept ORDER BY number')).toEqual([
      { number: 1 },
      { number: 2 },
      { number: 3 },
    ]);
  });

  it('starts although a postmaster.pid names a process that is somebody else’s', async () => {
    await server.stop();
    const pidFile = join(folder, 'postgres', 'pgdata', 'postmaster.pid');
    await writeFile(pidFile, `${process.pid}\n/elsewhere\n0\n1\n\n127.0.0.1\n0 0\nready\n`);
    await server.restart();
    expect(await query(server.superuserUrl(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await readFile(pidFile, 'utf8')).toContain(`${server.pid}\n`);
  });

  it('copies a database from a template', async () => {
    const { ownerUrl } = await server.createDatabase('model');
    await query(ownerUrl, 'CREATE TABLE model (word text)');
    await query(ownerUrl, "INSERT INTO model VALUES ('copied')");
    const copy = await server.createDatabase('copy', 'model');
    expect(await query(copy.ownerUrl, 'SELECT word FROM model')).toEqual([{ word: 'copied' }]);
  });

  it('gives the application a role that owns nothing', async () => {
    const { ownerUrl, appUrl } = await server.createDatabase('guarded');
    await query(ownerUrl, 'CREATE TABLE guarded (number int)');
    await expect(query(appUrl, 'SELECT * FROM guarded')).rejects.toThrow('permission denied');
    await expect(query(appUrl, 'CREATE TABLE mine (number int)')).rejects.toThrow('permission denied');
  });

  it('knows Norwegian: letters, sorting and word stems', async () => {
    const { ownerUrl } = await server.createDatabase('norwegian');
    expect(
      await query(
        ownerUrl,
        `SELECT lower('ÆØÅ') AS letters,
                (SELECT string_agg(word, ' ' ORDER BY word COLLATE "nb-NO-x-icu") FROM unnest('{Å,Ø,Æ,Z,A}'::text[]) AS word) AS sorted,
                to_tsvector('norwegian', 'Øvelser') @@ to_tsquery('norwegian', 'øvelse') AS stem`,
      ),
    ).toEqual([{ letters: 'æøå', sorted: 'A Z Æ Ø Å', stem: true }]);
  });
});

describe('the embedded Temporal server', () => {
  it('still knows its workflows after a kill and a restart', async () => {
    const server = await startTestTemporal(join(folder, 'temporal'));
    try {
      const start = async (): Promise<string> => {
        const connection = await Connection.connect({ address: server.address });
        try {
          const client = new Client({ connection });
          const { workflowId } = await client.workflow.start('sleeper', {
            workflowId: 'measure/1',
            taskQueue: 'nobody',
            workflowIdConflictPolicy: 'USE_EXISTING',
            searchAttributes: { KvittertPlan: [1], KvittertState: ['in-follow-up'] },
          });
          const { runId } = await client.workflow.getHandle(workflowId).describe();
          return runId;
        } finally {
          await connection.close();
        }
      };
      const before = await start();
      await server.kill();
      await server.restart();
      expect(await start()).toBe(before);
    } finally {
      await server.stop();
    }
  });

  it('keeps namespaces apart, each with the search attributes', async () => {
    const address = sharedServers().temporalAddress;
    const connection = await Connection.connect({ address });
    try {
      for (const namespace of [`${Date.now()}-one`, `${Date.now()}-two`]) {
        await createNamespace(address, namespace);
        const client = new Client({ connection, namespace });
        await client.workflow.start('sleeper', {
          workflowId: 'measure/1',
          taskQueue: 'nobody',
          searchAttributes: { KvittertPlan: [7] },
        });
        await until('the workflow is found by its plan', async () => {
          const { count } = await client.workflow.count('KvittertPlan = 7');
          return count === 1;
        });
      }
    } finally {
      await connection.close();
    }
  });
});

describe('the embedded Slack workspace', () => {
  const [person] = people;
  let workspace: SlackWorkspace;
  let line: SlackProxy;
  beforeAll(async () => {
    workspace = await SlackWorkspace.start({
      port: await freePort(),
      people,
      botToken: 'xoxb-test',
      signingSecret: 'secret',
    });
    line = await SlackProxy.open(workspace.apiUrl);
  });
  afterAll(async () => {
    await line.close();
    await workspace.stop();
  });

  function client(): WebClient {
    return new WebClient('xoxb-test', {
      slackApiUrl: line.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    });
  }

  async function post(text: string): Promise<unknown> {
    const channel = await workspace.userId(person?.email ?? '');
    return client().chat.postMessage({
      channel,
      text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
      metadata: { event_type: 'kvittert', event_payload: { id: text } },
    });
  }

  async function texts(): Promise<string[]> {
    return (await workspace.messagesTo(person?.email ?? '')).map(({ text }) => text);
  }

  it('shows what a person was sent, with blocks and metadata', async () => {
    await post('hei');
    expect(await workspace.messagesTo(person?.email ?? '')).toMatchObject([
      {
        text: 'hei',
        blocks: [{ type: 'section' }],
        metadata: { event_type: 'kvittert', event_payload: { id: 'hei' } },
      },
    ]);
    expect(line.callsOf('chat.postMessage')).toMatchObject([{ body: { text: 'hei' }, answer: { ok: true } }]);
  });

  it('knows nobody but the people it was given', async () => {
    await expect(workspace.userId('nobody@vestdal.example')).rejects.toThrow('users_not_found');
  });

  it('opens a modal for a trigger once', async () => {
    const trigger_id = await workspace.triggerId(person?.email ?? '');
    const view = {
      type: 'modal' as const,
      title: { type: 'plain_text' as const, text: 'Ferdig' },
      blocks: [],
    };
    expect((await client().views.open({ trigger_id, view })).ok).toBe(true);
    await expect(client().views.open({ trigger_id, view })).rejects.toThrow('trigger');
  });

  it('can lose a call before it arrives and an answer after it', async () => {
    line.disturb('chat.postMessage', { kind: 'unreachable' });
    await expect(post('never arrived')).rejects.toThrow();
    expect(await texts()).not.toContain('never arrived');
    line.disturb('chat.postMessage', { kind: 'answer-lost' });
    await expect(post('arrived unseen')).rejects.toThrow();
    expect(await texts()).toContain('arrived unseen');
    line.disturb('chat.postMessage', { kind: 'rate-limited', retryAfterS: 7 });
    await expect(post('too many')).rejects.toMatchObject({ retryAfter: 7 });
    await post('quiet again');
    expect(await texts()).toContain('quiet again');
  });
});

describe('the embedded identity provider', () => {
  let provider: IdentityProvider;
  let keys: ReturnType<typeof createRemoteJWKSet>;
  beforeAll(async () => {
    provider = await IdentityProvider.start({ folder: join(folder, 'idp'), port: await freePort(), people });
    keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
  });
  afterAll(() => provider.stop());

  async function verify(token: string): Promise<Record<string, unknown>> {
    const { payload } = await jwtVerify(token, keys, { issuer: provider.issuer, audience: apiAudience });
    return payload;
  }

  it('gives a person a token with roles and e-mail', async () => {
    const token = await requestToken(provider, { person: 'ola.hansen@vestdal.example' });
    expect(await verify(token)).toMatchObject({
      sub: 'ola.hansen',
      email: 'ola.hansen@vestdal.example',
      roles: ['owner'],
    });
  });

  it('gives a system a token through client credentials', async () => {
    const asked = { scopes: ['measures:read', 'register:write'] } as const;
    expect(await verify(await requestToken(provider, asked))).toMatchObject({
      sub: 'kvittert-api-system',
      scope: 'measures:read register:write',
    });
    await expect(requestToken({ issuer: provider.issuer, clientSecret: 'wrong' }, asked)).rejects.toThrow(
      'No token',
    );
  });

  it('makes an expired token for tests of refusal', async () => {
    const [person] = people;
    if (!person) throw new Error('There are no people.');
    await expect(verify(await provider.personToken(person, -60))).rejects.toThrow('exp');
  });

  it('keeps its keys through a restart', async () => {
    const token = await requestToken(provider, { scopes: ['measures:read'] });
    await provider.stop();
    provider = await IdentityProvider.start({
      folder: join(folder, 'idp'),
      port: Number(new URL(provider.issuer).port),
      people,
    });
    expect(await verify(token)).toMatchObject({ scope: 'measures:read' });
  });

  it('lets one choose a person, and another one at the next login', async () => {
    const config = await openid.discovery(
      new URL(provider.issuer),
      webClientId,
      provider.clientSecret,
      undefined,
      { execute: [openid.allowInsecureRequests] },
    );
    const browser = new Browser();
    for (const person of [people[0], people[3]]) {
      const pkceCodeVerifier = openid.randomPKCECodeVerifier();
      const asked = openid.buildAuthorizationUrl(config, {
        redirect_uri: 'http://localhost:3000/login/callback',
        scope: 'openid profile email roles',
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: 'kept',
      });
      const choice = await browser.follow(asked);
      expect(await (await browser.get(choice)).text()).toContain(person?.name);
      const chosen = await browser.post(choice, { sub: person?.sub ?? '' });
      const tokens = await openid.authorizationCodeGrant(config, await browser.follow(chosen), {
        pkceCodeVerifier,
        expectedState: 'kept',
      });
      expect(tokens.claims()).toMatchObject({
        sub: person?.sub,
        name: person?.name,
        email: person?.email,
        roles: person?.roles,
      });
    }
  });

  it('sends nobody to an address beyond this machine', async () => {
    const address = new URL(
      `${provider.issuer}/auth?client_id=${webClientId}&response_type=code&scope=openid`,
    );
    address.searchParams.set('redirect_uri', 'https://elsewhere.example/callback');
    const answer = await new Browser().get(address);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('location')).toBeNull();
  });
});

describeWithSkippedTime('the time-skipping server', () => {
  it('skips thirty days in moments', async () => {
    const { environment, close } = await createSkippedTime();
    try {
      const before = await environment.currentTimeMs();
      await environment.sleep('30 days');
      expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 24 * 60 * 60 * 1000);
    } finally {
      await close();
    }
  });
});

describe('what a run shares', () => {
  it('lies in a folder that is there as long as the run', () => {
    expect(existsSync(sharedServers().folder)).toBe(true);
  });
});

/** Just enough of a browser: it keeps cookies and follows one redirect at a time. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async get(address: URL): Promise<Response> {
    return this.fetch(address, {});
  }

  async post(address: URL, fields: Record<string, string>): Promise<URL> {
    return this.locationOf(
      await this.fetch(address, { method: 'POST', body: new URLSearchParams(fields) }),
      address,
    );
  }

  async follow(address: URL): Promise<URL> {
    return this.locationOf(await this.fetch(address, {}), address);
  }

  private locationOf(response: Response, from: URL): URL {
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${from.href} answered ${response.status} and sent nobody on.`);
    return new URL(location, from);
  }

  private async fetch(address: URL, init: RequestInit): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', ...value] = pair.split('=');
      this.cookies.set(name, value.join('='));
    }
    return response;
  }
}
