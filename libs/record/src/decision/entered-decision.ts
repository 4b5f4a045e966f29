import type { DataSource } from 'typeorm';
import type { CountersignDecision } from '#domain/decision/decision.commands.js';
import type { DecisionId } from '#domain/ids.js';
import { findDecision } from '../queries/decision.query.js';

/** What a countersignature would give effect to: it decides what is loaded and locked, and never changes. */
export async function enteredDecision(
  dataSource: DataSource,
  id: DecisionId,
): Promise<NonNullable<CountersignDecision['entered']>> {
  const { held, planId } = (await findDecision(dataSource, id))?.state ?? {};
  return { ...(held === undefined ? {} : { held }), ...(planId === undefined ? {} : { planId }) };
}
