import { v5 as nameBasedId } from 'uuid';
import { create } from 'xmlbuilder2';
import { isolatedText } from '#domain/printable-text.js';
import { publicationLog } from '#domain/report/publication-log.js';
import {
  feedPath,
  publishedFilePath,
  publishedPath,
  publishedPlanPath,
  versionPath,
} from '#messages/page-links.js';
import type { PublishedReport } from '#record/report/published-reports.query.js';
import { reportVoice } from '#messages/report/report-voice.js';
import { fileTypes } from '../../reports/files/report-file.js';
import { newsInWords } from './news-in-words.js';
import type { PublishedSite } from '../published-site.js';

export const atomType = 'application/atom+xml; charset=utf-8';

const atom = 'http://www.w3.org/2005/Atom';
/** RFC 6721: what was withdrawn is said to be gone, by its id alone. */
const tombstones = 'http://purl.org/atompub/tombstones/1.0';
/** Before anything was published. */
const never = '1970-01-01T00:00:00.000Z';
const entriesShown = 50;

/** One version of a report, with what last happened to it. */
interface Entry {
  id: string;
  published: string;
  updated: string;
  /** Absent once it is withdrawn. */
  told?: { title: string; summary: string; language: string; page: string; pdf: string };
}

/**
 * The feed of all plans, or of one (RFC 4287): an entry per published version, so that a correction is news of its
 * own. An entry's id says the report and the version, whatever the address of the site.
 */
export function atomFeed(
  site: PublishedSite,
  title: { text: string; language: string },
  reports: readonly PublishedReport[],
  plan?: number,
): string {
  const entries = reports
    .flatMap((report) => entriesOf(site, report))
    .sort((one, other) => (one.updated < other.updated ? 1 : -1))
    .slice(0, entriesShown);
  const page = site.url + (plan === undefined ? publishedPath : publishedPlanPath(plan));
  const feed = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '' })
    .ele(atom, 'feed')
    .att('xml:lang', title.language);
  feed.ele('id').txt(page);
  feed.ele('title').txt(isolatedText(title.text));
  feed.ele('updated').txt(entries[0]?.updated ?? never);
  feed.ele('author').ele('name').txt(isolatedText(site.publisher));
  feed.ele('link', { rel: 'self', type: 'application/atom+xml', href: site.url + feedPath(plan) });
  feed.ele('link', { rel: 'alternate', type: 'text/html', href: page });
  for (const { id, published, updated, told } of entries) {
    if (told === undefined) {
      feed.ele(tombstones, 'deleted-entry', { ref: id, when: updated });
      continue;
    }
    const entry = feed.ele('entry').att('xml:lang', told.language);
    entry.ele('id').txt(id);
    entry.ele('title').txt(isolatedText(told.title));
    entry.ele('published').txt(published);
    entry.ele('updated').txt(updated);
    entry.ele('summary').txt(isolatedText(told.summary));
    entry.ele('link', { rel: 'alternate', type: 'text/html', hreflang: told.language, href: told.page });
    entry.ele('link', { rel: 'alternate', type: fileTypes.pdf, hreflang: told.language, href: told.pdf });
  }
  return feed.end({ prettyPrint: true });
}

function entriesOf(site: PublishedSite, { planNumber, report }: PublishedReport): Entry[] {
  const log = publicationLog(report);
  return [...new Set(log.map(({ version }) => version))].flatMap((version) => {
    const [latest, ...earlier] = log.filter((news) => news.version === version);
    const publication = report.publications.findLast((known) => known.version === version);
    if (latest === undefined || publication === undefined) return [];
    const entry = {
      id: `urn:uuid:${nameBasedId(String(version), report.id)}`,
      published: (earlier.at(-1) ?? latest).at,
      updated: latest.at,
    };
    if (latest.kind === 'withdrawn') return [entry];
    const voice = reportVoice(report.language);
    const { number, language } = report;
    const address = { plan: planNumber, report: number, version };
    const told = {
      title: voice.t(version > 1 ? 'published.entry.correction' : 'published.entry', {
        plan: publication.title,
        number,
        version,
      }),
      summary: newsInWords(voice, number, latest),
      language,
      page: site.url + versionPath(address),
      pdf: site.url + publishedFilePath(address, 'pdf'),
    };
    return [{ ...entry, told }];
  });
}
