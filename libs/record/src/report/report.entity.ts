import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Report, ReportState } from '#domain/report/report.js';
import type { ReportLanguage } from '#domain/report/report-language.js';

/** Publications are absent where there are none, as in rows from before anything could be published. */
export type ReportDetails = Pick<Report, 'versions' | 'questions'> & Partial<Pick<Report, 'publications'>>;

@Entity('report')
export class ReportEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('uuid', { name: 'plan_id' }) planId!: string;
  @Column('integer') number!: number;
  @Column('text') state!: ReportState;
  @Column('text') language!: ReportLanguage;
  @Column('date', { name: 'period_from' }) periodFrom!: string;
  @Column('date', { name: 'period_to' }) periodTo!: string;
  @Column('date', { name: 'reporting_date' }) reportingDate!: string;
  /** How many versions have a frozen content; 0 while the report is open. */
  @Column('integer') editions!: number;
  @Column({ type: 'timestamptz', name: 'opened_at', precision: 3 }) openedAt!: Date;
  @Column({ type: 'timestamptz', name: 'state_changed_at', precision: 3 }) stateChangedAt!: Date;
  @Column('jsonb') details!: ReportDetails;
}
