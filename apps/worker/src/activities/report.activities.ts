import type { ReportActivities } from '#domain/contracts/activities.js';
import type { ReportTimeStore } from '#record/report/report-time.store.js';

/** What the workflow of a plan's reports asks of the record. */
export function reportActivities(store: ReportTimeStore): ReportActivities {
  return {
    nextReportStep: (planId, at) => store.nextStep(planId, at),
    openReport: (planId, at) => store.open(planId, at),
    lockReport: (planId, at) => store.lock(planId, at),
    remindOfReports: (planId, at) => store.remind(planId, at),
  };
}
