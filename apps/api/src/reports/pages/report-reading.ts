import { type PlanSight, reportSight } from '#domain/access/sight.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Report } from '#domain/report/report.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { RecordSource } from '#record/record-source.js';
import { planRecord } from '#record/plan/plan-list.query.js';
import { sightOfPlan } from '#record/plan/plan.query.js';
import { frozenReport, type FrozenReport, listReports, liveReport } from '#record/report/report.query.js';
import { noteReport } from '../../record/restricted-readings.js';
import { audienceOf } from '../report-access.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { pageNumber } from '../../web/page-number.js';

/** Ten years of quarters on one page. */
const shownReports = 40;

export interface ReportRead {
  plan: Plan;
  report: Report;
  version: number;
}

/** What a page about reports may show to whoever reads it. Each refuses with a PageFailure. */
export class ReportReading {
  constructor(private readonly recordSource: RecordSource) {}

  /** A plan that the actor may see: those with a part in it, and those who read everything. */
  async plan(planNumber: string, actor: Actor): Promise<{ plan: Plan; version: number; sight: PlanSight }> {
    const known = await this.known(planNumber);
    const sight = await sightOfPlan(this.recordSource, actor, { id: known.plan.id });
    if (sight === 'nothing') throw new PageFailure('not-found');
    return { ...known, sight };
  }

  /** Those the actor may see, the newest first; and the last there is, seen or not. */
  async reports(
    plan: Plan,
    sight: PlanSight,
    actor: Actor,
  ): Promise<{ seen: Report[]; last: Report | undefined }> {
    const rows = await listReports(this.recordSource, { plan: plan.id, limit: shownReports });
    const all = rows.map(({ state }) => state);
    return { seen: all.flatMap((report) => reportSight(actor, report, sight) ?? []), last: all[0] };
  }

  /** Whoever was asked a question about a report may see it, whatever else they may see. */
  async report(planNumber: string, number: string, actor: Actor): Promise<ReportRead> {
    const { plan } = await this.known(planNumber);
    const [row] = await listReports(this.recordSource, {
      plan: plan.id,
      number: pageNumber(number),
      limit: 1,
    });
    const sight = await sightOfPlan(this.recordSource, actor, { id: plan.id });
    const report = row && reportSight(actor, row.state, sight);
    if (row === undefined || report === undefined) throw new PageFailure('not-found');
    return { plan, report, version: row.version };
  }

  /** The latest version unless another is wanted. */
  async frozen(
    { id, planId }: Report,
    actor: Actor,
    version?: number,
  ): Promise<FrozenReport & { report: StatusReport }> {
    const wanted = { id, audience: audienceOf(actor), ...(version === undefined ? {} : { version }) };
    const frozen = await frozenReport(this.recordSource, wanted);
    if (frozen === undefined) throw new PageFailure('not-found');
    const report = JSON.parse(frozen.canonical) as StatusReport;
    await noteReport(this.recordSource, planId, wanted.audience, report);
    return { ...frozen, report };
  }

  /** As it would be locked now. */
  async live(plan: Plan, actor: Actor): Promise<StatusReport> {
    const at = new Date().toISOString();
    const audience = audienceOf(actor);
    const report = await liveReport(this.recordSource, { plan, audience, at });
    if (report === undefined) throw new PageFailure('not-found');
    await noteReport(this.recordSource, plan.id, audience, report);
    return report;
  }

  private async known(planNumber: string): Promise<{ plan: Plan; version: number }> {
    const found = await planRecord(this.recordSource, { number: pageNumber(planNumber) });
    if (found === undefined) throw new PageFailure('not-found');
    return found;
  }
}
