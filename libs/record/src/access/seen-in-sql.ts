import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';

/**
 * What `libs/domain/src/access/sight.ts` decides, as SQL for lists and search, where a row must not be read to be
 * left out. test/record/seen.spec.ts holds both to the same answers.
 */
export interface ReaderInSql {
  /** Condition on a `plan` row. */
  seesPlan: string;
  /** Condition on a `measure` row beside its `plan` row: the reader sees all of it, or their own part. */
  seesMeasure: string;
  /** Condition on an `item` row beside both. */
  seesItem: string;
  /**
   * Condition on a `measure` row beside its `plan` row: the reader is named in it, and so reads all of it.
   */
  namedInMeasure: string;
}

/** Responsible for the item, or contributes to it. @param partyIds SQL for an array of ids */
export function itemIsOf(partyIds: string): string {
  return `(item.party_id = ANY(${partyIds}::uuid[]) OR item.contributor_ids && ${partyIds}::uuid[])`;
}

/** @param place hands a value to the statement and gives its `$n` */
export function readerInSql(reader: Actor, place: (value: unknown) => string): ReaderInSql {
  const everything = `${place(may(reader, 'read-everything'))}::boolean`;
  const id = `${place(reader.id)}::text`;
  const own = itemIsOf(place(reader.partyIds));
  const forOwners = `plan.state IN ('adopted', 'closed')`;
  const substitute = `${id} = ANY (plan.sign_off_substitute_ids::text[])`;
  const namedInMeasure = `(${substitute} OR measure.details #>> '{closure,effectReview,reviewerId}' = ${id} IS TRUE)`;
  return {
    seesPlan: `(${everything} OR ${substitute} OR ${forOwners} AND EXISTS (
      SELECT FROM measure JOIN item ON item.measure_id = measure.id
       WHERE measure.plan_id = plan.id AND measure.state <> 'withdrawn' AND ${own}))`,
    seesMeasure: `(${everything} OR ${namedInMeasure} OR ${forOwners} AND measure.state <> 'withdrawn'
      AND EXISTS (SELECT FROM item WHERE item.measure_id = measure.id AND ${own}))`,
    seesItem: `(${everything} OR ${namedInMeasure} OR ${forOwners} AND measure.state <> 'withdrawn' AND ${own})`,
    namedInMeasure,
  };
}
