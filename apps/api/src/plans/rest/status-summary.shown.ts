import { z } from 'zod';
import { outcomeKinds } from '#domain/evaluation/evaluation.js';
import { closureKinds, progresses } from '#domain/measure/measure.js';
import { verdicts } from '#domain/plan/plan.js';
import { roles } from '#domain/roles/actor.js';
import { standings } from '#domain/summary/standing.js';
import { authority } from '../../rest/schemas/values.js';

const count = z.int().min(0);
const day = z.string();
const standing = z.enum(standings);
const figures = z.object({
  proposed: count,
  onTrack: count,
  late: count,
  noDeadline: count,
  awaitingSignOff: count,
  done: count,
  total: count,
});
const countedShare = z.object({
  done: count,
  reported: count.optional(),
  total: count,
  waived: count,
  unanswered: count,
});
const party = z.object({ name: z.string(), count });
const speaker = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('parties'),
      names: z.array(z.string()),
      enteredBySecretariat: z.literal(true).optional(),
    }),
    z.object({ kind: z.enum(['secretariat', 'earlier-party', 'some-party']) }),
  ])
  .meta({ description: 'Whose word it is. Said before an item was handed over: `earlier-party`.' });
const said = {
  on: day,
  by: speaker,
  progress: z.enum(progresses).optional(),
  waitingFor: z.string().optional(),
  reason: z.string().optional(),
};
const remarks = {
  remarks: z
    .array(z.object({ text: z.string(), measure: z.int().optional(), ...said }))
    .optional()
    .meta({ description: 'What each party says of its own item, the newest first.' }),
  more: z
    .object({ count, progresses: z.array(z.object({ progress: z.enum(progresses), count })) })
    .optional()
    .meta({ description: 'Those that are not told one by one.' }),
};
const deadline = z.object({
  inForce: day,
  original: day,
  words: z.string().optional(),
  moves: count,
  slipDays: z.int(),
});

const measure = z.discriminatedUnion('withheld', [
  z.object({ id: z.string(), number: z.int(), withheld: z.literal(true) }),
  z.object({
    id: z.string(),
    number: z.int(),
    withheld: z.literal(false),
    restricted: z.boolean(),
    mayOpen: z.boolean(),
    title: z.string(),
    standing,
    readyToClose: z.boolean(),
    progress: z.enum(progresses).optional(),
    deadline: deadline.optional(),
    reviewOn: day.optional(),
    closed: z
      .object({
        as: z.enum(closureKinds),
        on: day,
        ground: z.string().optional(),
        authority: authority.optional(),
        signedOffBy: z.array(z.enum(roles)),
      })
      .optional(),
    unassigned: z.literal(true).optional(),
    responsible: z.array(party).optional(),
  }),
]);

const line = z.object({
  measures: z.array(measure),
  about: z.array(z.string()),
  narrative: z
    .object({
      text: z.string(),
      ...said,
      by: speaker.optional(),
      item: z.object({ number: z.string(), partyName: z.string().optional() }).optional(),
      edited: z.object({ newerUpdateOn: day.optional() }).optional().meta({
        description: 'The secretariat’s words; an owner may have said something since then.',
      }),
    })
    .optional(),
  ...remarks,
  progress: z.enum(progresses).optional(),
  occurrences: z.array(z.object({ measure: z.int(), held: count, lastOn: day })).optional(),
  risks: z
    .array(
      z.object({
        number: z.int(),
        on: day,
        likelihood: z.string(),
        consequence: z.string(),
        conclusion: z.string().optional(),
      }),
    )
    .optional(),
  countedShare: countedShare.optional(),
  shares: z.array(
    z.object({
      label: z.string(),
      numerator: z.number(),
      denominator: z.number(),
      denominatorIsApproximate: z.boolean(),
      source: z.string(),
      asOf: day,
    }),
  ),
  responsible: z.array(party),
  contributors: z.array(z.string()).optional(),
  subPoints: z.array(
    z.object({
      number: z.string(),
      text: z.string(),
      narrative: z.string().optional(),
      edited: z.literal(true).optional(),
      said: z.object(said).optional(),
      ...remarks,
      progress: z.enum(progresses).optional(),
      responsible: z.array(party).optional(),
      standing: z.enum([...standings, 'ended', 'unassigned']),
      deadline: deadline.optional(),
      countedShare: countedShare.optional(),
    }),
  ),
  references: z.array(z.object({ planNumber: z.int(), number: z.int() })),
});

const indicator = z.object({
  name: z.string(),
  unit: z.string(),
  target: z.number().optional(),
  latest: z
    .object({
      value: z.number().optional(),
      numerator: z.number().optional(),
      denominator: z.number().optional(),
      denominatorIsApproximate: z.boolean().optional(),
      asOf: day,
      source: z.string(),
    })
    .optional(),
});

/** The live summary as JSON: `StatusSummary` of the domain lists what it holds, and is read under the reader’s rights. */
export const statusSummaryShown = z
  .object({
    plan: z.object({
      id: z.string(),
      number: z.int(),
      title: z.string(),
      state: z.enum(['draft', 'adopted', 'closed', 'withdrawn']),
      periodEnd: day.optional(),
      basisOfAssessment: z.string().optional(),
    }),
    asOf: day,
    answered: z.object({ count, of: count, since: day.optional() }),
    figures: z
      .object({ measures: figures, items: figures })
      .meta({ description: 'The columns exclude each other; total is their sum.' }),
    notes: z.object({
      waived: count,
      unanswered: count,
      readyToClose: count,
      closedAs: z.record(z.enum(closureKinds), count),
    }),
    outcomes: z.array(z.object({ kind: z.enum([...outcomeKinds, 'not-assessed']), count })),
    goals: z.array(
      z.object({
        number: z.int(),
        title: z.string(),
        subGoals: z.array(
          z.object({
            number: z.int(),
            title: z.string(),
            about: z.string(),
            verdict: z.enum(verdicts).optional(),
            assessment: z.string().optional(),
            indicators: z.array(indicator),
            measureNumbers: z.array(z.int()),
          }),
        ),
      }),
    ),
    themes: z.array(z.object({ title: z.string().optional(), lines: z.array(line) })),
    abbreviationsUsed: z.array(z.object({ term: z.string(), meaning: z.string() })),
    lastSubstantiveChange: day,
  })
  .meta({ id: 'StatusSummary' });
