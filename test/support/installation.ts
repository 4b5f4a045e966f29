import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { taskQueue } from '#domain/contracts/workflows.js';
import type { Role } from '#domain/roles/actor.js';
import { Desk } from '../../local/desk/desk.js';
import { freePort } from '../../local/free-port.js';
import {
  apiAudience,
  demoScopes,
  IdentityProvider,
  personClients,
  requestToken,
  webClientId,
} from '../../local/identity-provider.js';
import { MailReceiver, type MailOptions } from '../../local/mail.js';
import { firstLeaderOf, type LocalPerson, people as inventedPeople } from '../../local/people.js';
import { type DatabaseUrls, EmbeddedPostgres } from '../../local/postgres.js';
import { SlackWorkspace } from '../../local/slack.js';
import { createNamespace, type TemporalServer } from '../../local/temporal.js';
import { DeclaredAnswers, type OpenApiDocument } from './declared-answers.js';
import { HostedApi } from './hosted-api.js';
import { Service } from './service.js';
import {
  createMigrated,
  sharedServers,
  startTestPostgres,
  startTestTemporal,
  templateDatabase,
  testSettings,
} from './shared-servers.js';
import { SlackProxy } from './slack-proxy.js';
import { StartedParts } from './started-parts.js';
import { until } from './until.js';

export interface InstallationOptions {
  /**
   * How many processes of each to start; 0 for a test that starts them itself. An API that no test stops, kills or
   * looks at as a process is one of several in one (HostedApi), unless a number is given.
   */
  apis?: number;
  workers?: number;
  /** A server of its own, for tests that stop, kill or restart it: half a second each. */
  ownPostgres?: boolean;
  ownTemporal?: boolean;
  people?: readonly LocalPerson[];
  /** False: nobody is in the record yet, and only the token of `system` is let in. */
  registerPeople?: boolean;
  /** The API's clock is so many days behind (local/past-api.ts): what time does has begun when the test looks. */
  daysBehind?: number;
  /** What a mail's receiver answers instead of taking it. */
  mailAnswers?: MailOptions['answers'];
  /** With the desk of `npm start` between Kvittert and the workspace. */
  desk?: boolean;
  /** Settings for the API and the worker on top of the usual ones. */
  env?: Record<string, string>;
}

/** An answer of the API. */
export interface ApiAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface ApiRequest {
  /** A role (the first person who has it), a person's e-mail address, or a token. */
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Which API process; the first if not given. */
  api?: number;
}

/**
 * A whole Kvittert for one test: a database, a Temporal namespace, a Slack workspace and an identity provider of
 * its own, and API and worker from dist/, outside the test's process.
 */
export class Installation {
  readonly apis: Service[] = [];
  readonly workers: Service[] = [];
  private readonly apiPorts: number[] = [];
  private readonly personIds = new Map<string, string>();
  private temporalConnection: Connection | undefined;
  private declared: Promise<DeclaredAnswers> | undefined;

  private constructor(
    readonly name: string,
    readonly folder: string,
    readonly database: DatabaseUrls,
    readonly postgres: EmbeddedPostgres,
    /** Present only when the test asked for its own. */
    readonly ownTemporal: TemporalServer | undefined,
    readonly temporal: { address: string; namespace: string },
    /** The workspace itself, where a test reads what arrived. */
    readonly slack: SlackWorkspace,
    /** What lies between Kvittert and the workspace. */
    readonly slackLine: SlackProxy,
    /** Where a test reads what was sent by e-mail. */
    readonly mail: MailReceiver,
    readonly identityProvider: IdentityProvider,
    readonly people: readonly LocalPerson[],
    /** Present only when the test asked for it. */
    readonly desk: Desk | undefined,
    private readonly publicPort: number,
    private readonly options: InstallationOptions,
    private readonly parts: StartedParts,
  ) {}

  static async start(options: InstallationOptions = {}): Promise<Installation> {
    const shared = sharedServers();
    const name = `test_${randomBytes(6).toString('hex')}`;
    const folder = join(shared.folder, name);
    await mkdir(folder, { recursive: true });
    const people = options.people ?? inventedPeople;

    const parts = new StartedParts();
    try {
      const [{ postgres, database }, { ownTemporal, temporal }, slack, mail, identityProvider, publicPort] =
        await Promise.all([
          parts.start(databaseFor(name, folder, options), (part) => endDatabase(part, name, folder, options)),
          parts.start(temporalFor(name, folder, options), (part) => part.ownTemporal?.stop()),
          parts.start(
            SlackWorkspace.start({
              port: await freePort(),
              people,
              botToken: `xoxb-${name}`,
              signingSecret: randomBytes(16).toString('hex'),
            }),
            (part) => part.stop(),
          ),
          parts.start(
            MailReceiver.start({
              smtpPort: await freePort(),
              pagePort: await freePort(),
              ...(options.mailAnswers && { answers: options.mailAnswers }),
            }),
            (part) => part.stop(),
          ),
          parts.start(
            IdentityProvider.start({
              // The keys are shared by the whole run: making one takes longer than all the rest.
              folder: join(shared.folder, 'identity-provider'),
              port: await freePort(),
              people,
            }),
            (part) => part.stop(),
          ),
          freePort(),
        ]);
      const desk =
        options.desk === true
          ? await parts.start(
              Desk.start({
                port: await freePort(),
                slack,
                mail,
                people,
                apiUrl: () => `http://127.0.0.1:${publicPort}`,
                publicUrl: `http://localhost:${publicPort}`,
              }),
              (part) => part.stop(),
            )
          : undefined;
      const slackLine = await parts.start(SlackProxy.open(desk?.slackApiUrl ?? slack.apiUrl), (part) =>
        part.close(),
      );
      const installation = new Installation(
        name,
        folder,
        database,
        postgres,
        ownTemporal,
        temporal,
        slack,
        slackLine,
        mail,
        identityProvider,
        people,
        desk,
        publicPort,
        options,
        parts,
      );
      await installation.startServices();
      return installation;
    } catch (error) {
      // What had started ends; why the rest did not is what is told.
      await parts.end().catch(() => undefined);
      throw error;
    }
  }

  /** The address of one API process, without a final slash. */
  apiUrl(index = 0): string {
    return `http://127.0.0.1:${this.apiPorts[index] ?? this.publicPort}`;
  }

  /** Adds an API process that has not been started yet. */
  async addApi(): Promise<Service> {
    const { daysBehind } = this.options;
    const port = this.apiPorts.length === 0 ? this.publicPort : await freePort();
    const index = this.apiPorts.push(port) - 1;
    const api = new Service({
      name: `API ${index}`,
      script: daysBehind === undefined ? join('apps', 'api', 'src', 'main.js') : join('local', 'past-api.js'),
      env: {
        ...this.serviceEnv(),
        PORT: String(port),
        ...(daysBehind === undefined ? {} : { KVITTERT_DAYS_BEHIND: String(daysBehind) }),
      },
      logFile: join(this.folder, `api-${index}.log`),
      isReady: () => this.apiIsReady(port),
    });
    this.apis.push(api);
    return api;
  }

  /** Adds a worker process that has not been started yet. */
  addWorker(): Service {
    const index = this.workers.length;
    const worker = new Service({
      name: `Worker ${index}`,
      script: join('apps', 'worker', 'src', 'main.js'),
      env: this.serviceEnv(),
      logFile: join(this.folder, `worker-${index}.log`),
      isReady: (pid) => this.polls(pid),
    });
    this.workers.push(worker);
    return worker;
  }

  /** What API and worker are started with, for a test that runs another program of ours. */
  serviceEnv(): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      NODE_ENV: 'production',
      DATABASE_URL: this.database.appUrl,
      TEMPORAL_ADDRESS: this.temporal.address,
      TEMPORAL_NAMESPACE: this.temporal.namespace,
      SLACK_BOT_TOKEN: this.slack.botToken,
      SLACK_SIGNING_SECRET: this.slack.signingSecret,
      SLACK_API_URL: this.slackLine.apiUrl,
      SMTP_URL: this.mail.smtpUrl,
      MAIL_FROM: 'Kvittert <kvittert@vestdal.example>',
      OIDC_ISSUER: this.identityProvider.issuer,
      OIDC_CLIENT_ID: webClientId,
      OIDC_CLIENT_SECRET: this.identityProvider.clientSecret,
      OIDC_PERSON_CLIENTS: personClients,
      FIRST_LEADER: firstLeaderOf(this.people) ?? '',
      API_AUDIENCE: apiAudience,
      SESSION_SECRET: 'a session secret that only tests ever see',
      PUBLIC_URL: `http://localhost:${this.publicPort}`,
      ...this.options.env,
    };
  }

  /** The first person with a role. @throws Error when there is none. */
  person(role: Role): LocalPerson {
    const person = this.people.find(({ roles }) => roles.includes(role));
    if (!person) throw new Error(`Nobody in this test is ${role}.`);
    return person;
  }

  /** The id in the record of a role's first person, or of whoever has this e-mail address. */
  personId(who: string): string {
    const person = this.people.find(
      ({ email, roles }) => email === who || roles.some((role) => role === who),
    );
    const id = this.personIds.get(person?.email ?? '');
    if (id === undefined) throw new Error(`${who} is not registered in this installation.`);
    return id;
  }

  /** An API token for a role (its first person; `system` through client credentials) or an e-mail address. */
  async token(who: string): Promise<string> {
    const provider = {
      issuer: this.identityProvider.issuer,
      clientSecret: this.identityProvider.clientSecret,
    };
    if (who === 'system') return requestToken(provider, { scopes: demoScopes });
    const person = this.people.find(
      ({ email, roles }) => email === who || roles.some((role) => role === who),
    );
    if (!person) throw new Error(`Nobody in this test is ${who}.`);
    return this.identityProvider.personToken(person);
  }

  /** Calls the API. A POST gets an Idempotency-Key of its own unless the test gives one. */
  async request<Body = Record<string, unknown>>(
    method: string,
    path: string,
    { as, body, headers = {}, api = 0 }: ApiRequest = {},
  ): Promise<ApiAnswer<Body>> {
    const token = as === undefined ? undefined : as.startsWith('eyJ') ? as : await this.token(as);
    const response = await fetch(`${this.apiUrl(api)}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const answer: ApiAnswer<Body> = {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
    if (path.startsWith('/api/v1/')) await this.requireDeclared(method, path, answer, api);
    return answer;
  }

  /** Every answer that a test gets is one that the API's description declares. */
  private async requireDeclared(method: string, path: string, answer: ApiAnswer<unknown>, api: number) {
    // What could not be answered says nothing, and the document can't be had either.
    if (answer.status >= 500) return;
    this.declared ??= this.declaredAnswers(api);
    const differences = (await this.declared).differences(method, path, answer);
    if (differences.length === 0) return;
    throw new Error(
      `${method} ${path} answered ${answer.status}, not as /api/v1/openapi.json has it: ${differences.join('; ')}\n${JSON.stringify(answer.body).slice(0, 2_000)}`,
    );
  }

  /** The description is the same for all installations of a run: one makes it. */
  private async declaredAnswers(api: number): Promise<DeclaredAnswers> {
    const file = join(sharedServers().folder, 'openapi.json');
    const kept = await readFile(file, 'utf8').catch(() => undefined);
    const text = kept ?? (await (await fetch(`${this.apiUrl(api)}/api/v1/openapi.json`)).text());
    if (kept === undefined) {
      const part = `${file}.${process.pid}`;
      await writeFile(part, text);
      await rename(part, file);
    }
    return new DeclaredAnswers(JSON.parse(text) as OpenApiDocument);
  }

  /** Keeps what the statement locks, as somebody else would, until it is let go. */
  async hold(sql: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query(sql);
    return async () => {
      await client.query('ROLLBACK');
      await client.end();
    };
  }

  /** One query as the application's role; `owner` for what the application may not see, `figures` for its views. */
  async query<Row extends pg.QueryResultRow>(
    sql: string,
    values: unknown[] = [],
    role: 'app' | 'owner' | 'figures' = 'app',
  ): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database[`${role}Url`] });
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** A client of this installation's namespace; closed with the installation. */
  async temporalClient(): Promise<Client> {
    this.temporalConnection ??= await Connection.connect({ address: this.temporal.address });
    return new Client({ connection: this.temporalConnection, namespace: this.temporal.namespace });
  }

  /** Stops everything of this installation. Logs stay until the end of the run. */
  async stop(): Promise<void> {
    await this.parts.end();
  }

  private async startServices(): Promise<void> {
    this.parts.endFirst(async () => {
      await Promise.all([...this.apis, ...this.workers].map((service) => service.stop()));
      await this.temporalConnection?.close();
    });
    const { apis, workers = 1 } = this.options;
    for (let count = 0; count < (apis ?? 0); count += 1) (await this.addApi()).launch();
    for (let count = 0; count < workers; count += 1) this.addWorker().launch();
    const hosted = apis === undefined ? this.startHostedApi() : undefined;
    await Promise.all([
      hosted,
      ...[...this.apis, ...this.workers].map((service) => service.waitUntilReady()),
    ]);
    if (apis !== 0 && this.options.registerPeople !== false) await this.registerPeople();
  }

  private async startHostedApi(): Promise<void> {
    const { daysBehind } = this.options;
    this.apiPorts.push(this.publicPort);
    const api = new HostedApi({
      env: { ...this.serviceEnv(), PORT: String(this.publicPort) },
      ...(daysBehind === undefined ? {} : { daysBehind }),
    });
    this.parts.endFirst(() => api.stop());
    await api.start();
    await until('the API is ready', () => this.apiIsReady(this.publicPort), 150_000);
  }

  private async apiIsReady(port: number): Promise<boolean> {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok ?? false;
  }

  /** Puts everybody into the record, as a test that starts its API itself must do too. */
  async registerPeople(): Promise<void> {
    const system = await this.token('system');
    // The first request has the API fetch the provider's keys from this busy process; it may be told to come again.
    await until('the API lets a client in', async () => {
      const { status } = await this.request('GET', '/api/v1/persons?limit=1', { as: system });
      return status === 200;
    });
    const leader = await this.firstLeader();
    if (leader !== undefined) this.personIds.set(leader.email, leader.id);
    const waiting = this.people.filter(({ email }) => email !== leader?.email);
    const registerNext = async (): Promise<void> => {
      for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
        const { name, email, roles } = person;
        const body = { name, email, roles };
        // Leadership is given by leadership.
        const as = roles.includes('leadership') && leader !== undefined ? leader.email : system;
        const answer = await this.request<{ id: string }>('POST', '/api/v1/persons', { as, body });
        if (answer.status !== 201) throw new Error(`${email} was refused: ${JSON.stringify(answer.body)}`);
        this.personIds.set(email, answer.body.id);
      }
    };
    await Promise.all(Array.from({ length: 10 }, registerNext));
  }

  /** The one whom the API appointed when it started. */
  async firstLeader(): Promise<{ id: string; email: string } | undefined> {
    const path = '/api/v1/persons?role=leadership&limit=1';
    const { body } = await this.request<{ items: { id: string; email: string }[] }>('GET', path, {
      as: 'system',
    });
    return body.items[0];
  }

  /** Whether the worker with this process id takes tasks from the queue. */
  private async polls(pid: number): Promise<boolean> {
    const client = await this.temporalClient();
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace: this.temporal.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType: 1,
    });
    return pollers?.some(({ identity }) => identity?.startsWith(`${pid}@`)) ?? false;
  }
}

/** Starts a whole Kvittert for a test; `stop()` it in afterAll. */
export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  return Installation.start(options);
}

interface InstallationDatabase {
  postgres: EmbeddedPostgres;
  database: DatabaseUrls;
}

async function databaseFor(
  name: string,
  folder: string,
  { ownPostgres = false }: InstallationOptions,
): Promise<InstallationDatabase> {
  if (!ownPostgres) {
    const postgres = await EmbeddedPostgres.attach({ ...sharedServers().postgres, settings: testSettings });
    return { postgres, database: await postgres.createDatabase(name, templateDatabase) };
  }
  const postgres = await startTestPostgres(join(folder, 'postgres'));
  try {
    await createMigrated(postgres, name);
  } catch (error) {
    await postgres.stop({ immediate: true });
    throw error;
  }
  return { postgres, database: postgres.urlsOf(name) };
}

async function endDatabase(
  { postgres }: InstallationDatabase,
  name: string,
  folder: string,
  { ownPostgres = false }: InstallationOptions,
): Promise<void> {
  if (!ownPostgres) return postgres.dropDatabase(name);
  await postgres.stop({ immediate: true });
  await rm(join(folder, 'postgres'), { recursive: true, force: true });
}

async function temporalFor(
  name: string,
  folder: string,
  { ownTemporal = false }: InstallationOptions,
): Promise<{ ownTemporal: TemporalServer | undefined; temporal: { address: string; namespace: string } }> {
  const server = ownTemporal ? await startTestTemporal(join(folder, 'temporal')) : undefined;
  const address = server?.address ?? sharedServers().temporalAddress;
  return { ownTemporal: server, temporal: { address, namespace: await createNamespace(address, name) } };
}
