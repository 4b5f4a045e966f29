import { randomUUID } from 'node:crypto';
import type { Instant, PersonId } from '#domain/ids.js';
import { instant } from '../history/row-values.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** Every field by its name; a field with several boxes has several values. */
type Written = Readonly<Record<string, string | readonly string[]>>;

/** What a field was called on the form; and its choices, by value, where they are few. */
export interface FieldLabel {
  name: string;
  label: string;
  choices?: Readonly<Record<string, string>>;
}

/** A form that could not be taken, as it was sent. */
export interface KeptForm {
  /** Where the form stood, and where it was sent: paths. */
  page: string;
  action: string;
  written: Written;
  labels: readonly FieldLabel[];
}

/** One logged in, in one browser. */
export interface Returning {
  sessionId: string;
  browser: string;
}

const lifetimeMs = 24 * 60 * 60 * 1000;
/** Most forms kept of each person, the newest. */
const mostKept = 10;

/** Forms that came too late, until their writer is back: for that person in that browser, and for a day. */
export class KeptFormStore {
  constructor(private readonly dataSource: RecordSource) {}

  async keep(
    personId: PersonId,
    browser: string,
    { page, action, written, labels }: KeptForm,
  ): Promise<void> {
    const now = Date.now();
    await this.forget();
    await dataSourceOf(this.dataSource).query(
      `INSERT INTO kept_form (id, person_id, browser, page, action, written, labels, kept_at, expires_at)
       SELECT $1, person.id, $3, $4, $5, $6, $7, $8, $9 FROM person WHERE person.id = $2 AND person.active`,
      [
        randomUUID(),
        personId,
        browser,
        page,
        action,
        JSON.stringify(written),
        JSON.stringify(labels),
        new Date(now),
        new Date(now + lifetimeMs),
      ],
    );
    await dataSourceOf(this.dataSource).query(
      `DELETE FROM kept_form WHERE person_id = $1 AND id NOT IN
         (SELECT id FROM kept_form WHERE person_id = $1 ORDER BY kept_at DESC, id LIMIT ${mostKept})`,
      [personId],
    );
  }

  /** The newest that stood on the page, or was sent there or to a part of it; undefined for anybody but its writer. */
  async find(
    { sessionId, browser }: Returning,
    path: string,
  ): Promise<(KeptForm & { keptAt: Instant }) | undefined> {
    const [row] = await dataSourceOf(this.dataSource).query<(KeptForm & { keptAt: string })[]>(
      `SELECT page, action, written, labels, to_jsonb(kept_at) #>> '{}' AS "keptAt"
         FROM kept_form, session
        WHERE session.id = $1 AND session.expires_at > $2 AND kept_form.person_id = session.person_id
          AND kept_form.browser = $3 AND kept_form.expires_at > $2 AND $4 IN (kept_form.page, kept_form.action, regexp_replace(kept_form.action, '/[^/]+$', ''))
        ORDER BY kept_at DESC LIMIT 1`,
      [sessionId, new Date(), browser, path],
    );
    return row === undefined ? undefined : { ...row, keptAt: instant(row.keptAt) };
  }

  /** It has been sent again, or its writer wants it no more. */
  async drop({ sessionId, browser }: Returning, path: string): Promise<void> {
    await dataSourceOf(this.dataSource).query(
      `DELETE FROM kept_form USING session
        WHERE session.id = $1 AND session.expires_at > $2 AND kept_form.person_id = session.person_id
          AND kept_form.browser = $3 AND $4 IN (kept_form.page, kept_form.action)`,
      [sessionId, new Date(), browser, path],
    );
  }

  /** What nobody came back for. @returns how many */
  async forget(): Promise<number> {
    const [, forgotten] = await dataSourceOf(this.dataSource).query<[unknown[], number]>(
      'DELETE FROM kept_form WHERE expires_at <= $1',
      [new Date()],
    );
    return forgotten;
  }
}
