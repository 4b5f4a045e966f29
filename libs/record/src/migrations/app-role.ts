import type { QueryRunner } from 'typeorm';

/** The session setting through which migrate() tells the migrations which role the application runs as. */
export const appRoleSetting = 'kvittert.app_role';
const defaultAppRole = 'kvittert_app';

/** The role in a database URL, or the default where it names none. */
export function roleOf(databaseUrl: string | undefined): string {
  if (databaseUrl === undefined || databaseUrl === '') return defaultAppRole;
  return decodeURIComponent(new URL(databaseUrl).username) || defaultAppRole;
}

/** Grants `privileges` on a table to the application's role: what is not granted here it can't do. */
export async function grantToApp(queryRunner: QueryRunner, privileges: string, table: string): Promise<void> {
  const rows = (await queryRunner.query(`SELECT quote_ident(current_setting($1, true)) AS role`, [
    appRoleSetting,
  ])) as { role: string | null }[];
  const role = rows[0]?.role;
  await queryRunner.query(`GRANT ${privileges} ON ${table} TO ${role ?? defaultAppRole}`);
}
