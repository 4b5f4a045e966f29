import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { FollowUpActivities } from '#domain/contracts/activities.js';
import {
  type FollowUpNews,
  isNewer,
  type MeasureFollowUpInput,
  newerFactsSignal,
} from '#domain/contracts/workflows.js';
import { foundBy, looksTheSame, memoOf, waitsFor } from './shown-in-temporal.js';

const newerFacts = defineSignal<[FollowUpNews]>(newerFactsSignal);

const { demandDue } = proxyActivities<Pick<FollowUpActivities, 'demandDue'>>({
  // Short: what a worker that died had begun is taken up by another within a quarter of a minute.
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** How long a due time that is still past after a demand is left alone: a demand that changes nothing must not spin. */
const pauseAfterVainDemandMs = 15 * 60_000;
/** A signal costs about six events; a run is kept far from Temporal's limit of 51,200 (STACK.md). */
const mostSignalsPerRun = 500;
const mostDemandsPerRun = 200;

/**
 * Follows one measure until the record says that nothing can fall due any more: sleeps until the next thing is
 * due or newer facts arrive, has the record demand what is due, and learns what is next. It knows no ladder, no
 * calendar and no text. A measure that is reopened is followed by a new run.
 */
export async function measureFollowUp({ measureId, news }: MeasureFollowUpInput): Promise<void> {
  let known = news;
  let latest = news;
  let displayed = news;
  let signals = 0;
  let demands = 0;
  let restedUntilMs = 0;

  setHandler(newerFacts, (arrived) => {
    signals += 1;
    if (isNewer(arrived, latest)) latest = arrived;
  });

  const overtaken = (): boolean => isNewer(latest, known);
  const runIsLong = (): boolean =>
    workflowInfo().continueAsNewSuggested || signals >= mostSignalsPerRun || demands >= mostDemandsPerRun;

  setCurrentDetails(waitsFor(known));
  if (overtaken()) known = latest;
  while (known.followed) {
    display(known);
    if (runIsLong()) await continueAsNew<typeof measureFollowUp>({ measureId, news: known });
    const disturbed = await disturbedBefore(known.nextDueAt);
    if (!disturbed) known = await demand();
    if (overtaken()) known = latest;
  }
  display(known);

  /** True when something arrived first; false when the time has come. */
  async function disturbedBefore(nextDueAt: string | undefined): Promise<boolean> {
    const disturbing = (): boolean => overtaken() || runIsLong();
    if (nextDueAt === undefined) {
      await condition(disturbing);
      return true;
    }
    const leftMs = Math.max(Date.parse(nextDueAt), restedUntilMs) - Date.now();
    return leftMs > 0 && condition(disturbing, leftMs);
  }

  async function demand(): Promise<FollowUpNews> {
    demands += 1;
    const next = await demandDue(measureId, new Date().toISOString());
    // Unknown to the record, as after a restore of an older one: there is nothing to follow.
    if (next === undefined) return { ...known, followed: false };
    const vain = next.nextDueAt !== undefined && Date.parse(next.nextDueAt) <= Date.now();
    restedUntilMs = vain ? Date.now() + pauseAfterVainDemandMs : 0;
    // What the record answered may be older than a signal that came meanwhile, or the very facts known already.
    return isNewer(known, next) ? known : next;
  }

  function display(facts: FollowUpNews): void {
    if (looksTheSame(facts, displayed) && facts.followed === displayed.followed) return;
    upsertSearchAttributes(foundBy(facts));
    upsertMemo(memoOf(facts));
    setCurrentDetails(waitsFor(facts));
    displayed = facts;
  }
}
