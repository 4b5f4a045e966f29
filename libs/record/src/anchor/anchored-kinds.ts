import type { StreamKind } from '#domain/history.js';

/** What anchors cover. */
export type AnchoredKind =
  | StreamKind
  | 'person-details'
  | 'obligation'
  | 'notification'
  | 'kept-answer'
  | 'published-file'
  | 'report-file'
  | 'import-draft'
  | 'summary-draft'
  | 'earlier-anchor';

/** Where the things of a kind are, as SQL: one line of an anchor for each row. */
interface Source {
  from: string;
  /** Text. */
  id: string;
  /** Integer: a version, of which only the last is there; else 0, and 1 for what is added at the end. */
  part: string;
  /** 32 bytes. */
  digest: string;
}

export interface Coverage {
  sources: readonly Source[];
  isVersioned: boolean;
  /** Thrown away in its time: that it is gone tells nothing. */
  mayGo: boolean;
}

/**
 * Digest of values as text, a missing one being empty; instants in seconds, whatever the session’s time zone is.
 */
function digestOf(...values: readonly string[]): string {
  return `sha256(convert_to(concat_ws(E'\\x1f', ${values.map((value) => `coalesce((${value})::text, '')`).join(', ')}), 'UTF8'))`;
}
const seconds = (column: string): string => `extract(epoch FROM ${column})`;

const headOf = (kind: StreamKind): Coverage => ({
  sources: [{ from: kind, id: 'id::text', part: 'version', digest: 'head_hash' }],
  isVersioned: true,
  mayGo: false,
});

export const coverages: Readonly<Record<AnchoredKind, Coverage>> = {
  evaluation: headOf('evaluation'),
  plan: headOf('plan'),
  measure: headOf('measure'),
  party: headOf('party'),
  person: headOf('person'),
  decision: headOf('decision'),
  report: headOf('report'),
  catalogue: headOf('catalogue'),
  'person-details': {
    sources: [{ from: 'person', id: 'id::text', part: 'version', digest: digestOf('salt', 'name', 'email') }],
    isVersioned: true,
    mayGo: false,
  },
  // The recipient of an open obligation is found when it is sent.
  obligation: {
    sources: [
      {
        from: 'obligation',
        id: 'id::text',
        part: '0',
        digest: digestOf(
          ...['measure_id', 'item_id', 'report_id', 'question_id', 'kind', 'due_on', 'recipient_role'],
          seconds('demanded_at'),
        ),
      },
      {
        from: `(SELECT * FROM obligation WHERE state <> 'open') AS settled`,
        id: 'id::text',
        part: '1',
        digest: digestOf('state', 'recipient_id', 'notification_id', seconds('settled_at')),
      },
    ],
    isVersioned: false,
    mayGo: false,
  },
  notification: {
    sources: [
      {
        from: 'notification',
        id: 'id::text',
        part: '0',
        digest: digestOf('key', 'kind', 'recipient_id', 'day', 'command_id', seconds('created_at')),
      },
      {
        from: `(SELECT * FROM notification WHERE state = 'sent') AS sent`,
        id: 'id::text',
        part: '1',
        digest: digestOf(
          'channel',
          seconds('sent_at'),
          `SELECT string_agg(line, ', ' ORDER BY line COLLATE "C")
             FROM (SELECT concat_ws(' ', measure_id, item_id, telling) AS line
                     FROM notification_item WHERE notification_id = sent.id) AS told`,
        ),
      },
    ],
    isVersioned: false,
    mayGo: false,
  },
  'kept-answer': {
    sources: [
      {
        from: '(SELECT * FROM idempotency WHERE result IS NOT NULL) AS answered',
        id: `actor_id || ' ' || key`,
        part: '0',
        digest: digestOf('fingerprint', 'result', seconds('created_at')),
      },
    ],
    isVersioned: false,
    mayGo: true,
  },
  'published-file': {
    sources: [
      {
        from: 'published_file',
        id: `report_id || '/' || edition || '/' || format`,
        part: '0',
        digest: 'sha256(content)',
      },
    ],
    isVersioned: false,
    mayGo: true,
  },
  'report-file': {
    sources: [
      {
        from: `(SELECT * FROM report_file WHERE state = 'ready' AND report_id IS NOT NULL) AS file`,
        id: 'id::text',
        part: '0',
        digest: `(SELECT sha256(string_agg(content, ''::bytea ORDER BY part)) FROM report_file_part WHERE file_id = file.id)`,
      },
    ],
    isVersioned: false,
    mayGo: true,
  },
  'import-draft': {
    sources: [
      {
        from: 'import_draft',
        id: 'id::text',
        part: 'version',
        digest: digestOf(
          ...['file_name', 'sha256', 'new_plan_id', 'reading', 'draft', 'confirmation', 'changed_by'],
        ),
      },
    ],
    isVersioned: true,
    mayGo: true,
  },
  'summary-draft': {
    sources: [
      {
        from: 'summary_draft',
        id: `plan_id || '/' || section`,
        part: 'version',
        digest: digestOf('fields', 'saved_by'),
      },
    ],
    isVersioned: true,
    mayGo: true,
  },
  'earlier-anchor': {
    sources: [
      {
        from: '(SELECT * FROM anchor WHERE number IS NULL) AS earlier',
        id: 'id::text',
        part: '0',
        digest: 'digest',
      },
    ],
    isVersioned: false,
    mayGo: false,
  },
};

/** `kind`, `id`, `part` and `digest` of every thing that is there and that no anchor covers. */
export const notAnchored = Object.entries(coverages)
  .flatMap(([kind, { sources }]) =>
    sources.map(
      // What is anchored is left out before its digest is computed.
      ({ from, id, part, digest }) => `
    SELECT '${kind}' AS kind, ${id} AS id, ${part} AS part, ${digest} AS digest FROM ${from}
     WHERE NOT EXISTS (SELECT FROM anchored WHERE anchored.kind = '${kind}' AND anchored.id = ${id} AND anchored.part = ${part})`,
    ),
  )
  .join('\n UNION ALL');
