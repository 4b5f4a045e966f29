import type { Evaluation } from '../evaluation/evaluation.js';
import type { EvaluationEvent } from '../evaluation/evaluation.events.js';
import type { RecordedEvent } from '../history.js';
import type { CommandId, ImportId, Instant, MeasureId, PersonId } from '../ids.js';
import type { MeasureEvent } from '../measure/measure.events.js';
import { isStanding, type Measure } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { PlanEvent } from '../plan/plan.events.js';
import type { Report } from '../report/report.js';
import type { PlanImport } from './imported.js';

/** What has been done since on something an import made: while there is any, the import stands. */
export type DoneSince =
  | {
      kind: 'changed';
      what: 'plan' | 'evaluation' | 'measure';
      /** The measure's, in the plan. */
      number?: number;
      event: (PlanEvent | EvaluationEvent | MeasureEvent)['type'];
      by: PersonId;
      at: Instant;
    }
  /** A status report that tells of it was locked, or one of a plan that the import made was opened. */
  | { kind: 'reported'; number: number; at: Instant }
  /** Something that did not come with the import names what did. */
  | Reference;

export interface Reference {
  kind: 'referred-to';
  from: 'measure' | 'evaluation' | 'decision';
  id: string;
  /** The measure's, in its plan. */
  number?: number;
  planNumber?: number;
}

/** What the record has of an import beside the states: the histories it became a part of, and who names it. */
export interface ImportPast {
  plan: readonly RecordedEvent<PlanEvent>[];
  /** The events of the evaluation that the import went into; empty where there is none. */
  evaluation: readonly RecordedEvent<EvaluationEvent>[];
  /** What came after the registration of its measures. */
  measures: readonly { measureId: MeasureId; event: MeasureEvent['type']; by: PersonId; at: Instant }[];
  /** Measures of other plans that may name something of it, with their plan's number. */
  elsewhere: readonly { measure: Measure; planNumber: number }[];
  /** Evaluations whose outcomes name its measures, and decisions about its plan. */
  references: readonly Reference[];
}

export interface ImportToUndo {
  plan: Plan;
  /** All of the plan. */
  measures: readonly Measure[];
  evaluation: Evaluation | undefined;
  /** Of the plan. */
  reports: readonly Report[];
  past: ImportPast;
}

/** What one import made, and how things were before it. */
export interface ImportMade {
  import: PlanImport;
  measures: readonly Measure[];
  /** Undefined: the import registered it. */
  planBefore: Pick<Plan, 'themes' | 'goals' | 'jointLines'> | undefined;
  themeIds: readonly string[];
  subGoalIds: readonly string[];
  evaluation:
    | { made: 'whole' }
    | { made: 'part'; findingIds: readonly string[]; recommendationIds: readonly string[] }
    | { made: 'nothing' };
}

export function importIn(plan: Plan, importId: ImportId): PlanImport | undefined {
  return plan.imports?.find((known) => known.importId === importId);
}

/** The ids of an import's measures need no list: they were numbered in one go. */
export function cameWith({ numbers }: PlanImport, { number }: { number: number }): boolean {
  return numbers !== undefined && number >= numbers.first && number <= numbers.last;
}

/** Read from the events that the import's own command left. */
export function importMade(known: PlanImport, { plan, measures, past }: ImportToUndo): ImportMade {
  const command = commandOf(past, known.importId);
  const own = past.plan.filter(({ commandId }) => commandId === command);
  const before = past.plan.slice(
    0,
    past.plan.findIndex(({ commandId }) => commandId === command),
  );
  const themeIds = addedIds(themesIn(own), themesIn(before));
  const goalIds = new Set(addedIds(goalsIn(own), goalsIn(before)));
  const goals = goalsIn(own).filter(({ id }) => goalIds.has(id));
  const joined = new Set(
    own.flatMap((event) => (event.type === 'MeasuresJoined' ? event.data.measureIds : [])),
  );
  return {
    import: known,
    measures: measures.filter((measure) => isStanding(measure) && cameWith(known, measure)),
    planBefore: own.some(({ type }) => type === 'PlanRegistered')
      ? undefined
      : {
          themes: plan.themes.filter(({ id }) => !themeIds.includes(id)),
          goals: plan.goals.filter(({ id }) => !goalIds.has(id)),
          jointLines: plan.jointLines.filter((line) => !line.some((id) => joined.has(id))),
        },
    themeIds,
    subGoalIds: goals.flatMap(({ subGoals }) => subGoals.map(({ id }) => id)),
    evaluation: madeOfEvaluation(past, command),
  };
}

type PlanHistory = ImportPast['plan'];

/** As the last of these events has them; each carries the whole list. */
function themesIn(history: PlanHistory) {
  return history.findLast((event) => event.type === 'ThemesDefined')?.data.themes ?? [];
}

function goalsIn(history: PlanHistory) {
  return history.findLast((event) => event.type === 'GoalsDefined')?.data.goals ?? [];
}

function addedIds(after: readonly { id: string }[], before: readonly { id: string }[]): string[] {
  const known = new Set(before.map(({ id }) => id));
  return after.flatMap(({ id }) => (known.has(id) ? [] : [id]));
}

type Dated = Exclude<DoneSince, Reference>;

/** Everything that has been done since on what the import made, the earliest first, then who names it. Nothing: it can be undone. */
export function doneSince(made: ImportMade, state: ImportToUndo): DoneSince[] {
  const { plan, past } = state;
  const command = commandOf(past, made.import.importId);
  const undone = commandsUndone(plan, past);
  const since = <E extends PlanEvent | EvaluationEvent>(history: readonly RecordedEvent<E>[]) =>
    history
      .slice(history.findLastIndex(({ commandId }) => commandId === command) + 1)
      .filter(({ commandId }) => !undone.has(commandId));
  const numbers = new Map(made.measures.map(({ id, number }) => [id, number]));
  const done: Dated[] = [
    ...since(past.plan).map((event) => changed('plan', event)),
    ...(made.evaluation.made === 'nothing' ? [] : since(past.evaluation)).map((event) =>
      changed('evaluation', event),
    ),
    ...past.measures.flatMap(({ measureId, event, by, at }): Dated[] => {
      const number = numbers.get(measureId);
      return number === undefined ? [] : [{ kind: 'changed', what: 'measure', number, event, by, at }];
    }),
    ...reportedSince(made, state),
  ];
  return [
    ...done.sort((one, other) => (one.at < other.at ? -1 : 1)),
    ...past.references.filter(({ from }) => from !== 'decision' || made.planBefore === undefined),
    ...namedByMeasures(made, state),
  ];
}

function commandOf({ plan }: ImportPast, importId: ImportId): CommandId | undefined {
  return plan.find((event) => event.type === 'DocumentImported' && event.data.importId === importId)
    ?.commandId;
}

/** Without later imports that were undone: they have left nothing. */
function commandsUndone(plan: Plan, { plan: history }: ImportPast): ReadonlySet<CommandId> {
  const ids = new Set(
    plan.imports?.flatMap(({ importId, undone }) => (undone === undefined ? [] : [importId])),
  );
  return new Set(
    history.flatMap((event) =>
      (event.type === 'DocumentImported' || event.type === 'ImportUndone') && ids.has(event.data.importId)
        ? [event.commandId]
        : [],
    ),
  );
}

function madeOfEvaluation(
  { evaluation }: ImportPast,
  command: CommandId | undefined,
): ImportMade['evaluation'] {
  const own = evaluation.filter(({ commandId }) => commandId === command);
  if (own.length === 0) return { made: 'nothing' };
  if (own.some(({ type }) => type === 'EvaluationRegistered')) return { made: 'whole' };
  return {
    made: 'part',
    findingIds: own.flatMap((event) =>
      event.type === 'FindingsAdded' ? event.data.findings.map(({ id }) => id) : [],
    ),
    recommendationIds: own.flatMap((event) =>
      event.type === 'RecommendationsAdded' ? event.data.recommendations.map(({ id }) => id) : [],
    ),
  };
}

function changed(
  what: 'plan' | 'evaluation',
  { type, actorId, at }: RecordedEvent<PlanEvent | EvaluationEvent>,
): Dated {
  return { kind: 'changed', what, event: type, by: actorId, at };
}

function reportedSince({ import: known, planBefore }: ImportMade, { reports }: ImportToUndo): Dated[] {
  return reports.flatMap((report): Dated[] => {
    const locked = report.versions.find(({ lockedAt }) => lockedAt >= known.at);
    const at = locked?.lockedAt ?? (planBefore === undefined ? report.openedAt : undefined);
    return at === undefined ? [] : [{ kind: 'reported', number: report.number, at }];
  });
}

/** By measures that did not come with the import. */
function namedByMeasures(made: ImportMade, { plan, measures, evaluation, past }: ImportToUndo): Reference[] {
  const own = new Set(made.measures.map(({ id }) => id));
  const { findingIds, recommendationIds } =
    made.evaluation.made === 'part' ? made.evaluation : { findingIds: [], recommendationIds: [] };
  const evaluationId = made.evaluation.made === 'whole' ? evaluation?.id : undefined;
  const parts = new Set([...made.themeIds, ...made.subGoalIds, ...findingIds, ...recommendationIds, ...own]);
  if (evaluationId !== undefined) parts.add(evaluationId);
  return [...measures.map((measure) => ({ measure, planNumber: plan.number })), ...past.elsewhere]
    .filter(({ measure }) => isStanding(measure) && !own.has(measure.id))
    .filter(({ measure }) => namedBy(measure).some((id) => parts.has(id)))
    .map(({ measure: { id, number }, planNumber }) => ({
      kind: 'referred-to',
      from: 'measure',
      id,
      number,
      planNumber,
    }));
}

/** Ids of whatever a measure refers to. */
function namedBy({ themeId, subGoalIds, source, ...measure }: Measure): string[] {
  const { crossReferences, repeats = [], predecessorId, pickedFrom } = measure;
  const closure = measure.state === 'closed' ? measure.closure : undefined;
  return [
    themeId,
    ...subGoalIds,
    source?.evaluationId,
    source?.recommendationId,
    ...(source?.findingIds ?? []),
    ...crossReferences,
    ...repeats.map(({ earlierMeasureId }) => earlierMeasureId),
    predecessorId,
    pickedFrom?.occasionMeasureId,
    closure?.as === 'carried-over' ? closure.successorId : undefined,
  ].filter((id) => id !== undefined);
}
