import type { Access } from '../access/access.js';
import { invalid } from '../domain-error.js';
import type { FindingKind } from '../evaluation/evaluation.js';
import type { ImportId, PlanId } from '../ids.js';
import type { Measure } from '../measure/measure.js';
import { comparisons, type Comparison } from './comparison.js';
import type {
  ImportedChange,
  ImportedEvaluation,
  ImportedGoal,
  ImportedMeasure,
  ImportedParty,
  RegisterImported,
} from './import.commands.js';
import {
  type DraftGoal,
  type DraftMeasure,
  type DraftParty,
  type ImportDraft,
  undecidedNames,
} from './import-draft.js';
import type { ImportedDocument } from './imported.js';

/** What the draft is of, and the id a new plan gets. */
export interface DraftOf {
  importId: ImportId;
  document: ImportedDocument;
  newPlanId: PlanId;
}

/**
 * The command that a confirmed draft becomes.
 * @param registered the measures of the chosen plan, where it is registered
 * @throws DomainError `invalid-value` while something is undecided
 */
export function confirmed(
  draft: ImportDraft,
  { importId, document, newPlanId }: DraftOf,
  registered: readonly Measure[],
): RegisterImported {
  const { plan } = draft;
  if (plan.kind === 'undecided') {
    throw invalid('plan', 'No plan is chosen.', 'Choose the plan the measures go into, or name a new one.');
  }
  const undecided = undecidedNames(draft);
  if (undecided.length > 0) {
    throw invalid(
      'parties',
      `It is not decided who is meant by ${undecided.join(', ')}.`,
      'Choose a party for each name, register it as new, or leave it out.',
    );
  }
  const met = comparisons(draft, registered);
  const included = draft.measures.filter((measure) => measure.included);
  const evaluation = evaluationOf(draft);
  const findings = evaluation === undefined ? [] : findingsOf(draft);
  const place = new Map(findings.map(({ key }, index) => [key, index]));
  return {
    type: 'RegisterImported',
    importId,
    document,
    ...(plan.kind === 'registered'
      ? { planId: plan.planId }
      : { planId: newPlanId, newPlan: { title: plan.title, caseOfficerId: plan.caseOfficerId } }),
    ...(evaluation === undefined ? {} : { evaluation }),
    findings: findings.map(({ kind, text }) => ({ kind, text })),
    goals: goalsOf(draft.goals),
    newParties: newPartiesOf(included),
    ...confirmedOf(included),
    measures: included
      .filter(({ key }) => !met.has(key))
      .map((measure) => {
        const access = measure.access ?? draft.access;
        const findingIndexes = (measure.findingKeys ?? []).flatMap((key) => place.get(key) ?? []);
        return {
          ...importedMeasure(measure),
          ...(access === undefined ? {} : { access }),
          ...(findingIndexes.length === 0 ? {} : { findingIndexes }),
        };
      }),
    changes: included.flatMap((measure) => {
      const comparison = met.get(measure.key);
      return comparison === undefined || comparison.differences.length === 0
        ? []
        : [importedChange(measure, comparison)];
    }),
  };
}

function evaluationOf(draft: ImportDraft): ImportedEvaluation | undefined {
  const { evaluation } = draft;
  if (evaluation.kind === 'none') return undefined;
  const access = accessOfEvaluation(draft);
  if (evaluation.kind !== 'new') return evaluation;
  const participants = (draft.participants ?? [])
    .filter(({ included }) => included)
    .map(({ actor, unit, function: role }) => ({
      actor,
      ...(unit === undefined ? {} : { unit }),
      ...(role === undefined ? {} : { function: role }),
    }));
  return {
    ...evaluation,
    ...(participants.length === 0 ? {} : { participants }),
    ...(access === undefined ? {} : { access }),
  };
}

/** The evaluation says what its measures say: it is restricted when one of them is. */
export function accessOfEvaluation({ access, measures }: ImportDraft): Access | undefined {
  if (access?.kind === 'restricted') return access;
  return (
    measures.find((measure) => measure.included && measure.access?.kind === 'restricted')?.access ?? access
  );
}

/** Those that are taken. What nobody has judged is not. */
function findingsOf({ findings }: ImportDraft): { key: string; kind: FindingKind; text: string }[] {
  return findings.flatMap(({ included, key, kind, text }) =>
    included && kind !== 'unclear' ? [{ key, kind, text }] : [],
  );
}

function importedMeasure(measure: DraftMeasure): ImportedMeasure {
  const { numbers, title, text, theme, subPoints, responsible, mode, deadline, foundAt } = measure;
  const parties = responsible.flatMap(importedParty);
  const on = deadline?.on;
  const words = deadline?.words;
  return {
    numbers,
    title,
    text,
    subPoints,
    ...(theme === undefined ? {} : { theme }),
    ...(parties.length === 0 ? {} : { responsible: { mode, parties } }),
    ...(on === undefined ? {} : { deadline: { on, ...(words === undefined ? {} : { words }) } }),
    ...(foundAt === undefined ? {} : { page: foundAt.page, line: foundAt.line }),
    ...(responsible.length === 0
      ? {}
      : { responsibleInWords: responsible.map(({ written }) => written).join(', ') }),
    ...(words === undefined ? {} : { deadlineInWords: words }),
  };
}

function importedChange(measure: DraftMeasure, { measureId, differences }: Comparison): ImportedChange {
  const differs = (field: (typeof differences)[number]['field']) =>
    differences.some((difference) => difference.field === field);
  const { title, text, deadline, responsible } = importedMeasure(measure);
  const points = differences.find(({ field }) => field === 'sub-points');
  return {
    measureId,
    ...(differs('title') ? { title } : {}),
    ...(differs('text') ? { text } : {}),
    ...(points?.field === 'sub-points' ? { subPoints: points.to } : {}),
    ...(differs('deadline') && deadline !== undefined ? { deadline } : {}),
    ...(differs('responsible') && responsible !== undefined ? { responsible } : {}),
  };
}

function importedParty({ written, meant }: DraftParty): ImportedParty[] {
  if (meant.kind === 'registered') return [{ partyId: meant.partyId }];
  return meant.kind === 'new' ? [{ newParty: written }] : [];
}

function newPartiesOf(measures: readonly DraftMeasure[]): string[] {
  const parties = measures.flatMap(({ responsible }) => responsible);
  return [...new Set(parties.flatMap(({ written, meant }) => (meant.kind === 'new' ? [written] : [])))];
}

function confirmedOf(measures: readonly DraftMeasure[]): Pick<RegisterImported, 'confirmedNotSimilarTo'> {
  const parties = measures.flatMap(({ responsible }) => responsible);
  const ids = parties.flatMap(({ meant }) => (meant.kind === 'new' ? (meant.notSimilarTo ?? []) : []));
  return ids.length === 0 ? {} : { confirmedNotSimilarTo: [...new Set(ids)] };
}

/** Sub-goals stand under their main goals, in the document's order. */
function goalsOf(goals: readonly DraftGoal[]): ImportedGoal[] {
  const mains = new Map<string, { title: string; about: string }[]>();
  for (const { included, mainGoal, number, text } of goals) {
    if (!included) continue;
    const subGoals = mains.get(mainGoal) ?? [];
    subGoals.push({ title: number, about: text });
    mains.set(mainGoal, subGoals);
  }
  return [...mains].map(([title, subGoals]) => ({ title, subGoals }));
}
