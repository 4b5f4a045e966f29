import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Evaluation, EvaluationKind } from '#domain/evaluation/evaluation.js';

/** What of an evaluation has no column. */
export interface EvaluationDetails {
  legalBasis?: string;
  authors: Evaluation['authors'];
  participants: Evaluation['participants'];
  hearingAnswers: Evaluation['hearingAnswers'];
  findings: Evaluation['findings'];
  recommendations: Evaluation['recommendations'];
  withdrawn?: NonNullable<Evaluation['withdrawn']>;
}

@Entity('evaluation')
export class EvaluationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('text') title!: string;
  @Column('text') kind!: EvaluationKind;
  @Column('date', { name: 'published_on', nullable: true }) publishedOn!: string | null;
  @Column('text', { name: 'archive_reference', nullable: true }) archiveReference!: string | null;
  @Column('text', { name: 'access_kind' }) accessKind!: Evaluation['access']['kind'];
  @Column({ type: 'timestamptz', name: 'registered_at', precision: 3 }) registeredAt!: Date;
  @Column('jsonb') details!: EvaluationDetails;
}
