import type { RulesOf } from '../command-rule.js';
import { notFound } from '../domain-error.js';
import type { EvaluationEvent } from '../evaluation/evaluation.events.js';
import type { Decided } from '../history.js';
import { evaluationIn, measuresOf, states } from '../loaded.js';
import { reasonMissing } from '../measure/measure.errors.js';
import type { PlanEvent } from '../plan/plan.events.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { register } from '../roles/right.js';
import type { UndoImport } from './import.commands.js';
import { importChangedMeasures, importTouched } from './import.errors.js';
import { doneSince, importIn, importMade, type ImportMade, type ImportToUndo } from './undoing.js';

export const undoingRules: RulesOf<UndoImport> = {
  UndoImport: {
    right: register,
    needs: ({ planId, importId }) => ({
      plans: [{ id: planId, lock: 'update' }],
      measuresOfPlans: [planId],
      evaluationsOfMeasures: true,
      reportsOfPlans: [planId],
      importPast: { planId, importId },
    }),
    decide: (command, loaded, circumstances) => {
      const plan = loaded.plans.get(command.planId)?.state;
      const past = loaded.importPast;
      if (plan === undefined || past === undefined) throw notFound('plan', command.planId);
      const state = {
        plan,
        measures: measuresOf(loaded, command.planId),
        evaluation: evaluationIn(loaded)(importIn(plan, command.importId)?.evaluationId ?? ''),
        reports: states(loaded.reports),
        past,
      };
      return decideUndoImport(state, command, circumstances);
    },
  },
};

/**
 * All of an import or nothing of it. What it made is withdrawn and keeps its numbers; what was there before it stands
 * as it did. Organisations it named stay in the register: another import finds them there.
 * @returns nothing for an import that has been undone
 * @throws DomainError `import-touched`, `import-changed-measures`, `reason-missing`, `not-found`, `not-permitted`
 */
function decideUndoImport(state: ImportToUndo, command: UndoImport, { actor }: Circumstances): Decided[] {
  requirePermission(actor, 'register');
  const { importId, reason } = command;
  const { plan, evaluation } = state;
  const known = importIn(plan, importId);
  if (known === undefined) throw notFound('import', importId);
  if (known.undone !== undefined) return [];
  if (reason.trim() === '') throw reasonMissing('reason', 'Undoing an import');
  if (known.changed > 0) throw importChangedMeasures(known);
  const made = importMade(known, state);
  const done = doneSince(made, state);
  if (done.length > 0) throw importTouched(done);

  const ofEvaluation = evaluationEvents(made);
  return [
    ...(evaluation === undefined || ofEvaluation.length === 0
      ? []
      : [{ stream: 'evaluation' as const, id: evaluation.id, events: ofEvaluation }]),
    { stream: 'plan', id: plan.id, events: planEvents(made, state, reason) },
    ...made.measures.map(({ id }): Decided => ({
      stream: 'measure',
      id,
      events: [{ type: 'MeasureWithdrawn', data: { importId } }],
    })),
  ];
}

function planEvents(
  { import: { importId }, planBefore }: ImportMade,
  { plan }: ImportToUndo,
  reason: string,
): PlanEvent[] {
  const undone: PlanEvent = { type: 'ImportUndone', data: { importId, reason } };
  if (planBefore === undefined) return [undone, { type: 'PlanWithdrawn', data: { importId } }];
  const { themes, goals, jointLines } = planBefore;
  const lines = plan.jointLines.filter((line) => !jointLines.includes(line));
  return [
    undone,
    ...(themes.length === plan.themes.length ? [] : [{ type: 'ThemesDefined' as const, data: { themes } }]),
    ...(goals.length === plan.goals.length ? [] : [{ type: 'GoalsDefined' as const, data: { goals } }]),
    ...lines.map((measureIds) => ({ type: 'MeasuresSeparated' as const, data: { measureIds } })),
  ];
}

function evaluationEvents({ import: { importId }, evaluation }: ImportMade): EvaluationEvent[] {
  switch (evaluation.made) {
    case 'whole':
      return [{ type: 'EvaluationWithdrawn', data: { importId } }];
    case 'part': {
      const { findingIds, recommendationIds } = evaluation;
      return [{ type: 'AdditionsWithdrawn', data: { importId, findingIds, recommendationIds } }];
    }
    case 'nothing':
      return [];
    default:
      return evaluation satisfies never;
  }
}
