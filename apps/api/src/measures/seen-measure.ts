import { isRestricted } from '#domain/access/access.js';
import { measureSight, type MeasureSight } from '#domain/access/sight.js';
import type { ItemId, MeasureId } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import type { RecordSource } from '#record/record-source.js';
import { measureOfItem } from '#record/measure/item.query.js';
import { findMeasure, type KnownMeasure } from '#record/measure/measure.query.js';
import { noteRestricted } from '../record/restricted-readings.js';
import { orNotFound } from '../rest/or-not-found.js';

export interface SeenMeasure {
  known: KnownMeasure;
  /** What of it this reader sees. */
  sight: MeasureSight;
}

/** @throws DomainError `not-found` also for what the reader may not see */
export async function seenMeasure(
  recordSource: RecordSource,
  id: MeasureId,
  reader: Actor,
): Promise<SeenMeasure> {
  return seen(await findMeasure(recordSource, id), reader, 'measure', id);
}

/** The measure of an item. @throws DomainError `not-found` also where the reader sees none of the measure */
export async function seenWithItem(
  recordSource: RecordSource,
  itemId: ItemId,
  reader: Actor,
): Promise<SeenMeasure> {
  const measureId = orNotFound(await measureOfItem(recordSource, itemId), 'item', itemId);
  return seen(await findMeasure(recordSource, measureId), reader, 'item', itemId);
}

/** A row of a list: the statement left out what the reader does not see. */
export function asSeen(known: KnownMeasure, reader: Actor): SeenMeasure {
  return seen(known, reader, 'measure', known.state.id);
}

function seen(known: KnownMeasure | undefined, reader: Actor, what: string, id: string): SeenMeasure {
  const there = orNotFound(known, what, id);
  const sight = orNotFound(measureSight(reader, there.plan, there.state), what, id);
  noteText(there.state, sight);
  return { known: there, sight };
}

/** That the restricted text of a measure is shown is written down. */
export function noteText({ id, access }: Measure, { withText }: Pick<MeasureSight, 'withText'>): void {
  if (withText && isRestricted(access)) noteRestricted({ kind: 'measure', id });
}
