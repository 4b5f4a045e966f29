import type { Actor } from '#domain/roles/actor.js';
import { waitingExtensions } from '#record/measure/extensions.query.js';
import type { RecordSource } from '#record/record-source.js';
import { todayInOslo } from '../../rest/today.js';
import { noteTitles } from '../../record/restricted-readings.js';
import { extensionRow, type ManyContext } from './many-extensions.js';

/** The queue as this reader sees it. */
export async function extensionsFor(
  recordSource: RecordSource,
  actor: Actor,
): Promise<Omit<ManyContext, 'measureOf'>> {
  const { waiting, register } = await waitingExtensions(recordSource);
  const today = todayInOslo();
  const rows = waiting.map((one) => extensionRow(one, actor, register, today));
  noteTitles(rows.map(({ measure, title, restricted }) => ({ measureId: measure.id, title, restricted })));
  return { actor, rows };
}
