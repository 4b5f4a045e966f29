import { Link } from '../../web/design-system.js';
import type { Plan } from '#domain/plan/plan.js';
import { reportsPath, waitingPath } from '#messages/page-links.js';
import { keptDays, type StoredFile } from '#record/report-files/report-file.store.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { moment, t } from '../../web/frame/texts.js';
import { reportCrumbs, reportsCrumb } from './report-crumbs.js';

interface WaitingProps {
  frame: PageFrame;
  plan: Plan;
  file: StoredFile;
  refreshes: boolean;
}

/** A file on its way: one may leave, and come back to the same address. */
export function WaitingPage({ frame, plan, file, refreshes }: WaitingProps) {
  const { state } = file;
  return (
    <Page
      frame={frame}
      title={t(`page.waiting.title.${state}`)}
      kicker={t('page.plan.crumb', { number: plan.number, title: plan.title })}
      crumbs={reportCrumbs(plan, reportsCrumb(plan))}
    >
      <Standing plan={plan} file={file} refreshes={refreshes} />
    </Page>
  );
}

function Standing({ plan, file, refreshes }: Omit<WaitingProps, 'frame'>) {
  const { id, state, name, bytes, askedAt } = file;
  const here = waitingPath(id);
  switch (state) {
    case 'ready':
      return (
        <>
          <p className="kv-lead">
            <Link href={`${here}/fil`}>
              {t('page.waiting.fetch', { name: name ?? '', megabytes: megabytes(bytes) })}
            </Link>
          </p>
          <p>{t('page.waiting.kept', { days: keptDays })}</p>
        </>
      );
    case 'failed':
      return (
        <p className="kv-lead">
          {t('page.waiting.failed')} <Link href={reportsPath(plan.number)}>{t('page.reports.title')}</Link>
        </p>
      );
    case 'waiting':
    case 'reading':
    case 'writing':
      return (
        <>
          <p className="kv-lead" role="status">
            {t(`page.waiting.${state}`, { megabytes: megabytes(bytes) })}{' '}
            {t('page.waiting.since', { at: moment(askedAt) })}
          </p>
          <p>{t('page.waiting.leave')}</p>
          <p>
            {refreshes ? (
              <Link href={`${here}?oppdater=nei`}>{t('page.waiting.still')}</Link>
            ) : (
              <Link href={here}>{t('page.waiting.again')}</Link>
            )}
          </p>
        </>
      );
    default:
      return state satisfies never;
  }
}

/** With one decimal: a file that grows is seen to. */
function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}
