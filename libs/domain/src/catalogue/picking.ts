import type { RulesOf } from '../command-rule.js';
import { invalid, notFound } from '../domain-error.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Decided } from '../history.js';
import { evaluationIn, requireLoaded, handedOut, measureIn } from '../loaded.js';
import type { NewMeasure } from '../measure/measure.commands.js';
import { decideRegisterMeasures } from '../measure/registration.js';
import { unique } from '../needs.js';
import type { Versioned } from '../needs.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import { register } from '../roles/right.js';
import type { PickCandidates } from './catalogue.commands.js';
import { requireSituation } from './catalogue.decide.js';
import type { Candidate, Catalogue } from './catalogue.js';
import type { PickedFrom } from './picked-from.js';

export const pickingRules: RulesOf<PickCandidates> = {
  PickCandidates: {
    right: register,
    needs: ({ catalogueId, planId, occasion, candidateIds }) => ({
      catalogues: [{ id: catalogueId, lock: 'none' }],
      plans: [{ id: planId, lock: 'share' }],
      evaluations: occasion?.kind === 'evaluation' ? [{ id: occasion.evaluationId, lock: 'none' }] : [],
      measuresToSee: occasion?.kind === 'measure' ? [occasion.measureId] : [],
      measureNumbers: { planId, count: unique(candidateIds).length },
    }),
    decide: (command, loaded, circumstances) => {
      const catalogue = loaded.catalogues.get(command.catalogueId);
      if (catalogue === undefined) throw notFound('catalogue', command.catalogueId);
      const state = {
        catalogue,
        plan: requireLoaded(loaded.plans, 'plan', command.planId),
        evaluation: evaluationIn(loaded),
        measureExists: measureIn(loaded),
        firstNumber: handedOut(loaded.firstMeasureNumber),
      };
      return decidePickCandidates(state, command, circumstances);
    },
  },
};

interface PickingState {
  catalogue: Versioned<Catalogue>;
  plan: Plan;
  evaluation: (id: string) => Evaluation | undefined;
  measureExists: (id: string) => boolean;
  /** The number the first of them gets in the plan; the rest follow. */
  firstNumber: number;
}

/**
 * Candidates become measures by the rule that registers any measure; what they were picked from stays with them.
 * @throws DomainError `not-found`, `invalid-value`, and what `decideRegisterMeasures` refuses
 */
function decidePickCandidates(
  state: PickingState,
  command: PickCandidates,
  circumstances: Circumstances,
): Decided[] {
  const { catalogue, version } = { catalogue: state.catalogue.state, version: state.catalogue.version };
  const { occasion, planId, reviewOn } = command;
  const situation = requireSituation(catalogue, command.situationId);
  if (command.candidateIds.length === 0)
    throw invalid('candidateIds', 'No measure is chosen.', 'Choose at least one.');
  if (occasion?.kind === 'measure' && !state.measureExists(occasion.measureId))
    throw notFound('measure', occasion.measureId);
  const pickedFrom = (candidate: Candidate): PickedFrom => ({
    catalogueId: catalogue.id,
    catalogueNumber: catalogue.number,
    catalogueName: catalogue.name,
    version,
    situationId: situation.id,
    situationName: situation.name,
    candidateId: candidate.id,
    ...(occasion?.kind === 'measure' ? { occasionMeasureId: occasion.measureId } : {}),
  });
  const measures = [...new Set(command.candidateIds)].map((id): NewMeasure => {
    const candidate = situation.candidates.find((known) => known.id === id);
    if (candidate === undefined) throw notFound('candidate', id);
    return {
      title: candidate.title,
      text: candidate.text === '' ? candidate.title : candidate.text,
      pickedFrom: pickedFrom(candidate),
      ...(occasion?.kind === 'evaluation' ? { source: { evaluationId: occasion.evaluationId } } : {}),
      ...(reviewOn === undefined ? {} : { reviewOn }),
    };
  });
  return decideRegisterMeasures(state, { type: 'RegisterMeasures', planId, measures }, circumstances);
}
