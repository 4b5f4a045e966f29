import { Alert, Link } from '../../web/design-system.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { type Report, standingPublications } from '#domain/report/report.js';
import { feedPath, newestVersionPath, publishedPlanPath, type VersionAddress } from '#messages/page-links.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { reportVoice, type ReportVoice } from '#messages/report/report-voice.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { ReportBlocks } from '../../reports/pages/report-document.js';
import { feedLink } from './follow-links.js';
import { publishedCrumbs } from './published-crumbs.js';
import { PublishedFileLinks } from './published-file-links.js';
import type { PublishedSite } from '../published-site.js';

interface PublishedReportProps {
  frame: PageFrame;
  site: PublishedSite;
  address: VersionAddress;
  canonical: string;
  report: Report;
  document: ReportDocument;
}

/** One version of a report, as it was frozen for the public. */
export function PublishedReportPage({
  frame,
  site,
  address,
  canonical,
  report,
  document,
}: PublishedReportProps) {
  const voice = reportVoice(document.language);
  const publication = standingPublications(report).find(({ version }) => version === address.version);
  return (
    <Page
      frame={frame}
      title={document.title}
      kicker={document.kind}
      crumbs={publishedCrumbs({
        label: publication?.title ?? document.title,
        href: publishedPlanPath(address.plan),
      })}
      links={[{ rel: 'canonical', href: site.url + canonical }, feedLink(site.url + feedPath(address.plan))]}
      language={document.language}
    >
      <NewerVersion voice={voice} address={address} report={report} />
      <p>
        {publication === undefined
          ? null
          : voice.t('published.at', { date: voice.day(osloDate(publication.at)) })}
      </p>
      <PublishedFileLinks address={address} voice={voice} />
      <ReportBlocks document={document} />
    </Page>
  );
}

interface NewerVersionProps {
  voice: ReportVoice;
  address: VersionAddress;
  report: Report;
}

/** What a reader of an older version must know first: that it was corrected, also where the correction is gone. */
function NewerVersion({ voice, address, report }: NewerVersionProps) {
  const newest = standingPublications(report).at(-1);
  if (newest !== undefined && newest.version > address.version) {
    return (
      <Alert data-color="warning">
        {voice.t('published.newer', {
          version: address.version,
          date: voice.day(osloDate(newest.at)),
        })}{' '}
        <Link href={newestVersionPath(address)}>{voice.t('published.newer.read')}</Link>
      </Alert>
    );
  }
  const wasCorrected = report.publications.some(({ version }) => version > address.version);
  return wasCorrected ? <Alert data-color="warning">{voice.t('published.newer-withdrawn')}</Alert> : null;
}
