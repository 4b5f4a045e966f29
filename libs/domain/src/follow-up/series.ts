import type { EpochDay } from './epoch-day.js';
import type { FollowUpFacts, ItemFacts, ObligationKind, RecipientRole } from './follow-up-facts.js';
import { epochDay } from './epoch-day.js';
import type { Ladder } from './ladder.js';
import { type Days, once } from './recurrence.js';
import { workingOnOrAfter } from './working-days.js';

/** A step toward one end. A later step replaces the earlier; on the same day the one further down the list does. */
export interface Step {
  kind: ObligationKind;
  days: Days;
}

/** One thing asked of one recipient, by the ladder in force on each day. */
export interface Series {
  item?: ItemFacts;
  recipient: RecipientRole;
  spans: readonly Span[];
}

/** The steps of the days after `after` and up to `through`. */
interface Span {
  after: EpochDay;
  through: EpochDay;
  steps: readonly Step[];
}

export interface SeriesRules {
  item?: ItemFacts;
  recipient: RecipientRole;
  /** Steps on or before this day are not demanded: whoever they concern was told at once of what happened then. */
  since: EpochDay;
  /** True where nobody was: steps due by `since` are told on the next working day. */
  isOwed?: boolean;
  /** Told once, also when a later ladder has the step again. */
  isToldOnce?: boolean;
  steps: (ladder: Ladder) => readonly Step[];
  /** The day a step comes instead, where something holds it. Of steps that come once. */
  moved?: (day: EpochDay, ladder: Ladder) => EpochDay;
}

/**
 * What was told under earlier ladders stays told. What the next ladder has due by the day of the change, and was not
 * told, is told on the working day after it.
 */
export function series(facts: FollowUpFacts, rules: SeriesRules): Series {
  const { since, steps, isOwed = false, isToldOnce = false, moved, ...subject } = rules;
  const spans: Span[] = [];
  let toldOn = isOwed ? -Infinity : since;
  for (const { ladder, after, through } of laddersSince(facts, since)) {
    const before = spans.at(-1);
    if (before !== undefined) toldOn = latestIn(before, after)?.day ?? toldOn;
    if (isToldOnce && toldOn > -Infinity) break;
    const at = (step: Step): Step =>
      moved === undefined ? step : { ...step, days: once(moved(step.days.firstAfter(-Infinity), ladder)) };
    const ordinary = steps(ladder).map(at);
    const missed = toldOn < after ? latestOf(ordinary, after) : undefined;
    const isOutstanding = missed !== undefined && missed.day > toldOn;
    spans.push({
      after,
      through,
      steps: isOutstanding
        ? [at({ kind: missed.kind, days: once(workingOnOrAfter(after + 1)) }), ...ordinary]
        : ordinary,
    });
  }
  return { ...subject, spans };
}

function* laddersSince(
  { ladder, earlierLadders = [] }: FollowUpFacts,
  since: EpochDay,
): Generator<{ ladder: Ladder; after: EpochDay; through: EpochDay }> {
  let after = since;
  for (const earlier of earlierLadders) {
    const through = epochDay(earlier.through);
    if (through <= after) continue;
    yield { ladder: earlier.ladder, after, through };
    after = through;
  }
  yield { ladder, after, through: Infinity };
}

/** The last step on or before a day; undefined when there is none. */
export function latestStep(
  { spans }: Series,
  until: EpochDay,
): { kind: ObligationKind; day: EpochDay } | undefined {
  for (const span of [...spans].reverse()) {
    const step = latestIn(span, until);
    if (step !== undefined) return step;
  }
  return undefined;
}

/** The day of the first step after a day; Infinity when there is none. */
export function firstStepAfter({ spans }: Series, day: EpochDay): EpochDay {
  for (const { after, through, steps } of spans) {
    const from = Math.max(after, day);
    const next = Math.min(...steps.map(({ days }) => days.firstAfter(from)));
    if (next <= through && next !== Infinity) return next;
  }
  return Infinity;
}

function latestIn({ after, through, steps }: Span, until: EpochDay) {
  const step = latestOf(steps, Math.min(until, through));
  return step !== undefined && step.day > after ? step : undefined;
}

function latestOf(
  steps: readonly Step[],
  until: EpochDay,
): { kind: ObligationKind; day: EpochDay } | undefined {
  let latest: { kind: ObligationKind; day: EpochDay } | undefined;
  for (const { kind, days } of steps) {
    const day = days.latestThrough(until);
    if (day > -Infinity && day >= (latest?.day ?? -Infinity)) latest = { kind, day };
  }
  return latest;
}
