import type { Command, CommandType } from '../commands.js';
import type { PersonId } from '../ids.js';
import { choosesOwnLanguage } from '../person/own-language.js';
import { type Actor, isClient } from './actor.js';
import { may, type Permission, requireMayBring, requirePermission } from './permissions.js';

/** What a command takes of whoever gives it: one of the permissions held. */
interface Right {
  held: readonly Permission[];
  /** Or to be named in what it is about: as substitute, as reviewer, as who was asked. */
  orNamed?: true;
}

const register: Right = { held: ['register'] };
const editPlan: Right = { held: ['edit-plan'] };
const reportOwn: Right = { held: ['report-own'] };
const setDeadline: Right = { held: ['set-deadline'] };
const administer: Right = { held: ['administer-register'] };
const administerPerson: Right = { held: ['administer-register', 'give-leadership'] };
const editCatalogue: Right = { held: ['edit-catalogue'] };
const runReport: Right = { held: ['run-report'] };
const confirmRepetition: Right = { held: ['confirm-repetition'] };
/** A leader's, or a body's that the secretariat enters. */
const bringDecision: Right = { held: ['decide', 'enter-decision'] };
/** The secretariat's and leadership's, or a substitute's. */
const standIn: Right = { held: ['close-implemented'], orNamed: true };
const answerQuestion: Right = { held: ['release-report'], orNamed: true };

/** Asked before anything is looked up, read or locked: one case per command. */
const rights: Readonly<Record<CommandType, Right | 'anybody'>> = {
  RegisterEvaluation: register,
  ReviseEvaluation: register,
  AddFindings: register,
  AddRecommendations: register,
  DecideOutcome: bringDecision,
  RegisterPlan: editPlan,
  RevisePlan: editPlan,
  ChangeLadder: editPlan,
  DefineGoals: editPlan,
  AssessSubGoal: editPlan,
  EnterIndicatorFigure: editPlan,
  DefineThemes: editPlan,
  DefineAbbreviations: editPlan,
  WriteReportSummary: editPlan,
  JoinMeasures: editPlan,
  SeparateMeasures: editPlan,
  SetReporting: editPlan,
  AdoptPlan: bringDecision,
  ClosePlan: bringDecision,
  RegisterMeasures: register,
  RegisterImported: register,
  UndoImport: register,
  AcceptMeasure: bringDecision,
  ReviseMeasure: register,
  AddSubPoint: register,
  AssignMeasure: { held: ['assign'] },
  ReassignItem: { held: ['assign'] },
  SetDeadline: setDeadline,
  SetReviewDate: setDeadline,
  UpdateStatus: reportOwn,
  WriteSummaryText: { held: ['edit-summary'] },
  StateRisk: register,
  EnterShare: register,
  SetCrossReferences: register,
  ReportOccurrence: reportOwn,
  ReportDone: reportOwn,
  SendBack: standIn,
  SignOff: standIn,
  SignOffMany: standIn,
  ProposeWaiver: { held: ['propose-waiver'] },
  DecideWaiver: bringDecision,
  EndUnanswered: bringDecision,
  CloseMeasure: { held: ['close-implemented', ...bringDecision.held] },
  ReopenMeasure: { held: ['reopen'] },
  RecordEffectReview: { held: ['close-implemented'], orNamed: true },
  ConfirmRepetition: confirmRepetition,
  WithdrawRepetition: confirmRepetition,
  RegisterOrganisation: administer,
  RegisterGroup: administer,
  ReviseParty: administer,
  AddMember: administer,
  EndMembership: administer,
  KeepMemberships: administer,
  AnswerDeparture: { held: ['propose-waiver'] },
  RegisterPerson: administerPerson,
  RevisePerson: administerPerson,
  ReleaseIdentity: administerPerson,
  ErasePerson: administerPerson,
  // Whoever logs in, and whoever runs the installation.
  BindIdentity: 'anybody',
  AppointFirstLeader: 'anybody',
  OpenReport: runReport,
  LockReport: runReport,
  CorrectReport: { held: ['release-report'] },
  ReleaseReport: { held: ['release-report'] },
  AcknowledgeReport: bringDecision,
  ReturnReport: bringDecision,
  HandOverQuestion: answerQuestion,
  AnswerQuestion: answerQuestion,
  PublishReport: bringDecision,
  WithdrawPublication: { held: ['withdraw-publication'] },
  EnterDecision: { held: ['enter-decision'] },
  CountersignDecision: { held: ['countersign'], orNamed: true },
  WithdrawDecision: bringDecision,
  FulfilDecision: { held: ['enter-decision'] },
  RegisterCatalogue: editCatalogue,
  ReviseCatalogue: editCatalogue,
  AddSituation: editCatalogue,
  ReviseSituation: editCatalogue,
  WithdrawSituation: editCatalogue,
  StateSituationRisk: editCatalogue,
  TakeInSituations: editCatalogue,
  PickCandidates: register,
};

/**
 * Whether the actor may give such a command at all, whatever state things are in.
 * @param named whom the thing that it is about names
 */
export function mayGive(actor: Actor, type: CommandType, named: readonly PersonId[] = []): boolean {
  const right = rights[type];
  if (right === 'anybody' || right.held.some((permission) => may(actor, permission))) return true;
  return right.orNamed === true && named.includes(actor.id);
}

/**
 * Whoever may never do this is told so, whatever they ask it of. Whether one who is let in may do it with this very
 * thing is asked where it is known.
 * @throws DomainError `not-permitted`, `leadership-decides`
 */
export function requireMayGive(actor: Actor, command: Command): void {
  const right = rights[command.type];
  if (right === 'anybody' || choosesOwnLanguage(command, actor) || mayGive(actor, command.type)) return;
  if (right.orNamed === true && !isClient(actor)) return;
  if ('authority' in command && command.authority !== undefined) requireMayBring(actor, command.authority);
  right.held.forEach((permission) => {
    requirePermission(actor, permission);
  });
}
