import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { ReportActivities } from '#domain/contracts/activities.js';
import { type QuarterlyReportInput, type ReportNews, reportNewsSignal } from '#domain/contracts/workflows.js';

const reportNews = defineSignal(reportNewsSignal);

const { nextReportStep, openReport, lockReport, remindOfReports } = proxyActivities<ReportActivities>({
  // A lock freezes the whole plan: 10,000 measures take seconds.
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

const takes = { open: openReport, lock: lockReport, remind: remindOfReports } as const;

/** How long a step that is still past after it was taken is left alone: one that changes nothing must not spin. */
const pauseAfterVainStepMs = 15 * 60_000;
/** Some years of quarters, and far from Temporal's limit. */
const mostTurnsPerRun = 300;

/**
 * A plan's status reports, one after the other: sleeps until answers are to be asked for, the date is to be locked
 * or somebody is to be reminded, has the record do it, and learns what is next. When the dates move it is told and
 * asks again. It ends when nothing is ahead; the next news starts it again.
 */
export async function quarterlyReport({ planId }: QuarterlyReportInput): Promise<void> {
  let news = false;
  let turns = 0;
  let restedUntilMs = 0;

  setHandler(reportNews, () => {
    news = true;
  });

  let known = await look();
  while (known?.step !== undefined || news) {
    turns += 1;
    const step = known?.step;
    setCurrentDetails(waitsFor(known));
    if (workflowInfo().continueAsNewSuggested || turns > mostTurnsPerRun) {
      await continueAsNew<typeof quarterlyReport>({ planId });
    }
    known = step === undefined || (await disturbedBefore(step.at)) ? await look() : await take(step);
  }
  setCurrentDetails(waitsFor(known));

  async function look(): Promise<ReportNews | undefined> {
    news = false;
    return nextReportStep(planId, new Date().toISOString());
  }

  /** True when news came first; false when the time has come. */
  async function disturbedBefore(at: string): Promise<boolean> {
    const leftMs = Math.max(Date.parse(at), restedUntilMs) - Date.now();
    return news || (leftMs > 0 && condition(() => news, leftMs));
  }

  async function take(step: NonNullable<ReportNews['step']>): Promise<ReportNews | undefined> {
    const next = await takes[step.kind](planId, new Date().toISOString());
    const vain = next?.step?.kind === step.kind && next.step.at === step.at;
    restedUntilMs = vain ? Date.now() + pauseAfterVainStepMs : 0;
    return next;
  }
}

/** One sentence for the operator. */
function waitsFor(known: ReportNews | undefined): string {
  if (known === undefined) return 'The record does not know this plan.';
  const { shown, step } = known;
  const report = shown.report === undefined ? 'no report yet' : `report ${shown.report} ${shown.state ?? ''}`;
  const next = step === undefined ? 'Nothing is ahead.' : `Sleeps until ${step.at}, then: ${step.kind}.`;
  return `Plan ${shown.plan} (${report}). ${next}`;
}
