import { Link } from '@digdir/designsystemet-react';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { reportVoice } from '#messages/report/report-voice.js';
import type { PageLink } from '../web/frame/page.js';

/** Where a news reader finds the feed by itself. */
export function feedLink(href: string): PageLink {
  return { rel: 'alternate', type: 'application/atom+xml', href };
}

export function FeedLink({ path, language }: { path: string; language: ReportLanguage }) {
  return (
    <p>
      <Link href={path}>{reportVoice(language).t('published.feed')}</Link>
    </p>
  );
}
