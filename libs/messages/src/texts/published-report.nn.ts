import type { PublishedReportTexts } from './published-report.nb.js';

/** What stands around a published report, in nynorsk. */
export const publishedReportNn: PublishedReportTexts = {
  'published.at': 'Publisert {date}.',
  'published.newer': 'Dette er versjon {version}. Ein retta versjon vart publisert {date}.',
  'published.newer.read': 'Les den retta versjonen',
  'published.newer-withdrawn': 'Ein retta versjon av rapporten er trekt tilbake.',
  'published.files': 'Last ned',
  'published.file.pdf': 'PDF',
  'published.file.docx': 'Word',
  'published.file.xlsx': 'Excel',
  'published.file.csv': 'CSV',
  'published.file.json': 'JSON',
  'published.newest': 'Nyaste rapport',
  'published.read': 'Les heile rapporten',
  'published.reports': 'Rapportar',
  'published.report': 'Statusrapport {number}',
  'published.log': 'Historikk',
  'published.log.published':
    'Statusrapport {number}{version, plural, =1 {} other {, versjon #,}} vart publisert.',
  'published.log.corrected':
    'Statusrapport {number} vart retta, i versjon {version}. Retta: {what} Grunn: {why}',
  'published.log.withdrawn': 'Statusrapport {number}, versjon {version}, vart trekt tilbake.',
  'published.by-email': 'Få nye rapportar på e-post',
  'published.feed': 'Nye rapportar som nyhendestraum (Atom)',
  'published.feed.of-plan': '{plan} – statusrapportar',
  'published.none-now': 'Ingen rapport kan lesast no.',
  'published.entry': '{plan} – statusrapport {number}',
  'published.entry.correction': '{plan} – statusrapport {number}, retta versjon {version}',
};
