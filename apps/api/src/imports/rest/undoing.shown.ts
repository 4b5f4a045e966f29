import { z } from 'zod';
import type { DoneSince } from '#domain/import/undoing.js';
import type { UndoingRecord } from '#record/imports/import-to-undo.query.js';
import { instantShown, personRef } from '../../rest/schemas/shown.js';
import type { Undone } from '../imports.js';

const doneShown = z
  .object({
    kind: z.enum(['changed', 'reported', 'referred-to']),
    what: z.enum(['plan', 'evaluation', 'measure', 'report', 'decision']),
    number: z.int().nullable().meta({ description: 'Of the measure or the report.' }),
    planNumber: z.int().nullable().meta({ description: 'Of a measure that refers to it.' }),
    event: z.string().nullable(),
    by: personRef.nullable(),
    at: instantShown.nullable(),
  })
  .meta({ id: 'DoneSince' });

export const undoingShown = z
  .object({
    importId: z.string(),
    planId: z.string(),
    undone: z.object({ reason: z.string(), by: personRef, at: instantShown }).nullable(),
    possible: z.boolean(),
    measures: z.int().meta({ description: 'It made so many.' }),
    withdrawsPlan: z.boolean(),
    withdrawsEvaluation: z.boolean(),
    changed: z.int().meta({ description: 'Of those that were there: above 0 it is not undone.' }),
    doneSince: z.array(doneShown),
  })
  .meta({ id: 'Undoing', description: 'Whether an import can be undone.' });

export const undoneShown = z
  .object({
    commandId: z.string(),
    planId: z.string(),
    planNumber: z.int(),
    measures: z.int().meta({ description: 'Withdrawn now.' }),
    href: z.string(),
  })
  .meta({ id: 'ImportUndone' });

export function showUndoing({
  plan,
  import: known,
  made,
  done,
}: UndoingRecord): z.output<typeof undoingShown> {
  const { importId, changed, undone } = known;
  return {
    importId,
    planId: plan.id,
    undone: undone === undefined ? null : { ...undone },
    possible: undone === undefined && changed === 0 && done.length === 0,
    measures: made.measures.length,
    withdrawsPlan: made.planBefore === undefined,
    withdrawsEvaluation: made.evaluation.made === 'whole',
    changed,
    doneSince: undone === undefined ? done.map(showDone) : [],
  };
}

function showDone(done: DoneSince): z.output<typeof doneShown> {
  const nothing = { number: null, planNumber: null, event: null, by: null, at: null };
  switch (done.kind) {
    case 'changed':
      return { ...nothing, ...done, number: done.number ?? null };
    case 'reported':
      return { ...nothing, ...done, what: 'report' };
    case 'referred-to': {
      const { kind, from, number, planNumber } = done;
      return { ...nothing, kind, what: from, number: number ?? null, planNumber: planNumber ?? null };
    }
    default:
      return done satisfies never;
  }
}

export function showUndone({
  commandId,
  planId,
  planNumber,
  measures,
}: Undone): z.output<typeof undoneShown> {
  return { commandId, planId, planNumber, measures, href: `/api/v1/plans/${planId}` };
}
