import { z } from 'zod';

const edges = { startsWith: z.string(), endsWith: z.string() };

/** What a person found in a document, as the files of import-gold write it. */
export const goldSchema = z.object({
  layout: z.string().optional(),
  themes: z.array(z.string()).optional(),
  goals: z.array(z.object({ number: z.string(), mainGoal: z.string().optional(), ...edges })).optional(),
  measures: z
    .array(
      z.object({
        number: z.string().optional(),
        numbers: z.array(z.string()).optional(),
        title: z.string().optional(),
        section: z.string().optional(),
        theme: z.string().optional(),
        responsible: z.array(z.string()).optional(),
        deadline: z.string().nullish(),
        items: z.array(z.object(edges)).optional(),
        ...edges,
      }),
    )
    .default([]),
  situations: z
    .array(
      z.object({
        name: z.string(),
        indicators: z.number(),
        considerWhen: z.number(),
        purposes: z.number(),
        candidateMeasures: z.number(),
      }),
    )
    .optional(),
  history: z.object({ entries: z.number(), newest: z.string(), oldest: z.string() }).optional(),
  lastProfessionalChange: z.string().optional(),
});

export type Gold = z.infer<typeof goldSchema>;
export type GoldMeasure = Gold['measures'][number];
