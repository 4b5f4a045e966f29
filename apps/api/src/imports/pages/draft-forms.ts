import type { z } from 'zod';
import { matchParty, type RegisteredParty } from '#documents/recognising/party-matching.js';
import { evaluationKinds } from '#domain/evaluation/evaluation.js';
import type { DraftEdit } from '#domain/import/edit-draft.js';
import type { DraftMeasure, DraftParty, ImportDraft, MeantParty } from '#domain/import/import-draft.js';
import { similarParties } from '#domain/party/similar-names.js';
import { draftEdit } from '../rest/import.schemas.js';
import { schemaErrors } from '../../web/forms/form-errors.js';
import type { Choice, FormField } from '../../web/forms/form-fields.js';
import { type FieldError, type FormValues, valueOf, valuesOf } from '../../web/forms/form-state.js';
import { list, t } from '../../web/frame/texts.js';

/** What the forms of an import let a person choose among. */
export interface Choices {
  evaluations: readonly { id: string; title: string }[];
  plans: readonly { id: string; number: number; title: string }[];
  officers: readonly { id: string; name: string }[];
  parties: readonly RegisteredParty[];
  catalogues: readonly { id: string; name: string }[];
}

/** The edits a form asks for, or what is wrong with what was written. */
export type ReadForm = { edits: readonly DraftEdit[] } | { errors: readonly FieldError[] };

/** Names a document gives to a party: each a field of its own. */
const partyField = (index: number) => `part-${index}`;

/** Every name in the draft with whom it means, in the document's order. */
function namesIn(draft: ImportDraft): DraftParty[] {
  const names = new Map<string, DraftParty>();
  for (const { included, responsible } of draft.measures) {
    if (!included) continue;
    for (const party of responsible) if (!names.has(party.written)) names.set(party.written, party);
  }
  return [...names.values()];
}

export function whereFields(draft: ImportDraft, choices: Choices): FormField[] {
  return [
    {
      kind: 'select',
      name: 'evaluation',
      label: t('page.import.evaluation'),
      required: true,
      choices: [
        { value: 'new', label: t('page.import.evaluation.new') },
        { value: 'none', label: t('page.import.evaluation.none') },
        ...choices.evaluations.map(({ id, title }) => ({
          value: id,
          label: t('page.import.newer.registered', { title }),
        })),
      ],
    },
    { kind: 'text', name: 'title', label: t('page.import.evaluation.title') },
    {
      kind: 'select',
      name: 'evaluationKind',
      label: t('page.import.evaluation.kind'),
      choices: evaluationKinds.map((kind) => ({ value: kind, label: t(`evaluation-kind.${kind}`) })),
    },
    { kind: 'date', name: 'publishedOn', label: t('page.import.evaluation.published') },
    { kind: 'text', name: 'archiveReference', label: t('page.import.evaluation.archive') },
    {
      kind: 'long-text',
      name: 'authors',
      rows: 2,
      label: t('page.import.evaluation.authors'),
      hint: t('page.import.evaluation.authors.hint'),
    },
    {
      kind: 'select',
      name: 'plan',
      label: t('page.import.plan'),
      required: true,
      emptyLabel: t('page.import.plan.choose'),
      choices: [
        { value: 'new', label: t('page.import.plan.new') },
        ...choices.plans.map(({ id, number, title }) => ({
          value: id,
          label: t('page.plan.crumb', { number, title }),
        })),
      ],
    },
    { kind: 'text', name: 'planTitle', label: t('page.import.plan.title') },
    {
      kind: 'select',
      name: 'caseOfficerId',
      label: t('page.import.plan.officer'),
      choices: choices.officers.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      kind: 'select',
      name: 'access',
      label: t('page.import.access'),
      required: true,
      choices: [
        { value: 'open', label: t('page.import.access.open') },
        { value: 'restricted', label: t('page.import.access.restricted') },
      ],
    },
    { kind: 'text', name: 'legalBasis', label: t('page.import.access.basis') },
    ...namesIn(draft).map(({ written }, index): FormField => ({
      kind: 'select',
      name: partyField(index),
      label: written,
      required: true,
      choices: partyChoices(choices, written),
    })),
  ];
}

/** Those of a similar name come first, and who chooses a new one has read that it is another. */
function partyChoices({ parties }: Choices, written: string): Choice[] {
  const similar = similarParties(written, parties);
  const names = list(similar.map(({ name }) => name));
  return [
    { value: 'undecided', label: t('page.import.parties.undecided') },
    ...similar.map(({ id, name }) => ({ value: id, label: t('page.import.parties.similar', { name }) })),
    {
      value: 'new',
      label:
        similar.length === 0 ? t('page.import.parties.new') : t('page.import.parties.new-another', { names }),
    },
    { value: 'nobody', label: t('page.import.parties.nobody') },
    ...parties
      .filter(({ id }) => !similar.some((party) => party.id === id))
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
}

function newParty(written: string, { parties }: Choices): MeantParty {
  const similar = similarParties(written, parties);
  return similar.length === 0 ? { kind: 'new' } : { kind: 'new', notSimilarTo: similar.map(({ id }) => id) };
}

/** @param officerId who is proposed for a new plan */
export function whereValues({ evaluation, plan, ...draft }: ImportDraft, officerId: string): FormValues {
  const names = namesIn({ evaluation, plan, ...draft });
  return {
    evaluation: evaluation.kind === 'registered' ? evaluation.evaluationId : evaluation.kind,
    plan: plan.kind === 'registered' ? plan.planId : plan.kind === 'new' ? 'new' : '',
    caseOfficerId: plan.kind === 'new' ? plan.caseOfficerId : officerId,
    planTitle: plan.kind === 'new' ? plan.title : '',
    access: draft.access?.kind ?? 'open',
    legalBasis: draft.access?.kind === 'restricted' ? draft.access.legalBasis : '',
    ...(evaluation.kind === 'new'
      ? {
          title: evaluation.title,
          evaluationKind: evaluation.evaluationKind,
          publishedOn: evaluation.publishedOn ?? '',
          archiveReference: evaluation.archiveReference ?? '',
          authors: evaluation.authors.join('\n'),
        }
      : {}),
    ...Object.fromEntries(names.map(({ meant }, index) => [partyField(index), meantValue(meant)])),
  };
}

function meantValue(meant: MeantParty): string {
  return meant.kind === 'registered' ? meant.partyId : meant.kind;
}

export function readWhere(values: FormValues, draft: ImportDraft, choices: Choices): ReadForm {
  const value = (name: string) => valueOf({ values }, name).trim();
  const evaluation = value('evaluation');
  const plan = value('plan');
  const edits: unknown[] = [
    { kind: 'describe-evaluation', evaluation: evaluationAsked(evaluation, value) },
    ...(plan === '' ? [] : [{ kind: 'choose-plan', plan: planAsked(plan, value) }]),
    { kind: 'set-access', access: accessAsked(value) },
    ...namesIn(draft).map(({ written }, index) => {
      const chosen = value(partyField(index));
      const meant =
        chosen === 'new'
          ? newParty(written, choices)
          : ['undecided', 'nobody'].includes(chosen)
            ? { kind: chosen }
            : { kind: 'registered', partyId: chosen };
      return { kind: 'choose-party', written, meant };
    }),
  ];
  return readEdits(edits, whereFields(draft, choices), { 'plan.title': 'planTitle' });
}

function evaluationAsked(chosen: string, value: (name: string) => string): unknown {
  if (chosen === 'none') return { kind: 'none' };
  if (chosen !== 'new') return { kind: 'registered', evaluationId: chosen };
  const publishedOn = value('publishedOn');
  const archiveReference = value('archiveReference');
  return {
    kind: 'new',
    title: value('title'),
    evaluationKind: value('evaluationKind'),
    authors: linesOf(value('authors')),
    ...(publishedOn === '' ? {} : { publishedOn }),
    ...(archiveReference === '' ? {} : { archiveReference }),
  };
}

function accessAsked(value: (name: string) => string): unknown {
  return value('access') === 'restricted'
    ? { kind: 'restricted', legalBasis: value('legalBasis') }
    : { kind: 'open' };
}

function planAsked(chosen: string, value: (name: string) => string): unknown {
  return chosen === 'new'
    ? { kind: 'new', title: value('planTitle'), caseOfficerId: value('caseOfficerId') }
    : { kind: 'registered', planId: chosen };
}

/** @param inPlan it looks like a measure that is in the plan already */
export function measureFields({ findings }: ImportDraft, inPlan: boolean): FormField[] {
  return [
    { kind: 'text', name: 'title', label: t('page.import.field.title'), required: true },
    {
      kind: 'long-text',
      name: 'text',
      rows: 10,
      label: t('page.import.field.text'),
      hint: t('page.import.field.text.hint'),
      required: true,
    },
    {
      kind: 'text',
      name: 'numbers',
      label: t('page.import.field.numbers'),
      hint: t('page.import.field.numbers.hint'),
    },
    { kind: 'text', name: 'theme', label: t('page.import.field.theme') },
    {
      kind: 'long-text',
      name: 'subPoints',
      rows: 4,
      label: t('page.import.field.sub-points'),
      hint: t('page.import.field.sub-points.hint'),
    },
    {
      kind: 'long-text',
      name: 'responsible',
      rows: 3,
      label: t('page.import.field.responsible'),
      hint: t('page.import.field.responsible.hint'),
    },
    {
      kind: 'radio',
      name: 'mode',
      label: t('page.import.field.mode'),
      required: true,
      choices: [
        { value: 'each', label: t('page.import.field.mode.each') },
        { value: 'joint', label: t('page.import.field.mode.joint') },
      ],
    },
    { kind: 'date', name: 'deadline', label: t('page.import.field.deadline') },
    { kind: 'text', name: 'deadlineWords', label: t('page.import.field.deadline-words') },
    {
      kind: 'radio',
      name: 'access',
      label: t('page.import.access'),
      required: true,
      choices: [
        { value: asTheRest, label: t('page.import.field.access.as-the-rest') },
        { value: 'open', label: t('page.import.access.open') },
        {
          value: 'restricted',
          label: t('page.import.access.restricted'),
          hint: t('page.import.field.access.restricted.hint'),
        },
      ],
    },
    { kind: 'text', name: 'legalBasis', label: t('page.import.access.basis') },
    ...(findings.length === 0
      ? []
      : [
          {
            kind: 'checkboxes' as const,
            name: 'findingKeys',
            label: t('page.import.field.findings'),
            choices: findings.map(({ key, text }) => ({ value: key, label: text })),
          },
        ]),
    ...(inPlan
      ? [
          {
            kind: 'radio' as const,
            name: 'asNew',
            label: t('page.import.field.as-new'),
            required: true,
            choices: [
              { value: 'same', label: t('page.import.field.as-new.same') },
              { value: 'new', label: t('page.import.field.as-new.new') },
            ],
          },
        ]
      : []),
  ];
}

/** No access of its own. */
const asTheRest = 'as-the-rest';

export const newMeasureValues: FormValues = { mode: 'each', access: asTheRest };

export function measureValues(measure: DraftMeasure): FormValues {
  return {
    title: measure.title,
    text: measure.text,
    numbers: measure.numbers.join(', '),
    theme: measure.theme ?? '',
    subPoints: measure.subPoints.map(oneLine).join('\n'),
    responsible: measure.responsible.map(({ written }) => written).join('\n'),
    mode: measure.mode,
    deadline: measure.deadline?.on ?? '',
    deadlineWords: measure.deadline?.words ?? '',
    access: measure.access?.kind ?? asTheRest,
    legalBasis: measure.access?.kind === 'restricted' ? measure.access.legalBasis : '',
    findingKeys: measure.findingKeys ?? [],
    asNew: measure.asNew === true ? 'new' : 'same',
  };
}

/** What is done with the measure's form: its button says it. */
export const measureDeeds = ['save', 'split', 'take-proposed'] as const;
export type MeasureDeed = (typeof measureDeeds)[number];

/** @param measure absent where a measure is added: it gets `key` */
export function readMeasure(
  values: FormValues,
  deed: MeasureDeed,
  {
    key,
    measure,
    draft,
    choices,
  }: { key: string; measure?: DraftMeasure; draft: ImportDraft; choices: Choices },
): ReadForm {
  const value = (name: string) => valueOf({ values }, name).trim();
  const fields = measureFields(draft, true);
  const added = measure === undefined ? [{ kind: 'add', title: value('title'), text: value('text') }] : [];
  const edit = {
    kind: 'edit',
    key,
    fields: { ...fieldsAsked(value, measure, choices), findingKeys: valuesOf({ values }, 'findingKeys') },
  };
  const then =
    deed === 'split'
      ? [{ kind: 'split', key, texts: value('text').split(/\n\s*\n/u) }]
      : deed === 'take-proposed'
        ? [{ kind: 'take-proposed-sub-points', key }]
        : [];
  return readEdits([...added, edit, ...then], fields, {
    'fields.deadline.on': 'deadline',
    'fields.deadline.words': 'deadlineWords',
    'fields.access.legalBasis': 'legalBasis',
    texts: 'text',
  });
}

function fieldsAsked(
  value: (name: string) => string,
  measure: DraftMeasure | undefined,
  choices: Choices,
): object {
  const on = value('deadline');
  const words = value('deadlineWords');
  return {
    title: value('title'),
    text: value('text'),
    numbers: value('numbers')
      .split(',')
      .map((number) => number.trim())
      .filter((number) => number !== ''),
    theme: value('theme') === '' ? null : value('theme'),
    subPoints: linesOf(value('subPoints')),
    responsible: linesOf(value('responsible')).map((written) => partyAsked(written, measure, choices)),
    mode: value('mode') === '' ? 'each' : value('mode'),
    deadline:
      on === '' && words === '' ? null : { ...(on === '' ? {} : { on }), ...(words === '' ? {} : { words }) },
    access: value('access') === asTheRest || value('access') === '' ? null : accessAsked(value),
    asNew: value('asNew') === 'new',
  };
}

/** What was decided about the name stays decided; a new one is looked for in the register. */
function partyAsked(written: string, measure: DraftMeasure | undefined, { parties }: Choices): DraftParty {
  const known = measure?.responsible.find((party) => party.written === written);
  if (known !== undefined) return known;
  const match = matchParty(written, parties);
  return {
    written,
    meant: match === undefined ? { kind: 'undecided' } : { kind: 'registered', partyId: match.party.id },
  };
}

/** What is done with the measures that were ticked. */
export function readChosen(values: FormValues): ReadForm {
  const keys = valuesOf({ values }, 'valgt');
  const deed = valueOf({ values }, 'gjor');
  if (keys.length === 0)
    return {
      errors: [
        {
          field: 'valgt',
          message: t('page.error.choose-at-least-one', { field: t('page.import.measures') }),
        },
      ],
    };
  const edits = deed === 'merge' ? [{ kind: 'merge', keys }] : keys.map((key) => ({ kind: deed, key }));
  return readEdits(edits, [], { keys: 'valgt' });
}

export function readFindings(values: FormValues, { findings }: ImportDraft): ReadForm {
  return readEdits(
    findings.map(({ key, kind }) => {
      const chosen = valueOf({ values }, key);
      const included = chosen === 'strength' || chosen === 'to-improve';
      return { kind: 'judge-finding', key, finding: included ? chosen : kind, included };
    }),
    [],
    {},
  );
}

export function findingValues({ findings }: ImportDraft): FormValues {
  return Object.fromEntries(findings.map(({ key, kind, included }) => [key, included ? kind : 'left-out']));
}

export function participantValues({ participants = [] }: ImportDraft): FormValues {
  return { deltakere: participants.filter(({ included }) => included).map(({ key }) => key) };
}

export function goalValues({ goals }: ImportDraft): FormValues {
  return { mal: goals.filter(({ included }) => included).map(({ key }) => key) };
}

export function readParticipants(values: FormValues, { participants = [] }: ImportDraft): ReadForm {
  const taken = valuesOf({ values }, 'deltakere');
  return readEdits(
    participants.map(({ key }) => ({ kind: 'judge-participant', key, included: taken.includes(key) })),
    [],
    {},
  );
}

export function readGoals(values: FormValues, { goals }: ImportDraft): ReadForm {
  const taken = valuesOf({ values }, 'mal');
  return readEdits(
    goals.map(({ key }) => ({ kind: 'judge-goal', key, included: taken.includes(key) })),
    [],
    {},
  );
}

/** Through the schema REST uses. A path starts with the edit's place and what it is about: those are not fields. */
function readEdits(
  asked: readonly unknown[],
  fields: readonly FormField[],
  fieldOfPath: Readonly<Record<string, string>>,
): ReadForm {
  const edits: DraftEdit[] = [];
  const issues: z.core.$ZodIssue[] = [];
  for (const one of asked) {
    const read = draftEdit.safeParse(one);
    if (read.success) edits.push(read.data);
    else issues.push(...read.error.issues);
  }
  if (issues.length === 0) return { edits };
  const atFields = issues.map((issue) => {
    const path = issue.path.map(String).join('.');
    const field =
      fieldOfPath[path] ?? path.replace(/^(fields|evaluation|plan|access)\./u, '').split('.')[0] ?? '';
    return { ...issue, path: [field] };
  });
  return { errors: schemaErrors(atFields, {}, fields) };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ');
}
