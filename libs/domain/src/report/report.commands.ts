import type { PersonId, PlanId, QuestionId, ReportId } from '../ids.js';
import type { Authority } from '../roles/actor.js';

interface OnReport {
  reportId: ReportId;
  expectedVersion?: number;
}

/** Asks for answers to the calendar's next reporting date. */
export interface OpenReport {
  type: 'OpenReport';
  planId: PlanId;
}

/** Freezes the status as it stands. The record makes the content in the same transaction. */
export type FreezeReport = { planId: PlanId } & OnReport &
  (
    | { type: 'LockReport' }
    | {
        type: 'CorrectReport';
        what: string;
        why: string;
        /** What is taken from the record as it is now (correction.ts); nothing else of the report changes. */
        parts?: readonly string[];
      }
  );

/** About what the public may read of it; another version is published, or not, by itself. */
export type PublicationCommand = OnReport &
  (
    | {
        type: 'PublishReport';
        authority: Authority;
        /** Registered persons whose names stand in the text, and may. */
        namesMayStand?: readonly PersonId[];
        /** Keys of what looks like personal data and may stand, in this version's content. */
        personalDataMayStand?: readonly string[];
      }
    | {
        type: 'WithdrawPublication';
        /** Every version that can be read, unless one is named. */
        version?: number;
        reason: string;
      }
  );

export type ReportCommand = OnReport &
  (
    | { type: 'ReleaseReport'; note?: string }
    | { type: 'AcknowledgeReport'; authority: Authority; comment?: string }
    | {
        type: 'ReturnReport';
        authority: Authority;
        comment?: string;
        questions: readonly { text: string; responsibleId: PersonId }[];
      }
    | { type: 'HandOverQuestion'; questionId: QuestionId; responsibleId: PersonId }
    | { type: 'AnswerQuestion'; questionId: QuestionId; text: string }
  );
