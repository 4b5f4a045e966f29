import { z } from 'zod';
import type { SearchHit } from '#record/search/search.query.js';
import { searchKinds } from '#record/search/search-index.js';
import { measureStates } from '../../measures/rest/measure.states.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { instantShown } from '../../rest/schemas/shown.js';

const marked = z
  .array(z.object({ text: z.string(), marked: z.boolean() }))
  .meta({ description: 'In pieces; what was searched for is marked.' });

export const searchHitShown = z
  .object({
    kind: z.enum(searchKinds),
    id: z.string().meta({ description: 'Of what was found; a status update has its measure’s.' }),
    at: instantShown,
    mayOpen: z
      .boolean()
      .meta({ description: 'You may open it; else it is the plan’s summary that tells of it.' }),
    title: marked,
    excerpt: marked,
    plan: z.object({ id: z.string(), number: z.int(), title: z.string() }).nullable(),
    measure: z
      .object({ id: z.string(), number: z.int(), state: z.enum(measureStates), restricted: z.boolean() })
      .nullable(),
    item: z.object({ id: z.string(), number: z.string() }).nullable(),
    evaluation: z.object({ id: z.string(), title: z.string() }).nullable(),
    report: z.object({ id: z.string(), number: z.int() }).nullable(),
    catalogue: z
      .object({ id: z.string(), number: z.int(), name: z.string(), situation: z.int().nullable() })
      .nullable()
      .meta({ description: 'With the number of the situation the hit is or stands in.' }),
    href: z.string().meta({ description: 'Of the resource it stands in.' }),
  })
  .meta({ id: 'SearchHit' });

export const searchShown = z
  .object({
    items: z.array(searchHitShown),
    nextCursor: z.string().nullable().meta({ description: 'For ?cursor=; null on the last page.' }),
    total: z.int().meta({ description: 'Hits on all pages.' }),
    readAs: z.array(z.object({ word: z.string(), as: z.string() })).meta({
      description: 'Words that were taken for misspelt, and the stem that was found in their place.',
    }),
    leftOut: z
      .array(z.string())
      .meta({ description: 'Words that stand nowhere you may look; the rest was searched for.' }),
  })
  .meta({ id: 'SearchResult' });

export function showHit(hit: SearchHit): z.output<typeof searchHitShown> {
  const { kind, id, at, mayOpen, title, excerpt, plan, measure, item, evaluation, report, catalogue } = hit;
  return {
    kind,
    id,
    at,
    mayOpen,
    title: [...title],
    excerpt: [...excerpt],
    plan: plan ?? null,
    measure: measure ?? null,
    item: item ?? null,
    evaluation: evaluation ?? null,
    report: report ?? null,
    catalogue: catalogue === undefined ? null : { ...catalogue, situation: catalogue.situation ?? null },
    href: resourceOf(hit),
  };
}

function resourceOf(hit: SearchHit): string {
  const { kind, id, mayOpen, plan, measure, item, evaluation, report, catalogue } = hit;
  if (!mayOpen && plan !== undefined) return hrefOf('plan', plan.id);
  if (report !== undefined) return hrefOf('report', report.id);
  if (catalogue !== undefined) return hrefOf('catalogue', catalogue.id);
  if (kind === 'decision') return hrefOf('decision', id);
  if (item !== undefined) return hrefOf('item', item.id);
  if (measure !== undefined) return hrefOf('measure', measure.id);
  return evaluation === undefined ? hrefOf('plan', id) : hrefOf('evaluation', evaluation.id);
}
