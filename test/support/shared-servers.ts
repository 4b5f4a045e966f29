import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../local/free-port.js';
import { IdentityProvider } from '../../local/identity-provider.js';
import { EmbeddedPostgres, type PostgresOptions } from '../../local/postgres.js';
import { projectRoot } from '../../local/project-root.js';
import { runToEnd } from '../../local/service-process.js';
import { TemporalServer } from '../../local/temporal.js';

/** A migrated database that tests copy. */
export const templateDatabase = 'kvittert_template';

/** What one Jest run shares: a PostgreSQL and a Temporal server, handed to the tests by the environment. */
export interface SharedServers {
  folder: string;
  postgres: Pick<PostgresOptions, 'folder' | 'port' | 'logFile'>;
  temporalAddress: string;
}

const environmentName = 'KVITTERT_TEST_SERVERS';

let started: { folder: string; postgres: EmbeddedPostgres; temporal: TemporalServer } | undefined;

/** A crash of a test machine costs nothing, waiting for the disk does. */
export const testSettings = { fsync: 'off', full_page_writes: 'off' };

export async function startSharedServers(): Promise<void> {
  const folder = await openTemporaryFolder('kvittert-servers-');
  const postgres = await startTestPostgres(join(folder, 'postgres'));
  const temporal = await startTestTemporal(join(folder, 'temporal'));
  await createMigrated(postgres, templateDatabase);
  await makeKeys(join(folder, 'identity-provider'));
  started = { folder, postgres, temporal };
  const shared: SharedServers = {
    folder,
    postgres: { folder: join(folder, 'postgres'), port: postgres.port, logFile: postgres.logFile },
    temporalAddress: temporal.address,
  };
  share(shared);
}

/** Hands servers to the installations of this process and of those it starts. */
export function share(servers: SharedServers): void {
  process.env[environmentName] = JSON.stringify(servers);
}

/** A temporary folder that PostgreSQL's own user may enter, which it runs as when the tests run as root. */
export async function openTemporaryFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o755);
  return folder;
}

export async function stopSharedServers(): Promise<void> {
  if (!started) return;
  await started.temporal.stop();
  await started.postgres.stop({ immediate: true });
  await rm(started.folder, { recursive: true, force: true });
  started = undefined;
}

/** Makes the identity provider's keys once for all tests; see Installation. */
async function makeKeys(folder: string): Promise<void> {
  const provider = await IdentityProvider.start({ folder, port: await freePort(), people: [] });
  await provider.stop();
}

/** @throws Error outside the Jest project `system`. */
export function sharedServers(): SharedServers {
  const handed = process.env[environmentName];
  if (handed === undefined) {
    throw new Error('The servers for system tests do not run: put the test in test/, or run "npm test".');
  }
  return JSON.parse(handed) as SharedServers;
}

/** A PostgreSQL of a test's own, for tests that restart or kill it. */
export async function startTestPostgres(folder: string): Promise<EmbeddedPostgres> {
  return EmbeddedPostgres.start({
    folder,
    port: await freePort(),
    logFile: join(folder, '..', 'postgres.log'),
    settings: testSettings,
  });
}

/** A Temporal server of a test's own, for tests that stop or kill it. It keeps what it knows in its folder. */
export async function startTestTemporal(folder: string): Promise<TemporalServer> {
  return TemporalServer.start({
    program: process.env['KVITTERT_TEMPORAL_PROGRAM'] ?? 'temporal',
    databaseFile: join(folder, 'temporal.db'),
    port: await freePort(),
    logFile: join(folder, '..', 'temporal.log'),
  });
}

/** Creates a database with all tables. */
export async function createMigrated(postgres: EmbeddedPostgres, database: string): Promise<void> {
  const { ownerUrl, appUrl } = await postgres.createDatabase(database);
  const migrate = join(projectRoot, 'dist', 'libs', 'record', 'src', 'migrate.js');
  if (!existsSync(migrate)) throw new Error('The migrations are not built. Run "npm run build".');
  await runToEnd({
    name: 'The migration of the test database',
    command: process.execPath,
    args: [migrate],
    cwd: projectRoot,
    env: { ...process.env, DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl },
    logFile: join(postgres.logFile, '..', 'migrate.log'),
  });
}
