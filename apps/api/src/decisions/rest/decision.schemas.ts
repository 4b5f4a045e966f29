import { z } from 'zod';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

export const newDecision = z
  .strictObject({
    body: value.name,
    meetingDate: value.plainDate,
    caseNumber: value.reference,
    archiveReference: value.reference,
    text: value.longText,
    planId: value.id.exactOptional(),
    deadline: value.deadline.exactOptional(),
  })
  .meta({
    id: 'NewDecision',
    examples: [
      {
        body: 'Beredskapsutvalget',
        meetingDate: '2026-03-12',
        caseNumber: '14/26',
        archiveReference: '26/118-7',
        text: 'En plan for oppfølging legges fram innen sommeren.',
        deadline: { on: '2026-06-30', words: 'i løpet av første halvår' },
      },
    ],
  });

export const fulfilment = z
  .strictObject({ note: value.reason })
  .meta({ id: 'NewFulfilment', examples: [{ note: 'Planen ble lagt fram i juni.' }] });

export const countersignature = z
  .strictObject({ note: value.reason.exactOptional() })
  .meta({ id: 'NewCountersignature', examples: [{ note: 'Lest mot protokollen.' }] });

export const withdrawal = z
  .strictObject({ reason: value.reason })
  .meta({ id: 'NewDecisionWithdrawal', examples: [{ reason: 'Ført på feil plan.' }] });

export const decisionQuery = z.strictObject({
  ...paging('date', 'id'),
  plan: value.id.exactOptional(),
  countersigning: z.enum(['awaited', 'given', 'withdrawn']).exactOptional(),
});
