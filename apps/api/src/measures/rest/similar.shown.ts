import { z } from 'zod';
import { closureKinds, progresses } from '#domain/measure/measure.js';
import type { SimilarMeasure } from '#record/measure/similar-measures.query.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { instantShown } from '../../rest/schemas/shown.js';

const similarMeasureShown = z
  .object({
    id: z.string(),
    number: z.int(),
    title: z.string(),
    restricted: z.boolean(),
    plan: z.object({ id: z.string(), number: z.int(), title: z.string() }),
    state: z.enum(['proposed', 'accepted', 'in-follow-up', 'ready-to-close', 'closed']),
    closedAs: z.enum(closureKinds).nullable(),
    closedAt: instantShown.nullable(),
    latestProgress: z.enum(progresses).nullable(),
    items: z.object({ done: z.int(), total: z.int() }),
    registeredAt: instantShown,
    source: z
      .object({
        evaluationId: z.string(),
        title: z.string(),
        restricted: z.boolean(),
        publishedOn: z.string().nullable(),
      })
      .nullable(),
    likeness: z.number().meta({
      description: 'Above 0, at most 1: how much of what the two say is the same, rare words counting most.',
    }),
    confirmed: z.boolean().meta({ description: 'A person has confirmed that the recommendation returns.' }),
    href: z.string(),
  })
  .meta({ id: 'SimilarMeasure' });

export const similarMeasuresShown = z
  .object({ items: z.array(similarMeasureShown) })
  .meta({ id: 'SimilarMeasures' });
export const similarToEachShown = z
  .object({
    items: z
      .array(z.object({ similar: z.array(similarMeasureShown) }))
      .meta({ description: 'One for each that was asked about, in that order.' }),
  })
  .meta({ id: 'SimilarToEach' });

export function showSimilar(measure: SimilarMeasure): z.output<typeof similarMeasureShown> {
  const { closedAs, closedAt, latestProgress, source } = measure;
  return {
    ...measure,
    closedAs: closedAs ?? null,
    closedAt: closedAt ?? null,
    latestProgress: latestProgress ?? null,
    source: source === undefined ? null : { ...source, publishedOn: source.publishedOn ?? null },
    href: hrefOf('measure', measure.id),
  };
}
