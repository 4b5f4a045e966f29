import { mayReadRestricted } from '#domain/access/visibility.js';
import { notFound } from '#domain/domain-error.js';
import type { Versioned } from '#domain/needs.js';
import type { Report } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { DataSource } from '#record/data-source.js';
import { hasItemsInPlan } from '#record/queries/plan.query.js';
import { findReport } from '#record/queries/report.query.js';
import { seesEverything } from '../rest/visibility.js';
import type { ReportAudience } from './report.shown.js';

/** Restricted text is frozen in one content only; who may not read it gets the other (PRODUCT.md, Access). */
export function audienceOf(reader: Actor): ReportAudience {
  return mayReadRestricted(reader) ? 'internal' : 'public';
}

/**
 * Owners see the reports of plans they have a part in, once they are released; who was asked something about a
 * report sees it too.
 */
export async function seesReport(dataSource: DataSource, report: Report, reader: Actor): Promise<boolean> {
  if (seesEverything(reader)) return true;
  if (report.questions.some(({ responsibleId }) => responsibleId === reader.id)) return true;
  if (report.state === 'open' || report.state === 'locked') return false;
  return hasItemsInPlan(dataSource, report.planId, reader.partyIds);
}

/** @throws DomainError `not-found` also for what the reader may not see */
export async function requireReport(
  dataSource: DataSource,
  id: string,
  reader: Actor,
): Promise<Versioned<Report>> {
  const known = await findReport(dataSource, id);
  if (known === undefined || !(await seesReport(dataSource, known.state, reader))) {
    throw notFound('report', id);
  }
  return known;
}
