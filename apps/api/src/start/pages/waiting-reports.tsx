import { Link } from '../../web/design-system.js';
import { reportFormPath, reportPath } from '#messages/page-links.js';
import type { WaitingReport } from '#record/report/waiting-reports.query.js';
import { day, t } from '../../web/frame/texts.js';

const stepForms = {
  release: [{ slug: 'frigi', form: 'report-release' }],
  acknowledge: [
    { slug: 'ta-til-etterretning', form: 'report-acknowledge' },
    { slug: 'send-tilbake', form: 'report-return' },
  ],
} as const;
const answerForm = { slug: 'svar', form: 'report-answer' } as const;

/** Status reports that have come to the reader: where each stands, and what the reader can do. */
export function WaitingReports({ reports }: { reports: readonly WaitingReport[] }) {
  return (
    <ul className="kv-lines">
      {reports.map((report) => (
        <li key={`${report.planNumber}/${report.number}`}>
          <Link href={reportPath(report.planNumber, report.number)}>
            {t('page.report.title', { number: report.number })}
          </Link>
          {` (${report.planTitle}): ${standing(report)}`}
          {report.mine.map(({ number, text }) => (
            <span key={number} className="kv-block">
              {t('page.start.question', { number, text })}
            </span>
          ))}
          <Steps report={report} />
        </li>
      ))}
    </ul>
  );
}

function standing({ state, reportingDate, silent, asked, unanswered }: WaitingReport): string {
  const sentences = [
    t(`page.report.state.${state}`, { date: day(reportingDate) }),
    ...(silent === null ? [] : [t('page.start.silent', { count: silent })]),
    ...(asked === 0 ? [] : [t('page.start.questions', { asked, unanswered })]),
  ];
  return sentences.map((sentence) => `${sentence.replace(/\.$/, '')}.`).join(' ');
}

function Steps({ report: { planNumber, number, step, mine } }: { report: WaitingReport }) {
  const forms = [...(mine.length === 0 ? [] : [answerForm]), ...(step === null ? [] : stepForms[step])];
  if (forms.length === 0) return null;
  return (
    <ul className="kv-row-actions">
      {forms.map(({ slug, form }) => (
        <li key={slug}>
          <a
            className="ds-button"
            data-variant="secondary"
            data-size="sm"
            href={reportFormPath(planNumber, number, slug)}
          >
            {t(`page.form.${form}.title`)}
          </a>
        </li>
      ))}
    </ul>
  );
}
