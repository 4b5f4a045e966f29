import type { Plan } from '#domain/plan/plan.js';
import { planPath } from '../../web/frame/page-addresses.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { reportsPath } from './report-addresses.js';

/** The way to a plan's reports. */
export function reportCrumbs(plan: Plan, ...further: Crumb[]): Crumb[] {
  return [
    { label: t('page.plans.title'), href: '/planer' },
    { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
    ...further,
  ];
}

export function reportsCrumb(plan: Plan): Crumb {
  return { label: t('page.reports.title'), href: reportsPath(plan.number) };
}
