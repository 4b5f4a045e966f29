import type { Instant, PersonId, PlanId } from '#domain/ids.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A form's fields as they were typed; a field with several boxes has several values. */
type DraftFields = Readonly<Record<string, string | readonly string[]>>;

/** What an editor has begun on one section of a plan's summary. */
export interface SummaryDraft {
  section: string;
  /** Unlike that of any other draft, before or after. */
  version: number;
  fields: DraftFields;
  savedBy: PersonId;
  savedAt: Instant;
}

export interface DraftKey {
  planId: PlanId;
  section: string;
}

/** What a draft was when its writer saw it; `none`: there was no draft. */
export type DraftSeen = number | 'none';

const columns = `section, version, fields, saved_by AS "savedBy", saved_at AS "savedAt"`;

type DraftRow = Omit<SummaryDraft, 'savedAt'> & { savedAt: Date };

/** The drafts of a plan, by section. */
export async function summaryDrafts(dataSource: RecordSource, planId: PlanId): Promise<SummaryDraft[]> {
  const rows = await dataSourceOf(dataSource).query<DraftRow[]>(
    `SELECT ${columns} FROM summary_draft WHERE plan_id = $1 ORDER BY section`,
    [planId],
  );
  return rows.map(draftOf);
}

export async function summaryDraft(
  dataSource: RecordSource,
  { planId, section }: DraftKey,
): Promise<SummaryDraft | undefined> {
  const [row] = await dataSourceOf(dataSource).query<DraftRow[]>(
    `SELECT ${columns} FROM summary_draft WHERE plan_id = $1 AND section = $2`,
    [planId, section],
  );
  return row === undefined ? undefined : draftOf(row);
}

/** Saves over the draft that was seen, and no other: undefined when somebody has saved or discarded it since. */
export async function saveSummaryDraft(
  dataSource: RecordSource,
  { planId, section }: DraftKey,
  seen: DraftSeen,
  { fields, savedBy }: Pick<SummaryDraft, 'fields' | 'savedBy'>,
): Promise<SummaryDraft | undefined> {
  const [row] = await dataSourceOf(dataSource).query<DraftRow[]>(
    seen === 'none'
      ? `INSERT INTO summary_draft (plan_id, section, fields, saved_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING ${columns}`
      : `WITH saved AS (
           UPDATE summary_draft SET fields = $3, saved_by = $4, saved_at = now(), version = DEFAULT
            WHERE plan_id = $1 AND section = $2 AND version = $5 RETURNING *)
         SELECT ${columns} FROM saved`,
    [planId, section, JSON.stringify(fields), savedBy, ...(seen === 'none' ? [] : [seen])],
  );
  return row === undefined ? undefined : draftOf(row);
}

/** Throws the draft away that was seen; one that somebody has saved since is left alone. */
export async function discardSummaryDraft(
  dataSource: RecordSource,
  { planId, section }: DraftKey,
  version: number,
): Promise<void> {
  await dataSourceOf(dataSource).query(
    'DELETE FROM summary_draft WHERE plan_id = $1 AND section = $2 AND version = $3',
    [planId, section, version],
  );
}

function draftOf({ savedAt, ...row }: DraftRow): SummaryDraft {
  return { ...row, savedAt: savedAt.toISOString() };
}
