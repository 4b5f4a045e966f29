import { z } from 'zod';
import { limits } from '#domain/limits.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

const mostSituations = 200;
const mostLines = 100;

const line = value.reference;
const lines = z.array(line).max(mostLines);
/** '' for nothing. */
const textOrNothing = z.string().trim().max(limits.text);
const change = value.reason.meta({ description: 'What is different now: a line in the change log.' });

const candidate = z.strictObject({
  id: value.id.exactOptional().meta({ description: 'Of one that stands there and shall keep its id.' }),
  title: value.title,
  text: textOrNothing.exactOptional(),
});

const situationFields = {
  name: value.title,
  heading: z
    .string()
    .trim()
    .max(limits.title)
    .meta({ description: 'What situations that belong together stand under.' }),
  description: textOrNothing,
  indicators: lines,
  considerWhen: lines.meta({
    description: 'When further measures should be considered: in words, not thresholds.',
  }),
  purposes: lines,
};

export const newSituation = z
  .strictObject({
    name: situationFields.name,
    heading: situationFields.heading.exactOptional(),
    description: situationFields.description.exactOptional(),
    indicators: situationFields.indicators.exactOptional(),
    considerWhen: situationFields.considerWhen.exactOptional(),
    purposes: situationFields.purposes.exactOptional(),
    candidates: z
      .array(candidate.omit({ id: true }))
      .max(mostLines)
      .exactOptional(),
  })
  .meta({
    id: 'NewSituation',
    examples: [
      {
        name: 'Trykkfall i hovedledningen',
        indicators: ['Trykk på målepunktene', 'Henvendelser fra abonnenter'],
        considerWhen: ['Fallet varer ut over en vakt'],
        purposes: ['Trygt vann til sårbare abonnenter'],
        candidates: [{ title: 'Kokevarsel', text: 'Varsle alle abonnenter på SMS og nettsider.' }],
      },
    ],
  });

export const newCatalogue = z
  .strictObject({
    name: value.title,
    about: textOrNothing.exactOptional(),
    situations: z.array(newSituation).max(mostSituations).exactOptional(),
    earlierChanges: z
      .array(z.strictObject({ on: value.plainDate, note: value.reason }))
      .max(1_000)
      .exactOptional()
      .meta({ description: 'The change log it had before it came here.' }),
  })
  .meta({
    id: 'NewCatalogue',
    examples: [
      {
        name: 'Tiltaksbank for vannforsyning',
        about: 'Gjelder alle vannverk i kommunen.',
        situations: [{ name: 'Tørke', indicators: ['Magasinfylling'] }],
        earlierChanges: [{ on: '2025-04-01', note: 'Terskler er tatt bort.' }],
      },
    ],
  });

export const catalogueChange = value
  .namesAField(
    z.strictObject({ name: value.title.exactOptional(), about: textOrNothing.exactOptional(), change }),
    'change',
  )
  .meta({
    id: 'CatalogueChange',
    examples: [{ about: 'Gjelder også private vannverk.', change: 'Private vannverk er tatt med.' }],
  });

export const situationAddition = newSituation.extend({ change }).meta({
  id: 'SituationAddition',
  examples: [{ name: 'Flom', indicators: ['Vannføring'], change: 'Flom er tatt med etter høringen.' }],
});

export const situationChange = value
  .namesAField(
    z.strictObject({
      name: situationFields.name.exactOptional(),
      heading: situationFields.heading.exactOptional(),
      description: situationFields.description.exactOptional(),
      indicators: situationFields.indicators.exactOptional(),
      considerWhen: situationFields.considerWhen.exactOptional(),
      purposes: situationFields.purposes.exactOptional(),
      candidates: z.array(candidate).max(mostLines).exactOptional(),
      change,
    }),
    'change',
  )
  .meta({
    id: 'SituationChange',
    description: 'A list is set as a whole.',
    examples: [{ considerWhen: ['Fallet varer over natten'], change: 'Varigheten er sagt tydeligere.' }],
  });

export const situationWithdrawal = z
  .strictObject({ change })
  .meta({ id: 'SituationWithdrawal', examples: [{ change: 'Dekkes av situasjon 2.' }] });

export const newPick = z
  .strictObject({
    situationId: value.id,
    candidateIds: value.idList.min(1).max(mostLines),
    planId: value.id,
    occasion: z
      .discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('measure'), measureId: value.id }),
        z.strictObject({ kind: z.literal('evaluation'), evaluationId: value.id }),
      ])
      .exactOptional()
      .meta({ description: 'What gave occasion: a measure, or the evaluation of an incident.' }),
    reviewOn: value.plainDate
      .exactOptional()
      .meta({ description: 'When each is looked at, until it has a deadline.' }),
  })
  .meta({
    id: 'NewPick',
    examples: [
      {
        situationId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10',
        candidateIds: ['0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d11'],
        planId: '0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d12',
        reviewOn: '2027-03-01',
      },
    ],
  });

export const catalogueQuery = z.strictObject(paging('number'));
export const situationInPath = z.strictObject({ id: value.id, situationId: value.id });
export const versionInPath = z.strictObject({
  id: value.id,
  version: value.numberAsked,
});
