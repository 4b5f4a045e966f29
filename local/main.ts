import { renameSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Preparation } from '../apps/api/src/health/preparation.js';
import { DataFolder, dataFolderPath, type PortName, type RunningInstallation } from './data-folder.js';
import { Desk } from './desk/desk.js';
import { freePort, isFree } from './free-port.js';
import {
  apiAudience,
  demoScopes,
  IdentityProvider,
  personClients,
  requestToken,
  webClientId,
} from './identity-provider.js';
import { stopLeftover } from './leftover-process.js';
import { MailReceiver } from './mail.js';
import { firstLeaderOf, people } from './people.js';
import { EmbeddedPostgres } from './postgres.js';
import { projectRoot } from './project-root.js';
import {
  endWell,
  lastLinesOf,
  programArguments,
  runToEnd,
  type ServiceCommand,
  ServiceProcess,
} from './service-process.js';
import { restartWhenEnded, type SupervisedProcess, type RunningProcess } from './supervise.js';
import { SlackWorkspace } from './slack.js';
import type { findTemporalServer } from './temporal-server.mjs';
import { TemporalServer } from './temporal.js';

const program = {
  migrate: join('dist', 'libs', 'record', 'src', 'migrate.js'),
  worker: join('dist', 'apps', 'worker', 'src', 'main.js'),
  api: join('dist', 'apps', 'api', 'src', 'main.js'),
  demo: join('dist', 'local', 'demo', 'fill.js'),
  pastApi: join('dist', 'local', 'past-api.js'),
  round: join('dist', 'apps', 'worker', 'src', 'run-morning-round.js'),
  upkeep: join('dist', 'apps', 'worker', 'src', 'run-record-upkeep.js'),
};

type TemporalFound = Awaited<ReturnType<typeof findTemporalServer>>;

/** A second signal this soon is the same key press: npm passes on what the terminal has already delivered. */
const sameKeyPressMs = 700;
const readyLimitMs = 120_000;

/** A part of the installation that has been started. */
interface Part {
  name: string;
  stop: () => Promise<unknown>;
  /** Absent for parts that live in this process. */
  process?: { running: () => RunningProcess; mark: string };
}

/**
 * `npm start`: starts what the environment does not name, waits until it is ready, and stops it in order.
 * @param findTemporal looks for the Temporal server, or makes it; pages are there meanwhile
 */
export async function main(args: string[], findTemporal: typeof findTemporalServer): Promise<void> {
  try {
    const { values } = parseArgs({ args, options: { empty: { type: 'boolean', default: false } } });
    const folder = await DataFolder.open(dataFolderPath());
    // A variable set to nothing, as compose files and shells do, counts as not set.
    const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
    const installation = new EmbeddedDefault(folder, env, values.empty, findTemporal);
    process.exitCode = await installation.run();
  } catch (error) {
    console.error(`\n${messageOf(error)}`);
    process.exitCode = 1;
  }
}

class EmbeddedDefault {
  private readonly parts: Part[] = [];
  private readonly stopAsked: Promise<void>;
  private askToStop: () => void = () => undefined;
  /** Ends what is fetched, built or run to its end. */
  private readonly ending = new AbortController();
  /** Why it ends, where nobody asked for it. */
  private failure: unknown;
  private preparing: Preparation = {};
  private deskUrl: string | undefined;
  private stopping = false;
  private firstSignalAt = 0;
  /** What `npm run token` and the like need; absent while it is starting. */
  private ready: RunningInstallation['ready'];

  constructor(
    private readonly folder: DataFolder,
    private readonly env: NodeJS.ProcessEnv,
    private readonly empty: boolean,
    private readonly findTemporal: typeof findTemporalServer,
  ) {
    this.stopAsked = new Promise((resolve) => {
      this.askToStop = resolve;
    });
  }

  /** Runs until it is told to stop or a part can't be kept running. Returns the exit code. */
  async run(): Promise<number> {
    const onSignal = (): void => this.signalled();
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    try {
      await this.start();
      await this.stopAsked;
    } catch (error) {
      if (!(error instanceof StopRequested)) this.end(error);
    }
    if (this.failure !== undefined) console.error(`\n${messageOf(this.failure)}`);
    await this.stopAll();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    return this.failure === undefined ? 0 : 1;
  }

  /** From now on nothing is started any more. */
  private end(failure?: unknown): void {
    if (this.stopping) return;
    this.stopping = true;
    this.failure = failure;
    this.ending.abort();
    this.askToStop();
  }

  private async start(): Promise<void> {
    const startedAt = Date.now();
    await this.clearUpAfterCrash();
    const apiPort = Number(this.env['PORT'] ?? 3000);
    if (!(await isFree(apiPort))) {
      throw new Error(
        `Port ${apiPort} is taken by another program. Choose another: PORT=${apiPort + 1} npm start`,
      );
    }
    const publicUrl = this.env['PUBLIC_URL'] ?? `http://localhost:${apiPort}`;
    const ports = await this.folder.ports();
    const secrets = this.folder.secrets();

    this.tellPreparing({ registering: !this.folder.demoSettled, temporal: { step: 'starting' } });
    const temporalFound = this.lookForTemporal();
    const database = await this.database(ports);
    const login = await this.login(ports, publicUrl);
    const slack = await this.slack(ports);
    const mail = await this.mail(ports);
    const desk = await this.desk(ports, { slack: slack.workspace, mail: mail.receiver, apiPort, publicUrl });
    const slackApi = desk?.slackApiUrl ?? slack.apiUrl;
    const temporalAddress = this.env['TEMPORAL_ADDRESS'] ?? `127.0.0.1:${ports.temporal}`;

    const serviceEnv: NodeJS.ProcessEnv = {
      ...this.env,
      DATABASE_URL: database.appUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      // The page library renders several times slower in its development build.
      NODE_ENV: this.env['NODE_ENV'] ?? 'production',
      TEMPORAL_NAMESPACE: this.env['TEMPORAL_NAMESPACE'] ?? 'default',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      ...(slackApi === undefined ? {} : { SLACK_API_URL: slackApi }),
      OIDC_ISSUER: login.issuer,
      OIDC_CLIENT_ID: login.clientId,
      OIDC_CLIENT_SECRET: login.clientSecret,
      ...(login.provider === undefined ? {} : { OIDC_PERSON_CLIENTS: personClients }),
      // The demo's is appointed when its history begins.
      ...(login.provider !== undefined && this.empty ? { FIRST_LEADER: firstLeaderOf(people) } : {}),
      API_AUDIENCE: this.env['API_AUDIENCE'] ?? apiAudience,
      SESSION_SECRET: this.env['SESSION_SECRET'] ?? secrets.session,
      SMTP_URL: mail.smtpUrl,
      MAIL_FROM: mail.from,
      PUBLIC_URL: publicUrl,
      PORT: String(apiPort),
      PREPARATION_FILE: this.preparationFile,
    };
    // Only the migrations may own the tables.
    delete serviceEnv['DATABASE_OWNER_URL'];

    await this.step('Database: bringing its tables up to date …', () =>
      runToEnd({
        name: 'The migration of the database',
        command: process.execPath,
        args: [program.migrate],
        cwd: projectRoot,
        env: { ...serviceEnv, DATABASE_OWNER_URL: database.ownerUrl },
        logFile: this.logFile('migrate'),
      }),
    );
    const { PORT: _port, PREPARATION_FILE: _file, ...workerEnv } = serviceEnv;
    const local = `http://127.0.0.1:${apiPort}`;
    await this.service('API', program.api, serviceEnv, `${local}/health/live`);
    console.log(
      `\nPages: ${publicUrl}/ (after ${secondsSince(startedAt)} s; what is prepared still is said there)\n`,
    );
    const filled = await this.fillDemo(local, serviceEnv, login.provider);
    this.tellPreparing({ temporal: this.preparing.temporal });
    this.ready = {
      publicUrl,
      databaseUrl: database.appUrl,
      temporalAddress,
      ...(login.provider && {
        identityProvider: { issuer: login.provider.issuer, clientSecret: login.provider.clientSecret },
      }),
    };
    this.tellRunning();
    const temporal = await this.temporal(temporalFound, ports);
    // After the demo's past: it would at once do what is overdue in a half-told one.
    await this.service('Worker', program.worker, workerEnv);
    this.tellPreparing({});
    // Messages are paced, and nobody waits for the last of them.
    if (filled) void this.catchUp(workerEnv);
    await this.untilAllIsWell(local);
    this.tellWhereToLook({
      seconds: secondsSince(startedAt),
      publicUrl,
      deskUrl: desk?.url,
      slackUrl: slack.workspace?.inspectorUrl,
      mailUrl: mail.receiver?.inspectorUrl,
      temporalUrl: temporal.uiUrl,
      figuresUrl: database.figuresUrl,
      tokens: login.provider !== undefined,
    });
  }

  /** What the nights and mornings of the demo's past would have done, so that there is something to look at today. */
  private async catchUp(env: NodeJS.ProcessEnv): Promise<void> {
    const run = (name: string, script: string): Promise<void> =>
      this.runAsPart({
        name,
        command: process.execPath,
        args: [script],
        cwd: projectRoot,
        env,
        logFile: this.logFile(basename(script, '.js')),
      });
    try {
      await this.step('Demo: anchoring its history, sending the first morning messages …', () =>
        run('The first upkeep of the record', program.upkeep),
      );
      await run('The first morning round', program.round);
      if (!this.stopping) console.log('Demo: the morning messages are out.\n');
    } catch (error) {
      // Everything else works, and the next round comes at 08:00. While stopping its server is gone, as it should be.
      if (!this.stopping) console.error(messageOf(error));
    }
  }

  /** Runs a command to its end, and ends it with the rest when the user stops before that. */
  private async runAsPart(command: ServiceCommand): Promise<void> {
    const service = ServiceProcess.start({ ...command, ownGroup: true });
    const stop = (): void => void service.stop();
    this.ending.signal.addEventListener('abort', stop);
    try {
      await endWell(service);
    } finally {
      this.ending.signal.removeEventListener('abort', stop);
    }
  }

  private async database(
    ports: Record<PortName, number>,
  ): Promise<{ appUrl: string; ownerUrl: string; figuresUrl?: string }> {
    const appUrl = this.env['DATABASE_URL'];
    if (appUrl !== undefined) {
      // One role for both is a weaker guard, but a choice whoever runs the database may make.
      return { appUrl, ownerUrl: this.env['DATABASE_OWNER_URL'] ?? appUrl };
    }
    const server = await this.step('PostgreSQL: starting …', () =>
      EmbeddedPostgres.start({
        folder: this.subfolder('postgres'),
        port: ports.postgres,
        logFile: this.logFile('postgres'),
        ownGroup: true,
      }),
    );
    this.keep(
      {
        name: 'PostgreSQL',
        running: () => ({ pid: server.pid, ended: server.exited }),
        startAgain: () => server.restart(),
        lastLines: () => lastLinesOf(server.logFile),
      },
      { mark: this.subfolder('postgres'), stop: () => server.stop() },
    );
    return server.createDatabase('kvittert');
  }

  /** Begins at once, and is waited for when everything else is there: on a new machine it takes minutes. */
  private lookForTemporal(): Promise<TemporalFound> {
    const found = this.findTemporal({
      env: this.env,
      progress: (temporal) => this.tellPreparing({ ...this.preparing, temporal }),
      signal: this.ending.signal,
    });
    // Without one nothing is ever followed up: better to say so at once than when everything else is done.
    found.catch((error: unknown) => this.end(error));
    return found;
  }

  private async temporal(
    found: Promise<TemporalFound>,
    ports: Record<PortName, number>,
  ): Promise<{ uiUrl?: string | undefined }> {
    const server = await found.catch(() => {
      throw new StopRequested();
    });
    if ('address' in server) return {};
    this.tellPreparing({ temporal: { step: 'starting' } });
    // It was free when everything began, which may be minutes ago; and whoever took it would answer in its place.
    if (!(await isFree(ports.temporal))) {
      throw new Error(
        `Port ${ports.temporal} was taken by another program meanwhile. Start again: another is used then.`,
      );
    }
    const running = await this.step('Temporal: starting …', () =>
      TemporalServer.start({
        program: server.program,
        databaseFile: this.folder.file('temporal', 'temporal.db'),
        port: ports.temporal,
        uiPort: ports.temporalUi,
        logFile: this.logFile('temporal'),
        ownGroup: true,
      }),
    );
    this.keep(
      {
        name: 'Temporal',
        running: () => ({ pid: running.pid, ended: running.exited }),
        startAgain: () => running.restart(),
        lastLines: () => lastLinesOf(running.logFile),
      },
      { mark: this.folder.file('temporal', 'temporal.db'), stop: () => running.stop() },
    );
    return { uiUrl: running.uiUrl };
  }

  private async login(
    ports: Record<PortName, number>,
    publicUrl: string,
  ): Promise<{ issuer: string; clientId: string; clientSecret: string; provider?: IdentityProvider }> {
    const issuer = this.env['OIDC_ISSUER'];
    if (issuer !== undefined) {
      return {
        issuer,
        clientId: this.required('OIDC_CLIENT_ID', 'OIDC_ISSUER'),
        clientSecret: this.required('OIDC_CLIENT_SECRET', 'OIDC_ISSUER'),
      };
    }
    const provider = await this.step('Identity provider: starting …', () =>
      IdentityProvider.start({
        folder: this.subfolder('identity-provider'),
        port: ports.identityProvider,
        people,
        publicUrl,
      }),
    );
    this.add({ name: 'Identity provider', stop: () => provider.stop() });
    return { issuer: provider.issuer, clientId: webClientId, clientSecret: provider.clientSecret, provider };
  }

  private async slack(
    ports: Record<PortName, number>,
  ): Promise<{ botToken: string; signingSecret: string; apiUrl?: string; workspace?: SlackWorkspace }> {
    const botToken = this.env['SLACK_BOT_TOKEN'];
    if (botToken !== undefined) {
      const apiUrl = this.env['SLACK_API_URL'];
      return {
        botToken,
        signingSecret: this.required('SLACK_SIGNING_SECRET', 'SLACK_BOT_TOKEN'),
        ...(apiUrl === undefined ? {} : { apiUrl }),
      };
    }
    const { slackBotToken, slackSigningSecret } = this.folder.secrets();
    const workspace = await this.step('Slack workspace: starting …', () =>
      SlackWorkspace.start({
        port: ports.slack,
        people,
        botToken: slackBotToken,
        signingSecret: slackSigningSecret,
      }),
    );
    this.add({ name: 'Slack workspace', stop: () => workspace.stop() });
    return {
      botToken: workspace.botToken,
      signingSecret: workspace.signingSecret,
      apiUrl: workspace.apiUrl,
      workspace,
    };
  }

  private async mail(
    ports: Record<PortName, number>,
  ): Promise<{ smtpUrl: string; from: string; receiver?: MailReceiver }> {
    const smtpUrl = this.env['SMTP_URL'];
    if (smtpUrl !== undefined) return { smtpUrl, from: this.required('MAIL_FROM', 'SMTP_URL') };
    const receiver = await this.step('Mail server: starting …', () =>
      MailReceiver.start({ smtpPort: ports.smtp, pagePort: ports.mail }),
    );
    this.add({ name: 'Mail server', stop: () => receiver.stop() });
    return {
      smtpUrl: receiver.smtpUrl,
      from: this.env['MAIL_FROM'] ?? 'Kvittert <kvittert@vestdal.example>',
      receiver,
    };
  }

  /** Where one sees what each person sees in Slack and mail; only over the workspace of our own. */
  private async desk(
    ports: Record<PortName, number>,
    seen: {
      slack: SlackWorkspace | undefined;
      mail: MailReceiver | undefined;
      apiPort: number;
      publicUrl: string;
    },
  ): Promise<Desk | undefined> {
    const { slack, mail, apiPort, publicUrl } = seen;
    if (slack === undefined) return undefined;
    const desk = await this.step('Desk: starting …', () =>
      Desk.start({
        port: ports.desk,
        slack,
        ...(mail === undefined ? {} : { mail }),
        people,
        apiUrl: () => `http://127.0.0.1:${apiPort}`,
        publicUrl,
      }),
    );
    this.add({ name: 'Desk', stop: () => desk.stop() });
    this.deskUrl = desk.url;
    return desk;
  }

  /** Starts a program of ours, and keeps it running. With `answersAt` it is waited for. */
  private async service(
    name: string,
    script: string,
    env: NodeJS.ProcessEnv,
    answersAt?: string,
  ): Promise<void> {
    let service: ServiceProcess | undefined;
    const start = async (): Promise<void> => {
      if (this.stopping) throw new StopRequested();
      service = ServiceProcess.start({
        name,
        command: process.execPath,
        args: [...programArguments, script],
        cwd: projectRoot,
        env,
        logFile: this.logFile(name.toLowerCase()),
        ownGroup: true,
      });
      if (answersAt === undefined) return;
      await service.waitUntil(() => {
        if (this.stopping) throw new StopRequested();
        return isReady(answersAt);
      }, readyLimitMs);
    };
    const stop = async (): Promise<unknown> => service?.stop(30_000);
    try {
      await this.step(`${name}: starting …`, start);
    } catch (error) {
      await stop();
      throw error;
    }
    this.keep(
      {
        name,
        running: () => ({ pid: service?.pid, ended: service?.exited ?? Promise.resolve() }),
        startAgain: start,
        lastLines: () => service?.lastLines() ?? '',
      },
      { mark: script, stop },
    );
  }

  /** One that can't be kept running takes the rest with it: half an installation would look like a whole one. */
  private keep(
    kept: SupervisedProcess,
    { mark, stop }: { mark: string; stop: () => Promise<unknown> },
  ): void {
    const { name, running } = kept;
    this.add({ name, stop, process: { running, mark } });
    const startAgain = async (): Promise<void> => {
      await kept.startAgain();
      this.tellRunning();
    };
    restartWhenEnded(
      { ...kept, startAgain },
      { say: (line) => console.error(line), wanted: () => !this.stopping },
    ).catch((error: unknown) => this.end(error));
  }

  /**
   * Once per data folder: the people who may log in, and unless it was declined everything else of the demo.
   * @returns whether the demo was filled in just now
   */
  private async fillDemo(
    apiUrl: string,
    env: NodeJS.ProcessEnv,
    provider: IdentityProvider | undefined,
  ): Promise<boolean> {
    if (this.folder.demoSettled) return false;
    if (!provider) {
      console.log('Demo: left out, because the provider in OIDC_ISSUER does not know the people in it.');
      this.folder.settleDemo();
      return false;
    }
    const target: DemoTarget = {
      apiUrl,
      token: (who) => requestToken(provider, who === 'system' ? { scopes: demoScopes } : { person: who }),
      progress: (line) => {
        // The demo takes up again where it was cut short, so that stopping in the middle is safe.
        if (this.stopping) throw new StopRequested();
        console.log(`  ${line}`);
      },
    };
    const demo = (await import(pathToFileURL(join(projectRoot, program.demo)).href)) as DemoModule;
    if (this.empty) {
      await this.step('People: registering those who may log in …', () => demo.registerPeople(target));
    } else {
      await this.step('Demo: registering evaluations and plans (some seconds) …', () =>
        this.withPastApi(env, demo.daysBehind, (pastUrl) => demo.fillDemo({ ...target, apiUrl: pastUrl })),
      );
    }
    this.folder.settleDemo();
    return !this.empty;
  }

  /** The demo has a history: it is registered through an API of its own whose clock is so many days behind. */
  private async withPastApi(
    env: NodeJS.ProcessEnv,
    daysBehind: number,
    use: (apiUrl: string) => Promise<void>,
  ): Promise<void> {
    const port = await freePort();
    const service = ServiceProcess.start({
      name: 'The API of the demo',
      command: process.execPath,
      args: [...programArguments, program.pastApi],
      cwd: projectRoot,
      env: {
        ...env,
        PORT: String(port),
        KVITTERT_DAYS_BEHIND: String(daysBehind),
        FIRST_LEADER: firstLeaderOf(people),
      },
      logFile: this.logFile('demo-api'),
      ownGroup: true,
    });
    try {
      const apiUrl = `http://127.0.0.1:${port}`;
      await service.waitUntil(() => isReady(`${apiUrl}/health/live`), readyLimitMs);
      await use(apiUrl);
    } finally {
      await service.stop();
    }
  }

  private tellWhereToLook(found: {
    seconds: number;
    publicUrl: string;
    deskUrl: string | undefined;
    slackUrl: string | undefined;
    mailUrl: string | undefined;
    temporalUrl: string | undefined;
    figuresUrl: string | undefined;
    tokens: boolean;
  }): void {
    const shown = (path: string): string => relative(process.cwd(), path) || '.';
    const rows: [string, string][] = [
      ['Status page', `${found.publicUrl}/`],
      ...(found.deskUrl === undefined
        ? []
        : ([['The desk', `${found.deskUrl} (everybody’s Slack and e-mail)`]] satisfies [string, string][])),
      ['API, to read and try', `${found.publicUrl}/api/v1/docs`],
      ...(found.slackUrl === undefined
        ? []
        : ([['Slack messages', found.slackUrl]] satisfies [string, string][])),
      ...(found.mailUrl === undefined ? [] : ([['E-mail', found.mailUrl]] satisfies [string, string][])),
      ...(found.temporalUrl === undefined
        ? []
        : ([['Temporal', found.temporalUrl]] satisfies [string, string][])),
      ...(found.figuresUrl === undefined
        ? []
        : ([['Figures in SQL', found.figuresUrl]] satisfies [string, string][])),
      ...(found.tokens
        ? ([
            ['Logging in', 'choose a person; nobody has a password'],
            ['A token for the API', 'npm run -s token -- secretariat'],
          ] satisfies [string, string][])
        : []),
      ['Data and logs', `${shown(this.folder.path)}, ${shown(this.folder.file('logs'))}`],
    ];
    console.log(`\nKvittert is ready after ${found.seconds} s.\n`);
    for (const [name, value] of rows) console.log(`  ${name.padEnd(22)}${value}`);
    console.log('\nCtrl-C stops everything. The next start goes on where this one stopped.\n');
  }

  /** Written at every new process, so that the start after a crash knows what may be left. */
  private add(part: Part): void {
    this.parts.push(part);
    this.tellRunning();
  }

  private tellRunning(): void {
    this.folder.tellRunning({
      pid: process.pid,
      processes: this.parts.flatMap(({ name, process: child }) =>
        pidOf(child).map((pid) => ({ name, pid, mark: child?.mark ?? '' })),
      ),
      ...(this.ready && { ready: this.ready }),
    });
  }

  /** Announces a step, does it, and does not go on when the user has asked to stop meanwhile. */
  private async step<Result>(announcement: string, action: () => Promise<Result>): Promise<Result> {
    if (this.stopping) throw new StopRequested();
    console.log(announcement);
    return action();
  }

  private get preparationFile(): string {
    return this.folder.file('preparation.json');
  }

  /** The pages say so, and /health/ready. */
  private tellPreparing(preparing: Preparation): void {
    this.preparing = preparing;
    // Whoever reads meanwhile finds the last one whole.
    writeFileSync(
      `${this.preparationFile}.new`,
      JSON.stringify({ ...preparing, ...(this.deskUrl === undefined ? {} : { desk: this.deskUrl }) }),
    );
    renameSync(`${this.preparationFile}.new`, this.preparationFile);
  }

  /** What the demo's past has left is demanded, told and anchored; a little patience, and then the page says what is not. */
  private async untilAllIsWell(apiUrl: string): Promise<void> {
    const giveUpAt = Date.now() + readyLimitMs;
    while (!this.stopping && Date.now() < giveUpAt && !(await isWell(`${apiUrl}/health/ready`))) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    if (this.stopping) throw new StopRequested();
  }

  /** A start that was killed leaves its children behind; they would hold ports and files. */
  private async clearUpAfterCrash(): Promise<void> {
    for (const { name, pid, mark } of [...(this.folder.leftBehind()?.processes ?? [])].reverse()) {
      // PostgreSQL waits for its clients to leave on SIGTERM and ends their sessions on SIGINT.
      const signal = name === 'PostgreSQL' ? 'SIGINT' : 'SIGTERM';
      if (await stopLeftover({ pid, mark, signal })) {
        console.log(`${name}: stopped what an earlier start had left running.`);
      }
    }
  }

  private signalled(): void {
    if (this.firstSignalAt === 0) this.firstSignalAt = Date.now();
    else if (Date.now() - this.firstSignalAt > sameKeyPressMs) this.force();
    if (this.stopping) return;
    console.log('\nStopping. Once more to stop at once.');
    this.end();
  }

  /** In the opposite order of the start: worker and API first, PostgreSQL last. */
  private async stopAll(): Promise<void> {
    this.end();
    for (const { name, stop } of [...this.parts].reverse()) {
      try {
        await stop();
        console.log(`${name}: stopped.`);
      } catch (error) {
        console.error(`${name}: ${messageOf(error)}`);
      }
    }
    this.folder.release();
  }

  private force(): never {
    console.error('Stopping at once. The next start clears up.');
    for (const pid of this.parts.flatMap(({ process: child }) => pidOf(child))) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
    }
    process.exit(1);
  }

  private required(name: string, because: string): string {
    const value = this.env[name];
    if (value === undefined) throw new Error(`${because} is set, so ${name} must be set too.`);
    return value;
  }

  private subfolder(name: string): string {
    return this.folder.file(name);
  }

  private logFile(name: string): string {
    return this.folder.file('logs', `${name}.log`);
  }
}

/** The user asked to stop while something was starting. */
class StopRequested extends Error {}

/** local/demo/fill.ts, loaded only when a new folder is filled. */
interface DemoModule {
  /** How many days before today the demo's history begins. */
  daysBehind: number;
  fillDemo(target: DemoTarget): Promise<void>;
  registerPeople(target: DemoTarget): Promise<void>;
}

interface DemoTarget {
  apiUrl: string;
  token: (who: string) => Promise<string>;
  progress: (line: string) => void;
}

function pidOf(child: Part['process']): number[] {
  const pid = child?.running().pid;
  return pid === undefined ? [] : [pid];
}

function secondsSince(startedAt: number): number {
  return Math.round((Date.now() - startedAt) / 1000);
}

/** Every part of it. */
async function isWell(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return ((await answer.json()) as { status: string }).status === 'ok';
  } catch {
    return false;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
