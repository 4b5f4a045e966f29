import type { Plan } from '#domain/plan/plan.js';
import { planPath, plansPath, reportsPath } from '#messages/page-links.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';

/** The way to a plan's reports. */
export function reportCrumbs(plan: Plan, ...further: Crumb[]): Crumb[] {
  return [
    { label: t('page.plans.title'), href: plansPath },
    { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
    ...further,
  ];
}

export function reportsCrumb(plan: Plan): Crumb {
  return { label: t('page.reports.title'), href: reportsPath(plan.number) };
}
