import type { DraftEdit } from '#domain/import/edit-draft.js';
import type { ImportDraft } from '#domain/import/import-draft.js';
import type { OpenDraft } from '../imports.js';
import {
  type FieldError,
  type FormState,
  type FormValues,
  valueOf,
  valuesOf,
} from '../../web/forms/form-state.js';
import {
  type Choices,
  findingValues,
  goalValues,
  participantValues,
  readChosen,
  readFindings,
  type ReadForm,
  readGoals,
  readParticipants,
  readWhere,
  whereValues,
} from './draft-forms.js';

/** The one form of the page. */
export const draftFormId = 'utkast';

/** Stands in the address instead of a key: the measure is being added. */
export const newKey = 'nytt';

/** The name of the hidden fields that say which parts a form has: a part without a ticked box sends nothing of itself. */
export const partsName = 'deler';

interface Reading {
  values: FormValues;
  stored: OpenDraft;
  choices: Choices;
  /** The case officer proposed for a new plan. */
  officerId: string;
}

interface DraftPart {
  isIn(draft: ImportDraft): boolean;
  /** As the draft has it. */
  shown(draft: ImportDraft, officerId: string): FormValues;
  read(reading: Reading): ReadForm;
}

/** The parts of the preview that say something of the draft, by the last part of their address. */
const parts = {
  valg: {
    isIn: () => true,
    shown: whereValues,
    read: ({ values, stored: { draft }, choices }) => readWhere(values, draft, choices),
  },
  funn: {
    isIn: ({ findings, evaluation }) => findings.length > 0 && evaluation.kind !== 'none',
    shown: findingValues,
    read: ({ values, stored: { draft } }) => readFindings(values, draft),
  },
  mal: {
    isIn: ({ goals }) => goals.length > 0,
    shown: goalValues,
    read: ({ values, stored: { draft } }) => readGoals(values, draft),
  },
  deltakere: {
    isIn: ({ participants = [], evaluation }) => participants.length > 0 && evaluation.kind === 'new',
    shown: participantValues,
    read: ({ values, stored: { draft } }) => readParticipants(values, draft),
  },
} as const satisfies Record<string, DraftPart>;
type PartName = keyof typeof parts;
const partNames = Object.keys(parts) as PartName[];

/** What can be done with what was ticked, beside the parts. */
const chosenName = 'valgte';
export const draftFormNames: readonly string[] = [...partNames, chosenName];

export function draftPartsOf(draft: ImportDraft): PartName[] {
  return partNames.filter((name) => parts[name].isIn(draft));
}

/** Everything that the page shows of a draft and lets be changed, as the draft has it. */
export function draftValues(draft: ImportDraft, officerId: string): FormValues {
  return Object.assign({}, ...draftPartsOf(draft).map((name) => parts[name].shown(draft, officerId)));
}

/** What a form shows: what was typed where it was refused, and otherwise what the draft has. */
export function asTyped({ values, errors }: FormState, drafted: FormValues): FormState {
  if (errors.length === 0) return { values: drafted, errors };
  return { values: partsName in values ? values : { ...drafted, ...values }, errors };
}

/**
 * The edits that a press asks for. What was changed in the other parts of the page is saved with it: nothing that
 * stands beside a button is thrown away by it.
 * @param pressed the last part of the address; another than `draftFormNames` asks for nothing of its own
 */
export function editsAsked(pressed: string, reading: Reading): ReadForm {
  const { values, stored } = reading;
  const sent = valuesOf({ values }, partsName);
  const wanted = draftPartsOf(stored.draft).filter(
    (name) => name === pressed || (sent.includes(name) && isChanged(name, reading)),
  );
  const read = [
    ...wanted.map((name) => parts[name].read(reading)),
    ...(pressed === chosenName ? [readChosen(values)] : []),
  ];
  const errors = read.flatMap((one): readonly FieldError[] => ('errors' in one ? one.errors : []));
  if (errors.length > 0) return { errors };
  return { edits: read.flatMap((one): readonly DraftEdit[] => ('edits' in one ? one.edits : [])) };
}

/** Text typed for the catalogue, which no draft keeps: it is used by its own press. */
export function hasUnusedCatalogueText(values: FormValues): boolean {
  return ['name', 'change'].some((name) => valueOf({ values }, name).trim() !== '');
}

function isChanged(name: PartName, { values, stored: { draft }, officerId }: Reading): boolean {
  const shown = parts[name].shown(draft, officerId);
  return Object.keys(shown).some((field) => {
    const [now, before] = [valuesOf({ values }, field), valuesOf({ values: shown }, field)];
    const set = new Set(now);
    return now.length !== before.length || before.some((value) => !set.has(value));
  });
}
