import type { Instant, MeasureId, PersonId, PlainDate } from '../ids.js';
import type { Measure } from '../measure/measure.js';
import { withLadder } from '../plan/plan.evolve.js';
import type { Plan } from '../plan/plan.js';
import type { Register } from '../register.js';
import { addDays, osloDate } from './calendar.js';
import type { DueObligation, FollowUpFacts } from './follow-up-facts.js';
import { followUpFacts, nextDueOn, obligationsDue } from './follow-up-schedule.js';
import type { Ladder } from './ladder.js';
import { recipientOf } from './recipients.js';

/** So far ahead is shown what a changed ladder leads to. */
const previewedDays = 30;

/** Something a person is going to hear of, as things stand. */
export interface ExpectedNotification extends DueObligation {
  measureId: MeasureId;
  personId: PersonId;
}

/** Whoever changes a ladder sees beforehand who will hear of what (PRODUCT.md, Time does its part). */
export interface LadderPreview {
  until: PlainDate;
  /** Under the new ladder, in the order of the days. */
  told: readonly (ExpectedNotification & {
    /** Under the ladder as it is, nobody would hear of it that day. */
    isNew: boolean;
  })[];
  /** What would be told under the ladder as it is, and is not under the new one. */
  noLonger: readonly ExpectedNotification[];
}

/** What is told from tomorrow on if the ladder is changed now, by the schedule that then demands it. */
export function ladderPreview(
  plan: Plan,
  measures: readonly Measure[],
  ladder: Ladder,
  now: Instant,
  register: Register,
): LadderPreview {
  const today = osloDate(now);
  const until = addDays(today, previewedDays);
  const under = (rules: Plan) =>
    measures
      .flatMap((measure) =>
        [...demandedAfter(followUpFacts(measure, rules), today, until)].map((due): ExpectedNotification => ({
          ...due,
          measureId: measure.id,
          personId: recipientOf(due, { measure, plan: rules }, due.dueOn, register),
        })),
      )
      .sort((one, other) => one.dueOn.localeCompare(other.dueOn));
  const before = under(plan);
  const after = under(withLadder(plan, ladder, now));
  const [known, kept] = [new Set(before.map(keyOf)), new Set(after.map(keyOf))];
  return {
    until,
    told: after.map((telling) => ({ ...telling, isNew: !known.has(keyOf(telling)) })),
    noLonger: before.filter((telling) => !kept.has(keyOf(telling))),
  };
}

/** Day by day, as the measure's workflow wakes and demands. */
function* demandedAfter(facts: FollowUpFacts, today: PlainDate, until: PlainDate): Generator<DueObligation> {
  let after = today;
  for (;;) {
    const day = nextDueOn(facts, after);
    if (day === undefined || day > until) return;
    yield* obligationsDue(facts, { after, until: day });
    after = day;
  }
}

function keyOf({ measureId, itemId = '', kind, recipient, dueOn }: ExpectedNotification): string {
  return [measureId, itemId, kind, recipient, dueOn].join(' ');
}
