import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const preparationToken = Symbol('what is being prepared');

/** What `npm start` still does while the pages are there already; it writes this, and an empty one at its end. */
const preparation = z.object({
  /** Those who may log in, and the demo. */
  registering: z.boolean().optional(),
  /** The Temporal server, which a new machine must fetch or build. */
  temporal: z
    .discriminatedUnion('step', [
      z.object({ step: z.literal('fetching') }),
      z.object({
        step: z.literal('building'),
        seconds: z.number(),
        built: z.number(),
        of: z.number(),
      }),
      z.object({ step: z.literal('starting') }),
    ])
    .optional(),
  /** Where one sees everybody's Slack and e-mail; there for as long as the embedded installation is. */
  desk: z.string().optional(),
});
export type Preparation = z.output<typeof preparation>;

/** Reads what is being prepared, anew each time; outside the embedded installation there is nothing to prepare. */
export class PreparationNotice {
  constructor(private readonly file: string | undefined) {}

  read(): Preparation {
    if (this.file === undefined) return {};
    try {
      return preparation.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      // Being written at this moment, or gone with whoever wrote it.
      return {};
    }
  }
}
