import { osloDate, wakeInstant } from '#domain/follow-up/calendar.js';
import type { FollowUpFacts } from '#domain/follow-up/follow-up-facts.js';
import {
  demandedThrough,
  followUpFacts,
  isFollowed,
  nextDueOn,
} from '#domain/follow-up/follow-up-schedule.js';
import type { Instant, PlainDate } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import { instant } from '../history/row-values.js';
import type { FollowUpRow, MeasureRow, MeasureStateRow } from './measure.rows.js';

export interface Rescheduled {
  row: FollowUpRow;
  /** Its workflow should hear of it: when it wakes, whether it goes on, or what it shows is not as before. */
  isNews: boolean;
}

/** What follows from the facts when all that was due through `through` has been demanded. */
export function nextDue(
  facts: FollowUpFacts,
  through: PlainDate,
): { followed: boolean; next_due_at: Instant | null } {
  const followed = isFollowed(facts);
  const dueOn = followed ? nextDueOn(facts, through) : undefined;
  return { followed, next_due_at: dueOn === undefined ? null : wakeInstant(dueOn, facts.measureId) };
}

/**
 * When the measure next speaks, after a command. What was due and not demanded stays due: `next_due_at` then lies
 * in the past, and the workflow or the next morning round demands it.
 * @param known the row as it was loaded; undefined for a new measure
 */
export function rescheduled(
  measure: Measure,
  plan: Plan,
  today: PlainDate,
  columns: Pick<MeasureStateRow, 'state' | 'shown_deadline_on' | 'shown_owner_id' | 'shown_owner_count'>,
  known: MeasureRow | undefined,
): Rescheduled {
  const facts = followUpFacts(measure, plan);
  const knownDueAt = known?.next_due_at == null ? null : instant(known.next_due_at);
  const through = laterOf(
    demandedThrough(knownDueAt === null ? undefined : osloDate(knownDueAt), today),
    known?.demanded_through,
  );
  const { followed, next_due_at } = nextDue(facts, through);
  const isNews =
    known === undefined ||
    next_due_at !== knownDueAt ||
    followed !== known.followed ||
    columns.state !== known.state ||
    columns.shown_deadline_on !== known.shown_deadline_on ||
    columns.shown_owner_id !== known.shown_owner_id ||
    columns.shown_owner_count !== known.shown_owner_count;
  return {
    isNews,
    row: {
      followed,
      next_due_at,
      due_version: known === undefined ? 1 : known.due_version + (isNews ? 1 : 0),
      demanded_through: through,
    },
  };
}

function laterOf(day: PlainDate, other: PlainDate | undefined): PlainDate {
  return other !== undefined && other > day ? other : day;
}
