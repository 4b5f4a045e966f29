import { z } from 'zod';
import { movesThatAreMany, portfolioListsAtMost } from '#record/portfolio/portfolio.query.js';

const count = z.int().min(0);
const day = z.string();

const measure = {
  measureId: z.string(),
  restricted: z.boolean(),
  planNumber: z.int(),
  number: z.int(),
  title: z.string().nullable().meta({ description: 'null: restricted, and you get the number only.' }),
};

function listed(row: z.ZodType) {
  return z.object({
    rows: z.array(row).meta({ description: `The first ${portfolioListsAtMost}.` }),
    total: count,
  });
}

/** `Portfolio` of the record as JSON. */
export const portfolioShown = z
  .object({
    asOf: day,
    plans: z.array(
      z.object({
        planId: z.string(),
        planNumber: z.int(),
        title: z.string(),
        state: z.enum(['draft', 'adopted', 'closed']),
        open: count,
        closed: count,
        late: count,
        longestLateDays: count.nullable(),
      }),
    ),
    late: listed(z.object({ ...measure, deadline: day, daysLate: count, openLateItems: count })),
    slipping: listed(
      z.object({ ...measure, original: day, inForce: day, moves: count, slipDays: z.int() }),
    ).meta({ description: `Deadlines moved ${movesThatAreMany} times or more, of what is unfinished.` }),
    parties: listed(z.object({ partyId: z.string(), name: z.string(), openItems: count, lateItems: count })),
    trend: z
      .array(
        z.object({
          year: z.int(),
          quarter: z.int().min(1).max(4),
          accepted: count,
          closed: count,
          reopened: count,
          openAtEnd: z.int(),
          closedAtEnd: z.int(),
        }),
      )
      .meta({ description: 'Measures by quarter, from their histories.' }),
    nextDeadlines: listed(z.object({ ...measure, deadline: day, openItems: count })),
  })
  .meta({ id: 'Portfolio' });
