import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '#local/free-port.js';
import { IdentityProvider } from '#local/identity-provider.js';
import { EmbeddedPostgres } from '#local/postgres.js';
import { TemporalServer } from '#local/temporal.js';
import {
  type Installation,
  type InstallationOptions,
  startInstallation,
} from '../test/support/installation.js';
import { createMigrated, share, templateDatabase } from '../test/support/shared-servers.js';

/**
 * The servers of one run: the same programs and settings as `npm start` has, above all with every commit on disk,
 * and each commit's time kept, which the relay is measured from.
 */
export class House {
  private readonly installations = new Set<Installation>();

  private constructor(
    readonly folder: string,
    readonly postgres: EmbeddedPostgres,
    readonly temporal: TemporalServer,
    readonly temporalProgram: string,
  ) {}

  static async open(): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'kvittert-bench-'));
    const temporalProgram = process.env['KVITTERT_TEMPORAL_PROGRAM'] ?? 'temporal';
    const [postgres, temporal] = await Promise.all([
      EmbeddedPostgres.start({
        folder: join(folder, 'postgres'),
        port: await freePort(),
        logFile: join(folder, 'postgres.log'),
        settings: { track_commit_timestamp: 'on' },
      }),
      TemporalServer.start({
        program: temporalProgram,
        databaseFile: join(folder, 'temporal', 'temporal.db'),
        port: await freePort(),
        logFile: join(folder, 'temporal.log'),
      }),
    ]);
    const house = new House(folder, postgres, temporal, temporalProgram);
    try {
      await createMigrated(postgres, templateDatabase);
      const keys = { folder: join(folder, 'identity-provider'), port: await freePort(), people: [] };
      await (await IdentityProvider.start(keys)).stop();
      share({
        folder,
        postgres: { folder: join(folder, 'postgres'), port: postgres.port, logFile: postgres.logFile },
        temporalAddress: temporal.address,
      });
      return house;
    } catch (error) {
      await house.close();
      throw error;
    }
  }

  async postgresVersion(): Promise<string> {
    const client = new pg.Client({ connectionString: this.postgres.superuserUrl() });
    await client.connect();
    try {
      const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
      return rows[0]?.server_version ?? 'unknown';
    } finally {
      await client.end();
    }
  }

  /** An empty database for a peer, which owns it. */
  async peerDatabase(name: string): Promise<string> {
    return (await this.postgres.createDatabase(name)).ownerUrl;
  }

  /** A Kvittert of its own: database, namespace, API and worker as processes. Ends with the house at the latest. */
  async installation(options: InstallationOptions = {}): Promise<Installation> {
    const installation = await startInstallation({ apis: 1, ...options });
    this.installations.add(installation);
    return installation;
  }

  async leave(installation: Installation): Promise<void> {
    if (this.installations.delete(installation)) await installation.stop();
  }

  /** Also in the middle of a measurement. */
  async close(): Promise<void> {
    for (const installation of [...this.installations]) await this.leave(installation);
    await this.temporal.stop();
    await this.postgres.stop({ immediate: true });
    await rm(this.folder, { recursive: true, force: true });
  }
}
