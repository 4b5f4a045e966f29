import type { Catalogue } from './catalogue/catalogue.js';
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
import type { ImportPast } from './import/undoing.js';
import type { Measure } from './measure/measure.js';
import type { NamedParty } from './party/similar-names.js';
import type { Duty } from './person/duties.js';
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

/** No needs at all: a command adds only what it needs. */
export const nothing: Needs = {
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

/** Each id once; what was not given is left out. */
export const unique = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter((id): id is string => typeof id === 'string')),
];
