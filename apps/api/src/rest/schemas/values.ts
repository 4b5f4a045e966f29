import { z } from 'zod';
import { limits } from '#domain/limits.js';

/** What several concepts’ schemas are made of. Lengths are the domain’s own (libs/domain limits). */

/** With something to read in it: white space alone is nothing, and the schema says so too. */
export const plain = z.string().trim().min(1).regex(/\S/, 'must have something in it');

/** zod's own, from 1900 to 2199 and with ASCII digits alone: what is described is what is taken. */
const calendarDay = [
  '^(?:(?:(?:19|20|21)(?:[2468][048]|[13579][26]|0[48])|2000)-02-29',
  '(?:19|20|21)[0-9]{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])',
  '(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)',
  '02-(?:0[1-9]|1[0-9]|2[0-8])))$',
].join('|');
/** A real calendar day, `YYYY-MM-DD`, Europe/Oslo, from 1900 to 2199. */
export const plainDate = z.iso
  .date('must be a calendar date, YYYY-MM-DD')
  .refine((day) => day >= '1900-01-01' && day <= '2199-12-31', 'must lie between 1900 and 2199')
  .meta({ examples: ['2026-12-01'], pattern: calendarDay });
export const id = z.uuid('must be a UUID').meta({ examples: ['0192f1c4-7f3a-7c1e-9a53-2f6f4d3b9d10'] });
export const title = plain.max(limits.title);
export const longText = plain.max(limits.text);
export const reason = plain.max(limits.reason);
export const name = plain.max(limits.name);
export const reference = plain.max(limits.reference);
/** Every list has a limit; nothing here is longer than what one county has of anything. */
export const idList = z.array(id).max(1_000);

export const access = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('open') }),
    z.strictObject({ kind: z.literal('restricted'), legalBasis: reference }),
  ])
  .meta({
    id: 'Access',
    description:
      'Open, or restricted (unntatt offentlighet) with its legal basis. Classified information does not belong here.',
    examples: [{ kind: 'open' }],
  });

export const authority = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('leader') }),
    z.strictObject({
      kind: z.literal('body'),
      body: name,
      meetingDate: plainDate,
      caseNumber: reference,
      archiveReference: reference.meta({ description: 'Where the minutes are archived.' }),
    }),
  ])
  .meta({
    id: 'Authority',
    description:
      'On whose authority: a leader who sends this request, or a body whose decision the secretariat enters. The latter has effect when another has countersigned it.',
    examples: [{ kind: 'leader' }],
  });

const evidence = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('link'),
      reference: z
        .url({ protocol: /^https?$/, error: 'must be a link that starts with https://' })
        .max(limits.reference),
      note: reason.exactOptional(),
    }),
    z.strictObject({ kind: z.literal('archive-reference'), reference, note: reason.exactOptional() }),
  ])
  .meta({ id: 'Evidence', description: 'A link or an archive reference, with a note.' });
export const evidenceList = z.array(evidence).max(50);

export const deadline = z
  .strictObject({
    on: plainDate,
    words: reference.exactOptional().meta({ description: 'The wording it was derived from.' }),
  })
  .meta({ id: 'NewDeadline' });

/** What counts in the record (versions, numbers of plans and reports) is a PostgreSQL integer. */
const largestNumber = 2_147_483_647;
/** A number or version asked for in an address. */
export const numberAsked = z.coerce.number('must be a whole number').int().min(1).max(largestNumber);
/** A figure from outside; a larger one is taken for a typing error. */
export const figure = z.number().min(-1e12).max(1e12);

/** The route’s own id. */
export const idInPath = z.strictObject({ id });

/**
 * A change names at least one field to change, beside those that only accompany it. The check and the described schema
 * say it in the same words.
 */
export function namesAField<Change extends z.ZodObject>(change: Change, ...beside: string[]): Change {
  return change
    .refine(
      (given) => Object.keys(given).some((name) => !beside.includes(name)),
      'Name at least one field to change',
    )
    .meta(beside.length === 0 ? { minProperties: 1 } : { not: { propertyNames: { enum: beside } } });
}
