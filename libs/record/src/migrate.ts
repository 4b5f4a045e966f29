import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { applyDatabaseCode } from './database/database-code.js';
import { entities } from './entities.js';
import { runCommand } from './command-line.js';
import { appRoleSetting, roleOf } from './migrations/app-role.js';
import { migrations } from './migrations/index.js';
import { admitFiguresRole } from './read-model/figures-role.js';

/**
 * Brings the database to this version, as the role that owns it. Safe to run twice and by two at once.
 * @param appRole gets the few rights the application needs
 * @returns the names of the migrations that were run, and of the database's own code that was applied
 */
export async function migrate(ownerUrl: string, appRole: string): Promise<string[]> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url: ownerUrl,
    entities,
    migrations,
    poolSize: 1,
    applicationName: 'kvittert migrations',
  }).initialize();
  try {
    // One connection: the setting and the lock below are those of its session, and both end with it.
    await dataSource.query('SELECT set_config($1, $2, false)', [appRoleSetting, appRole]);
    await dataSource.query(`SELECT pg_advisory_lock(hashtext('kvittert migrations'))`);
    const run = await dataSource.runMigrations({ transaction: 'each' });
    const applied = await applyDatabaseCode(dataSource);
    await dataSource.query(admitFiguresRole);
    return [...run.map((migration) => migration.name), ...applied];
  } finally {
    await dataSource.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    const ownerUrl = process.env['DATABASE_OWNER_URL'];
    if (ownerUrl === undefined || ownerUrl === '') {
      throw new Error('Set DATABASE_OWNER_URL: the database, as the role that owns it.');
    }
    const run = await migrate(ownerUrl, roleOf(process.env['DATABASE_URL']));
    console.log(run.length === 0 ? 'The database is up to date.' : `Migrated: ${run.join(', ')}.`);
  });
}
