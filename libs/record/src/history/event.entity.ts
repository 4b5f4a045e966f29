import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StreamKind } from '#domain/history.js';
import type { CanonicalEvent } from './chain.js';

/** One event, for reading: only the command handler writes, and nobody changes or deletes. */
@Entity('event')
export class EventEntity {
  @PrimaryColumn('text', { name: 'stream_kind' }) streamKind!: StreamKind;
  @PrimaryColumn('uuid', { name: 'stream_id' }) streamId!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') type!: string;
  @Column({ type: 'timestamptz', precision: 3 }) at!: Date;
  @Column('text', { name: 'actor_id' }) actorId!: string;
  @Column('uuid', { name: 'command_id' }) commandId!: string;
  /** What the hash covers. */
  @Column('text', { select: false }) canonical!: string;
  /** Derived from `canonical`; its `data` is the event's own. */
  @Column({ type: 'jsonb', insert: false, update: false }) body!: CanonicalEvent;
  @Column('bytea', { name: 'prev_hash', select: false }) prevHash!: Buffer;
  @Column('bytea') hash!: Buffer;
  /** The order in which events were written; gaps mean nothing. A bigint, which the driver gives as text. */
  @Column({ type: 'bigint', insert: false, update: false }) position!: string;
}
