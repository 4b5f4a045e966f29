import type { PersonId, PlainDate, PlanId, ReportId } from '#domain/ids.js';
import type { PublicContent } from '#domain/report/publication.js';
import { publicContent } from './publishing.js';
import { readAskedForAnswers } from './report-notifications.js';
import { byName } from '../conditions.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

export interface PersonNamed {
  id: PersonId;
  name: string;
  active: boolean;
}

/** Everybody by name, for choosing whom to ask and for saying who was asked. */
export async function personsNamed(dataSource: RecordSource): Promise<PersonNamed[]> {
  return dataSourceOf(dataSource).query<PersonNamed[]>(
    `SELECT id, name, active FROM person ORDER BY ${byName('name')}, id`,
  );
}

/** What publishing the latest version of a report would tell anybody; undefined where nothing was frozen for the public. */
export function publicContentOf(
  dataSource: RecordSource,
  report: { id: ReportId },
): Promise<PublicContent | undefined> {
  return publicContent(dataSourceOf(dataSource).manager, report);
}

/** Whose answers the plan's report waits for. @param today Europe/Oslo */
export function askedForAnswersNow(
  dataSource: RecordSource,
  planId: PlanId,
  today: PlainDate,
): Promise<PersonId[]> {
  return readAskedForAnswers(dataSourceOf(dataSource).manager, planId, today);
}
