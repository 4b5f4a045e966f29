import type { Plan } from '#domain/plan/plan.js';
import type { Report } from '#domain/report/report.js';
import { askedFrom } from '#domain/report/reporting-calendar.js';
import type { StatusReport } from '#domain/report/status-report.js';
import {
  accessExportPath,
  comparisonPath,
  reportingPath,
  reportPath,
  reportsPath,
} from '#messages/page-links.js';
import { liveFormats } from '../rest/report.schemas.js';
import { Heading, Link } from '../../web/design-system.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';
import { Answers } from './report-answers.js';
import { reportCrumbs } from './report-crumbs.js';
import { Files, MeetingForm } from './report-files-offered.js';
import { periodOf, stateOf } from './report-in-words.js';

interface ReportListProps {
  frame: PageFrame;
  plan: Plan;
  /** The newest first. */
  reports: readonly Report[];
  nextDate?: string;
  /** Who has answered so far; shown only to those who may read everything. */
  live?: StatusReport;
  maySetCalendar: boolean;
  mayAnswerAccess: boolean;
}

/** A plan's reports: when the next one is, who has answered, and those there are. */
export function ReportListPage({
  frame,
  plan,
  reports,
  nextDate,
  live,
  maySetCalendar,
  mayAnswerAccess,
}: ReportListProps) {
  return (
    <Page
      frame={frame}
      title={t('page.reports.title')}
      kicker={t('page.plan.crumb', { number: plan.number, title: plan.title })}
      crumbs={reportCrumbs(plan)}
    >
      <section aria-labelledby="datoer">
        <Heading level={2} data-size="sm" id="datoer">
          {t('page.reports.calendar')}
        </Heading>
        <p>
          {plan.reporting === undefined || nextDate === undefined
            ? t('page.reports.calendar.none')
            : t('page.reports.calendar.next', {
                date: day(nextDate),
                from: day(askedFrom(nextDate)),
                months: plan.reporting.cadenceMonths,
              })}
        </p>
        {maySetCalendar ? (
          <p>
            <Link href={reportingPath(plan.number)}>{t('page.form.reporting.title')}</Link>
          </p>
        ) : null}
      </section>
      <section aria-labelledby="rapporter">
        <Heading level={2} data-size="sm" id="rapporter">
          {t('page.reports.list')}
        </Heading>
        {reports.length === 0 ? (
          <p>{t('page.reports.none')}</p>
        ) : (
          <ul>
            {reports.map((report) => (
              <li key={report.id}>
                <Link href={reportPath(plan.number, report.number)}>
                  {t('page.report.title', { number: report.number })}
                </Link>
                {`, ${periodOf(report)}. ${stateOf(report)}.`}
              </li>
            ))}
          </ul>
        )}
        {reports.length < 2 ? null : (
          <p>
            <Link href={comparisonPath(plan.number)}>{t('page.compare.title')}</Link>
          </p>
        )}
      </section>
      {live === undefined ? null : (
        <>
          <Answers report={live} />
          <section aria-labelledby="na">
            <Heading level={2} data-size="sm" id="na">
              {t('page.reports.now')}
            </Heading>
            <p>{t('page.reports.now.intro')}</p>
            <Files path={`${reportsPath(plan.number)}/filer`} formats={liveFormats} />
            <MeetingForm plan={plan} path={`${reportsPath(plan.number)}/filer/case-paper`} />
            {mayAnswerAccess ? (
              <>
                <Heading level={3} data-size="xs">
                  {t('page.access-export')}
                </Heading>
                <p>{t('page.access-export.intro')}</p>
                <p>
                  <Link href={accessExportPath(plan.number)}>{t('page.access-export.link')}</Link>
                </p>
              </>
            ) : null}
          </section>
        </>
      )}
    </Page>
  );
}
