import type { PlainDate } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import type { PublicContent } from '#domain/report/publication.js';
import type { Report } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { CorrectionDifference } from '#messages/report/correction-words.js';
import type { Choice } from '../../web/forms/form-fields.js';
import type { PageForm } from '../../web/forms/page-form.js';

export interface ReportFormContext {
  plan: Plan;
  report: Report;
  version: number;
  actor: Actor;
  today: PlainDate;
  /** The persons who can be asked. */
  persons: readonly Choice[];
  /** What publishing it would tell; only where the form needs it. */
  publicContent?: PublicContent;
  /** Where the record tells otherwise than the report; only where the form needs it. */
  differences?: readonly CorrectionDifference[];
}

export type ReportForm = PageForm<ReportFormContext>;

/** What is known of a plan whose reporting dates are set. */
export interface ReportingContext {
  plan: Plan;
  version: number;
  actor: Actor;
  /** Undefined while nobody has been asked. */
  asked: AskedForReport | undefined;
}

/** What those who were asked know, and the first date for which they can be told again. */
export interface AskedForReport {
  told: PlainDate;
  earliest: PlainDate;
  /** How many get the message. */
  persons: number;
}
