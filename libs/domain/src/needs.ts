import type { Catalogue } from './catalogue/catalogue.js';
import type { Command } from './commands.js';
import type { CountersignDecision } from './decision/decision.commands.js';
import type { Decision } from './decision/decision.js';
import type { Evaluation } from './evaluation/evaluation.js';
import type {
  CatalogueId,
  DecisionId,
  EvaluationId,
  ImportId,
  MeasureId,
  PartyId,
  PersonId,
  PlanId,
  ReportId,
} from './ids.js';
import { measuresIn, type RegisterImported } from './import/import.commands.js';
import type { ImportPast } from './import/undoing.js';
import type { Measure } from './measure/measure.js';
import type { NewMeasure, NewResponsibility } from './measure/measure.commands.js';
import type { Duty } from './person/duties.js';
import type { NamedParty } from './party/similar-names.js';
import type { Plan } from './plan/plan.js';
import type { Register } from './register.js';
import type { PublicContent } from './report/publication.js';
import type { FrozenContent, Report } from './report/report.js';

/** What must be loaded (and locked) before a command can be decided. The record loads; `decide` decides. */
export interface Needs {
  /** `share`: it must not close meanwhile. `update`: it is going to change. */
  plans: readonly { id: PlanId; lock: 'none' | 'share' | 'update' }[];
  /** Locked for update in the order of their ids; their plans are loaded too. */
  measures: readonly MeasureId[];
  /** Measures that must exist but do not change (cross references, a successor). */
  measuresToSee: readonly MeasureId[];
  /** Every measure of these plans, locked for update. */
  measuresOfPlans: readonly PlanId[];
  /** Every measure not closed that has the group as *each*, locked for update. */
  measuresOfGroup?: PartyId;
  evaluations: readonly { id: EvaluationId; lock: 'none' | 'update' }[];
  /** The evaluations that the loaded measures came from, locked for update. */
  evaluationsOfMeasures: boolean;
  /** Parties to know of; a group brings its members. The parties of loaded measures' items come by themselves. */
  parties: readonly PartyId[];
  partiesToChange: readonly PartyId[];
  persons: readonly PersonId[];
  personsToChange: readonly PersonId[];
  /** Everybody of the secretariat and of leadership; with measures that change they come by themselves. */
  whoDecides: boolean;
  decisionsToChange: readonly DecisionId[];
  reportsToChange: readonly ReportId[];
  /** Every report of these plans, locked for update. */
  reportsOfPlans: readonly PlanId[];
  catalogues: readonly { id: CatalogueId; lock: 'none' | 'update' }[];
  /** What has become of this import, read when everything is locked. */
  importPast?: { planId: PlanId; importId: ImportId };
  /** What this person answers for, read when everything is locked. */
  dutiesOf?: PersonId;
  /** Everybody in the register by name and number, and nobody else may be named meanwhile. */
  knownParties: boolean;
  /** A new number is wanted for a plan. */
  planNumber: boolean;
  /** A new number is wanted for a catalogue. */
  catalogueNumber: boolean;
  /** So many numbers in a plan are wanted; taken from its counter row just before the write. */
  measureNumbers?: {
    planId: PlanId;
    count: number;
    /** More is written than the measure: a single one can't be numbered as it is written. */
    withMore?: true;
  };
}

/** What was loaded. Missing is absent from the map: the decision answers `not-found`. */
export interface Loaded {
  plans: ReadonlyMap<PlanId, Versioned<Plan>>;
  measures: ReadonlyMap<MeasureId, Versioned<Measure>>;
  evaluations: ReadonlyMap<EvaluationId, Versioned<Evaluation>>;
  decisions: ReadonlyMap<DecisionId, Versioned<Decision>>;
  reports: ReadonlyMap<ReportId, Versioned<Report>>;
  catalogues: ReadonlyMap<CatalogueId, Versioned<Catalogue>>;
  /** Versions of the parties and persons that are going to change. */
  partyVersions: ReadonlyMap<PartyId, number>;
  personVersions: ReadonlyMap<PersonId, number>;
  register: Register;
  /** The first of the numbers that were wanted. */
  firstMeasureNumber?: number;
  planNumber?: number;
  /** What the record has frozen for a command that freezes a report. */
  frozen?: readonly FrozenContent[];
  /** What the record has found in the content that a command would make public. */
  publicContent?: PublicContent;
  catalogueNumber?: number;
  knownParties?: readonly NamedParty[];
  importPast?: ImportPast;
  duties?: readonly Duty[];
}

export interface Versioned<S> {
  state: S;
  version: number;
}

const nothing: Needs = {
  plans: [],
  measures: [],
  measuresToSee: [],
  measuresOfPlans: [],
  evaluations: [],
  evaluationsOfMeasures: false,
  parties: [],
  partiesToChange: [],
  persons: [],
  personsToChange: [],
  whoDecides: false,
  decisionsToChange: [],
  reportsToChange: [],
  reportsOfPlans: [],
  catalogues: [],
  knownParties: false,
  planNumber: false,
  catalogueNumber: false,
};

const unique = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id): id is string => typeof id === 'string')),
];

const partiesOf = (responsible: NewResponsibility | undefined): readonly PartyId[] =>
  responsible === undefined ? [] : responsible.partyIds;

function sourceEvaluations(measures: readonly NewMeasure[]): Needs['evaluations'] {
  return unique(measures.map((measure) => measure.source?.evaluationId)).map((id) => ({ id, lock: 'none' }));
}

/** What this command needs. Pure; one case per command, so that a new command does not compile without it. */
export function needs(command: Command): Needs {
  switch (command.type) {
    case 'RegisterEvaluation':
      return nothing;
    case 'ReviseEvaluation':
    case 'AddFindings':
    case 'AddRecommendations':
      return { ...nothing, evaluations: [{ id: command.evaluationId, lock: 'update' }] };
    case 'DecideOutcome': {
      const { outcome } = command;
      return {
        ...nothing,
        evaluations: [{ id: command.evaluationId, lock: 'update' }],
        measuresToSee:
          'measureIds' in outcome ? outcome.measureIds : 'measureId' in outcome ? [outcome.measureId] : [],
        parties: outcome.kind === 'forwarded' ? [outcome.authorityPartyId] : [],
      };
    }
    case 'RegisterPlan':
      return {
        ...nothing,
        planNumber: true,
        persons: unique([
          command.caseOfficerId,
          command.fields?.leaderId,
          ...(command.fields?.signOffSubstituteIds ?? []),
        ]),
        parties: unique([command.fields?.secretariatPartyId]),
      };
    case 'RevisePlan':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        persons: unique([
          command.fields.caseOfficerId,
          command.fields.leaderId,
          ...(command.fields.signOffSubstituteIds ?? []),
        ]),
        parties: unique([command.fields.secretariatPartyId]),
      };
    // A changed ladder moves what is next due in every measure of the plan.
    case 'ChangeLadder':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        measuresOfPlans: [command.planId],
      };
    case 'DefineGoals':
    case 'WriteReportSummary':
    case 'AssessSubGoal':
    case 'EnterIndicatorFigure':
    case 'DefineThemes':
    case 'DefineAbbreviations':
    case 'SeparateMeasures':
      return { ...nothing, plans: [{ id: command.planId, lock: 'update' }] };
    case 'JoinMeasures':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        measuresToSee: command.measureIds,
      };
    case 'AdoptPlan':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        measuresOfPlans: [command.planId],
        evaluationsOfMeasures: true,
      };
    case 'ClosePlan':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        measuresOfPlans: [command.planId],
      };
    case 'RegisterMeasures':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'share' }],
        evaluations: sourceEvaluations(command.measures),
        measuresToSee: unique(command.measures.map((measure) => measure.predecessorId)),
        parties: unique(command.measures.flatMap((measure) => partiesOf(measure.responsible))),
        measureNumbers: { planId: command.planId, count: command.measures.length },
      };
    case 'RegisterImported':
      return neededForImport(command);
    case 'UndoImport':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        measuresOfPlans: [command.planId],
        evaluationsOfMeasures: true,
        reportsOfPlans: [command.planId],
        importPast: { planId: command.planId, importId: command.importId },
      };
    case 'AssignMeasure':
      return { ...nothing, measures: [command.measureId], parties: command.partyIds };
    case 'ReassignItem':
      return { ...nothing, measures: [command.measureId], parties: [command.partyId] };
    case 'ConfirmRepetition':
      return { ...nothing, measures: [command.measureId], measuresToSee: [command.earlierMeasureId] };
    case 'SetCrossReferences':
      return { ...nothing, measures: [command.measureId], measuresToSee: command.measureIds };
    case 'AcceptMeasure':
      return { ...nothing, measures: [command.measureId], evaluationsOfMeasures: true };
    case 'CloseMeasure':
      return {
        ...nothing,
        measures: [command.measureId],
        measuresToSee: unique([command.successorId]),
        persons: unique([command.effectReview?.reviewerId]),
      };
    case 'ReportDone':
      return { ...nothing, measures: [command.measureId], persons: unique([command.forPersonId]) };
    // A deadline can't lie before the evaluation was published.
    case 'SetDeadline':
      return { ...nothing, measures: [command.measureId], evaluationsOfMeasures: true };
    case 'ReviseMeasure':
    case 'AddSubPoint':
    case 'SetReviewDate':
    case 'UpdateStatus':
    case 'WriteSummaryText':
    case 'StateRisk':
    case 'EnterShare':
    case 'ReportOccurrence':
    case 'SendBack':
    case 'SignOff':
    case 'ProposeWaiver':
    case 'DecideWaiver':
    case 'EndUnanswered':
    case 'ReopenMeasure':
    case 'RecordEffectReview':
    case 'WithdrawRepetition':
      return { ...nothing, measures: [command.measureId] };
    case 'SignOffMany':
      return { ...nothing, measures: unique(command.items.map((item) => item.measureId)).sort() };
    case 'RegisterOrganisation':
      return {
        ...nothing,
        knownParties: true,
        persons: unique([
          command.fields?.contactPersonId,
          command.fields?.leaderPersonId,
          command.fields?.caseOfficerId,
        ]),
      };
    case 'RegisterGroup':
      return { ...nothing, knownParties: true, parties: command.memberIds };
    case 'ReviseParty':
      return {
        ...nothing,
        partiesToChange: [command.partyId],
        knownParties: command.fields.name !== undefined || command.fields.organisationNumber != null,
        persons: unique([
          command.fields.contactPersonId,
          command.fields.leaderPersonId,
          command.fields.caseOfficerId,
        ]),
      };
    case 'AddMember':
    case 'EndMembership':
    case 'AnswerDeparture':
      return {
        ...nothing,
        partiesToChange: [command.groupId],
        parties: [command.partyId],
        measuresOfGroup: command.groupId,
      };
    case 'KeepMemberships':
      return { ...nothing, partiesToChange: [command.groupId], measuresOfGroup: command.groupId };
    case 'RegisterPerson':
      return { ...nothing, parties: command.partyIds };
    case 'AppointFirstLeader':
      return { ...nothing, personsToChange: unique([command.personId]), whoDecides: true };
    case 'RevisePerson':
      return {
        ...nothing,
        personsToChange: [command.personId],
        parties: command.partyIds ?? [],
        ...(command.active === false ? { dutiesOf: command.personId } : {}),
      };
    case 'BindIdentity':
    case 'ReleaseIdentity':
    case 'ErasePerson':
      return { ...nothing, personsToChange: [command.personId] };
    // A calendar moves when each measure of the plan asks for answers.
    case 'SetReporting':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        measuresOfPlans: [command.planId],
        reportsOfPlans: [command.planId],
      };
    case 'OpenReport':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        reportsOfPlans: [command.planId],
      };
    // Whatever the content tells of stands still until it is frozen.
    case 'LockReport':
    case 'CorrectReport':
      return {
        ...nothing,
        plans: [{ id: command.planId, lock: 'update' }],
        measuresOfPlans: [command.planId],
        evaluationsOfMeasures: true,
        reportsOfPlans: [command.planId],
      };
    case 'ReleaseReport':
    case 'AcknowledgeReport':
    case 'AnswerQuestion':
    case 'PublishReport':
    case 'WithdrawPublication':
      return { ...nothing, reportsToChange: [command.reportId] };
    case 'ReturnReport':
      return {
        ...nothing,
        reportsToChange: [command.reportId],
        persons: unique(command.questions.map((question) => question.responsibleId)),
      };
    case 'HandOverQuestion':
      return { ...nothing, reportsToChange: [command.reportId], persons: [command.responsibleId] };
    case 'EnterDecision':
      return {
        ...nothing,
        plans: command.planId === undefined ? [] : [{ id: command.planId, lock: 'share' }],
      };
    case 'CountersignDecision':
      return neededForCountersigning(command);
    case 'WithdrawDecision':
    case 'FulfilDecision':
      return { ...nothing, decisionsToChange: [command.decisionId] };
    case 'RegisterCatalogue':
      return { ...nothing, catalogueNumber: true };
    case 'ReviseCatalogue':
    case 'AddSituation':
    case 'ReviseSituation':
    case 'WithdrawSituation':
    case 'StateSituationRisk':
    case 'TakeInSituations':
      return { ...nothing, catalogues: [{ id: command.catalogueId, lock: 'update' }] };
    case 'PickCandidates': {
      const { occasion } = command;
      return {
        ...nothing,
        catalogues: [{ id: command.catalogueId, lock: 'none' }],
        plans: [{ id: command.planId, lock: 'share' }],
        evaluations: occasion?.kind === 'evaluation' ? [{ id: occasion.evaluationId, lock: 'none' }] : [],
        measuresToSee: occasion?.kind === 'measure' ? [occasion.measureId] : [],
        measureNumbers: { planId: command.planId, count: unique(command.candidateIds).length },
      };
    }
    default:
      return command satisfies never;
  }
}

/** What it gives effect to needs the same as ever; the plan says who else may countersign. */
function neededForCountersigning({ decisionId, entered = {} }: CountersignDecision): Needs {
  const { held, planId } = entered;
  const needed = held === undefined ? nothing : needs(held);
  const isLoaded = planId === undefined || needed.plans.some(({ id }) => id === planId);
  return {
    ...needed,
    plans: isLoaded ? needed.plans : [...needed.plans, { id: planId, lock: 'none' }],
    decisionsToChange: [decisionId],
  };
}

/** A new plan's measures are numbered under the id that the plan is going to have. */
function neededForImport({
  planId,
  newPlan,
  evaluation,
  measures,
  changes,
  newParties,
}: RegisterImported): Needs {
  const count = measuresIn(measures);
  const partyIds = [...measures, ...changes]
    .flatMap(({ responsible }) => responsible?.parties ?? [])
    .map((party) => ('partyId' in party ? party.partyId : undefined));
  const fields = newPlan?.fields;
  return {
    ...nothing,
    plans: [{ id: planId, lock: 'update' }],
    planNumber: newPlan !== undefined,
    knownParties: newParties.length > 0,
    measures: unique(changes.map(({ measureId }) => measureId)).sort(),
    evaluations: evaluation?.kind === 'registered' ? [{ id: evaluation.evaluationId, lock: 'update' }] : [],
    evaluationsOfMeasures: changes.some(({ deadline }) => deadline !== undefined),
    parties: unique([...partyIds, fields?.secretariatPartyId]),
    persons: unique([newPlan?.caseOfficerId, fields?.leaderId, ...(fields?.signOffSubstituteIds ?? [])]),
    ...(count === 0 ? {} : { measureNumbers: { planId, count, withMore: true } }),
  };
}
