import type { DataSource } from 'typeorm';
import type { PersonId } from '#domain/ids.js';
import type { ReportState } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { isId } from '../loading.js';

export interface PersonNamed {
  id: PersonId;
  name: string;
  active: boolean;
}

/** Everybody by name, for choosing whom to ask and for saying who was asked. */
export async function personsNamed(dataSource: DataSource): Promise<PersonNamed[]> {
  return dataSource.query<PersonNamed[]>(
    `SELECT id, name, active FROM person ORDER BY name COLLATE "nb-NO-x-icu", id`,
  );
}

export interface WaitingReport {
  planNumber: number;
  planTitle: string;
  number: number;
  state: ReportState;
}

/** Reports that wait for this person: to be released, to be acknowledged, or with a question of theirs. */
export async function waitingReports(dataSource: DataSource, actor: Actor): Promise<WaitingReport[]> {
  const states = [
    ...(may(actor, 'release-report') ? ['locked'] : []),
    ...(may(actor, 'decide') ? ['released'] : []),
  ];
  return dataSource.query<WaitingReport[]>(
    `SELECT plan.number AS "planNumber", plan.title AS "planTitle", report.number, report.state
       FROM report JOIN plan ON plan.id = report.plan_id
      WHERE report.state = ANY ($1::text[])
         OR (report.state IN ('returned', 'locked') AND EXISTS (
              SELECT FROM jsonb_array_elements(report.details -> 'questions') AS question
               WHERE question ->> 'responsibleId' = $2 AND NOT question ? 'answer'))
      ORDER BY report.state_changed_at, plan.number`,
    [states, isId(actor.id) ? actor.id : ''],
  );
}
