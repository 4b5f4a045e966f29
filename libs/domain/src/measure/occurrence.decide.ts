import { requireHappened } from '../deadline/date-bounds.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { itemReopened, signedOffBy } from './deadline.decide.js';
import { spokenFor } from './heard-from.js';
import type { MeasureCommand } from './measure.commands.js';
import { notRecurring, occurrenceReported } from './measure.errors.js';
import type { MeasureEvent } from './measure.events.js';
import type { Measure } from './measure.js';
import {
  requireEvidence,
  requireFollowedUp,
  requireText,
  type MeasureInPlan,
} from './measure.requirements.js';
import { nextOccurrenceBy } from './recurring.js';

/**
 * One occurrence, on its day and once; the next deadline follows from the interval. What was signed off by the
 * deadline that is over is asked for again.
 */
export function reportOccurrence(
  { measure, plan }: MeasureInPlan,
  { on, note, evidence }: Extract<MeasureCommand, { type: 'ReportOccurrence' }>,
  { actor, today }: Circumstances,
): MeasureEvent[] {
  requirePermission(actor, 'report-own');
  requireFollowedUp(measure);
  const { recurrence } = measure;
  if (recurrence === undefined) throw notRecurring(measure);
  requireHappened('on', on, today);
  if (recurrence.occurrences.some((known) => known.on === on)) throw occurrenceReported(measure, on);
  requireEvidence(plan, evidence);
  const forPartyIds = spokenFor(measure.items, undefined, actor.partyIds);
  return [
    { type: 'OccurrenceReported', data: { on, note: requireText('note', note), evidence, forPartyIds } },
    ...deadlineAfter(measure, on),
  ];
}

function deadlineAfter(measure: Measure, heldOn: string): MeasureEvent[] {
  const { deadline } = measure;
  const to = nextOccurrenceBy(measure, heldOn);
  if (deadline === undefined || to === undefined) return [];
  const reason = 'Neste gjennomføring har fått sin frist.';
  return [
    { type: 'DeadlineRecurred', data: { from: deadline.inForce, to } },
    ...signedOffBy(measure, undefined).map((id) => itemReopened(id, reason)),
  ];
}
