import { mayReadRestricted, reportSight, requireReading } from '#domain/access/sight.js';
import type { Versioned } from '#domain/needs.js';
import type { Report } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { RecordSource } from '#record/record-source.js';
import { sightOfPlan } from '#record/plan/plan.query.js';
import { findReport } from '#record/report/report.query.js';
import { orNotFound } from '../rest/or-not-found.js';
import type { ReportAudience } from './rest/report.shown.js';

/** Restricted text is frozen in one content only; who may not read it gets the other (PRODUCT.md, Access). */
export function audienceOf(reader: Actor): ReportAudience {
  return mayReadRestricted(reader) ? 'internal' : 'public';
}

/** @throws DomainError `not-found` also for what the reader may not see */
export async function requireReport(
  recordSource: RecordSource,
  id: string,
  reader: Actor,
): Promise<Versioned<Report>> {
  requireReading(reader);
  const known = orNotFound(await findReport(recordSource, id), 'report', id);
  const sight = await sightOfPlan(recordSource, reader, { id: known.state.planId });
  return { ...known, state: orNotFound(reportSight(reader, known.state, sight), 'report', id) };
}
