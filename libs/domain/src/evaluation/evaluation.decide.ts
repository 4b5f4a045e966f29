import { open } from '../access/access.js';
import { revision } from '../changes.js';
import type { Asked, RulesOf } from '../command-rule.js';
import { requireAhead, requirePublished } from '../deadline/date-bounds.js';
import { invalid, notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { EvaluationId } from '../ids.js';
import { requireLoaded, inStream, measureIn } from '../loaded.js';
import type { Needs } from '../needs.js';
import { requireParty, type Circumstances } from '../register.js';
import { requireAuthority, requirePermission } from '../roles/permissions.js';
import { bringDecision, register } from '../roles/right.js';
import type {
  EvaluationCommand,
  NewFinding,
  NewRecommendation,
  RegisterEvaluation,
} from './evaluation.commands.js';
import type { EvaluationEvent, EvaluationFacts } from './evaluation.events.js';
import type { Evaluation, Finding, Outcome } from './evaluation.js';

export const evaluationRules: RulesOf<RegisterEvaluation | EvaluationCommand> = {
  RegisterEvaluation: {
    right: register,
    needs: () => ({}),
    decide: (command, _loaded, circumstances) => decideRegisterEvaluation(command, circumstances),
  },
  ReviseEvaluation: { right: register, needs: itself, decide: onEvaluation },
  AddFindings: { right: register, needs: itself, decide: onEvaluation },
  AddRecommendations: { right: register, needs: itself, decide: onEvaluation },
  DecideOutcome: {
    right: bringDecision,
    needs: ({ evaluationId, outcome }) => ({
      ...itself({ evaluationId }),
      measuresToSee: measuresOf(outcome),
      parties: outcome.kind === 'forwarded' ? [outcome.authorityPartyId] : [],
    }),
    decide: onEvaluation,
  },
};

function itself({ evaluationId }: { evaluationId: EvaluationId }): Partial<Needs> {
  return { evaluations: [{ id: evaluationId, lock: 'update' }] };
}

function onEvaluation(...[command, loaded, circumstances]: Asked<EvaluationCommand>): Decided[] {
  const subject = requireLoaded(loaded.evaluations, 'evaluation', command.evaluationId);
  const events = decideEvaluation(subject, command, measureIn(loaded), circumstances);
  return inStream('evaluation', subject.id, events);
}

/** @throws DomainError `not-permitted`, `invalid-value`, `not-found` */
export function decideRegisterEvaluation(
  command: RegisterEvaluation,
  circumstances: Circumstances,
): Decided[] {
  requirePermission(circumstances.actor, 'register');
  const { newId, today } = circumstances;
  const { title, kind, publishedOn, archiveReference } = command;
  if (title.trim() === '') throw invalid('title', 'The title is empty.', 'Give the evaluation its title.');
  if (publishedOn !== undefined) requirePublished(publishedOn, today);
  const evaluationId = newId();
  const findings = (command.findings ?? []).map((finding) => withId(finding, newId));
  const events: EvaluationEvent[] = [
    {
      type: 'EvaluationRegistered',
      data: {
        evaluationId,
        facts: {
          title,
          kind,
          authors: command.authors ?? [],
          participants: command.participants ?? [],
          hearingAnswers: command.hearingAnswers ?? [],
          access: command.access ?? open,
          ...(publishedOn === undefined ? {} : { publishedOn }),
          ...(archiveReference === undefined ? {} : { archiveReference }),
        },
      },
    },
  ];
  if (findings.length > 0) events.push({ type: 'FindingsAdded', data: { findings } });
  if (command.recommendations?.length)
    events.push(recommendationsAdded(command.recommendations, findings, newId));
  return [{ stream: 'evaluation', id: evaluationId, events }];
}

/**
 * What a command on the evaluation leads to.
 * @param measureExists whether an outcome's measure is registered
 */
export function decideEvaluation(
  evaluation: Evaluation,
  command: EvaluationCommand,
  measureExists: (id: string) => boolean,
  circumstances: Circumstances,
): EvaluationEvent[] {
  switch (command.type) {
    case 'ReviseEvaluation': {
      requirePermission(circumstances.actor, 'register');
      if (command.fields.publishedOn !== undefined)
        requirePublished(command.fields.publishedOn, circumstances.today);
      const change = revision<EvaluationFacts>(evaluation, command.fields);
      if (change === undefined) return [];
      const reason = command.reason === undefined ? {} : { reason: command.reason };
      return [{ type: 'EvaluationRevised', data: { ...change, ...reason } }];
    }
    case 'AddFindings':
      requirePermission(circumstances.actor, 'register');
      return [
        {
          type: 'FindingsAdded',
          data: { findings: command.findings.map((finding) => withId(finding, circumstances.newId)) },
        },
      ];
    case 'AddRecommendations':
      requirePermission(circumstances.actor, 'register');
      return [recommendationsAdded(command.recommendations, evaluation.findings, circumstances.newId)];
    case 'DecideOutcome':
      return decideOutcome(evaluation, command, measureExists, circumstances);
    default:
      return command satisfies never;
  }
}

function withId(finding: NewFinding, newId: () => string): Finding {
  return { ...finding, id: newId() };
}

function recommendationsAdded(
  given: readonly NewRecommendation[],
  findings: readonly Finding[],
  newId: () => string,
): EvaluationEvent {
  const known = new Set(findings.map((finding) => finding.id));
  const recommendations = given.map(({ findingIds = [], findingIndexes = [], ...recommendation }, index) => {
    const strange = findingIds.find((id) => !known.has(id));
    if (strange !== undefined) throw notFound('finding', strange);
    const byPosition = findingIndexes.map((position) => {
      const finding = findings[position];
      if (finding === undefined) {
        throw invalid(
          `recommendations.${index}.findingIndexes`,
          `There is no finding at position ${position}.`,
          'Positions count from 0 among the findings given.',
        );
      }
      return finding.id;
    });
    return { ...recommendation, id: newId(), findingIds: [...findingIds, ...byPosition] };
  });
  return { type: 'RecommendationsAdded', data: { recommendations } };
}

/** Leadership decides; a later decision replaces an earlier one, and both stand in the history. */
function decideOutcome(
  evaluation: Evaluation,
  command: Extract<EvaluationCommand, { type: 'DecideOutcome' }>,
  measureExists: (id: string) => boolean,
  circumstances: Circumstances,
): EvaluationEvent[] {
  requireAuthority(circumstances, command.authority);
  const { register, today } = circumstances;
  const { recommendationId, outcome, authority } = command;
  if (!evaluation.recommendations.some((known) => known.id === recommendationId)) {
    throw notFound('recommendation', recommendationId);
  }
  const missing = measuresOf(outcome).find((id) => !measureExists(id));
  if (missing !== undefined) throw notFound('measure', missing);
  if ('measureIds' in outcome && outcome.measureIds.length === 0) {
    throw invalid(
      'outcome.measureIds',
      'No measure follows it.',
      'Register the measure first and name it here.',
    );
  }
  if ('ground' in outcome && outcome.ground.trim() === '') {
    throw invalid('outcome.ground', 'The ground is missing.', 'Write why, in one or two sentences.');
  }
  if ('remainingRisk' in outcome && outcome.remainingRisk.trim() === '') {
    throw invalid(
      'outcome.remainingRisk',
      'The risk that remains is missing.',
      'Write what may still happen.',
    );
  }
  if (outcome.kind === 'forwarded') {
    requireParty(register, outcome.authorityPartyId);
    if (outcome.reviewOn !== undefined) requireAhead('outcome.reviewOn', outcome.reviewOn, today);
  }
  return [{ type: 'OutcomeDecided', data: { recommendationId, outcome, authority } }];
}

export function measuresOf(outcome: Outcome): readonly string[] {
  if ('measureIds' in outcome) return outcome.measureIds;
  return 'measureId' in outcome ? [outcome.measureId] : [];
}
