import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Decision } from '#domain/decision/decision.js';

/** What of a decision has no column. */
export interface DecisionDetails {
  deadlineWords?: string;
  archiveReference?: string;
  held?: Decision['held'];
  countersigning?: Decision['countersigning'];
  fulfilment?: Decision['fulfilment'];
}

@Entity('decision')
export class DecisionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('text') body!: string;
  @Column('date', { name: 'meeting_date' }) meetingDate!: string;
  @Column('text', { name: 'case_number' }) caseNumber!: string;
  @Column('text') text!: string;
  @Column('uuid', { name: 'plan_id', nullable: true }) planId!: string | null;
  @Column('date', { name: 'deadline_on', nullable: true }) deadlineOn!: string | null;
  @Column({ type: 'timestamptz', name: 'fulfilled_at', precision: 3, nullable: true })
  fulfilledAt!: Date | null;
  @Column('text', { name: 'entered_by' }) enteredBy!: string;
  @Column({ type: 'timestamptz', name: 'entered_at', precision: 3 }) enteredAt!: Date;
  @Column('jsonb') details!: DecisionDetails;
}
