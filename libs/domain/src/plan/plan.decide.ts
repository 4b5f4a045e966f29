import { revision } from '../changes.js';
import type { Asked, RulesOf } from '../command-rule.js';
import { requireHappened, requireNotBefore, requireWithin } from '../deadline/date-bounds.js';
import { invalid, notFound } from '../domain-error.js';
import { defaultLadder, saysTheSame } from '../follow-up/ladder.js';
import type { Decided } from '../history.js';
import type { GoalId, MeasureId, PersonId, PlanId } from '../ids.js';
import { limits } from '../limits.js';
import { requireLoaded, handedOut, inStream, measuresOf } from '../loaded.js';
import { isUnfinished, itemNumber, type Measure } from '../measure/measure.js';
import { type Needs, unique } from '../needs.js';
import { ownRights } from '../person/person.errors.js';
import { requireActivePerson, requireParty, type Circumstances } from '../register.js';
import { requireAuthority, requirePermission } from '../roles/permissions.js';
import { bringDecision, editPlan } from '../roles/right.js';
import type { ClosePlan, PlanCommand, RegisterPlan } from './plan.commands.js';
import { jointNumbersUsed, openMeasures, planClosed, planNotAdopted } from './plan.errors.js';
import type { DefinedGoal, PlanEvent, PlanFields } from './plan.events.js';
import type { Plan, SubGoal } from './plan.js';

export const planRules: RulesOf<RegisterPlan | PlanCommand | ClosePlan> = {
  RegisterPlan: {
    right: editPlan,
    needs: ({ caseOfficerId, fields }) => ({
      planNumber: true,
      persons: unique([caseOfficerId, fields?.leaderId, ...(fields?.signOffSubstituteIds ?? [])]),
      parties: unique([fields?.secretariatPartyId]),
    }),
    decide: (command, { planNumber }, circumstances) =>
      decideRegisterPlan(handedOut(planNumber), command, circumstances),
  },
  RevisePlan: {
    right: editPlan,
    needs: ({ planId, fields }) => ({
      ...itself({ planId }),
      persons: unique([fields.caseOfficerId, fields.leaderId, ...(fields.signOffSubstituteIds ?? [])]),
      parties: unique([fields.secretariatPartyId]),
    }),
    decide: onPlan,
  },
  // A changed ladder moves what is next due in every measure of the plan.
  ChangeLadder: { right: editPlan, needs: withMeasures, decide: onPlan },
  DefineGoals: { right: editPlan, needs: itself, decide: onPlan },
  AssessSubGoal: { right: editPlan, needs: itself, decide: onPlan },
  EnterIndicatorFigure: { right: editPlan, needs: itself, decide: onPlan },
  DefineThemes: { right: editPlan, needs: itself, decide: onPlan },
  DefineAbbreviations: { right: editPlan, needs: itself, decide: onPlan },
  WriteReportSummary: { right: editPlan, needs: itself, decide: onPlan },
  JoinMeasures: {
    right: editPlan,
    needs: ({ planId, measureIds }) => ({ ...itself({ planId }), measuresToSee: measureIds }),
    decide: onPlan,
  },
  SeparateMeasures: { right: editPlan, needs: itself, decide: onPlan },
  ClosePlan: {
    right: bringDecision,
    needs: withMeasures,
    decide: (command, loaded, circumstances) => {
      const plan = requireLoaded(loaded.plans, 'plan', command.planId);
      const measures = measuresOf(loaded, command.planId);
      return inStream('plan', plan.id, decideClosePlan(plan, measures, command, circumstances));
    },
  },
};

function itself({ planId }: { planId: PlanId }): Partial<Needs> {
  return { plans: [{ id: planId, lock: 'update' }] };
}

function withMeasures({ planId }: { planId: PlanId }): Partial<Needs> {
  return { ...itself({ planId }), measuresOfPlans: [planId] };
}

function onPlan(...[command, loaded, circumstances]: Asked<PlanCommand>): Decided[] {
  const plan = requireLoaded(loaded.plans, 'plan', command.planId);
  const numberOf = (id: MeasureId) => {
    const measure = loaded.measures.get(id)?.state;
    return measure?.planId === plan.id ? measure.number : undefined;
  };
  return inStream('plan', plan.id, decidePlan(plan, command, numberOf, circumstances));
}

/** @throws DomainError `not-permitted`, `not-found`, `invalid-value` */
export function decideRegisterPlan(
  number: number,
  command: RegisterPlan,
  circumstances: Circumstances,
): Decided[] {
  requirePermission(circumstances.actor, 'edit-plan');
  const fields: PlanFields = {
    periodEnd: null,
    leaderId: null,
    signOffSubstituteIds: [],
    secretariatPartyId: null,
    basisOfAssessment: null,
    evidenceRequired: true,
    ...command.fields,
    title: command.title,
    caseOfficerId: command.caseOfficerId,
  };
  requireAcceptable(fields, circumstances);
  const planId = circumstances.newId();
  const ladder = command.ladder ?? defaultLadder;
  return [
    {
      stream: 'plan',
      id: planId,
      events: [{ type: 'PlanRegistered', data: { planId, number, ladder, ...fields } }],
    },
  ];
}

function requireAcceptable(
  fields: Partial<PlanFields>,
  { actor, register, today }: Circumstances,
  standIns: readonly PersonId[] = [],
): void {
  if (fields.title?.trim() === '') throw invalid('title', 'The title is empty.', 'Give the plan a title.');
  if (fields.caseOfficerId !== undefined) {
    const officer = requireActivePerson(register, fields.caseOfficerId, 'caseOfficerId');
    if (!officer.roles.includes('secretariat')) {
      throw invalid(
        'caseOfficerId',
        'The case officer must belong to the secretariat.',
        'Choose somebody with that role.',
      );
    }
  }
  if (fields.leaderId != null) requireActivePerson(register, fields.leaderId, 'leaderId');
  const named = fields.signOffSubstituteIds ?? [];
  named.forEach((id) => requireActivePerson(register, id, 'signOffSubstituteIds'));
  // A substitute signs off where others may not: it is given by another.
  if (named.includes(actor.id) && !standIns.includes(actor.id)) throw ownRights();
  if (fields.secretariatPartyId != null) requireParty(register, fields.secretariatPartyId);
  if (fields.periodEnd != null) {
    requireNotBefore('periodEnd', fields.periodEnd, limits.earliestDay);
    requireWithin('periodEnd', fields.periodEnd, today);
  }
}

/**
 * What a command on the plan itself leads to; no events when nothing would change.
 * @param numberOf the plan number of a measure of this plan; undefined for any other
 */
export function decidePlan(
  plan: Plan,
  command: PlanCommand,
  numberOf: (id: MeasureId) => number | undefined,
  circumstances: Circumstances,
): PlanEvent[] {
  requirePermission(circumstances.actor, 'edit-plan');
  if (plan.state === 'closed') throw planClosed(plan);
  switch (command.type) {
    case 'RevisePlan':
      return revise(plan, command, circumstances);
    case 'ChangeLadder':
      if (saysTheSame(command.ladder, plan.ladder)) return [];
      return [
        { type: 'LadderChanged', data: { old: plan.ladder, new: command.ladder, reason: command.reason } },
      ];
    case 'DefineGoals':
      return [{ type: 'GoalsDefined', data: { goals: numbered(plan, command.goals, circumstances.newId) } }];
    case 'AssessSubGoal': {
      const { subGoalId, verdict, text } = command;
      requireSubGoal(plan, subGoalId);
      return [{ type: 'SubGoalAssessed', data: { subGoalId, verdict, text } }];
    }
    case 'EnterIndicatorFigure': {
      const { subGoalId, indicator, figure } = command;
      if (!requireSubGoal(plan, subGoalId).indicators.some((known) => known.name === indicator)) {
        throw notFound('indicator', indicator);
      }
      if (
        figure.value === undefined &&
        (figure.numerator === undefined || figure.denominator === undefined)
      ) {
        throw invalid(
          'figure',
          'The figure has neither a value nor a share.',
          'Give value, or numerator and denominator.',
        );
      }
      requireHappened('figure.asOf', figure.asOf, circumstances.today);
      return [{ type: 'IndicatorFigureEntered', data: { subGoalId, indicator, figure } }];
    }
    case 'DefineThemes':
      return [{ type: 'ThemesDefined', data: { themes: themes(plan, command.themes, circumstances.newId) } }];
    case 'DefineAbbreviations':
      return [{ type: 'AbbreviationsDefined', data: { abbreviations: command.abbreviations } }];
    case 'WriteReportSummary':
      return writeReportSummary(plan, command.lines);
    case 'JoinMeasures':
      return join(plan, command.measureIds, numberOf);
    case 'SeparateMeasures':
      return separate(plan, command.measureIds);
    default:
      return command satisfies never;
  }
}

/** The same words again are news: they are written for another report. */
function writeReportSummary(plan: Plan, written: readonly string[] | null): PlanEvent[] {
  const old = plan.reportSummary?.lines ?? null;
  if (old === null && written === null) return [];
  return [{ type: 'ReportSummaryWritten', data: { old, new: written?.map((line) => line.trim()) ?? null } }];
}

function revise(
  plan: Plan,
  command: Extract<PlanCommand, { type: 'RevisePlan' }>,
  circumstances: Circumstances,
): PlanEvent[] {
  requireAcceptable(command.fields, circumstances, plan.signOffSubstituteIds);
  const known: PlanFields = {
    title: plan.title,
    periodEnd: plan.periodEnd ?? null,
    caseOfficerId: plan.caseOfficerId,
    leaderId: plan.leaderId ?? null,
    signOffSubstituteIds: plan.signOffSubstituteIds,
    secretariatPartyId: plan.secretariatPartyId ?? null,
    basisOfAssessment: plan.basisOfAssessment ?? null,
    caseNumber: plan.caseNumber ?? null,
    evidenceRequired: plan.evidenceRequired,
  };
  const change = revision(known, command.fields);
  if (change === undefined) return [];
  const reason = command.reason === undefined ? {} : { reason: command.reason };
  return [{ type: 'PlanRevised', data: { ...change, ...reason } }];
}

type GoalsGiven = Extract<PlanCommand, { type: 'DefineGoals' }>['goals'];

/** Numbers are for good: what was there keeps its own, what is new gets the next. */
function numbered(plan: Plan, goals: GoalsGiven, newId: () => string): DefinedGoal[] {
  const knownGoals = new Map(plan.goals.map((goal) => [goal.id, goal.number]));
  const knownSubGoals = new Map(
    plan.goals.flatMap((goal) => goal.subGoals).map((known) => [known.id, known.number]),
  );
  let nextGoal = Math.max(0, ...knownGoals.values());
  let nextSubGoal = Math.max(0, ...knownSubGoals.values());
  return goals.map((goal) => ({
    id: knownId(goal.id, knownGoals, 'goal') ?? newId(),
    number: (goal.id === undefined ? undefined : knownGoals.get(goal.id)) ?? ++nextGoal,
    title: goal.title,
    subGoals: goal.subGoals.map((subGoal) => ({
      id: knownId(subGoal.id, knownSubGoals, 'sub-goal') ?? newId(),
      number: (subGoal.id === undefined ? undefined : knownSubGoals.get(subGoal.id)) ?? ++nextSubGoal,
      title: subGoal.title,
      about: subGoal.about,
      indicators: subGoal.indicators,
    })),
  }));
}

function knownId(
  id: GoalId | undefined,
  known: ReadonlyMap<GoalId, number>,
  what: string,
): GoalId | undefined {
  if (id !== undefined && !known.has(id)) throw notFound(what, id);
  return id;
}

function themes(plan: Plan, given: readonly { id?: string; title: string }[], newId: () => string) {
  const known = new Set(plan.themes.map((theme) => theme.id));
  const strange = given.find((theme) => theme.id !== undefined && !known.has(theme.id));
  if (strange?.id !== undefined) throw notFound('theme', strange.id);
  return given.map((theme) => ({ id: theme.id ?? newId(), title: theme.title }));
}

function requireSubGoal(plan: Plan, id: GoalId): SubGoal {
  const subGoal = plan.goals.flatMap((goal) => goal.subGoals).find((known) => known.id === id);
  if (subGoal === undefined) throw notFound('sub-goal', id);
  return subGoal;
}

function join(
  plan: Plan,
  measureIds: readonly MeasureId[],
  numberOf: (id: MeasureId) => number | undefined,
): PlanEvent[] {
  if (new Set(measureIds).size < 2) {
    throw invalid(
      'measureIds',
      'A joint line takes at least two measures.',
      'Name two or more measures of the plan.',
    );
  }
  const strange = measureIds.find((id) => numberOf(id) === undefined);
  if (strange !== undefined) throw notFound('measure', strange);
  const taken = new Set(plan.jointLines.flat());
  const used = measureIds.filter((id) => taken.has(id)).flatMap((id) => numberOf(id) ?? []);
  if (used.length > 0) throw jointNumbersUsed(plan, used);
  return [{ type: 'MeasuresJoined', data: { measureIds } }];
}

function separate(plan: Plan, measureIds: readonly MeasureId[]): PlanEvent[] {
  const wanted = new Set(measureIds);
  const line = plan.jointLines.find(
    (known) => known.length === wanted.size && known.every((id) => wanted.has(id)),
  );
  if (line === undefined) {
    throw invalid(
      'measureIds',
      'These measures do not make up a joint line.',
      'Name every measure of the line, and no other.',
    );
  }
  return [{ type: 'MeasuresSeparated', data: { measureIds: line } }];
}

/** @throws DomainError `open-measures`, `leadership-decides`, `plan-not-adopted`, `plan-closed` */
function decideClosePlan(
  plan: Plan,
  measures: readonly Measure[],
  command: ClosePlan,
  circumstances: Circumstances,
): PlanEvent[] {
  requireAuthority(circumstances, command.authority);
  if (plan.state === 'closed') throw planClosed(plan);
  if (plan.state === 'draft') throw planNotAdopted(plan);
  const open = measures.filter((measure) => measure.state !== 'closed');
  if (open.length > 0) {
    throw openMeasures(
      plan,
      open.map((measure) => ({
        number: measure.number,
        openItems: measure.items.filter(isUnfinished).map((item) => itemNumber(measure, item)),
      })),
    );
  }
  const note = command.note === undefined ? {} : { note: command.note };
  return [{ type: 'PlanClosed', data: { authority: command.authority, ...note } }];
}
