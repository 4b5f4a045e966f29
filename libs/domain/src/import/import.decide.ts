import type { RulesOf } from '../command-rule.js';
import { hasPassed } from '../deadline/deadline.js';
import { notFound } from '../domain-error.js';
import type { Evaluation } from '../evaluation/evaluation.js';
import type { Decided } from '../history.js';
import type { EvaluationId, MeasureId } from '../ids.js';
import { evaluationIn, requireLoaded, handedOut } from '../loaded.js';
import type { NewMeasure, NewResponsibility } from '../measure/measure.commands.js';
import { decideMeasure } from '../measure/measure.decide.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import { evolveMeasure } from '../measure/measure.evolve.js';
import type { Measure } from '../measure/measure.js';
import { decideRegisterMeasures } from '../measure/registration.js';
import { type Needs, unique } from '../needs.js';
import type { NamedParty } from '../party/similar-names.js';
import { planClosed } from '../plan/plan.errors.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import { register } from '../roles/right.js';
import { EvaluationBeingFilled } from './evaluation-being-filled.js';
import {
  type ImportedChange,
  type ImportedMeasure,
  measuresIn,
  type RegisterImported,
} from './import.commands.js';
import { importRegistered, nothingToImport } from './import.errors.js';
import { notYetRecorded } from './not-yet-recorded.js';
import { PartiesBeingNamed } from './parties-being-named.js';
import { PlanBeingFilled } from './plan-being-filled.js';

export const importRules: RulesOf<RegisterImported> = {
  RegisterImported: {
    right: register,
    needs: neededForImport,
    decide: (command, loaded, circumstances) => {
      const { planId, evaluation: into } = command;
      const state = {
        plan: loaded.plans.has(planId) ? requireLoaded(loaded.plans, 'plan', planId) : undefined,
        evaluation: into?.kind === 'registered' ? evaluationIn(loaded)(into.evaluationId) : undefined,
        evaluationOf: evaluationIn(loaded),
        measure: (id: MeasureId) => loaded.measures.get(id)?.state,
        planNumber: () => handedOut(loaded.planNumber),
        firstMeasureNumber: () => handedOut(loaded.firstMeasureNumber),
        knownParties: loaded.knownParties ?? [],
      };
      return decideRegisterImported(state, command, circumstances);
    },
  },
};

/** A new plan's measures are numbered under the id that the plan is going to have. */
function neededForImport({
  planId,
  newPlan,
  evaluation,
  measures,
  changes,
  newParties,
}: RegisterImported): Partial<Needs> {
  const count = measuresIn(measures);
  const partyIds = [...measures, ...changes]
    .flatMap(({ responsible }) => responsible?.parties ?? [])
    .map((party) => ('partyId' in party ? party.partyId : undefined));
  const fields = newPlan?.fields;
  return {
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

interface ImportState {
  /** Absent where it is not registered yet. */
  plan: Plan | undefined;
  /** The evaluation the command names, where it is registered. */
  evaluation: Evaluation | undefined;
  /** The evaluation of an existing measure, where the import changes its deadline. */
  evaluationOf: (id: EvaluationId) => Evaluation | undefined;
  measure: (id: MeasureId) => Measure | undefined;
  planNumber: () => number;
  firstMeasureNumber: () => number;
  /** Everybody in the register, where names are new. */
  knownParties: readonly NamedParty[];
}

/**
 * All of an import or nothing of it. Each part is decided by the rule that decides it when it is entered by hand, on
 * the state that the parts before it lead to.
 * @throws DomainError `import-registered`, `nothing-to-import`, and whatever those rules refuse
 */
function decideRegisterImported(
  state: ImportState,
  command: RegisterImported,
  circumstances: Circumstances,
): Decided[] {
  requirePermission(circumstances.actor, 'register');
  const before = state.plan?.imports?.find(({ importId }) => importId === command.importId);
  if (state.plan !== undefined && before !== undefined) throw importRegistered(state.plan.number);
  if (command.measures.length === 0 && command.changes.length === 0) throw nothingToImport();

  const plan = new PlanBeingFilled(state, command, circumstances);
  if (plan.state.state === 'closed') throw planClosed(plan.state);
  const parties = new PartiesBeingNamed(state.knownParties, plan.state, circumstances);
  parties.nameAll(command);
  const work: Work = { plan, parties, circumstances: { ...circumstances, register: parties.register } };
  plan.addThemes(command.measures);
  plan.addGoals(command.goals);
  if (command.evaluation !== undefined) {
    work.evaluation = new EvaluationBeingFilled(state.evaluation, command.evaluation, work.circumstances);
    work.evaluation.fill(command);
  }
  const measures = registeredMeasures(state, command, work);
  const changes = command.changes.flatMap((change) => changedMeasure(state, change, command, work));
  const numbers = measures.map(({ number }) => number);
  const [first] = numbers;
  plan.remember({
    importId: command.importId,
    document: command.document,
    ...(work.evaluation === undefined ? {} : { evaluationId: work.evaluation.state.id }),
    ...(first === undefined ? {} : { numbers: { first, last: numbers.at(-1) ?? first } }),
    changed: changes.length,
  });

  return [
    ...parties.decided,
    ...(work.evaluation === undefined || work.evaluation.events.length === 0
      ? []
      : [{ stream: 'evaluation' as const, id: work.evaluation.state.id, events: work.evaluation.events }]),
    { stream: 'plan', id: command.planId, events: plan.events },
    ...measures.map(({ decided }) => decided),
    ...changes,
  ];
}

/** What the parts of the import are decided on. */
interface Work {
  plan: PlanBeingFilled;
  parties: PartiesBeingNamed;
  evaluation?: EvaluationBeingFilled;
  /** With the parties that come with the import. */
  circumstances: Circumstances;
}

interface RegisteredMeasure {
  id: MeasureId;
  number: number;
  decided: Decided;
}

/** A line with several numbers becomes as many measures, joined. */
function registeredMeasures(
  state: ImportState,
  { planId, document, measures }: RegisterImported,
  work: Work,
): RegisteredMeasure[] {
  if (measures.length === 0) return [];
  const lines = measures.map((measure) => newMeasures(measure, document, work));
  const decided = decideRegisterMeasures(
    {
      plan: work.plan.state,
      evaluation: (id) => (work.evaluation?.state.id === id ? work.evaluation.state : undefined),
      measureExists: () => false,
      firstNumber: state.firstMeasureNumber(),
    },
    { type: 'RegisterMeasures', planId, measures: lines.flat() },
    work.circumstances,
  );
  const registered = decided.flatMap((change): RegisteredMeasure[] => {
    const [event] = change.events;
    if (change.stream !== 'measure' || event?.type !== 'MeasureRegistered') return [];
    return [{ id: change.id, number: (event as Registered).data.number, decided: change }];
  });
  let position = 0;
  for (const { length } of lines) {
    if (length > 1) work.plan.join(registered.slice(position, position + length));
    position += length;
  }
  return registered;
}

type Registered = Extract<MeasureEvent, { type: 'MeasureRegistered' }>;

function newMeasures(
  measure: ImportedMeasure,
  document: RegisterImported['document'],
  { plan, parties, evaluation, circumstances }: Work,
): NewMeasure[] {
  const { numbers, title, text, theme, subPoints, responsible, deadline, access } = measure;
  const themeId = plan.themeIdOf(theme);
  // Whoever confirmed the import was warned of it.
  const isPast = deadline !== undefined && hasPassed(deadline.on, circumstances.today);
  const reason = isPast ? { reason: `Står i ${document.name}` } : {};
  const shared: NewMeasure = {
    title,
    text,
    subPoints: subPoints.map((point) => ({ text: point })),
    ...(themeId === undefined ? {} : { themeId }),
    ...(responsible === undefined ? {} : { responsible: named(responsible, parties) }),
    ...(deadline === undefined ? {} : { deadline: { ...deadline, ...reason } }),
    ...(access === undefined ? {} : { access }),
  };
  return (numbers.length === 0 ? [undefined] : numbers).map((number) => ({
    ...shared,
    ...(evaluation === undefined ? {} : { source: evaluation.sourceOf(measure, number) }),
  }));
}

function named(
  { mode, parties }: NonNullable<ImportedMeasure['responsible']>,
  known: PartiesBeingNamed,
): NewResponsibility {
  return { mode, partyIds: known.idsOf(parties) };
}

/** Each change as it would be made by hand; nothing where the measure says so already. */
function changedMeasure(
  state: ImportState,
  change: ImportedChange,
  { planId, document }: RegisterImported,
  { plan, parties, circumstances }: Work,
): Decided[] {
  const { measureId, title, text, subPoints = [], deadline, responsible } = change;
  const registered = state.measure(measureId);
  if (registered?.planId !== planId) throw notFound('measure', measureId);
  const reason = `Rettet fra ${document.name}`;
  const commands: Parameters<typeof decideMeasure>[1][] = [];
  if (title !== undefined || text !== undefined) {
    const words = { ...(title === undefined ? {} : { title }), ...(text === undefined ? {} : { text }) };
    commands.push({ type: 'ReviseMeasure', measureId, ...words, material: true, reason });
  }
  commands.push(...subPoints.map((point) => ({ type: 'AddSubPoint' as const, measureId, text: point })));
  if (deadline !== undefined) commands.push({ type: 'SetDeadline', measureId, ...deadline, reason });
  if (responsible !== undefined)
    commands.push({ type: 'AssignMeasure', measureId, ...named(responsible, parties) });

  const events: MeasureEvent[] = [];
  let measure = registered;
  const evaluation = state.evaluationOf(registered.source?.evaluationId ?? '');
  for (const command of commands) {
    for (const event of decideMeasure({ measure, plan: plan.state, evaluation }, command, circumstances)) {
      events.push(event);
      measure = evolveMeasure(measure, { ...event, ...notYetRecorded(circumstances), version: 0 });
    }
  }
  return events.length === 0 ? [] : [{ stream: 'measure', id: measureId, events }];
}
