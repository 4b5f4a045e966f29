import { z } from 'zod';
import type { Publication, Report } from '#domain/report/report.js';
import { versionPath } from '#messages/page-links.js';
import { authorityShown, instantShown, personRef, showAuthority } from '../../rest/schemas/shown.js';
import * as value from '../../rest/schemas/values.js';

export const newPublication = z
  .strictObject({
    authority: value.authority,
    namesMayStand: value.idList
      .exactOptional()
      .meta({ description: 'Registered persons who are named in the text, and may be.' }),
    personalDataMayStand: z
      .array(z.string().regex(/^[a-z-]{1,30}-\d{1,4}$/, 'must be a key that the refusal gave'))
      .max(500)
      .exactOptional()
      .meta({
        description: 'Keys of what looks like personal data and may stand, as the refusal gave them.',
      }),
  })
  .meta({ id: 'NewPublication', examples: [{ authority: { kind: 'leader' } }] });

export const newWithdrawal = z
  .strictObject({
    reason: value.reason.meta({ description: 'For those inside; the public is told that, not why.' }),
    version: z
      .int()
      .min(1)
      .exactOptional()
      .meta({ description: 'Every version that is public unless given.' }),
  })
  .meta({ id: 'NewWithdrawal', examples: [{ reason: 'Et navn sto i teksten.' }] });

const publicationShown = z.object({
  version: z.int(),
  title: z.string(),
  at: instantShown,
  authority: authorityShown,
  enteredBy: personRef,
  namesMayStand: z.array(personRef),
  personalDataMayStand: z.array(z.string()),
  withdrawn: z.object({ by: personRef, at: instantShown, reason: z.string() }).nullable(),
  page: z.string().meta({ description: 'Where anybody reads it, while it is public.' }),
});

export const publicationsShown = z
  .object({ items: z.array(publicationShown) })
  .meta({ id: 'ReportPublications' });

export function showPublications(
  planNumber: number,
  { number, publications }: Report,
): z.output<typeof publicationsShown> {
  return { items: publications.map((publication) => showPublication(planNumber, number, publication)) };
}

function showPublication(planNumber: number, reportNumber: number, publication: Publication) {
  const { version, title, at, authority, enteredBy, withdrawn } = publication;
  const { namesMayStand = [], personalDataMayStand = [] } = publication;
  return {
    version,
    title,
    at,
    authority: showAuthority(authority),
    enteredBy,
    namesMayStand: [...namesMayStand],
    personalDataMayStand: [...personalDataMayStand],
    withdrawn: withdrawn ?? null,
    page: versionPath({ plan: planNumber, report: reportNumber, version }),
  };
}
