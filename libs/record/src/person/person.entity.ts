import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Language } from '#domain/language.js';
import type { Absence } from '#domain/person/absence.js';
import type { Identity } from '#domain/person/person.js';
import type { Role } from '#domain/roles/actor.js';

@Entity('person')
export class PersonEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('integer') version!: number;
  @Column('bytea', { name: 'head_hash', select: false }) headHash!: Buffer;
  @Column('text') name!: string;
  /** Unique whatever its case. */
  @Column('text') email!: string;
  @Column('text', { array: true }) roles!: readonly Role[];
  @Column('uuid', { name: 'party_ids', array: true }) partyIds!: readonly string[];
  @Column('boolean') active!: boolean;
  @Column({ type: 'text', nullable: true }) language!: Language | null;
  @Column('jsonb', { nullable: true }) absences!: readonly Absence[] | null;
  @Column({ type: 'timestamptz', name: 'registered_at', precision: 3 }) registeredAt!: Date;
  @Column('jsonb') identities!: readonly Identity[];
  @Column({ type: 'timestamptz', name: 'erased_at', precision: 3, nullable: true }) erasedAt!: Date | null;
}
