import { osloDate } from '#domain/follow-up/calendar.js';
import type { ReportCover, StatusReport } from '#domain/report/status-report.js';
import { periodName } from './front-section.js';
import type { Fact } from './report-document.js';
import type { ReportVoice } from './report-voice.js';

/** What a reader must know of a report before reading it; what is not known is left out. */
export function reportFacts(voice: ReportVoice, report: StatusReport, publisher: string | undefined): Fact[] {
  const { cover, audience, period } = report;
  return [
    ...ownerFacts(voice, cover, publisher),
    ...(audience === 'public'
      ? []
      : [{ label: voice.t('report.fact.recipient'), words: recipientWords(voice, cover) }]),
    { label: voice.t('report.fact.status'), words: statusWords(voice, report) },
    { label: voice.t('report.fact.edition'), words: editionWords(voice, report) },
    { label: voice.t('report.fact.period'), words: voice.upperFirst(periodName(voice, period)) },
  ];
}

/** The report’s owner, its case in the archive, and who adopted the plan. */
export function ownerFacts(
  voice: ReportVoice,
  cover: ReportCover | undefined,
  publisher: string | undefined,
): Fact[] {
  const { caseNumber, adoptedBy } = cover ?? {};
  const body = bodyWords(voice, cover, publisher);
  return [
    ...(body === undefined ? [] : [{ label: voice.t('report.fact.body'), words: body }]),
    ...(caseNumber === undefined ? [] : [{ label: voice.t('report.fact.case'), words: caseNumber }]),
    ...(adoptedBy === undefined
      ? []
      : [{ label: voice.t('report.fact.adopted'), words: voice.upperFirst(voice.authority(adoptedBy)) }]),
  ];
}

/** "Vestdal kommune, Beredskapsavdelingen": the body, and its unit where that has another name. */
export function bodyWords(
  voice: ReportVoice,
  cover: ReportCover | undefined,
  publisher: string | undefined,
): string | undefined {
  // An installation that was given no name has its address instead, and that is nobody's.
  const named = publisher === undefined || /^[a-z\d.-]+$/u.test(publisher) ? [] : [publisher];
  const names = [...named, ...(cover?.unit === undefined ? [] : [cover.unit])];
  return names.length === 0 ? undefined : voice.typed([...new Set(names)].join(', '));
}

function recipientWords(voice: ReportVoice, cover: ReportCover | undefined): string {
  const adoptedBy = cover?.adoptedBy;
  return adoptedBy?.kind === 'body'
    ? voice.typed(adoptedBy.body)
    : voice.t('report.fact.recipient.leadership');
}

/** Whether it is public; where it is not, which legal bases keep parts of it from being so. */
function statusWords(voice: ReportVoice, { audience, measures }: StatusReport): string {
  if (audience === 'public') return voice.t('report.public');
  const bases = [...new Set(measures.flatMap(({ told }) => told?.legalBasis ?? []))];
  return bases.length === 0
    ? voice.t('report.internal')
    : voice.t('report.internal.restricted', { bases: voice.list(bases) });
}

function editionWords(voice: ReportVoice, { edition }: StatusReport): string {
  if (edition.kind === 'live')
    return voice.t('report.fact.edition.live', { date: voice.day(osloDate(edition.at)) });
  const { number, version, lockedAt } = edition;
  return voice.t('report.fact.edition.locked', { number, version, date: voice.day(osloDate(lockedAt)) });
}

/** "Intern utgave", "Offentlig utgave"; what is not locked says that too. */
export function runningStatus(
  voice: ReportVoice,
  { audience, edition }: Pick<StatusReport, 'audience' | 'edition'>,
): string {
  const words = voice.t(`report.header.${audience}`);
  return edition.kind === 'live' ? voice.t('report.header.draft', { status: words }) : words;
}
