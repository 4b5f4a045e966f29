import type { PersonId, PlainDate, PlanId, QuestionId, ReportId } from '../ids.js';
import type { Authority } from '../roles/actor.js';
import type { FrozenContent } from './report.js';
import type { ReportLanguage } from './report-language.js';

export type ReportEvent =
  | {
      type: 'ReportOpened';
      data: {
        reportId: ReportId;
        planId: PlanId;
        number: number;
        language: ReportLanguage;
        period: { from: PlainDate; to: PlainDate };
        reportingDate: PlainDate;
      };
    }
  | { type: 'ReportingDateMoved'; data: { old: PlainDate; new: PlainDate; reason: string } }
  | { type: 'ReportLocked'; data: { version: number; contents: readonly FrozenContent[] } }
  | {
      type: 'ReportCorrected';
      data: { version: number; contents: readonly FrozenContent[]; what: string; why: string };
    }
  | { type: 'ReportReleased'; data: { version: number; note?: string } }
  | { type: 'ReportAcknowledged'; data: { version: number; authority: Authority; comment?: string } }
  | {
      type: 'ReportReturned';
      data: {
        version: number;
        authority: Authority;
        comment?: string;
        questions: readonly { id: QuestionId; number: number; text: string; responsibleId: PersonId }[];
      };
    }
  | {
      type: 'ReportPublished';
      data: {
        version: number;
        /** The plan's, in the content: what anybody may read of it in lists and messages. */
        title: string;
        authority: Authority;
        namesMayStand?: readonly PersonId[];
        /** Keys of what looks like personal data and may stand, in this version's content. */
        personalDataMayStand?: readonly string[];
      };
    }
  | { type: 'ReportPublicationWithdrawn'; data: { version: number; reason: string } }
  | { type: 'QuestionHandedOver'; data: { questionId: QuestionId; old: PersonId; new: PersonId } }
  | { type: 'QuestionAnswered'; data: { questionId: QuestionId; text: string } };
