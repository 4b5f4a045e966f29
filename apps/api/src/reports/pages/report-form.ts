import type { PlainDate } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import type { PublicContent } from '#domain/report/publication.js';
import type { Report } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { CorrectionDifference } from '#messages/report/correction-words.js';
import type { Asked, Seen } from '../../web/forms/asked.js';
import type { Choice, FormField } from '../../web/forms/form-fields.js';
import type { FormValues } from '../../web/forms/form-state.js';

export interface ReportFormContext {
  plan: Plan;
  report: Report;
  actor: Actor;
  today: PlainDate;
  /** Who can be asked. */
  persons: readonly Choice[];
  /** What publishing it would tell; only where the form needs it. */
  publicContent?: PublicContent;
  /** Where the record tells otherwise than the report; only where the form needs it. */
  differences?: readonly CorrectionDifference[];
}

/** One thing that can be done with a report. */
export interface ReportForm {
  slug: string;
  name: (typeof reportFormNames)[number];
  offered(context: ReportFormContext): boolean;
  fields(context: ReportFormContext): readonly FormField[];
  ask(values: FormValues, context: ReportFormContext, seen: Seen): Asked;
}

export const reportFormNames = [
  'reporting',
  'report-lock',
  'report-release',
  'report-acknowledge',
  'report-return',
  'report-answer',
  'report-hand-over',
  'report-correct',
  'report-publish',
  'report-withdraw',
] as const;
