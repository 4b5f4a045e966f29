import { reportFormPath, reportingPath, reportPath, reportsPath } from '#messages/page-links.js';
import type { FormPlace, PageForm } from '../../web/forms/page-form.js';
import { t } from '../../web/frame/texts.js';
import { reportCrumbs, reportsCrumb } from './report-crumbs.js';
import type { ReportForm, ReportFormContext, ReportingContext } from './report-form.js';
import { reportForms, reportingForm } from './report-forms.js';

export const reportPlace: FormPlace<ReportFormContext, ReportForm> = {
  forms: reportForms,
  // Those who are to answer a question of the report.
  named: ({ report }) => report.questions.map(({ responsibleId }) => responsibleId),
  shown: ({ slug }, { plan, report, version }) => {
    const page = reportPath(plan.number, report.number);
    return {
      kicker: t('page.plan.crumb', { number: plan.number, title: plan.title }),
      crumbs: reportCrumbs(plan, reportsCrumb(plan), {
        label: t('page.report.title', { number: report.number }),
        href: page,
      }),
      action: reportFormPath(plan.number, report.number, slug),
      cancelHref: page,
      hidden: { version: String(version) },
    };
  },
  doneAt: ({ plan, report }) => reportPath(plan.number, report.number),
};

/** When the plan is reported on: about the plan, not one report. */
export const reportingPlace: FormPlace<ReportingContext, PageForm<ReportingContext>> = {
  forms: [reportingForm],
  shown: (_form, { plan, version }) => ({
    kicker: t('page.plan.crumb', { number: plan.number, title: plan.title }),
    crumbs: reportCrumbs(plan, reportsCrumb(plan)),
    action: reportingPath(plan.number),
    cancelHref: reportsPath(plan.number),
    hidden: { version: String(version) },
  }),
  doneAt: ({ plan }) => reportsPath(plan.number),
};
