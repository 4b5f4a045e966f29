import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DataFolder, dataFolderPath, type PortName, type RunningInstallation } from './data-folder.js';
import { freePort, isFree } from './free-port.js';
import { apiAudience, demoScopes, IdentityProvider, requestToken, webClientId } from './identity-provider.js';
import { stopLeftover } from './leftover.js';
import { MailReceiver } from './mail.js';
import { people } from './people.js';
import { EmbeddedPostgres } from './postgres.js';
import { projectRoot } from './project-root.js';
import {
  endWell,
  programArguments,
  runToEnd,
  type ServiceCommand,
  ServiceProcess,
} from './service-process.js';
import { SlackWorkspace } from './slack.js';
import { TemporalServer } from './temporal.js';

const program = {
  migrate: join('dist', 'libs', 'record', 'src', 'migrate.js'),
  worker: join('dist', 'apps', 'worker', 'src', 'main.js'),
  api: join('dist', 'apps', 'api', 'src', 'main.js'),
  demo: join('dist', 'local', 'demo', 'fill.js'),
  pastApi: join('dist', 'local', 'past-api.js'),
  round: join('dist', 'apps', 'worker', 'src', 'round.js'),
};

/** A second signal this soon is the same key press: npm passes on what the terminal has already delivered. */
const sameKeyPressMs = 700;
const readyLimitMs = 120_000;

/** A part of the installation that has been started. */
interface Part {
  name: string;
  stop: () => Promise<unknown>;
  /** Absent for parts that live in this process. */
  process?: { pid: number | undefined; mark: string; ended: Promise<unknown>; logFile: string };
}

/** `npm start`: starts what the environment does not name, waits until it is ready, and stops it in order. */
export async function main(args: string[]): Promise<void> {
  try {
    const { values } = parseArgs({ args, options: { empty: { type: 'boolean', default: false } } });
    const folder = await DataFolder.open(dataFolderPath());
    // A variable set to nothing, as compose files and shells do, counts as not set.
    const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
    const installation = new EmbeddedDefault(folder, env, values.empty);
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
  private stopping = false;
  private firstSignalAt = 0;
  /** What `npm run token` and the like need; absent while it is starting. */
  private ready: RunningInstallation['ready'];

  constructor(
    private readonly folder: DataFolder,
    private readonly env: NodeJS.ProcessEnv,
    private readonly empty: boolean,
  ) {
    this.stopAsked = new Promise((resolve) => {
      this.askToStop = resolve;
    });
  }

  /** Runs until it is told to stop or a part ends. Returns the exit code. */
  async run(): Promise<number> {
    const onSignal = (): void => this.signalled();
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    let code = 0;
    try {
      await this.start();
      const died = await Promise.race([this.stopAsked, ...this.deaths()]);
      if (died) {
        console.error(
          `\n${died.name} ended by itself. Its last words are in ${died.process?.logFile ?? 'its log'}.`,
        );
        code = 1;
      }
    } catch (error) {
      if (!(error instanceof StopAsked)) {
        console.error(`\n${messageOf(error)}`);
        code = 1;
      }
    }
    await this.stopAll();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    return code;
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

    const database = await this.database(ports);
    const temporal = await this.temporal(ports);
    const login = await this.login(ports, publicUrl);
    const slack = await this.slack(ports);
    const mail = await this.mail(ports);

    const serviceEnv: NodeJS.ProcessEnv = {
      ...this.env,
      DATABASE_URL: database.appUrl,
      TEMPORAL_ADDRESS: temporal.address,
      // The page library renders several times slower in its development build.
      NODE_ENV: this.env['NODE_ENV'] ?? 'production',
      TEMPORAL_NAMESPACE: this.env['TEMPORAL_NAMESPACE'] ?? 'default',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      ...(slack.apiUrl === undefined ? {} : { SLACK_API_URL: slack.apiUrl }),
      OIDC_ISSUER: login.issuer,
      OIDC_CLIENT_ID: login.clientId,
      OIDC_CLIENT_SECRET: login.clientSecret,
      API_AUDIENCE: this.env['API_AUDIENCE'] ?? apiAudience,
      SESSION_SECRET: this.env['SESSION_SECRET'] ?? secrets.session,
      SMTP_URL: mail.smtpUrl,
      MAIL_FROM: mail.from,
      PUBLIC_URL: publicUrl,
      PORT: String(apiPort),
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
    const { PORT: _port, ...workerEnv } = serviceEnv;
    const api = this.spawn('API', program.api, serviceEnv);
    const local = `http://127.0.0.1:${apiPort}`;
    await this.step('API and worker: starting …', () =>
      api.waitUntil(() => {
        if (this.stopping) throw new StopAsked();
        return isReady(`${local}/health/ready`);
      }, readyLimitMs),
    );
    const filled = await this.fillDemo(local, serviceEnv, login.provider);
    // After the demo's past: it would at once do what is overdue in a half-told one.
    this.spawn('Worker', program.worker, workerEnv);
    this.ready = {
      publicUrl,
      databaseUrl: database.appUrl,
      temporalAddress: temporal.address,
      ...(login.provider && {
        identityProvider: { issuer: login.provider.issuer, clientSecret: login.provider.clientSecret },
      }),
    };
    this.tellRunning();
    this.tellWhereToLook({
      seconds: Math.round((Date.now() - startedAt) / 1000),
      publicUrl,
      slackUrl: slack.inspectorUrl,
      mailUrl: mail.inspectorUrl,
      temporalUrl: temporal.uiUrl,
      figuresUrl: database.figuresUrl,
      tokens: login.provider !== undefined,
    });
    // Not waited for: a Ctrl-C, or a part that ends, must be noticed meanwhile.
    if (filled) void this.runFirstRound(workerEnv);
  }

  /** So that there are messages to look at on the first day, at whatever hour Kvittert is started. */
  private async runFirstRound(env: NodeJS.ProcessEnv): Promise<void> {
    try {
      await this.step('Demo: sending the first morning messages …', () =>
        this.runAsPart({
          name: 'The first morning round',
          command: process.execPath,
          args: [program.round],
          cwd: projectRoot,
          env,
          logFile: this.logFile('round'),
        }),
      );
      console.log('Demo: the morning messages are out.\n');
    } catch (error) {
      // Everything else works, and the next round comes at 08:00. While stopping its server is gone, as it should be.
      if (!this.stopping) console.error(messageOf(error));
    }
  }

  /** Runs a command to its end, and ends it with the rest when the user stops before that. */
  private async runAsPart(command: ServiceCommand): Promise<void> {
    const service = ServiceProcess.start({ ...command, ownGroup: true });
    const part = { name: command.name, stop: () => service.stop() };
    this.add(part);
    try {
      await endWell(service);
    } finally {
      this.parts.splice(this.parts.indexOf(part), 1);
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
    this.add({
      name: 'PostgreSQL',
      stop: () => server.stop(),
      process: {
        pid: server.pid,
        mark: this.subfolder('postgres'),
        ended: server.exited,
        logFile: server.logFile,
      },
    });
    return server.createDatabase('kvittert');
  }

  private async temporal(
    ports: Record<PortName, number>,
  ): Promise<{ address: string; uiUrl?: string | undefined }> {
    const address = this.env['TEMPORAL_ADDRESS'];
    if (address !== undefined) return { address };
    const server = await this.step('Temporal: starting …', () =>
      TemporalServer.start({
        program: this.env['KVITTERT_TEMPORAL_PROGRAM'] ?? 'temporal',
        databaseFile: this.folder.file('temporal', 'temporal.db'),
        port: ports.temporal,
        uiPort: ports.temporalUi,
        logFile: this.logFile('temporal'),
        ownGroup: true,
      }),
    );
    this.add({
      name: 'Temporal',
      stop: () => server.stop(),
      process: {
        pid: server.pid,
        mark: this.folder.file('temporal', 'temporal.db'),
        ended: server.exited,
        logFile: server.logFile,
      },
    });
    return { address: server.address, uiUrl: server.uiUrl };
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
  ): Promise<{ botToken: string; signingSecret: string; apiUrl?: string; inspectorUrl?: string }> {
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
      inspectorUrl: workspace.inspectorUrl,
    };
  }

  private async mail(
    ports: Record<PortName, number>,
  ): Promise<{ smtpUrl: string; from: string; inspectorUrl?: string }> {
    const smtpUrl = this.env['SMTP_URL'];
    if (smtpUrl !== undefined) return { smtpUrl, from: this.required('MAIL_FROM', 'SMTP_URL') };
    const receiver = await this.step('Mail server: starting …', () =>
      MailReceiver.start({ smtpPort: ports.smtp, pagePort: ports.mail }),
    );
    this.add({ name: 'Mail server', stop: () => receiver.stop() });
    return {
      smtpUrl: receiver.smtpUrl,
      from: this.env['MAIL_FROM'] ?? 'Kvittert <kvittert@vestdal.example>',
      inspectorUrl: receiver.inspectorUrl,
    };
  }

  private spawn(name: string, script: string, env: NodeJS.ProcessEnv): ServiceProcess {
    if (this.stopping) throw new StopAsked();
    const service = ServiceProcess.start({
      name,
      command: process.execPath,
      args: [...programArguments, script],
      cwd: projectRoot,
      env,
      logFile: this.logFile(name.toLowerCase()),
      ownGroup: true,
    });
    this.add({
      name,
      stop: () => service.stop(30_000),
      process: { pid: service.pid, mark: script, ended: service.exited, logFile: service.logFile },
    });
    return service;
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
        if (this.stopping) throw new StopAsked();
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
      env: { ...env, PORT: String(port), KVITTERT_DAYS_BEHIND: String(daysBehind) },
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
    slackUrl: string | undefined;
    mailUrl: string | undefined;
    temporalUrl: string | undefined;
    figuresUrl: string | undefined;
    tokens: boolean;
  }): void {
    const shown = (path: string): string => relative(process.cwd(), path) || '.';
    const rows: [string, string][] = [
      ['Status page', `${found.publicUrl}/`],
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
        child?.pid === undefined ? [] : [{ name, pid: child.pid, mark: child.mark }],
      ),
      ...(this.ready && { ready: this.ready }),
    });
  }

  /** Announces a step, does it, and does not go on when the user has asked to stop meanwhile. */
  private async step<Result>(announcement: string, action: () => Promise<Result>): Promise<Result> {
    if (this.stopping) throw new StopAsked();
    console.log(announcement);
    return action();
  }

  private deaths(): Promise<Part>[] {
    return this.parts.flatMap((part) => (part.process ? [part.process.ended.then(() => part)] : []));
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
    this.stopping = true;
    console.log('\nStopping. Once more to stop at once.');
    this.askToStop();
  }

  /** In the opposite order of the start: worker and API first, PostgreSQL last. */
  private async stopAll(): Promise<void> {
    this.stopping = true;
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
    for (const { process: child } of this.parts) {
      if (child?.pid === undefined) continue;
      try {
        process.kill(child.pid, 'SIGKILL');
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
class StopAsked extends Error {}

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
