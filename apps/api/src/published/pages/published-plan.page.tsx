import { Heading, Link } from '../../web/design-system.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { publicationLog } from '#domain/report/publication-log.js';
import { type Report, standingPublications } from '#domain/report/report.js';
import { feedPath, newestVersionPath, publishedPlanPath } from '#messages/page-links.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { reportVoice, type ReportVoice, sentence } from '#messages/report/report-voice.js';
import { language as spokenLanguage } from '../../language/spoken-language.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { ReportBlocks } from '../../reports/pages/report-document.js';
import { feedLink, FollowLinks } from './follow-links.js';
import { publishedCrumbs } from './published-crumbs.js';
import { newsInWords } from './news-in-words.js';
import { PublishedFileLinks } from './published-file-links.js';
import type { PublishedSite } from '../published-site.js';

interface PublishedPlanProps {
  frame: PageFrame;
  site: PublishedSite;
  plan: number;
  /** Every report that was ever public, the newest first. */
  reports: readonly Report[];
  /** What can be read now; absent where everything was withdrawn. */
  newest?: { report: Report; document: ReportDocument };
}

/** A plan's published reports: the newest in five lines, the others, and what has happened to them. */
export function PublishedPlanPage({ frame, site, plan, reports, newest }: PublishedPlanProps) {
  const language = newest?.report.language ?? reports[0]?.language ?? spokenLanguage();
  const voice = reportVoice(language);
  const title = newest === undefined ? undefined : standingPublications(newest.report).at(-1)?.title;
  const readable = reports.filter((report) => standingPublications(report).length > 0);
  return (
    <Page
      frame={frame}
      title={title ?? t('page.plan.number', { number: plan })}
      kicker={site.publisher}
      crumbs={publishedCrumbs()}
      links={[
        { rel: 'canonical', href: site.url + publishedPlanPath(plan) },
        feedLink(site.url + feedPath(plan)),
      ]}
      language={language}
    >
      {newest === undefined ? (
        <p className="kv-lead">{voice.t('published.none-now')}</p>
      ) : (
        <Newest plan={plan} voice={voice} {...newest} />
      )}
      {readable.length < 2 ? null : (
        <section aria-labelledby="rapporter">
          <Heading level={2} data-size="sm" id="rapporter">
            {voice.t('published.reports')}
          </Heading>
          <ul>
            {readable.map((report) => (
              <li key={report.id}>
                <Link href={newestVersionPath({ plan, report: report.number })}>
                  {voice.t('published.report', { number: report.number })}
                </Link>
                {`. ${publishedOn(voice, report)}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <ChangeLog voice={voice} reports={reports} />
      <FollowLinks plan={plan} language={language} />
    </Page>
  );
}

interface NewestProps {
  plan: number;
  voice: ReportVoice;
  report: Report;
  document: ReportDocument;
}

function Newest({ plan, voice, report, document }: NewestProps) {
  const version = standingPublications(report).at(-1)?.version ?? 1;
  const address = { plan, report: report.number, version };
  return (
    <section aria-labelledby="nyeste">
      <Heading level={2} data-size="sm" id="nyeste">
        {voice.t('published.newest')}
      </Heading>
      <p>{`${sentence(document.kind)} ${publishedOn(voice, report)}`}</p>
      <ReportBlocks document={fiveLines(document)} />
      <p>
        <Link href={newestVersionPath(address)}>{voice.t('published.read')}</Link>
      </p>
      <PublishedFileLinks address={address} voice={voice} />
    </section>
  );
}

/** The list that follows the heading of the summary, and nothing that stands around it. */
function fiveLines({ contents: _contents, ...document }: ReportDocument): ReportDocument {
  const blocks = document.blocks.filter((block) => block.kind === 'list').slice(0, 1);
  return { ...document, facts: [], blocks };
}

function publishedOn(voice: ReportVoice, report: Report): string {
  const newest = standingPublications(report).at(-1);
  return newest === undefined ? '' : voice.t('published.at', { date: voice.day(osloDate(newest.at)) });
}

/** Historikk: what was published, corrected with what and why, and withdrawn; the newest first. */
function ChangeLog({ voice, reports }: { voice: ReportVoice; reports: readonly Report[] }) {
  const lines = reports
    .flatMap((report) => publicationLog(report).map((news) => ({ number: report.number, news })))
    .sort((one, other) => (one.news.at < other.news.at ? 1 : -1));
  return (
    <section aria-labelledby="historikk">
      <Heading level={2} data-size="sm" id="historikk">
        {voice.t('published.log')}
      </Heading>
      <ul>
        {lines.map(({ number, news }) => (
          <li key={`${number} ${news.at} ${news.kind}`}>
            <time dateTime={news.at}>{voice.day(osloDate(news.at))}</time>
            {`: ${newsInWords(voice, number, news)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
