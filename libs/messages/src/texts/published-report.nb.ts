/** What stands around a published report, in the report's own language; nynorsk and English have the same keys. */
export const publishedReportNb = {
  'published.at': 'Publisert {date}.',
  'published.newer': 'Dette er versjon {version}. En rettet versjon ble publisert {date}.',
  'published.newer.read': 'Les den rettede versjonen',
  'published.newer-withdrawn': 'En rettet versjon av rapporten er trukket tilbake.',
  'published.files': 'Last ned',
  'published.file.pdf': 'PDF',
  'published.file.docx': 'Word',
  'published.file.xlsx': 'Excel',
  'published.file.csv': 'CSV',
  'published.file.json': 'JSON',
  'published.newest': 'Nyeste rapport',
  'published.read': 'Les hele rapporten',
  'published.reports': 'Rapporter',
  'published.report': 'Statusrapport {number}',
  'published.log': 'Historikk',
  'published.log.published':
    'Statusrapport {number}{version, plural, =1 {} other {, versjon #,}} ble publisert.',
  'published.log.corrected':
    'Statusrapport {number} ble rettet, i versjon {version}. Rettet: {what} Grunn: {why}',
  'published.log.withdrawn': 'Statusrapport {number}, versjon {version}, ble trukket tilbake.',
  'published.by-email': 'Få nye rapporter på e-post',
  'published.feed': 'Nye rapporter som nyhetsstrøm (Atom)',
  'published.feed.of-plan': '{plan} – statusrapporter',
  'published.none-now': 'Ingen rapport kan leses nå.',
  'published.entry': '{plan} – statusrapport {number}',
  'published.entry.correction': '{plan} – statusrapport {number}, rettet versjon {version}',
} as const;

export type PublishedReportTexts = Readonly<Record<keyof typeof publishedReportNb, string>>;
