import type { EntityManager } from 'typeorm';
import type { Decided } from '#domain/history.js';
import type { PlanId } from '#domain/ids.js';
import type { LoadedRecord } from '../loading.js';

/** Plans whose reports' next step may have moved with this command. */
export function plansWithReportNews(decided: readonly Decided[], loaded: LoadedRecord): PlanId[] {
  const plans = decided.flatMap((change) => {
    if (change.stream === 'plan') {
      const types = change.events.map(({ type }) => type);
      // Most plans have no reporting dates: then nothing is ahead, and no workflow is wanted.
      const hasDates = loaded.plans.get(change.id)?.state.reporting !== undefined;
      const moves =
        types.includes('ReportingSet') || (hasDates && types.some((type) => movesReports.has(type)));
      return moves ? [change.id] : [];
    }
    if (change.stream !== 'report') return [];
    const opened = change.events.find((event) => event.type === 'ReportOpened');
    return opened?.data.planId ?? loaded.reports.get(change.id)?.state.planId ?? [];
  });
  return [...new Set(plans)];
}

const movesReports: ReadonlySet<string> = new Set(['PlanAdopted', 'PlanClosed', 'PlanRevised']);

/** In the command's own transaction; the relay takes it from there. */
export async function queueReportNews(manager: EntityManager, planIds: readonly PlanId[]): Promise<void> {
  if (planIds.length === 0) return;
  await manager.query(
    `INSERT INTO relay_report AS r (plan_id) SELECT unnest($1::uuid[])
     ON CONFLICT (plan_id) DO UPDATE SET news = r.news + 1, claimed_until = NULL`,
    [planIds],
  );
}
