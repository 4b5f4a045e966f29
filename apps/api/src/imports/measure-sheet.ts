import { StreamableFile } from '@nestjs/common';
import { type SheetMeasure, writeMeasureSheet } from '#documents/writing/measure-sheet-xlsx.js';
import { mayReadUnder } from '#domain/access/sight.js';
import { limits } from '#domain/limits.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Actor } from '#domain/roles/actor.js';
import { requirePermission } from '#domain/roles/permissions.js';
import type { RecordSource } from '#record/record-source.js';
import { listMeasures } from '#record/measure/measure.query.js';
import { listParties } from '#record/party/party.query.js';
import { todayInOslo } from '../rest/today.js';
import { noteText } from '../measures/seen-measure.js';

const mostParties = 10_000;

export const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * What is filled in or corrected in a spreadsheet and imported again: empty, or with a plan's open measures.
 * @throws DomainError `not-permitted`
 */
export async function measureSheet(
  recordSource: RecordSource,
  actor: Actor,
  plan?: Plan,
): Promise<StreamableFile> {
  requirePermission(actor, 'register');
  if (plan !== undefined) requirePermission(actor, 'read-everything');
  const rows = plan === undefined ? [] : await planSheetRows(recordSource, plan, actor);
  const name = plan === undefined ? 'tiltak.xlsx' : `plan-${plan.number}.xlsx`;
  return new StreamableFile(await writeMeasureSheet(rows), {
    type: sheetType,
    disposition: `attachment; filename="${name}"`,
  });
}

/** A plan's open measures as rows to correct. What the actor may not read is not among them, and so is left as it is. */
async function planSheetRows(recordSource: RecordSource, plan: Plan, actor: Actor): Promise<SheetMeasure[]> {
  const [measures, parties] = await Promise.all([
    listMeasures(recordSource, {
      plan: plan.id,
      state: 'open',
      limit: limits.measuresAtOnce,
      today: todayInOslo(),
    }),
    listParties(recordSource, { limit: mostParties }),
  ]);
  const nameOf = new Map(parties.map(({ state: { id, name } }) => [id, name]));
  const themeOf = new Map(plan.themes.map(({ id, title }) => [id, title]));
  return measures
    .map(({ state }) => state)
    .filter(({ access }) => mayReadUnder(actor, access))
    .map((measure) => {
      noteText(measure, { withText: true });
      const theme = measure.themeId === undefined ? undefined : themeOf.get(measure.themeId);
      return {
        number: String(measure.number),
        title: measure.title,
        text: measure.text,
        subPoints: measure.subPoints.map(({ text }) => text),
        ...(theme === undefined ? {} : { theme }),
        responsible: responsibleIn(measure).flatMap((id) => nameOf.get(id) ?? []),
        ...(measure.deadline === undefined ? {} : { deadline: measure.deadline.inForce }),
      };
    });
}

/** As they were named: a group, and not each of its members. */
function responsibleIn({ items }: Measure): string[] {
  const ids = items.flatMap(({ partyId, viaGroupId, contributorIds }) => [
    viaGroupId ?? partyId,
    ...contributorIds,
  ]);
  return [...new Set(ids)];
}
