import type { Request } from 'express';
import type { PlanSight } from '#domain/access/sight.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Actor } from '#domain/roles/actor.js';
import { planFormPath, planPath, plansPath } from '#messages/page-links.js';
import type { RecordSource } from '#record/record-source.js';
import { planRecord } from '#record/plan/plan-list.query.js';
import { sightOfPlan } from '#record/plan/plan.query.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import type { FormPlace, PageForm } from '../../web/forms/page-form.js';
import { t } from '../../web/frame/texts.js';
import { pageNumber } from '../../web/page-number.js';

export interface PlanFormContext {
  plan: Plan;
  version: number;
  openMeasures: number;
  actor: Actor;
}

export type PlanForm = PageForm<PlanFormContext>;

/** A plan that its reader may see something of. @throws PageFailure not-found */
export async function planSeen(
  recordSource: RecordSource,
  request: Request,
  planNumber: string,
): Promise<PlanFormContext & { sight: PlanSight }> {
  const actor = actorOn(request);
  const key = { number: pageNumber(planNumber) };
  const [sight, found] = await Promise.all([
    sightOfPlan(recordSource, actor, key),
    planRecord(recordSource, key),
  ]);
  if (found === undefined || sight === 'nothing') throw new PageFailure('not-found');
  return { ...found, actor, sight };
}

/** Forms about a plan as a whole. */
export const planPlace: Omit<FormPlace<PlanFormContext, PlanForm>, 'forms'> = {
  shown: ({ slug }, { plan, version, openMeasures }) => ({
    kicker: t('page.plan.crumb', { number: plan.number, title: plan.title }),
    crumbs: [
      { label: t('page.plans.title'), href: plansPath },
      { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
    ],
    action: planFormPath(plan.number, slug),
    cancelHref: planPath(plan.number),
    hidden: { version: String(version) },
    facts: { open: openMeasures },
  }),
  doneAt: ({ plan }) => planPath(plan.number),
};
