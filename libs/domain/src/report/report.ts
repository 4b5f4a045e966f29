import type { Instant, PersonId, PlainDate, PlanId, QuestionId, ReportId } from '../ids.js';
import type { Actor, Authority } from '../roles/actor.js';
import { may } from '../roles/permissions.js';
import type { Audience } from './audience.js';
import type { ReportLanguage } from './report-language.js';

/** The frozen content for one audience: what the record keeps, and the event names. */
export interface FrozenContent {
  audience: Audience;
  /** SHA-256 of the canonical JSON (RFC 8785), hexadecimal. */
  sha256: string;
  /** The hash of the content before it in the plan’s chain for this audience; absent for the first. */
  previousSha256?: string;
}

/** One locked version. Above 1 it is a correction, and says what it corrects and why. */
export interface ReportVersion {
  version: number;
  lockedAt: Instant;
  lockedBy: PersonId;
  contents: readonly FrozenContent[];
  correction?: { what: string; why: string };
  released?: { by: PersonId; at: Instant; note?: string };
  acknowledged?: { authority: Authority; enteredBy: PersonId; at: Instant; comment?: string };
}

/** A version that was made public: a fact for good, also where it was taken down again. */
export interface Publication {
  version: number;
  /** The plan's title in what was published. */
  title: string;
  at: Instant;
  authority: Authority;
  enteredBy: PersonId;
  /** Persons whose names stand in the text and may, as whoever published it said. */
  namesMayStand?: readonly PersonId[];
  /** Keys of what looks like personal data and may stand, in this version's content. */
  personalDataMayStand?: readonly string[];
  /** The reason is for those inside: it may tell of what had to be taken down. */
  withdrawn?: { by: PersonId; at: Instant; reason: string };
}

/** What leadership asks before it acknowledges: a task for one person. */
export interface ReportQuestion {
  id: QuestionId;
  /** From 1 in the report, for good. */
  number: number;
  text: string;
  responsibleId: PersonId;
  askedAt: Instant;
  /** The person who sent the report back, or who entered that a body did. */
  askedBy: PersonId;
  authority: Authority;
  /** About this version. */
  version: number;
  answer?: { text: string; by: PersonId; at: Instant };
}

/**
 * open: answers are being collected → locked: frozen, the secretariat reads it → released: leadership has it →
 * acknowledged, or returned with questions until each is answered. A correction is locked again.
 */
export const reportStates = ['open', 'locked', 'released', 'returned', 'acknowledged'] as const;
export type ReportState = (typeof reportStates)[number];

/** Statusrapport: one number of a plan, with every version of it. */
export interface Report {
  id: ReportId;
  planId: PlanId;
  /** In its plan, from 1, for good. */
  number: number;
  language: ReportLanguage;
  period: { from: PlainDate; to: PlainDate };
  /** Rapporteringsdato: answers through this day count. */
  reportingDate: PlainDate;
  openedAt: Instant;
  state: ReportState;
  /** When the state last changed. */
  stateSince: Instant;
  versions: readonly ReportVersion[];
  questions: readonly ReportQuestion[];
  /** In the order in which they were made public; a version may come twice. */
  publications: readonly Publication[];
}

export function latestVersion(report: Report): ReportVersion | undefined {
  return report.versions.at(-1);
}

/** What anybody can read now: one publication per version, the oldest version first. */
export function standingPublications({ publications }: Pick<Report, 'publications'>): Publication[] {
  return publications
    .filter(({ withdrawn }) => withdrawn === undefined)
    .sort((one, other) => one.version - other.version);
}

/** Whoever was asked, and the secretariat for anybody; so may they give it to somebody who knows. */
export function mayAnswer(actor: Actor, { responsibleId }: ReportQuestion): boolean {
  return responsibleId === actor.id || may(actor, 'release-report');
}

/** The reason of a version that went down by itself: what it tells of was made restricted. */
export const takenBackReason = 'restricted';

/** Since when nothing of a published report can be read because what it tells of was restricted. */
export function takenDown(report: Pick<Report, 'publications'>): Instant | undefined {
  if (standingPublications(report).length > 0) return undefined;
  return report.publications.findLast(({ withdrawn }) => withdrawn?.reason === takenBackReason)?.withdrawn
    ?.at;
}

export function openQuestions(report: Report): ReportQuestion[] {
  return report.questions.filter((question) => question.answer === undefined);
}
