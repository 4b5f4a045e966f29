import type { PublishedReportTexts } from './published-report.nb.js';

/** What stands around a published report, in English. */
export const publishedReportEn: PublishedReportTexts = {
  'published.at': 'Published {date}.',
  'published.newer': 'This is version {version}. A corrected version was published {date}.',
  'published.newer.read': 'Read the corrected version',
  'published.newer-withdrawn': 'A corrected version of the report has been withdrawn.',
  'published.files': 'Download',
  'published.file.pdf': 'PDF',
  'published.file.docx': 'Word',
  'published.file.xlsx': 'Excel',
  'published.file.csv': 'CSV',
  'published.file.json': 'JSON',
  'published.newest': 'Newest report',
  'published.read': 'Read the whole report',
  'published.reports': 'Reports',
  'published.report': 'Status report {number}',
  'published.log': 'Change log',
  'published.log.published':
    'Status report {number}{version, plural, =1 {} other {, version #,}} was published.',
  'published.log.corrected':
    'Status report {number} was corrected, in version {version}. Corrected: {what} Reason: {why}',
  'published.log.withdrawn': 'Status report {number}, version {version}, was withdrawn.',
  'published.by-email': 'Get new reports by e-mail',
  'published.feed': 'New reports as a news feed (Atom)',
  'published.feed.of-plan': '{plan} – status reports',
  'published.none-now': 'No report can be read now.',
  'published.entry': '{plan} – status report {number}',
  'published.entry.correction': '{plan} – status report {number}, corrected version {version}',
};
