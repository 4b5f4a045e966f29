import { z } from 'zod';
import type { Decision } from '#domain/decision/decision.js';
import { hrefOf } from '../rest/command-door.js';
import { instantShown, personRef } from '../schemas/shown.js';

export const decisionShown = z
  .object({
    id: z.string(),
    body: z.string(),
    meetingDate: z.string(),
    caseNumber: z.string(),
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
