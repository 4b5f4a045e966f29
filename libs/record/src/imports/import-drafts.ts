import type { ImportDraft } from '#domain/import/import-draft.js';
import type { ImportedDocument } from '#domain/import/imported.js';
import type { ImportId, Instant, PersonId, PlanId } from '#domain/ids.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** So long a draft is kept that nobody touches. */
const keptDays = 30;

/** A line of the document as a person reads it beside the draft. */
export interface ReadLine {
  page: number;
  line: number;
  kind: 'heading' | 'text' | 'item' | 'row';
  text: string;
}

/** What was read of the document: it does not change. */
export interface Reading {
  format: string;
  pages: number;
  lines: readonly ReadLine[];
  /** About the document as a whole, as sentences for people. */
  remarks: readonly string[];
}

interface DraftCore {
  id: ImportId;
  version: number;
  document: ImportedDocument;
  newPlanId: PlanId;
  uploadedBy: PersonId;
  uploadedAt: Instant;
  changedAt: Instant;
}

/** What confirming led to. */
export interface Confirmation {
  /** The Idempotency-Key, with its owner. */
  key: string | null;
  actorId: PersonId;
  planId: PlanId;
  planNumber: number;
  commandId: string;
  /** How many measures were registered, and how many of before changed. */
  measures: number;
  changed: number;
}

export type StoredDraft = DraftCore &
  ({ state: 'open'; draft: ImportDraft } | { state: 'confirmed'; confirmation: Confirmation });

/** One of those that are waiting. */
export interface ListedDraft extends DraftCore {
  measures: number;
  /** Something in it is restricted. */
  restricted: boolean;
}

interface Row {
  id: string;
  version: number;
  name: string;
  bytes: number;
  sha256: string;
  newPlanId: string;
  uploadedBy: string;
  uploadedAt: Date;
  changedAt: Date;
  draft: ImportDraft | null;
  confirmation: Confirmation | null;
}

const core = `id, version, file_name AS name, file_bytes AS bytes, sha256, new_plan_id AS "newPlanId",
  uploaded_by AS "uploadedBy", uploaded_at AS "uploadedAt", changed_at AS "changedAt"`;
const columns = `${core}, draft, confirmation`;

export interface NewDraft {
  id: ImportId;
  newPlanId: PlanId;
  document: ImportedDocument;
  reading: Reading;
  draft: ImportDraft;
  uploadedBy: PersonId;
  uploadKey?: string;
}

/**
 * Keeps a new draft, and throws away those that nobody has touched for 30 days. Where the same person has uploaded with
 * the same key before, answers that draft.
 */
export async function keepImportDraft(dataSource: RecordSource, kept: NewDraft): Promise<StoredDraft> {
  const { id, newPlanId, document, reading, draft, uploadedBy, uploadKey } = kept;
  await dataSourceOf(dataSource).query(
    `DELETE FROM import_draft WHERE changed_at < now() - interval '${keptDays} days'`,
  );
  const [row] = await dataSourceOf(dataSource).query<Row[]>(
    `INSERT INTO import_draft (id, file_name, file_bytes, sha256, new_plan_id, reading, draft, uploaded_by, changed_by,
                               upload_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
     ON CONFLICT (uploaded_by, upload_key) DO UPDATE SET upload_key = EXCLUDED.upload_key
     RETURNING ${columns}`,
    [
      id,
      document.name,
      document.bytes,
      document.sha256,
      newPlanId,
      JSON.stringify(reading),
      JSON.stringify(draft),
      uploadedBy,
      uploadKey ?? null,
    ],
  );
  if (row === undefined) throw new Error('The draft was not kept');
  return storedOf(row);
}

export async function findImportDraft(
  dataSource: RecordSource,
  id: ImportId,
): Promise<StoredDraft | undefined> {
  const [row] = await dataSourceOf(dataSource).query<Row[]>(
    `SELECT ${columns} FROM import_draft WHERE id = $1`,
    [id],
  );
  return row === undefined ? undefined : storedOf(row);
}

/** The draft that this person uploaded with this key. */
export async function findUploaded(
  dataSource: RecordSource,
  uploadedBy: PersonId,
  uploadKey: string,
): Promise<StoredDraft | undefined> {
  const [row] = await dataSourceOf(dataSource).query<Row[]>(
    `SELECT ${columns} FROM import_draft WHERE uploaded_by = $1 AND upload_key = $2`,
    [uploadedBy, uploadKey],
  );
  return row === undefined ? undefined : storedOf(row);
}

/** Those that have not been confirmed, the last touched first. */
export async function listImportDrafts(dataSource: RecordSource, limit: number): Promise<ListedDraft[]> {
  const rows = await dataSourceOf(dataSource).query<(Row & { measures: number; restricted: boolean })[]>(
    `SELECT ${core}, jsonb_array_length(draft -> 'measures') AS measures,
            jsonb_path_exists(draft, 'strict $.** ? (@.kind == "restricted")') AS restricted
       FROM import_draft WHERE confirmation IS NULL ORDER BY changed_at DESC, id LIMIT $1`,
    [limit],
  );
  return rows.map((row) => ({ ...coreOf(row), measures: row.measures, restricted: row.restricted }));
}

/** What was read; undefined when the draft is gone or confirmed. */
export async function findReading(dataSource: RecordSource, id: ImportId): Promise<Reading | undefined> {
  const [row] = await dataSourceOf(dataSource).query<{ reading: Reading | null }[]>(
    'SELECT reading FROM import_draft WHERE id = $1',
    [id],
  );
  return row?.reading ?? undefined;
}

/** Saves over the version that was seen, and no other: undefined when somebody has changed or confirmed it since. */
export async function saveImportDraft(
  dataSource: RecordSource,
  { id, seen }: { id: ImportId; seen: number },
  { draft, changedBy }: { draft: ImportDraft; changedBy: PersonId },
): Promise<StoredDraft | undefined> {
  const [row] = await dataSourceOf(dataSource).query<Row[]>(
    `WITH saved AS (
       UPDATE import_draft SET draft = $3, changed_by = $4, changed_at = now(), version = version + 1
        WHERE id = $1 AND version = $2 AND confirmation IS NULL RETURNING *)
     SELECT ${columns} FROM saved`,
    [id, seen, JSON.stringify(draft), changedBy],
  );
  return row === undefined ? undefined : storedOf(row);
}

/** What was in it stands in the record now, and is not kept twice. */
export async function markConfirmed(
  dataSource: RecordSource,
  id: ImportId,
  confirmation: Confirmation,
): Promise<void> {
  await dataSourceOf(dataSource).query(
    `UPDATE import_draft SET confirmation = $2, draft = NULL, reading = NULL, changed_at = now(), version = version + 1
      WHERE id = $1 AND confirmation IS NULL`,
    [id, JSON.stringify(confirmation)],
  );
}

export async function discardImportDraft(dataSource: RecordSource, id: ImportId): Promise<void> {
  await dataSourceOf(dataSource).query('DELETE FROM import_draft WHERE id = $1 AND confirmation IS NULL', [
    id,
  ]);
}

function storedOf(row: Row): StoredDraft {
  const { draft, confirmation } = row;
  if (confirmation !== null) return { ...coreOf(row), state: 'confirmed', confirmation };
  if (draft === null) throw new Error(`Import draft ${row.id} is neither open nor confirmed`);
  return { ...coreOf(row), state: 'open', draft };
}

function coreOf(row: Row): DraftCore {
  const { id, version, name, bytes, sha256, newPlanId, uploadedBy } = row;
  return {
    id,
    version,
    document: { name, bytes, sha256 },
    newPlanId,
    uploadedBy,
    uploadedAt: row.uploadedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
  };
}
