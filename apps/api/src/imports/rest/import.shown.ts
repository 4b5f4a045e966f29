import { z } from 'zod';
import { open } from '#domain/access/access.js';
import { mayReadRestricted } from '#domain/access/sight.js';
import type { Comparison } from '#domain/import/comparison.js';
import { type DraftWarning, type WarningContext, warningsOf } from '#domain/import/import-draft.js';
import type { Actor } from '#domain/roles/actor.js';
import type { ListedDraft, Reading } from '#record/imports/import-drafts.js';
import { accessShown, instantShown, personRef, showAccess } from '../../rest/schemas/shown.js';
import type { Confirmed, OpenDraft } from '../imports.js';
import { noteRestricted } from '../../record/restricted-readings.js';

const documentShown = z.object({ name: z.string(), bytes: z.int(), sha256: z.string() });

const core = {
  id: z.string(),
  version: z.int(),
  document: documentShown,
  uploadedBy: personRef,
  uploadedAt: instantShown,
  changedAt: instantShown,
};

export const importInList = z
  .object({
    ...core,
    document: documentShown.extend({
      name: z
        .string()
        .nullable()
        .meta({ description: 'Null where the draft holds restricted text that you may not read.' }),
    }),
    measures: z.int(),
  })
  .meta({ id: 'ImportInList' });

const warningShown = z
  .looseObject({ kind: z.string() })
  .meta({ description: 'What a person should look at; its members depend on the kind.' });
const foundAt = z
  .object({ page: z.int(), line: z.int() })
  .nullable()
  .meta({ description: 'Where in the document, from 1; null for what was added.' });

const measureShown = z.object({
  key: z.string(),
  numbers: z.array(z.string()),
  title: z.string(),
  text: z.string(),
  theme: z.string().nullable(),
  subPoints: z.array(z.string()),
  proposedSubPoints: z.array(z.string()),
  responsible: z.array(z.object({ written: z.string(), meant: z.looseObject({ kind: z.string() }) })),
  mode: z.enum(['joint', 'each']),
  deadline: z.object({ words: z.string().nullable(), on: z.string().nullable() }).nullable(),
  findingKeys: z.array(z.string()).meta({ description: 'The findings it rests on.' }),
  access: accessShown.meta({ description: 'Its own, or the draft’s where it has none.' }),
  foundAt,
  confidence: z.number(),
  included: z.boolean(),
  edited: z.boolean(),
  warnings: z.array(warningShown),
  sameAs: z
    .object({
      measureId: z.string(),
      number: z.int(),
      differences: z.array(z.looseObject({ field: z.string() })),
    })
    .nullable()
    .meta({ description: 'The measure of the plan that this is a new version of, and what changes in it.' }),
});

export const importShown = z
  .object({
    ...core,
    format: z.string(),
    pages: z.int(),
    remarks: z.array(z.string()),
    evaluation: z.looseObject({ kind: z.string() }),
    plan: z.looseObject({ kind: z.string() }),
    access: accessShown,
    measures: z.array(measureShown),
    findings: z.array(
      z.object({ key: z.string(), kind: z.string(), text: z.string(), included: z.boolean(), foundAt }),
    ),
    goals: z.array(
      z.object({
        key: z.string(),
        number: z.string(),
        mainGoal: z.string(),
        text: z.string(),
        included: z.boolean(),
      }),
    ),
    situations: z
      .array(
        z.object({
          key: z.string(),
          name: z.string(),
          indicators: z.array(z.string()),
          considerWhen: z.array(z.string()),
          purposes: z.array(z.string()),
          candidates: z.array(z.object({ title: z.string(), text: z.string() })),
          foundAt,
        }),
      )
      .meta({ description: 'What a catalogue may take in.' }),
    earlierChanges: z.array(z.object({ on: z.string(), note: z.string() })),
    participants: z.array(
      z.object({
        key: z.string(),
        actor: z.string(),
        unit: z.string().nullable(),
        function: z.string().nullable(),
        included: z.boolean(),
      }),
    ),
  })
  .meta({
    id: 'Import',
    description: 'What was read of a document, and what people have made of it so far.',
  });

export const confirmationShown = z
  .object({
    commandId: z.string(),
    planId: z.string(),
    planNumber: z.int(),
    measures: z.int().meta({ description: 'Registered now.' }),
    changed: z.int().meta({ description: 'Of those that were there.' }),
    href: z.string(),
  })
  .meta({ id: 'ImportConfirmation' });

export function showImportInList(draft: ListedDraft, reader: Actor): z.output<typeof importInList> {
  const { name, ...document } = draft.document;
  const withText = !draft.restricted || mayReadRestricted(reader);
  if (withText && draft.restricted) noteRestricted({ kind: 'import', id: draft.id });
  return {
    ...coreOf(draft),
    document: { ...document, name: withText ? name : null },
    measures: draft.measures,
  };
}

export function showImport(
  stored: OpenDraft,
  reading: Reading,
  compared: ReadonlyMap<string, Comparison>,
  beside: WarningContext,
): z.output<typeof importShown> {
  const { evaluation, plan, access, measures, findings, goals } = stored.draft;
  const { situations = [], earlierChanges = [], participants = [] } = stored.draft;
  return {
    ...coreOf(stored),
    format: reading.format,
    pages: reading.pages,
    remarks: [...reading.remarks],
    evaluation: { ...evaluation },
    plan: { ...plan },
    access: showAccess(access ?? open, true),
    measures: measures.map((measure) => ({
      key: measure.key,
      numbers: [...measure.numbers],
      title: measure.title,
      text: measure.text,
      theme: measure.theme ?? null,
      subPoints: [...measure.subPoints],
      proposedSubPoints: [...measure.proposedSubPoints],
      responsible: measure.responsible.map(({ written, meant }) => ({ written, meant: { ...meant } })),
      mode: measure.mode,
      deadline:
        measure.deadline === undefined
          ? null
          : { words: measure.deadline.words ?? null, on: measure.deadline.on ?? null },
      findingKeys: [...(measure.findingKeys ?? [])],
      access: showAccess(measure.access ?? access ?? open, true),
      foundAt: measure.foundAt ?? null,
      confidence: measure.confidence,
      included: measure.included,
      edited: measure.edited,
      warnings: warningsOf(measure, beside).map(showWarning),
      sameAs: sameAs(compared.get(measure.key)),
    })),
    findings: findings.map((finding) => ({ ...finding })),
    goals: goals.map((goal) => ({ ...goal })),
    situations: situations.map((situation) => ({
      ...situation,
      indicators: [...situation.indicators],
      considerWhen: [...situation.considerWhen],
      purposes: [...situation.purposes],
      candidates: [...situation.candidates],
    })),
    earlierChanges: [...earlierChanges],
    participants: participants.map(({ key, actor, unit = null, function: role = null, included }) => ({
      key,
      actor,
      unit,
      function: role,
      included,
    })),
  };
}

function showWarning(warning: DraftWarning): z.output<typeof warningShown> {
  if (warning.kind !== 'would-be-refused') return { ...warning };
  const { type, message: detail, next } = warning.refusal;
  return { kind: warning.kind, type, detail, next };
}

export function showConfirmation(confirmed: Confirmed): z.output<typeof confirmationShown> {
  const { commandId, planId, planNumber, measures, changed } = confirmed;
  return { commandId, planId, planNumber, measures, changed, href: `/api/v1/plans/${planId}` };
}

function sameAs(comparison: Comparison | undefined) {
  if (comparison === undefined) return null;
  const { measureId, number, differences } = comparison;
  return { measureId, number, differences: differences.map((difference) => ({ ...difference })) };
}

function coreOf({ id, version, document, uploadedBy, uploadedAt, changedAt }: ListedDraft | OpenDraft) {
  return { id, version, document: { ...document }, uploadedBy, uploadedAt, changedAt };
}
