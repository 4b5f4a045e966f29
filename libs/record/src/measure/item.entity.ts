import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Item, ItemState, Progress } from '#domain/measure/measure.js';

type ItemOf<S extends ItemState> = Extract<Item, { state: S }>;

/** What of an item has no column. */
export interface ItemDetails {
  deadline?: Item['deadline'];
  assignedAt: string;
  reopenedAt?: string;
  departure?: Item['departure'];
  latestUpdate?: Item['latestUpdate'];
  lastHeard?: Item['lastHeard'];
  extension?: ItemOf<'open'>['extension'];
  extensionsBefore?: Item['extensionsBefore'];
  waiverProposal?: ItemOf<'open'>['waiverProposal'];
  returned?: ItemOf<'open'>['returned'];
  report?: ItemOf<'reported-done'>['report'];
  signOff?: ItemOf<'signed-off'>['signOff'];
  waiver?: ItemOf<'waived'>['waiver'];
  ending?: ItemOf<'unanswered'>['ending'];
}

@Entity('item')
export class ItemEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'measure_id' }) measureId!: string;
  @Column('integer') ordinal!: number;
  @Column('text') suffix!: string;
  @Column('text') state!: ItemState;
  @Column('uuid', { name: 'party_id' }) partyId!: string;
  @Column('uuid', { name: 'contributor_ids', array: true }) contributorIds!: readonly string[];
  @Column('uuid', { name: 'sub_point_id', nullable: true }) subPointId!: string | null;
  @Column('uuid', { name: 'via_group_id', nullable: true }) viaGroupId!: string | null;
  /** Its own, in force; null where the measure's counts. */
  @Column('date', { name: 'deadline_on', nullable: true }) deadlineOn!: string | null;
  @Column('text', { name: 'latest_progress', nullable: true }) latestProgress!: Progress | null;
  @Column('text', { name: 'reported_by', nullable: true }) reportedBy!: string | null;
  @Column({ type: 'timestamptz', name: 'reported_at', precision: 3, nullable: true })
  reportedAt!: Date | null;
  @Column('jsonb') details!: ItemDetails;
}
