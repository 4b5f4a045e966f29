import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Withdrawal } from '#domain/import/imported.js';
import type { Plan, PlanState } from '#domain/plan/plan.js';

type Closed = Extract<Plan, { state: 'closed' }>;

/** What of a plan has no column. */
export interface PlanDetails {
  basisOfAssessment?: string;
  caseNumber?: string;
  goals: Plan['goals'];
  themes: Plan['themes'];
  abbreviations: Plan['abbreviations'];
  jointLines: Plan['jointLines'];
  ladder: Plan['ladder'];
  earlierLadders?: NonNullable<Plan['earlierLadders']>;
  imports?: NonNullable<Plan['imports']>;
  reporting?: Plan['reporting'];
  reportSummary?: NonNullable<Plan['reportSummary']>;
  adoption?: Closed['adoption'];
  closure?: Closed['closure'];
  withdrawal?: Withdrawal;
}

@Entity('plan')
export class PlanEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('integer', { unique: true }) number!: number;
  @Column('text') title!: string;
  @Column('text') state!: PlanState;
  @Column('date', { name: 'period_end', nullable: true }) periodEnd!: string | null;
  @Column('uuid', { name: 'case_officer_id' }) caseOfficerId!: string;
  @Column('uuid', { name: 'leader_id', nullable: true }) leaderId!: string | null;
  @Column('uuid', { name: 'sign_off_substitute_ids', array: true }) signOffSubstituteIds!: readonly string[];
  @Column('uuid', { name: 'secretariat_party_id', nullable: true }) secretariatPartyId!: string | null;
  @Column('boolean', { name: 'evidence_required' }) evidenceRequired!: boolean;
  @Column({ type: 'timestamptz', name: 'registered_at', precision: 3 }) registeredAt!: Date;
  @Column({ type: 'timestamptz', name: 'last_substantive_change_at', precision: 3 })
  lastSubstantiveChangeAt!: Date;
  @Column('jsonb') details!: PlanDetails;
}
