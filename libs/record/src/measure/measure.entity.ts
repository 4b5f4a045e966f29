import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccessKind } from '../history/access-columns.js';
import type { Withdrawal } from '#domain/import/imported.js';
import type {
  Closure,
  ClosureKind,
  Measure,
  MeasureState,
  Progress,
  ResponsibilityMode,
} from '#domain/measure/measure.js';

/** What of a measure has no column. */
export interface MeasureDetails {
  source?: Measure['source'];
  pickedFrom?: Measure['pickedFrom'];
  subGoalIds: Measure['subGoalIds'];
  legalBasis?: string;
  subPoints: Measure['subPoints'];
  nextNumber: number;
  deadline?: Measure['deadline'];
  recurrence?: Measure['recurrence'];
  reviewMoves?: Measure['reviewMoves'];
  shares: Measure['shares'];
  crossReferences: Measure['crossReferences'];
  latestUpdate?: Measure['latestUpdate'];
  updateOfWhole?: Measure['updateOfWhole'];
  summaryText?: Measure['summaryText'];
  risk?: Measure['risk'];
  predecessorId?: string;
  repeats?: Measure['repeats'];
  acceptedAt?: string;
  reopenedAt?: string;
  closure?: Closure;
  withdrawal?: Withdrawal;
}

@Entity('measure')
export class MeasureEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('uuid', { name: 'plan_id' }) planId!: string;
  @Column('integer') number!: number;
  @Column('text') state!: MeasureState;
  @Column('text') title!: string;
  @Column('text') about!: string;
  @Column('text') text!: string;
  @Column('uuid', { name: 'theme_id', nullable: true }) themeId!: string | null;
  @Column('text', { name: 'access_kind' }) accessKind!: AccessKind;
  @Column('text', { nullable: true }) mode!: ResponsibilityMode | null;
  @Column('uuid', { name: 'source_evaluation_id', nullable: true }) sourceEvaluationId!: string | null;
  @Column('uuid', { name: 'source_recommendation_id', nullable: true }) sourceRecommendationId!:
    string | null;
  /** In force. */
  @Column('date', { name: 'deadline_on', nullable: true }) deadlineOn!: string | null;
  @Column('date', { name: 'original_deadline_on', nullable: true }) originalDeadlineOn!: string | null;
  @Column('integer', { name: 'deadline_moves' }) deadlineMoves!: number;
  @Column('date', { name: 'review_on', nullable: true }) reviewOn!: string | null;
  @Column('text', { name: 'latest_progress', nullable: true }) latestProgress!: Progress | null;
  @Column({ type: 'timestamptz', name: 'latest_update_at', precision: 3, nullable: true })
  latestUpdateAt!: Date | null;
  @Column('text', { name: 'latest_update_text', nullable: true }) latestUpdateText!: string | null;
  @Column({ type: 'timestamptz', name: 'registered_at', precision: 3 }) registeredAt!: Date;
  @Column('date', { name: 'accepted_on', nullable: true }) acceptedOn!: string | null;
  @Column('text', { name: 'closed_as', nullable: true }) closedAs!: ClosureKind | null;
  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true }) closedAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'last_substantive_change_at', precision: 3 })
  lastSubstantiveChangeAt!: Date;
  @Column('jsonb') details!: MeasureDetails;
  @Column('boolean') followed!: boolean;
  @Column('date', { name: 'shown_deadline_on', nullable: true }) shownDeadlineOn!: string | null;
  /** The party that has every unfinished item; null where there is none or several. */
  @Column('uuid', { name: 'shown_owner_id', nullable: true }) shownOwnerId!: string | null;
  @Column('integer', { name: 'shown_owner_count' }) shownOwnerCount!: number;
  @Column({ type: 'timestamptz', name: 'next_due_at', precision: 3, nullable: true }) nextDueAt!: Date | null;
  /** A bigint, which the driver gives as text. */
  @Column('bigint', { name: 'due_version' }) dueVersion!: string;
  @Column('date', { name: 'demanded_through' }) demandedThrough!: string;
}
