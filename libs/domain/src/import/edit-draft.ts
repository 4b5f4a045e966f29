import type { Access } from '../access/access.js';
import { invalid, notFound } from '../domain-error.js';
import {
  type DraftEvaluation,
  type DraftFinding,
  type DraftMeasure,
  type DraftPlan,
  type ImportDraft,
  type MeantParty,
  titleOf,
} from './import-draft.js';

type EditableFields = Pick<
  DraftMeasure,
  'numbers' | 'title' | 'text' | 'subPoints' | 'responsible' | 'mode'
> & {
  theme: string | null;
  deadline: DraftMeasure['deadline'] | null;
  findingKeys: readonly string[];
  /** null: as the rest of the draft. */
  access: Access | null;
  asNew: boolean;
};

/** One thing a person does to a draft. */
export type DraftEdit =
  | { kind: 'edit'; key: string; fields: Partial<EditableFields> }
  /** They are one measure: the first keeps its place, the texts follow each other. */
  | { kind: 'merge'; keys: readonly string[] }
  /** It is several measures: each with its own text, the source's number on them all. */
  | { kind: 'split'; key: string; texts: readonly string[] }
  | { kind: 'take-proposed-sub-points'; key: string }
  | { kind: 'drop' | 'restore'; key: string }
  | { kind: 'add'; after?: string; title: string; text: string }
  /** The party that a name means, wherever the name stands. */
  | { kind: 'choose-party'; written: string; meant: MeantParty }
  | { kind: 'describe-evaluation'; evaluation: DraftEvaluation }
  | { kind: 'choose-plan'; plan: DraftPlan }
  | { kind: 'set-access'; access: Access }
  | { kind: 'judge-finding'; key: string; finding: DraftFinding['kind']; included: boolean }
  | { kind: 'judge-goal' | 'judge-participant'; key: string; included: boolean };

/** The draft after one more edit. @throws DomainError `not-found` for a key that is not there, `invalid-value` */
export function edited(draft: ImportDraft, edit: DraftEdit): ImportDraft {
  switch (edit.kind) {
    case 'edit':
      edit.fields.findingKeys?.forEach((key) => requireKey(draft.findings, 'finding', key));
      return withMeasure(draft, edit.key, (measure) => [{ ...changed(measure, edit.fields), edited: true }]);
    case 'merge':
      return merged(draft, edit.keys);
    case 'split':
      return split(draft, edit.key, edit.texts);
    case 'take-proposed-sub-points':
      return withMeasure(draft, edit.key, (measure) => [
        { ...measure, subPoints: measure.proposedSubPoints, edited: true },
      ]);
    case 'drop':
    case 'restore':
      return withMeasure(draft, edit.key, (measure) => [{ ...measure, included: edit.kind === 'restore' }]);
    case 'add':
      return added(draft, edit);
    case 'choose-party':
      return {
        ...draft,
        measures: draft.measures.map((measure) => withParty(measure, edit.written, edit.meant)),
      };
    case 'describe-evaluation':
      return { ...draft, evaluation: edit.evaluation };
    case 'choose-plan':
      return { ...draft, plan: edit.plan };
    case 'set-access':
      return { ...draft, access: edit.access };
    case 'judge-finding':
      requireKey(draft.findings, 'finding', edit.key);
      return {
        ...draft,
        findings: draft.findings.map((finding) =>
          finding.key === edit.key ? { ...finding, kind: edit.finding, included: edit.included } : finding,
        ),
      };
    case 'judge-goal':
      requireKey(draft.goals, 'goal', edit.key);
      return {
        ...draft,
        goals: draft.goals.map((goal) =>
          goal.key === edit.key ? { ...goal, included: edit.included } : goal,
        ),
      };
    case 'judge-participant': {
      const participants = draft.participants ?? [];
      requireKey(participants, 'participant', edit.key);
      return {
        ...draft,
        participants: participants.map((participant) =>
          participant.key === edit.key ? { ...participant, included: edit.included } : participant,
        ),
      };
    }
    default:
      return edit satisfies never;
  }
}

function changed(measure: DraftMeasure, fields: Partial<EditableFields>): DraftMeasure {
  const { theme, deadline, access, asNew, ...given } = fields;
  const {
    theme: themeBefore,
    deadline: deadlineBefore,
    access: accessBefore,
    asNew: asNewBefore,
    ...rest
  } = measure;
  const kept = <T>(next: T | null | undefined, before: T | undefined): T | undefined =>
    next === undefined ? before : (next ?? undefined);
  const themeNow = kept(theme, themeBefore);
  const deadlineNow = kept(deadline, deadlineBefore);
  const accessNow = kept(access, accessBefore);
  return {
    ...rest,
    ...given,
    ...(themeNow === undefined ? {} : { theme: themeNow }),
    ...(deadlineNow === undefined ? {} : { deadline: deadlineNow }),
    ...(accessNow === undefined ? {} : { access: accessNow }),
    ...((asNew ?? asNewBefore === true) ? { asNew: true as const } : {}),
  };
}

function merged(draft: ImportDraft, keys: readonly string[]): ImportDraft {
  keys.forEach((key) => requireKey(draft.measures, 'measure', key));
  const parts = draft.measures.filter(({ key }) => keys.includes(key));
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) {
    throw invalid('keys', 'Merging takes at least two measures.', 'Choose two or more.');
  }
  const numbers = parts.flatMap((part) => part.numbers);
  const restricted = parts.find(({ access }) => access?.kind === 'restricted')?.access;
  const findingKeys = [...new Set(parts.flatMap((part) => part.findingKeys ?? []))];
  const responsible = parts.flatMap((part) => part.responsible);
  const one: DraftMeasure = {
    ...first,
    // They are one measure now, which keeps both numbers of the source.
    numbers: numbers.length === 0 ? [] : [numbers.join(', ')],
    text: parts.map(({ text }) => text).join('\n\n'),
    subPoints: parts.flatMap(({ subPoints }) => subPoints),
    proposedSubPoints: parts.map(({ text }) => text),
    responsible: responsible.filter(
      ({ written }, index) => responsible.findIndex((other) => other.written === written) === index,
    ),
    ...(findingKeys.length === 0 ? {} : { findingKeys }),
    ...(restricted === undefined ? {} : { access: restricted }),
    included: true,
    edited: true,
  };
  const gone = new Set(others.map(({ key }) => key));
  return {
    ...draft,
    measures: draft.measures
      .filter(({ key }) => !gone.has(key))
      .map((measure) => (measure.key === first.key ? one : measure)),
  };
}

function split(draft: ImportDraft, key: string, given: readonly string[]): ImportDraft {
  const texts = given.map((text) => text.trim()).filter((text) => text !== '');
  if (texts.length < 2) {
    throw invalid('texts', 'Splitting takes at least two texts.', 'Divide the text with an empty line.');
  }
  let nextKey = draft.nextKey;
  const next = withMeasure(draft, key, (measure) =>
    texts.map((text, index): DraftMeasure => ({
      ...measure,
      key: index === 0 ? measure.key : `m${nextKey++}`,
      title: index === 0 ? measure.title : titleOf(text),
      text,
      subPoints: [],
      proposedSubPoints: [],
      edited: true,
    })),
  );
  return { ...next, nextKey };
}

function added(draft: ImportDraft, { after, title, text }: Extract<DraftEdit, { kind: 'add' }>): ImportDraft {
  const measure: DraftMeasure = {
    key: `m${draft.nextKey}`,
    numbers: [],
    title,
    text,
    subPoints: [],
    proposedSubPoints: [],
    responsible: [],
    mode: 'each',
    confidence: 1,
    included: true,
    edited: true,
  };
  const nextKey = draft.nextKey + 1;
  if (after === undefined) return { ...draft, measures: [...draft.measures, measure], nextKey };
  return { ...withMeasure(draft, after, (before) => [before, measure]), nextKey };
}

function withParty(measure: DraftMeasure, written: string, meant: MeantParty): DraftMeasure {
  if (!measure.responsible.some((party) => party.written === written)) return measure;
  const responsible = measure.responsible.map((party) =>
    party.written === written ? { written, meant } : party,
  );
  return { ...measure, responsible };
}

function withMeasure(
  draft: ImportDraft,
  key: string,
  change: (measure: DraftMeasure) => readonly DraftMeasure[],
): ImportDraft {
  requireKey(draft.measures, 'measure', key);
  return {
    ...draft,
    measures: draft.measures.flatMap((measure) => (measure.key === key ? change(measure) : [measure])),
  };
}

function requireKey(known: readonly { key: string }[], what: string, key: string): void {
  if (!known.some((one) => one.key === key)) throw notFound(what, key);
}
