import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Party } from '#domain/party/party.js';

@Entity('party')
export class PartyEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('text') kind!: Party['kind'];
  @Column('text') name!: string;
  /** Null for a group. */
  @Column('boolean', { nullable: true }) ours!: boolean | null;
  @Column('text', { name: 'organisation_number', nullable: true }) organisationNumber!: string | null;
  @Column('uuid', { name: 'contact_person_id', nullable: true }) contactPersonId!: string | null;
  @Column('uuid', { name: 'leader_person_id', nullable: true }) leaderPersonId!: string | null;
  @Column('uuid', { name: 'case_officer_id', nullable: true }) caseOfficerId!: string | null;
  @Column({ type: 'timestamptz', name: 'registered_at', precision: 3 }) registeredAt!: Date;
}
