import type { CatalogueCommand, PickCandidates, RegisterCatalogue } from './catalogue/catalogue.commands.js';
import type {
  CountersignDecision,
  EnterDecision,
  FulfilDecision,
  WithdrawDecision,
} from './decision/decision.commands.js';
import type { EvaluationCommand, RegisterEvaluation } from './evaluation/evaluation.commands.js';
import type { RegisterImported, UndoImport } from './import/import.commands.js';
import type {
  AnswerExtensions,
  MeasureCommand,
  RegisterMeasures,
  SignOffMany,
} from './measure/measure.commands.js';
import type { MembershipCommand, PartyCommand, RegisterParty } from './party/party.commands.js';
import type {
  AbsenceCommand,
  AppointFirstLeader,
  HandOverDuties,
  PersonCommand,
  RegisterPerson,
} from './person/person.commands.js';
import type { AdoptPlan, ClosePlan, PlanCommand, RegisterPlan, SetReporting } from './plan/plan.commands.js';
import type {
  FreezeReport,
  OpenReport,
  PublicationCommand,
  ReportCommand,
} from './report/report.commands.js';

/** Everything that can be asked of the record. */
export type Command =
  | RegisterEvaluation
  | EvaluationCommand
  | RegisterPlan
  | PlanCommand
  | AdoptPlan
  | ClosePlan
  | RegisterMeasures
  | RegisterImported
  | UndoImport
  | MeasureCommand
  | SignOffMany
  | AnswerExtensions
  | RegisterParty
  | PartyCommand
  | MembershipCommand
  | RegisterPerson
  | AppointFirstLeader
  | HandOverDuties
  | AbsenceCommand
  | PersonCommand
  | SetReporting
  | OpenReport
  | FreezeReport
  | ReportCommand
  | PublicationCommand
  | EnterDecision
  | CountersignDecision
  | WithdrawDecision
  | FulfilDecision
  | RegisterCatalogue
  | CatalogueCommand
  | PickCandidates;
export type CommandType = Command['type'];
