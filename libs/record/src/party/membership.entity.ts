import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('membership')
export class MembershipEntity {
  @PrimaryColumn('uuid', { name: 'group_id' }) groupId!: string;
  @PrimaryColumn('integer') ordinal!: number;
  @Column('uuid', { name: 'party_id' }) partyId!: string;
  @Column('date', { name: 'joined_on' }) joinedOn!: string;
  /** The last day as a member. */
  @Column('date', { name: 'left_on', nullable: true }) leftOn!: string | null;
  /** True until its first day has come and its items have been given. */
  @Column('boolean', { nullable: true }) awaited!: boolean | null;
}
