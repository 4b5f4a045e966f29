import { z } from 'zod';
import type { DecidingCommand } from '#domain/decision/decision.commands.js';
import type { Countersigning, Decision } from '#domain/decision/decision.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { instantShown, personRef } from '../../rest/schemas/shown.js';

export const decisionShown = z
  .object({
    id: z.string(),
    body: z.string(),
    meetingDate: z.string(),
    caseNumber: z.string(),
    archiveReference: z.string().nullable(),
    gives: z.object({ command: z.string(), href: z.string() }).nullable().meta({
      description: 'What takes effect with the countersignature; null where the text is all there is.',
    }),
    countersigning: z
      .object({
        state: z.enum(['awaited', 'given', 'withdrawn']),
        by: personRef.nullable(),
        at: instantShown.nullable(),
        note: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Null: it was entered before two were asked for, and has effect.' }),
    text: z.string(),
    planId: z.string().nullable(),
    deadline: z.object({ on: z.string(), words: z.string().nullable() }).nullable(),
    fulfilment: z.object({ note: z.string(), by: personRef, at: instantShown }).nullable(),
    enteredBy: personRef,
    enteredAt: instantShown,
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'Decision' });

export function showDecision(decision: Decision, version: number): z.output<typeof decisionShown> {
  const { deadline, fulfilment } = decision;
  return {
    id: decision.id,
    body: decision.body,
    meetingDate: decision.meetingDate,
    caseNumber: decision.caseNumber,
    archiveReference: decision.archiveReference ?? null,
    gives: decision.held === undefined ? null : showHeld(decision.held),
    countersigning:
      decision.countersigning === undefined ? null : showCountersigning(decision.countersigning),
    text: decision.text,
    planId: decision.planId ?? null,
    deadline: deadline === undefined ? null : { on: deadline.on, words: deadline.words ?? null },
    fulfilment:
      fulfilment === undefined ? null : { note: fulfilment.note, by: fulfilment.by, at: fulfilment.at },
    enteredBy: decision.enteredBy,
    enteredAt: decision.enteredAt,
    version,
    href: hrefOf('decision', decision.id),
  };
}

function showHeld(held: DecidingCommand): { command: string; href: string } {
  return { command: held.type, href: subjectOf(held) };
}

function subjectOf(held: DecidingCommand): string {
  if ('measureId' in held) return hrefOf('measure', held.measureId);
  if ('planId' in held) return hrefOf('plan', held.planId);
  return 'reportId' in held ? hrefOf('report', held.reportId) : hrefOf('evaluation', held.evaluationId);
}

function showCountersigning(countersigning: Countersigning) {
  if (countersigning.kind === 'awaited')
    return { state: countersigning.kind, by: null, at: null, note: null };
  const { kind: state, by, at } = countersigning;
  return {
    state,
    by,
    at,
    note: countersigning.kind === 'given' ? (countersigning.note ?? null) : countersigning.reason,
  };
}
