import type { EntityManager } from 'typeorm';
import type { Decided } from '#domain/history.js';
import { isTakenDown } from '../report/takedown.js';

/** What anybody can read now: (report_id, plan_id, number, edition, at). SQL, for a FROM. */
export const publications = `
  SELECT report.id AS report_id, report.plan_id, report.number, (published ->> 'version')::integer AS edition,
         (published ->> 'at')::timestamptz AS at
    FROM report CROSS JOIN jsonb_array_elements(report.details -> 'publications') AS published
   WHERE report.details ? 'publications' AND NOT published ? 'withdrawn'
     AND NOT ${isTakenDown('published')}`;

export const publicationNews = 'publications';

export function publishes(decided: readonly Decided[]): boolean {
  return decided.some(
    (change) => change.stream === 'report' && change.events.some(({ type }) => type === 'ReportPublished'),
  );
}

/** In the command's own transaction; the relay takes it from there. */
export async function queuePublicationNews(manager: EntityManager): Promise<void> {
  await manager.query(
    `INSERT INTO relay_mail AS r (id) VALUES ('${publicationNews}')
     ON CONFLICT (id) DO UPDATE SET news = r.news + 1, claimed_until = NULL`,
  );
}
