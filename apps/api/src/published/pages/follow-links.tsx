import { Link } from '../../web/design-system.js';
import type { ReportLanguage } from '#domain/report/report-language.js';
import { feedPath, subscribePath } from '#messages/page-links.js';
import { reportVoice } from '#messages/report/report-voice.js';
import type { PageLink } from '../../web/frame/page.js';

/** Where a news reader finds the feed by itself. */
export function feedLink(href: string): PageLink {
  return { rel: 'alternate', type: 'application/atom+xml', href };
}

/** How one hears of the next report: of one plan, or of all. */
export function FollowLinks({ plan, language }: { plan?: number; language: ReportLanguage }) {
  const voice = reportVoice(language);
  return (
    <ul className="kv-actions">
      <li>
        <Link href={plan === undefined ? subscribePath : `${subscribePath}?plan=${plan}`}>
          {voice.t('published.by-email')}
        </Link>
      </li>
      <li>
        <Link href={feedPath(plan)}>{voice.t('published.feed')}</Link>
      </li>
    </ul>
  );
}
