import { Link } from '../../web/design-system.js';
import { latestVersion } from '#domain/report/report.js';
import { reportFormPath, reportPath } from '#messages/page-links.js';
import type { TakenDown } from '#record/report/takedown.js';
import { moment, t } from '../../web/frame/texts.js';

/** Published reports that nobody can read now: since when, and who does what next. */
export function ReportsTakenDown({ rows }: { rows: readonly TakenDown[] }) {
  return (
    <ul className="kv-lines">
      {rows.map(({ report, plan, since }) => {
        const step = nextStep({ report, since });
        return (
          <li key={report.id}>
            <Link href={reportPath(plan.number, report.number)}>
              {t('page.report.title', { number: report.number })}
            </Link>
            {` (${plan.title}): `}
            {t(`page.start.taken-down.${step.what}`, { at: moment(since) })}
            <ul className="kv-row-actions">
              <li>
                <a
                  className="ds-button"
                  data-variant="secondary"
                  data-size="sm"
                  href={reportFormPath(plan.number, report.number, step.slug)}
                >
                  {t(`page.form.${step.form}.title`)}
                </a>
              </li>
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

const steps = {
  correct: { what: 'correct', slug: 'rett', form: 'report-correct' },
  release: { what: 'release', slug: 'frigi', form: 'report-release' },
  publish: { what: 'publish', slug: 'publiser', form: 'report-publish' },
} as const;

/** A version locked after the restriction leaves out what it must. */
function nextStep({ report, since }: Pick<TakenDown, 'report' | 'since'>) {
  const cleaned = (latestVersion(report)?.lockedAt ?? '') > since;
  if (!cleaned) return steps.correct;
  return report.state === 'locked' ? steps.release : steps.publish;
}
