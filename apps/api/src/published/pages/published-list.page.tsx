import { Heading, Link } from '../../web/design-system.js';
import { standingPublications } from '#domain/report/report.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { feedPath, newestVersionPath, publishedPath, publishedPlanPath } from '#messages/page-links.js';
import { reportVoice } from '#messages/report/report-voice.js';
import type { PublishedReport } from '#record/report/published-reports.query.js';
import { language } from '../../language/spoken-language.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { feedLink, FollowLinks } from './follow-links.js';
import type { PublishedSite } from '../published-site.js';

interface PublishedListProps {
  frame: PageFrame;
  site: PublishedSite;
  /** The newest report of each plan. */
  reports: readonly PublishedReport[];
  /** There are more, after this plan. */
  nextAfter?: number;
}

/** Every plan that has a published report, and the newest of each. */
export function PublishedListPage({ frame, site, reports, nextAfter }: PublishedListProps) {
  return (
    <Page
      frame={frame}
      title={t('page.published.title')}
      kicker={site.publisher}
      links={[{ rel: 'canonical', href: site.url + publishedPath }, feedLink(site.url + feedPath())]}
    >
      <p className="kv-lead">{t('page.published.intro')}</p>
      {reports.length === 0 ? <p>{t('page.published.none')}</p> : null}
      {reports.map(({ planNumber, report }) => {
        const newest = standingPublications(report).at(-1);
        if (newest === undefined) return null;
        const voice = reportVoice(report.language);
        const address = { plan: planNumber, report: report.number };
        return (
          <section key={planNumber} lang={report.language}>
            <Heading level={2} data-size="sm">
              <Link href={publishedPlanPath(planNumber)}>{newest.title}</Link>
            </Heading>
            <p>
              <Link href={newestVersionPath(address)}>
                {voice.t('published.report', { number: report.number })}
              </Link>
              {`. ${voice.t('published.at', { date: voice.day(osloDate(newest.at)) })}`}
            </p>
          </section>
        );
      })}
      {nextAfter === undefined ? null : (
        <p>
          <Link href={`${publishedPath}?etter=${nextAfter}`}>{t('page.published.next')}</Link>
        </p>
      )}
      <FollowLinks language={language()} />
    </Page>
  );
}
