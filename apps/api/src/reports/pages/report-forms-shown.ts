import type { Plan } from '#domain/plan/plan.js';
import { reportFormPath, reportingPath, reportPath, reportsPath } from '#messages/page-links.js';
import type { FormShown } from '../../web/forms/form.page.js';
import { t } from '../../web/frame/texts.js';
import { reportCrumbs, reportsCrumb } from './report-crumbs.js';
import type { ReportForm, ReportFormContext } from './report-form.js';
import { type AskedForReport, reportingFields } from './report-forms.js';

export function reportFormShown(form: ReportForm, context: ReportFormContext, version: number): FormShown {
  const { plan, report } = context;
  const page = reportPath(plan.number, report.number);
  return {
    name: form.name,
    fields: form.fields(context),
    kicker: t('page.plan.crumb', { number: plan.number, title: plan.title }),
    crumbs: reportCrumbs(plan, reportsCrumb(plan), {
      label: t('page.report.title', { number: report.number }),
      href: page,
    }),
    action: reportFormPath(plan.number, report.number, form.slug),
    cancelHref: page,
    hidden: { version: String(version) },
  };
}

/** When the plan is reported on: about the plan, not one report. */
export function reportingFormShown(plan: Plan, version: number, asked?: AskedForReport): FormShown {
  return {
    name: 'reporting',
    fields: reportingFields(asked),
    kicker: t('page.plan.crumb', { number: plan.number, title: plan.title }),
    crumbs: reportCrumbs(plan, reportsCrumb(plan)),
    action: reportingPath(plan.number),
    cancelHref: reportsPath(plan.number),
    hidden: { version: String(version) },
  };
}
