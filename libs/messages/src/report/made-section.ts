import type { Edition } from '#domain/report/status-report.js';
import { heading, paragraph, type Block } from './report-document.js';
import type { ReportVoice } from './report-voice.js';

/** How the report was made, and what proves that it was not altered since. */
export function madeSection(voice: ReportVoice, edition: Edition, sha256: string | undefined): Block[] {
  return [
    heading(1, voice.t('report.section.made'), 'slik-laget'),
    paragraph(voice.t('report.made.counted')),
    {
      kind: 'table',
      caption: voice.t('report.made.caption'),
      columns: [
        { title: voice.t('report.made.what'), align: 'start', share: 1 },
        { title: voice.t('report.made.value'), align: 'start', share: 2.6 },
      ],
      rows: madeRows(voice, edition, sha256),
      rowHeaders: true,
    },
    ...(edition.kind === 'locked' ? [paragraph(voice.t('report.made.explained'), 'note')] : []),
  ];
}

function madeRows(voice: ReportVoice, edition: Edition, sha256: string | undefined): string[][] {
  if (edition.kind === 'live') {
    return [[voice.t('report.made.live'), voice.t('report.made.moment', voice.moment(edition.at))]];
  }
  const { number, version, previous, recordAnchor: anchor } = edition;
  return [
    [voice.t('report.made.number'), voice.t('report.made.version', { number, version })],
    [
      voice.t('report.made.locked'),
      voice.t(`report.made.locked.${edition.lockedBy}`, voice.moment(edition.lockedAt)),
    ],
    ...(sha256 === undefined ? [] : [[voice.t('report.made.sha256'), sha256]]),
    [
      voice.t('report.made.previous'),
      previous === undefined
        ? voice.t('report.made.previous.none')
        : voice.t('report.made.previous.value', { ...previous }),
    ],
    [
      voice.t('report.made.anchor'),
      anchor === undefined
        ? voice.t('report.made.anchor.none')
        : voice.t('report.made.anchor.value', { digest: anchor.digest, ...voice.moment(anchor.at) }),
    ],
  ];
}
