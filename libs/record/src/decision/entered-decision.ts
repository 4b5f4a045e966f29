import type { CountersignDecision } from '#domain/decision/decision.commands.js';
import type { DecisionId } from '#domain/ids.js';
import { findDecision } from './decision.query.js';
import type { RecordSource } from '../record-source.js';

/** What a countersignature would give effect to: it decides what is loaded and locked, and never changes. */
export async function enteredDecision(
  dataSource: RecordSource,
  id: DecisionId,
): Promise<NonNullable<CountersignDecision['entered']>> {
  const { held, planId } = (await findDecision(dataSource, id))?.state ?? {};
  return { ...(held === undefined ? {} : { held }), ...(planId === undefined ? {} : { planId }) };
}
