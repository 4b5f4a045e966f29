import { Link } from '../../web/design-system.js';
import { publishedFilePath, type VersionAddress } from '#messages/page-links.js';
import type { ReportVoice } from '#messages/report/report-voice.js';
import { publishedFormats } from '../published-files.js';

/** "Last ned: PDF, Word …" of one version. */
export function PublishedFileLinks({ address, voice }: { address: VersionAddress; voice: ReportVoice }) {
  return (
    <nav aria-label={voice.t('published.files')}>
      <ul className="kv-actions">
        <li aria-hidden="true">{voice.t('published.files')}:</li>
        {publishedFormats.map((format) => (
          <li key={format}>
            <Link href={publishedFilePath(address, format)}>{voice.t(`published.file.${format}`)}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
