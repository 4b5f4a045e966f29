import { z } from 'zod';
import {
  type Catalogue,
  catalogueChanges,
  type ChangeLogEntry,
  type Situation,
} from '#domain/catalogue/catalogue.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { closureKinds } from '#domain/measure/measure.js';
import type { Pick } from '#record/catalogue/picks.query.js';
import { measureStates } from '../../measures/rest/measure.states.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { instantShown, personRef } from '../../rest/schemas/shown.js';

const situationShown = z
  .object({
    id: z.string(),
    number: z.int(),
    name: z.string(),
    heading: z.string(),
    description: z.string(),
    indicators: z.array(z.string()),
    considerWhen: z.array(z.string()),
    purposes: z.array(z.string()),
    candidates: z.array(z.object({ id: z.string(), title: z.string(), text: z.string() })),
    risk: z
      .object({
        likelihood: z.string().meta({ description: 'How likely it is to get worse without measures.' }),
        consequence: z.string(),
        conclusion: z.string().nullable(),
        by: personRef,
        at: instantShown,
      })
      .nullable(),
  })
  .meta({ id: 'Situation' });

const changeLogEntryShown = z
  .object({
    what: z.enum(['earlier', ...catalogueChanges]),
    on: z.string().meta({ description: 'The day, Europe/Oslo.' }),
    version: z.int().nullable().meta({ description: 'null for what was changed before it came here.' }),
    situation: z.object({ number: z.int(), name: z.string() }).nullable(),
    note: z.string().nullable(),
    by: personRef.nullable(),
  })
  .meta({ id: 'ChangeLogEntry' });

export const catalogueInList = z
  .object({
    id: z.string(),
    number: z.int(),
    name: z.string(),
    about: z.string(),
    situationCount: z.int(),
    lastChangedOn: z.string(),
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'CatalogueInList' });

export const catalogueShown = catalogueInList
  .extend({
    situations: z.array(situationShown),
    changeLog: z.array(changeLogEntryShown).meta({ description: 'The newest first.' }),
    registeredAt: instantShown,
  })
  .meta({ id: 'Catalogue' });

export const picksShown = z
  .object({
    items: z
      .array(
        z.object({
          situationId: z.string(),
          candidateId: z.string(),
          total: z.int().meta({ description: 'How often the candidate was picked in all.' }),
          measure: z.object({
            id: z.string(),
            planNumber: z.int(),
            number: z.int(),
            title: z.string().nullable().meta({ description: 'null where it is restricted to you.' }),
            restricted: z.boolean(),
            state: z.enum(measureStates).exclude(['open']),
            closedAs: z.enum(closureKinds).nullable(),
            href: z.string(),
          }),
        }),
      )
      .meta({ description: 'By candidate, the newest 100 of each first.' }),
  })
  .meta({ id: 'CataloguePicks' });

export function showPick({ measure, ...pick }: Pick): z.output<typeof picksShown>['items'][number] {
  const { title, closedAs, id } = measure;
  return {
    ...pick,
    measure: { ...measure, title: title ?? null, closedAs: closedAs ?? null, href: hrefOf('measure', id) },
  };
}

export function showCatalogueInList(catalogue: Catalogue, version: number): z.output<typeof catalogueInList> {
  const { id, number, name, about, situations, changeLog, registeredAt } = catalogue;
  const last = changeLog.at(-1);
  return {
    id,
    number,
    name,
    about,
    situationCount: situations.length,
    lastChangedOn: last === undefined ? osloDate(registeredAt) : dayOf(last),
    version,
    href: hrefOf('catalogue', id),
  };
}

export function showCatalogue(catalogue: Catalogue, version: number): z.output<typeof catalogueShown> {
  return {
    ...showCatalogueInList(catalogue, version),
    situations: catalogue.situations.map(showSituation),
    changeLog: catalogue.changeLog.map(showEntry).reverse(),
    registeredAt: catalogue.registeredAt,
  };
}

function showSituation(situation: Situation): z.output<typeof situationShown> {
  const { id, number, name, heading, description, indicators, considerWhen, purposes, candidates, risk } =
    situation;
  return {
    id,
    number,
    name,
    heading,
    description,
    indicators: [...indicators],
    considerWhen: [...considerWhen],
    purposes: [...purposes],
    candidates: candidates.map((candidate) => ({
      id: candidate.id,
      title: candidate.title,
      text: candidate.text,
    })),
    risk:
      risk === undefined
        ? null
        : {
            likelihood: risk.likelihood,
            consequence: risk.consequence,
            conclusion: risk.conclusion ?? null,
            by: risk.by,
            at: risk.at,
          },
  };
}

function showEntry(entry: ChangeLogEntry): z.output<typeof changeLogEntryShown> {
  const on = dayOf(entry);
  if (entry.what === 'earlier') {
    return { what: 'earlier', on, version: null, situation: null, note: entry.note, by: null };
  }
  const { what, version, situation, note, by } = entry;
  return { what, on, version, situation: situation ?? null, note: note ?? null, by };
}

/** Europe/Oslo. */
export function dayOf(entry: ChangeLogEntry): string {
  return entry.what === 'earlier' ? entry.on : osloDate(entry.at);
}
