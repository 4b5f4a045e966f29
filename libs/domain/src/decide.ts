import { requireInSight } from './access/sight.js';
import { decideCatalogue, decideRegisterCatalogue } from './catalogue/catalogue.decide.js';
import { decidePickCandidates } from './catalogue/picking.js';
import type { Command } from './commands.js';
import {
  bodysDecision,
  countersigned,
  heldDecision,
  planOfDecision,
  requireMayCountersign,
} from './decision/countersigning.js';
import type { CountersignDecision } from './decision/decision.commands.js';
import {
  countersignature,
  decideEnterDecision,
  decideFulfilDecision,
  decideWithdrawDecision,
} from './decision/decision.decide.js';
import { notFound } from './domain-error.js';
import { decideEvaluation, decideRegisterEvaluation } from './evaluation/evaluation.decide.js';
import type { Decided } from './history.js';
import { decideRegisterImported } from './import/import.decide.js';
import { withdrawn } from './import/import.errors.js';
import { decideUndoImport } from './import/undoing.decide.js';
import { importIn } from './import/undoing.js';
import { decideAcceptMeasure, decideAdoptPlan } from './measure/acceptance.js';
import { decideMeasure, signOff } from './measure/measure.decide.js';
import type { MeasureInPlan } from './measure/measure.requirements.js';
import { requireSigner } from './measure/right-on-measure.js';
import { measureClosed } from './measure/measure.errors.js';
import { isStanding } from './measure/measure.js';
import { decideRegisterMeasures } from './measure/registration.js';
import type { SignOffMany } from './measure/measure.commands.js';
import type { Loaded, Versioned } from './needs.js';
import { decideMembership } from './party/membership.decide.js';
import { decideParty, decideRegisterParty } from './party/party.decide.js';
import { decideAppointFirstLeader, decidePerson, decideRegisterPerson } from './person/person.decide.js';
import { planClosed } from './plan/plan.errors.js';
import { decideClosePlan, decidePlan, decideRegisterPlan } from './plan/plan.decide.js';
import { decidePublication } from './report/publication.decide.js';
import {
  decideFreezeReport,
  decideOpenReport,
  decideReport,
  decideSetReporting,
} from './report/report.decide.js';
import { requireParty, type Circumstances } from './register.js';
import { decideRepetition } from './repetition/repetition.decide.js';

/**
 * The rules' one entrance: what this command, on what was loaded, leads to. Pure.
 * @returns the new events by stream, in order; empty when nothing would change
 * @throws DomainError when a rule says no
 */
export function decide(command: Command, loaded: Loaded, circumstances: Circumstances): Decided[] {
  const ofBody = bodysDecision(command);
  if (ofBody === undefined) return decideNow(command, loaded, circumstances);
  // What a rule would refuse is refused now, not when another countersigns it.
  if (decideNow(command, loaded, circumstances).length === 0) return [];
  return [heldDecision(ofBody, planOfDecision(ofBody.command, loaded), circumstances)];
}

/** Another has confirmed it: what was held takes effect, under the rules as things stand now. */
function countersign(loaded: Loaded, command: CountersignDecision, circumstances: Circumstances): Decided[] {
  const decision = found(loaded.decisions, 'decision', command.decisionId);
  const plan = decision.planId === undefined ? undefined : loaded.plans.get(decision.planId)?.state;
  requireMayCountersign(decision, circumstances.actor, plan);
  const effect =
    decision.held === undefined
      ? []
      : decideNow(countersigned(decision.held, decision, circumstances.actor), loaded, circumstances);
  return [...changed('decision', decision.id, [countersignature(command)]), ...effect];
}

function decideNow(command: Command, loaded: Loaded, circumstances: Circumstances): Decided[] {
  const plan = (id: string) => found(loaded.plans, 'plan', id);
  const evaluation = (id: string) => {
    const known = loaded.evaluations.get(id)?.state;
    return known?.withdrawn === undefined ? known : undefined;
  };
  const measureExists = (id: string) => {
    const known = loaded.measures.get(id)?.state;
    return known !== undefined && isStanding(known);
  };
  switch (command.type) {
    case 'RegisterEvaluation':
      return decideRegisterEvaluation(command, circumstances);
    case 'ReviseEvaluation':
    case 'AddFindings':
    case 'AddRecommendations':
    case 'DecideOutcome': {
      const subject = found(loaded.evaluations, 'evaluation', command.evaluationId);
      return changed(
        'evaluation',
        subject.id,
        decideEvaluation(subject, command, measureExists, circumstances),
      );
    }
    case 'RegisterPlan':
      return decideRegisterPlan(wanted(loaded.planNumber), command, circumstances);
    case 'RevisePlan':
    case 'ChangeLadder':
    case 'DefineGoals':
    case 'WriteReportSummary':
    case 'AssessSubGoal':
    case 'EnterIndicatorFigure':
    case 'DefineThemes':
    case 'DefineAbbreviations':
    case 'JoinMeasures':
    case 'SeparateMeasures': {
      const numberOf = (id: string) => {
        const measure = loaded.measures.get(id)?.state;
        return measure?.planId === command.planId ? measure.number : undefined;
      };
      return changed(
        'plan',
        command.planId,
        decidePlan(plan(command.planId), command, numberOf, circumstances),
      );
    }
    case 'AdoptPlan':
      return decideAdoptPlan(
        { plan: plan(command.planId), measures: measuresIn(loaded, command.planId), evaluation },
        command,
        circumstances,
      );
    case 'ClosePlan': {
      const measures = measuresIn(loaded, command.planId);
      return changed(
        'plan',
        command.planId,
        decideClosePlan(plan(command.planId), measures, command, circumstances),
      );
    }
    case 'RegisterMeasures':
      return decideRegisterMeasures(
        {
          plan: plan(command.planId),
          evaluation,
          measureExists,
          firstNumber: wanted(loaded.firstMeasureNumber),
        },
        command,
        circumstances,
      );
    case 'RegisterImported': {
      const { planId, evaluation: into } = command;
      return decideRegisterImported(
        {
          plan: loaded.plans.has(planId) ? plan(planId) : undefined,
          evaluation: into?.kind === 'registered' ? evaluation(into.evaluationId) : undefined,
          evaluationOf: evaluation,
          measure: (id) => loaded.measures.get(id)?.state,
          planNumber: () => wanted(loaded.planNumber),
          firstMeasureNumber: () => wanted(loaded.firstMeasureNumber),
          knownParties: loaded.knownParties ?? [],
        },
        command,
        circumstances,
      );
    }
    case 'UndoImport': {
      const known = loaded.plans.get(command.planId)?.state;
      if (known === undefined || loaded.importPast === undefined) throw notFound('plan', command.planId);
      return decideUndoImport(
        {
          plan: known,
          measures: measuresIn(loaded, command.planId),
          evaluation: evaluation(importIn(known, command.importId)?.evaluationId ?? ''),
          reports: [...loaded.reports.values()].map(({ state }) => state),
          past: loaded.importPast,
        },
        command,
        circumstances,
      );
    }
    case 'AcceptMeasure':
      return decideAcceptMeasure(
        { ...inPlan(loaded, command.measureId), evaluation },
        command,
        circumstances,
      );
    case 'CloseMeasure':
      if (command.successorId !== undefined) found(loaded.measures, 'measure', command.successorId);
      return onMeasure(loaded, command, circumstances);
    case 'SetCrossReferences':
      command.measureIds.forEach((id) => found(loaded.measures, 'measure', id));
      return onMeasure(loaded, command, circumstances);
    case 'ReviseMeasure':
    case 'AddSubPoint':
    case 'AssignMeasure':
    case 'ReassignItem':
    case 'SetDeadline':
    case 'SetReviewDate':
    case 'UpdateStatus':
    case 'WriteSummaryText':
    case 'StateRisk':
    case 'EnterShare':
    case 'ReportOccurrence':
    case 'ReportDone':
    case 'SendBack':
    case 'SignOff':
    case 'ProposeWaiver':
    case 'DecideWaiver':
    case 'EndUnanswered':
    case 'ReopenMeasure':
    case 'RecordEffectReview':
      return onMeasure(loaded, command, circumstances);
    case 'ConfirmRepetition':
    case 'WithdrawRepetition': {
      const { measure, plan: planOfMeasure } = inPlan(loaded, command.measureId);
      if (planOfMeasure.state === 'closed') throw planClosed(planOfMeasure);
      const earlier = measureExists(command.earlierMeasureId)
        ? found(loaded.measures, 'measure', command.earlierMeasureId)
        : undefined;
      return changed('measure', measure.id, decideRepetition(measure, earlier, command, circumstances));
    }
    case 'SignOffMany':
      return signOffMany(loaded, command, circumstances);
    case 'RegisterOrganisation':
    case 'RegisterGroup':
      return decideRegisterParty(command, loaded.knownParties ?? [], circumstances);
    case 'ReviseParty': {
      const party = requireParty(circumstances.register, command.partyId);
      return changed(
        'party',
        party.id,
        decideParty(party, loaded.knownParties ?? [], command, circumstances),
      );
    }
    case 'AddMember':
    case 'EndMembership':
    case 'AnswerDeparture':
    case 'KeepMemberships': {
      const group = requireParty(circumstances.register, command.groupId);
      return decideMembership(group, states(loaded.measures).filter(isStanding), command, circumstances);
    }
    case 'RegisterPerson':
      return decideRegisterPerson(command, circumstances);
    case 'AppointFirstLeader':
      return decideAppointFirstLeader(command, circumstances);
    case 'RevisePerson':
    case 'BindIdentity':
    case 'ReleaseIdentity':
    case 'ErasePerson': {
      const person = circumstances.register.person(command.personId);
      if (person === undefined) throw notFound('person', command.personId);
      return changed('person', person.id, decidePerson(person, command, loaded.duties ?? [], circumstances));
    }
    case 'SetReporting':
      return decideSetReporting(plan(command.planId), states(loaded.reports), command, circumstances);
    case 'OpenReport':
      return decideOpenReport(plan(command.planId), states(loaded.reports), command, circumstances);
    case 'LockReport':
    case 'CorrectReport': {
      const report = found(loaded.reports, 'report', command.reportId);
      return changed(
        'report',
        report.id,
        decideFreezeReport(report, loaded.frozen ?? [], command, circumstances),
      );
    }
    case 'ReleaseReport':
    case 'AcknowledgeReport':
    case 'ReturnReport':
    case 'HandOverQuestion':
    case 'AnswerQuestion': {
      const report = found(loaded.reports, 'report', command.reportId);
      return changed('report', report.id, decideReport(report, command, circumstances));
    }
    case 'PublishReport':
    case 'WithdrawPublication': {
      const report = found(loaded.reports, 'report', command.reportId);
      return changed(
        'report',
        report.id,
        decidePublication(report, loaded.publicContent, command, circumstances),
      );
    }
    case 'EnterDecision':
      if (command.planId !== undefined) plan(command.planId);
      return decideEnterDecision(command, circumstances);
    case 'CountersignDecision':
      return countersign(loaded, command, circumstances);
    case 'WithdrawDecision': {
      const decision = found(loaded.decisions, 'decision', command.decisionId);
      return changed('decision', decision.id, decideWithdrawDecision(decision, command, circumstances));
    }
    case 'FulfilDecision': {
      const decision = found(loaded.decisions, 'decision', command.decisionId);
      return changed('decision', decision.id, decideFulfilDecision(decision, command, circumstances));
    }
    case 'RegisterCatalogue':
      return decideRegisterCatalogue(wanted(loaded.catalogueNumber), command, circumstances);
    case 'ReviseCatalogue':
    case 'AddSituation':
    case 'ReviseSituation':
    case 'WithdrawSituation':
    case 'StateSituationRisk':
    case 'TakeInSituations': {
      const catalogue = found(loaded.catalogues, 'catalogue', command.catalogueId);
      return changed('catalogue', catalogue.id, decideCatalogue(catalogue, command, circumstances));
    }
    case 'PickCandidates': {
      const catalogue = loaded.catalogues.get(command.catalogueId);
      if (catalogue === undefined) throw notFound('catalogue', command.catalogueId);
      return decidePickCandidates(
        {
          catalogue,
          plan: plan(command.planId),
          evaluation,
          measureExists,
          firstNumber: wanted(loaded.firstMeasureNumber),
        },
        command,
        circumstances,
      );
    }
    default:
      return command satisfies never;
  }
}

type OneMeasureCommand = Parameters<typeof decideMeasure>[1];

function onMeasure(loaded: Loaded, command: OneMeasureCommand, circumstances: Circumstances): Decided[] {
  const subject = inPlan(loaded, command.measureId);
  const itemIds = 'itemId' in command && command.itemId !== undefined ? [command.itemId] : [];
  requireInSight(circumstances.actor, subject.plan, subject.measure, itemIds);
  return changed('measure', subject.measure.id, decideMeasure(subject, command, circumstances));
}

/** Each item with its own record; all or nothing. */
function signOffMany(loaded: Loaded, command: SignOffMany, circumstances: Circumstances): Decided[] {
  const note = command.note === undefined ? {} : { note: command.note };
  const measureIds = [...new Set(command.items.map((item) => item.measureId))];
  return measureIds.flatMap((measureId) => {
    const subject = inPlan(loaded, measureId);
    const itemIds = command.items.filter((item) => item.measureId === measureId).map((item) => item.itemId);
    requireInSight(circumstances.actor, subject.plan, subject.measure, itemIds);
    requireSigner(subject, itemIds, circumstances);
    if (subject.plan.state === 'closed') throw planClosed(subject.plan);
    if (subject.measure.state === 'closed') throw measureClosed(subject.measure);
    return changed('measure', measureId, signOff(subject, { itemIds, ...note }, circumstances));
  });
}

function inPlan(loaded: Loaded, measureId: string): MeasureInPlan {
  const measure = found(loaded.measures, 'measure', measureId);
  const evaluation = loaded.evaluations.get(measure.source?.evaluationId ?? '')?.state;
  return { measure, plan: found(loaded.plans, 'plan', measure.planId), evaluation };
}

function measuresIn(loaded: Loaded, planId: string) {
  return states(loaded.measures)
    .filter(isStanding)
    .filter((measure) => measure.planId === planId)
    .sort((one, other) => one.number - other.number);
}

function states<S>(versioned: ReadonlyMap<string, Versioned<S>>): S[] {
  return [...versioned.values()].map((entry) => entry.state);
}

/** What is withdrawn is there to be read, and takes part in nothing. */
function found<S extends object>(versioned: ReadonlyMap<string, Versioned<S>>, what: string, id: string): S {
  const state = versioned.get(id)?.state;
  if (state === undefined) throw notFound(what, id);
  const isWithdrawn = ('state' in state && state.state === 'withdrawn') || 'withdrawn' in state;
  if (isWithdrawn) throw withdrawn(what, id);
  return state;
}

function wanted(number: number | undefined): number {
  if (number === undefined) throw new Error('The record did not hand out the number that was needed');
  return number;
}

function changed<K extends Decided['stream']>(
  stream: K,
  id: string,
  events: Extract<Decided, { stream: K }>['events'],
): Decided[] {
  return events.length === 0 ? [] : [{ stream, id, events } as Decided];
}
