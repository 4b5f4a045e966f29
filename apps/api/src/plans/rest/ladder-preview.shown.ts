import { z } from 'zod';
import { obligationKinds } from '#domain/follow-up/follow-up-facts.js';
import type { NamedLadderPreview, NamedNotification } from '#record/plan/ladder-preview.query.js';
import { personRef } from '../../rest/schemas/shown.js';

const telling = z.object({
  dueOn: z.string().meta({ description: 'The working day it is told on.' }),
  kind: z.enum(obligationKinds).meta({ description: 'Why.' }),
  measureId: z.string(),
  measureNumber: z.int(),
  itemId: z.string().nullable(),
  itemNumber: z.string().nullable(),
  recipient: z.string().meta({ description: 'The role; who that is, is asked again when it is told.' }),
  personId: personRef,
  personName: z.string(),
});

export const ladderPreviewShown = z
  .object({
    until: z.string().meta({ description: 'The last day looked at; empty where nothing is followed up.' }),
    items: z.array(
      telling.extend({
        isNew: z
          .boolean()
          .meta({ description: 'Because of the change: with the ladder as it is, nobody would hear of it.' }),
      }),
    ),
    noLonger: z.array(telling).meta({ description: 'What would be told as the ladder is, and no more.' }),
  })
  .meta({ id: 'LadderPreview' });

export function showLadderPreview({
  until,
  told,
  noLonger,
}: NamedLadderPreview): z.output<typeof ladderPreviewShown> {
  return {
    until,
    items: told.map((line) => ({ ...shown(line), isNew: line.isNew })),
    noLonger: noLonger.map(shown),
  };
}

function shown(line: NamedNotification): z.output<typeof telling> {
  const { dueOn, kind, measureId, measureNumber, itemId, recipient, personId, personName } = line;
  return {
    dueOn,
    kind,
    measureId,
    measureNumber,
    itemId: itemId ?? null,
    itemNumber: line.itemNumber ?? null,
    recipient,
    personId,
    personName,
  };
}
