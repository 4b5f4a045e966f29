import type { PublicationNews } from '#domain/report/publication-log.js';
import { type ReportVoice, sentence } from '#messages/report/report-voice.js';

/** "Statusrapport 2 ble rettet, i versjon 2. Rettet: … Grunn: …", in the change log and in the feed. */
export function newsInWords(voice: ReportVoice, number: number, news: PublicationNews): string {
  const { version } = news;
  return news.kind === 'corrected'
    ? voice.t('published.log.corrected', {
        number,
        version,
        what: sentence(news.what),
        why: sentence(news.why),
      })
    : voice.t(`published.log.${news.kind}`, { number, version });
}
