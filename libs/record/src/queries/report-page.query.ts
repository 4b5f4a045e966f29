import type { DataSource } from 'typeorm';
import type { PersonId } from '#domain/ids.js';
import { byName } from './conditions.js';

export interface PersonNamed {
  id: PersonId;
  name: string;
  active: boolean;
}

/** Everybody by name, for choosing whom to ask and for saying who was asked. */
export async function personsNamed(dataSource: DataSource): Promise<PersonNamed[]> {
  return dataSource.query<PersonNamed[]>(
    `SELECT id, name, active FROM person ORDER BY ${byName('name')}, id`,
  );
}
