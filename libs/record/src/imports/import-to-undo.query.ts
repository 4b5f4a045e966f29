import type { EntityManager } from 'typeorm';
import type { ImportId, PersonId } from '#domain/ids.js';
import type { PlanImport } from '#domain/import/imported.js';
import {
  type DoneSince,
  doneSince,
  importIn,
  importMade,
  type ImportMade,
  type ImportToUndo,
} from '#domain/import/undoing.js';
import type { Plan } from '#domain/plan/plan.js';
import { evaluationOf, type EvaluationRow } from '../evaluation/evaluation.rows.js';
import { measureOf, type MeasureRow } from '../measure/measure.rows.js';
import { planOf, type PlanRow } from '../plan/plan.rows.js';
import { reportOf, type ReportRow } from '../report/report.rows.js';
import { importPast } from './import-past.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** An import as it looks to whoever thinks of undoing it. */
export interface UndoingRecord {
  plan: Plan;
  import: PlanImport;
  made: ImportMade;
  /** Nothing: it can be undone, unless it changed what was there. */
  done: readonly DoneSince[];
  /** Names of the persons who did it; API clients have none. */
  personNames: ReadonlyMap<PersonId, string>;
}

/** Undefined when no plan has such an import. */
export async function undoingOf(
  dataSource: RecordSource,
  importId: ImportId,
): Promise<UndoingRecord | undefined> {
  return dataSourceOf(dataSource).transaction('REPEATABLE READ', async (manager) => {
    const plan = await planWith(manager, importId);
    const known = plan === undefined ? undefined : importIn(plan, importId);
    if (plan === undefined || known === undefined) return undefined;
    const state = await importToUndo(manager, plan, known);
    const made = importMade(known, state);
    const done = doneSince(made, state);
    return { plan, import: known, made, done, personNames: await namesOf(manager, done) };
  });
}

async function planWith(manager: EntityManager, importId: ImportId): Promise<Plan | undefined> {
  const [found] = await manager.query<{ row: PlanRow }[]>(
    `SELECT to_jsonb(plan) AS row FROM plan
      WHERE details -> 'imports' @> jsonb_build_array(jsonb_build_object('importId', $1::text))`,
    [importId],
  );
  return found === undefined ? undefined : planOf(found.row);
}

async function importToUndo(
  manager: EntityManager,
  plan: Plan,
  { importId, evaluationId }: PlanImport,
): Promise<ImportToUndo> {
  const measures = await manager.query<{ row: MeasureRow }[]>(
    'SELECT to_jsonb(measure) AS row FROM measure WHERE plan_id = $1 ORDER BY number',
    [plan.id],
  );
  const reports = await manager.query<{ row: ReportRow }[]>(
    'SELECT to_jsonb(report) AS row FROM report WHERE plan_id = $1',
    [plan.id],
  );
  const [evaluation] = await manager.query<{ row: EvaluationRow }[]>(
    'SELECT to_jsonb(evaluation) AS row FROM evaluation WHERE id = $1',
    [evaluationId ?? null],
  );
  return {
    plan,
    measures: measures.map(({ row }) => measureOf(row, [])),
    reports: reports.map(({ row }) => reportOf(row)),
    evaluation: evaluation === undefined ? undefined : evaluationOf(evaluation.row),
    past: await importPast(manager, { planId: plan.id, importId }),
  };
}

async function namesOf(
  manager: EntityManager,
  done: readonly DoneSince[],
): Promise<ReadonlyMap<PersonId, string>> {
  const ids = new Set(done.flatMap((one) => (one.kind === 'changed' ? [one.by] : [])));
  const rows = await manager.query<{ id: PersonId; name: string }[]>(
    'SELECT id, name FROM person WHERE id::text = ANY ($1::text[])',
    [[...ids]],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
