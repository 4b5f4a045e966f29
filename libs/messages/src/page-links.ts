/** Addresses of the web pages, written once: pages mount and link to them, messages and mails link to them. */

/** A page as a message or a mail links to it. `publicUrl` is PUBLIC_URL, with or without a final slash. */
export function pageUrl(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${path}`;
}

export const startPath = '/';
export const portfolioPath = '/portefolje';
export const searchPath = '/sok';
export const readingLogPath = '/leselogg';

// Logging in and out.

export const loginPath = '/login';
export const loginStartPath = `${loginPath}/start`;
export const logoutPath = '/logout';
export const loggedOutPath = '/logget-ut';

/** Logging in, to come back to the page that was asked for. */
export function loginToPath(asked: string, from: string = loginPath): string {
  return `${from}?til=${encodeURIComponent(asked)}`;
}

// Deadlines in one's own calendar.

export const calendarPath = '/kalender';
export const closeCalendarPath = `${calendarPath}/steng`;

export function calendarOfPlanPath(planNumber: number): string {
  return `${calendarPath}?plan=${planNumber}`;
}

/** What opens it is the address itself. */
export function calendarFeedPath(secret: string): string {
  return `${calendarPath}/${secret}.ics`;
}

/** Extensions that wait for an answer. */
export const extensionsPath = '/utsettelser';
/** Many of them answered at once. */
export const extensionAnswersPath = `${extensionsPath}/svar`;

// Plans and their measures.

export const plansPath = '/planer';

export function planPath(planNumber: number): string {
  return `${plansPath}/${planNumber}`;
}

export function planFormPath(planNumber: number, slug: string): string {
  return `${planPath(planNumber)}/${slug}`;
}

/** Where the secretariat writes the plan's summary. */
export function editingPath(planNumber: number): string {
  return `${planPath(planNumber)}/rediger`;
}

export function sectionPath(planNumber: number, section: string): string {
  return `${editingPath(planNumber)}/${section}`;
}

/** The sections of a plan's summary, as `sectionPath` takes them. */
export const sectionKeys = {
  basis: 'grunnlag',
  reportSummary: 'sammendrag',
  abbreviations: 'forkortelser',
  joining: 'samlet-omtale',
  separating: 'delt-omtale',
  assessment: (subGoal: number) => `delmal-${subGoal}`,
  figure: (subGoal: number) => `tall-${subGoal}`,
  indicators: (subGoal: number) => `indikatorer-${subGoal}`,
  /** By the first measure of the line. */
  line: (measure: number) => `tiltak-${measure}`,
  subPoint: (measure: number, subPoint: number) => `deltiltak-${measure}-${subPoint}`,
  references: (measure: number) => `henvisninger-${measure}`,
} as const;

/** The measure's page; given an item's number (`7.4`), the page of measure 7 with the item in view. */
export function measurePath(planNumber: number, number: number | string): string {
  const [measureNumber = ''] = String(number).split('.');
  const page = `${planPath(planNumber)}/tiltak/${measureNumber}`;
  return String(number) === measureNumber ? page : `${page}#${itemAnchor(String(number))}`;
}

/** The id of an item's row on its measure's page. */
export function itemAnchor(number: string): string {
  return `punkt-${number}`;
}

/** The form for one thing to do with a measure; `itemNumber` (7.4) is chosen beforehand. */
export function measureFormPath(
  planNumber: number,
  number: number,
  slug: string,
  itemNumber?: string,
): string {
  const query = itemNumber === undefined ? '' : `?punkt=${encodeURIComponent(itemNumber)}`;
  return `${measurePath(planNumber, number)}/${slug}${query}`;
}

// Reports.

export function reportsPath(planNumber: number): string {
  return `${planPath(planNumber)}/rapporter`;
}

export function comparisonPath(planNumber: number): string {
  return `${reportsPath(planNumber)}/sammenlign`;
}

/** What a request for access is answered with. */
export function accessExportPath(planNumber: number): string {
  return `${reportsPath(planNumber)}/innsyn`;
}

export function reportPath(planNumber: number, number: number): string {
  return `${reportsPath(planNumber)}/${number}`;
}

export function reportFormPath(planNumber: number, number: number, slug: string): string {
  return `${reportPath(planNumber, number)}/${slug}`;
}

export function reportingPath(planNumber: number): string {
  return `${planPath(planNumber)}/rapportering`;
}

export const waitingRoot = '/rapportfiler';

/** Where a file that is being made is waited for: the same for all who may have it. */
export function waitingPath(fileId: string): string {
  return `${waitingRoot}/${fileId}`;
}

// Published reports: addresses that anybody may keep, they say the same report for good.

export const publishedPath = '/rapporter';

/** One version of a report. */
export interface VersionAddress {
  plan: number;
  report: number;
  version: number;
}

/** What is newest of a plan, and what has happened to its reports. */
export function publishedPlanPath(plan: number): string {
  return `${publishedPath}/${plan}`;
}

/** The newest version of a report, whichever that is. */
export function newestVersionPath({ plan, report }: Omit<VersionAddress, 'version'>): string {
  return `${publishedPlanPath(plan)}/${report}`;
}

export function versionPath({ version, ...report }: VersionAddress): string {
  return `${newestVersionPath(report)}/${version}`;
}

export function publishedFilePath(address: VersionAddress, format: string): string {
  return `${versionPath(address)}/${format}`;
}

/** The feed of one plan, or of all. */
export function feedPath(plan?: number): string {
  return `${plan === undefined ? publishedPath : publishedPlanPath(plan)}/atom.xml`;
}

// Subscriptions.

export const subscribePath = '/abonnement';
export const subscriptionAskedPath = `${subscribePath}/sendt`;

export function confirmSubscriptionPath(token: string): string {
  return `${subscribePath}/bekreft/${token}`;
}

export function subscriptionPath(token: string): string {
  return `${subscribePath}/${token}`;
}

/** Its page asks; a POST to it leaves at once (RFC 8058). */
export function unsubscribePath(token: string): string {
  return `${subscriptionPath(token)}/avmelding`;
}

// Decisions, evaluations and parties.

export const decisionsPath = '/vedtak';

export function decisionPath(id: string): string {
  return `${decisionsPath}/${id}`;
}

export function decisionFormPath(id: string, slug: string): string {
  return `${decisionPath(id)}/${slug}`;
}

export const evaluationsPath = '/evalueringer';

export function evaluationPath(id: string): string {
  return `${evaluationsPath}/${id}`;
}

/** A finding or a recommendation on its evaluation's page. */
export function partAnchor(id: string): string {
  return `del-${id}`;
}

export const partiesPath = '/ansvarlige';

export function partyPath(id: string): string {
  return `${partiesPath}/${id}`;
}

/** The form for one thing to do with a party; `memberId` is chosen beforehand. */
export function partyFormPath(id: string, slug: string, memberId?: string): string {
  return `${partyPath(id)}/${slug}${memberId === undefined ? '' : `?medlem=${memberId}`}`;
}

export const personsPath = '/personer';

export function personPath(id: string): string {
  return `${personsPath}/${id}`;
}

/** Where whoever reads it reports that they are away: on to their own page. */
export const absencePath = '/fravaer';

/** The form for one thing to do with a person; `takerId` is who everything goes to beforehand. */
export function personFormPath(id: string, slug: string, takerId?: string): string {
  return `${personPath(id)}/${slug}${takerId === undefined ? '' : `?til=${takerId}`}`;
}

/** The form for one of the times a person is away. */
export function absenceFormPath(id: string, slug: string, absenceId: string): string {
  return `${personFormPath(id, slug)}?fravaer=${absenceId}`;
}

// The catalogue.

export const cataloguesPath = '/tiltaksbank';

/** The plan, or its measure, that somebody looks in the catalogue for. */
export interface LookedFor {
  planNumber: number;
  measureNumber?: number;
}

interface AskedOfCatalogue {
  from?: LookedFor | undefined;
  /** An older version than the one in force. */
  version?: number;
}

export function cataloguePath(number: number, asked: AskedOfCatalogue = {}): string {
  return `${cataloguesPath}/${number}${queryOf(asked)}`;
}

export function situationFormPath(
  number: number,
  situationNumber: number,
  slug: string,
  asked: AskedOfCatalogue = {},
): string {
  return `${cataloguesPath}/${number}/situasjon/${situationNumber}/${slug}${queryOf(asked)}`;
}

/** The situation on its catalogue's page. */
export function situationAnchor(number: number): string {
  return `situasjon-${number}`;
}

/** The list of catalogues, to pick for a plan or one of its measures. */
export function pickingPath(from: LookedFor): string {
  return `${cataloguesPath}${queryOf({ from })}`;
}

function queryOf({ from, version }: AskedOfCatalogue): string {
  const query = new URLSearchParams({
    ...(from === undefined ? {} : { fra: writeLookedFor(from) }),
    ...(version === undefined ? {} : { versjon: String(version) }),
  }).toString();
  return query === '' ? '' : `?${query}`;
}

/** `1` is plan 1, `1-4` its measure 4. */
export function writeLookedFor({ planNumber, measureNumber }: LookedFor): string {
  return measureNumber === undefined ? String(planNumber) : `${planNumber}-${measureNumber}`;
}

export function readLookedFor(text: unknown): LookedFor | undefined {
  if (typeof text !== 'string') return undefined;
  const { plan, measure } = /^(?<plan>[1-9]\d{0,8})(?:-(?<measure>[1-9]\d{0,8}))?$/u.exec(text)?.groups ?? {};
  if (plan === undefined) return undefined;
  return {
    planNumber: Number(plan),
    ...(measure === undefined ? {} : { measureNumber: Number(measure) }),
  };
}

// Imports.

export const importsPath = '/import';
export const templatePath = `${importsPath}/mal.xlsx`;

/** A plan as a sheet, to be corrected and brought back. */
export function planSheetPath(planNumber: number): string {
  return `${importsPath}/plan/${planNumber}.xlsx`;
}

export function importPath(id: string): string {
  return `${importsPath}/${id}`;
}

/** Where a part of the page is sent, or what is done with the draft as a whole. */
export function draftPartPath(id: string, part: string): string {
  return `${importPath(id)}/${part}`;
}

export function draftMeasurePath(id: string, key: string): string {
  return `${importPath(id)}/tiltak/${key}`;
}

/** Whether a confirmed import can be undone, and the form that does it. */
export function undoImportPath(id: string): string {
  return `${importPath(id)}/angre`;
}

/** A part of the draft, with the page of the document beside it. */
export function previewPath(
  id: string,
  { chunk, page, line }: { chunk?: number; page?: number; line?: number },
): string {
  const query = new URLSearchParams({
    ...(chunk === undefined || chunk === 1 ? {} : { bolk: String(chunk) }),
    ...(page === undefined ? {} : { side: String(page) }),
    ...(line === undefined ? {} : { linje: String(line) }),
  }).toString();
  const anchor = line === undefined ? '' : `#${lineAnchor(line)}`;
  return `${importPath(id)}${query === '' ? '' : `?${query}`}${anchor}`;
}

/** A line of the document on its preview's page. */
export function lineAnchor(line: number): string {
  return `linje-${line}`;
}
