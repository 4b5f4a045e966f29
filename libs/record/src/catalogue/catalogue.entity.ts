import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Catalogue } from '#domain/catalogue/catalogue.js';

/** What of a catalogue has no column. */
export type CatalogueDetails = Pick<Catalogue, 'about' | 'situations' | 'nextSituationNumber' | 'changeLog'>;

@Entity('catalogue')
export class CatalogueEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('integer', { unique: true }) number!: number;
  @Column('text') name!: string;
  @Column({ type: 'timestamptz', name: 'registered_at', precision: 3 }) registeredAt!: Date;
  @Column('jsonb') details!: CatalogueDetails;
}
