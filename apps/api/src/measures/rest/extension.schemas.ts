import { z } from 'zod';
import { extensionStates } from '#domain/measure/extension-request.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

export const extensionRequest = z
  .strictObject({
    to: value.plainDate.meta({ description: 'After today, and after the deadline in force.' }),
    reason: value.reason,
  })
  .meta({
    id: 'NewExtension',
    examples: [{ to: '2027-01-15', reason: 'Anlegget må prøves i frost før det tas i bruk.' }],
  });

const answer = z.enum(['granted', 'refused']);
const words = value.reason
  .exactOptional()
  .meta({ description: 'To whoever asked. Required where it is refused, or granted to another day.' });

/** Which request is answered, as it is shown. */
const askedExtension = { to: value.plainDate, askedAt: z.iso.datetime() };

export const extensionAnswer = z
  .strictObject({
    answer,
    on: value.plainDate
      .exactOptional()
      .meta({ description: 'Granted to this day; without it to the one that was asked for.' }),
    words,
    authority: value.authority.exactOptional().meta({
      description: 'Where leadership answers and is a body; without it whoever is asking answers.',
    }),
    asked: z.strictObject(askedExtension).exactOptional().meta({
      description: 'The request that is answered; without it the one that is open.',
    }),
  })
  .meta({
    id: 'NewExtensionAnswer',
    examples: [{ answer: 'granted', words: 'Anlegget må tåle vinter.' }],
  });

export const extensionAnswerBatch = z
  .strictObject({
    itemIds: z.array(value.id).min(1).max(1_000),
    answer,
    words,
    asked: z
      .array(z.strictObject({ itemId: value.id, ...askedExtension }))
      .max(1_000)
      .exactOptional()
      .meta({ description: 'Which request of each item is answered; of the others the one that is open.' }),
  })
  .meta({
    id: 'ExtensionAnswerBatch',
    description:
      'Many requests, granted as they were asked or refused for one reason; each has its own record, and all are answered, or none.',
  });

export const extensionQuery = z.strictObject({
  ...paging('number', 'number', 'number', 'number'),
  state: z.enum(extensionStates).exactOptional(),
  plan: value.id.exactOptional(),
  party: value.id.exactOptional(),
});

export const extensionWithdrawal = z.strictObject({}).meta({ id: 'ExtensionWithdrawal', examples: [{}] });
