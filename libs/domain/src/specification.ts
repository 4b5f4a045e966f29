import type { Command } from './commands.js';
import { decide } from './decide.js';
import { DomainError } from './domain-error.js';
import { evolve, fold, type StateByStream } from './evolve.js';
import type { Decided, EventsByStream, RecordedEvent, StreamKind } from './history.js';
import { measuresOf } from './evaluation/evaluation.decide.js';
import { measuresIn, type UndoImport } from './import/import.commands.js';
import { cameWith, importIn, type ImportPast, type Reference } from './import/undoing.js';
import type { Loaded, Versioned } from './needs.js';
import type { Circumstances, Register } from './register.js';
import type { Duty } from './person/duties.js';
import type { PublicContent } from './report/publication.js';
import { type Actor, type Role, scopes } from './roles/actor.js';

type AnyEvent = RecordedEvent<EventsByStream[StreamKind]>;

interface Stream {
  kind: StreamKind;
  state: StateByStream[StreamKind];
  history: AnyEvent[];
}

/**
 * For specs: the rules alone, played through in memory as the record would (given commands, when a command, then
 * events or an error). No rule is repeated here, so what a spec sees is what `decide` and `evolve` do.
 */
export class Specification {
  readonly streams = new Map<string, Stream>();
  /** What the record would find in what is published next. */
  publicContent: PublicContent = {
    title: 'Plan',
    names: [],
    personalData: [],
    restrictedSince: { measures: [], evaluations: [] },
  };
  /** What the record would find that a person who is revised still answers for. */
  duties: readonly Duty[] = [];
  private ids = 0;
  private readonly nextNumber = new Map<string, number>();
  private plans = 0;

  constructor(private today = '2026-11-20') {}

  newId = (): string => `00000000-0000-7000-8000-${String(++this.ids).padStart(12, '0')}`;

  /** Later steps happen on this day. */
  on(day: string): this {
    this.today = day;
    return this;
  }

  /** Gives the command; answers what was decided, after it has taken effect. */
  when(command: Command, actor: Actor): Decided[] {
    const now = `${this.today}T11:00:00.000Z`;
    const circumstances: Circumstances = {
      actor,
      now,
      today: this.today,
      newId: this.newId,
      register: this.register,
    };
    const decided = decideOrRefuseWholly(command, this.loaded(command), circumstances);
    const commandId = this.newId();
    for (const change of decided) {
      if (change.events.length === 0)
        throw new Error(`${command.type} names a ${change.stream} that it leaves as it was`);
      for (const event of change.events)
        this.apply(change.stream, change.id, { ...event, at: now, actorId: actor.id, commandId });
    }
    if (command.type === 'RegisterMeasures') {
      this.nextNumber.set(command.planId, this.numberIn(command.planId) + command.measures.length);
    }
    if (command.type === 'RegisterImported') {
      this.nextNumber.set(command.planId, this.numberIn(command.planId) + measuresIn(command.measures));
    }
    if (command.type === 'PickCandidates') {
      this.nextNumber.set(command.planId, this.numberIn(command.planId) + command.candidateIds.length);
    }
    if (command.type === 'RegisterPlan') this.plans += 1;
    return decided;
  }

  /** Enters what a body decided, and has another countersign it. */
  bodyDecides(command: Command, enteredBy: Actor, countersignedBy: Actor): Decided[] {
    const decisionId = idOf(this.when(command, enteredBy));
    return this.when({ type: 'CountersignDecision', decisionId }, countersignedBy);
  }

  /** The type of the refusal, or the decided events' types where it was not refused. */
  outcome(command: Command, actor: Actor): string | string[] {
    try {
      return this.when(command, actor).flatMap((change) => change.events.map((event) => event.type));
    } catch (error) {
      if (error instanceof DomainError) return error.type;
      throw error;
    }
  }

  /** The refusal, whole. @throws Error where it was not refused */
  refusal(command: Command, actor: Actor): DomainError {
    try {
      this.when(command, actor);
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
    throw new Error(`${command.type} was not refused`);
  }

  state<K extends StreamKind>(kind: K, id: string): StateByStream[K] {
    const stream = this.streams.get(id);
    if (stream?.kind !== kind) throw new Error(`No ${kind} ${id}`);
    return stream.state as StateByStream[K];
  }

  /** The state the stream's whole history leads to. */
  rebuilt(id: string): StateByStream[StreamKind] | undefined {
    const stream = this.streams.get(id);
    if (stream === undefined) return undefined;
    return fold(stream.kind, stream.history as never);
  }

  all<K extends StreamKind>(kind: K): StateByStream[K][] {
    const all: StateByStream[K][] = [];
    for (const stream of this.streams.values())
      if (stream.kind === kind) all.push(stream.state as StateByStream[K]);
    return all;
  }

  /** Registers a person with roles and units; answers the actor that this person is. */
  person(roles: readonly Role[], partyIds: readonly string[] = []): Actor {
    const decided = this.when(
      { type: 'RegisterPerson', name: 'N. N.', email: 'nn@example.no', roles, partyIds },
      roles.includes('leadership') ? firstLeader : system,
    );
    return { id: idOf(decided), roles, partyIds };
  }

  organisation(name: string, fields: { ours?: boolean; contactPersonId?: string } = {}): string {
    return idOf(this.when({ type: 'RegisterOrganisation', name, fields }, system));
  }

  readonly register: Register = {
    party: (id) => this.find('party', id),
    person: (id) => this.find('person', id),
    personsWithRole: (role) =>
      this.all('person').filter((person) => person.active && person.roles.includes(role)),
    personsNaming: (deputyId) =>
      this.all('person').filter(({ absences }) => absences?.some((one) => one.deputyId === deputyId)),
  };

  private find<K extends StreamKind>(kind: K, id: string): StateByStream[K] | undefined {
    const stream = this.streams.get(id);
    return stream?.kind === kind ? (stream.state as StateByStream[K]) : undefined;
  }

  private loaded(command: Command): Loaded {
    const planId = 'planId' in command ? command.planId : undefined;
    return {
      plans: this.versioned('plan'),
      measures: 'groupId' in command ? this.measuresOfGroup(command.groupId) : this.versioned('measure'),
      evaluations: this.versioned('evaluation'),
      decisions: this.versioned('decision'),
      reports: this.reportsOf(planId),
      catalogues: this.versioned('catalogue'),
      partyVersions: new Map(),
      personVersions: new Map(),
      register: this.register,
      planNumber: this.plans + 1,
      catalogueNumber: this.all('catalogue').length + 1,
      ...(planId === undefined ? {} : { firstMeasureNumber: this.numberIn(planId) }),
      ...(command.type === 'UndoImport' && this.streams.has(command.planId)
        ? { importPast: this.importPast(command) }
        : {}),
      frozen: [{ audience: 'internal', sha256: '5'.repeat(64) }],
      publicContent: this.publicContent,
      knownParties: this.all('party'),
      duties: this.duties,
    };
  }

  private importPast({ planId, importId }: UndoImport): ImportPast {
    const known = importIn(this.state('plan', planId), importId);
    const ids = new Map(
      this.all('measure')
        .filter((measure) => measure.planId === planId && known !== undefined && cameWith(known, measure))
        .map(({ id }) => [id, this.historyOf('measure', id)]),
    );
    return {
      plan: this.historyOf('plan', planId),
      evaluation: this.historyOf('evaluation', known?.evaluationId ?? ''),
      measures: [...ids].flatMap(([measureId, history]) =>
        history.slice(1).map(({ type, actorId, at }) => ({ measureId, event: type, by: actorId, at })),
      ),
      elsewhere: this.all('measure')
        .filter((measure) => measure.planId !== planId)
        .map((measure) => ({ measure, planNumber: this.state('plan', measure.planId).number })),
      references: [
        ...this.all('evaluation').flatMap(({ id, recommendations }): Reference[] =>
          recommendations.flatMap(({ outcome }): Reference[] =>
            outcome !== undefined && measuresOf(outcome).some((measureId) => ids.has(measureId))
              ? [{ kind: 'referred-to', from: 'evaluation', id }]
              : [],
          ),
        ),
        ...this.all('decision')
          .filter((decision) => decision.planId === planId)
          .map(({ id }): Reference => ({ kind: 'referred-to', from: 'decision', id })),
      ],
    };
  }

  historyOf<K extends StreamKind>(kind: K, id: string): RecordedEvent<EventsByStream[K]>[] {
    const stream = this.streams.get(id);
    return stream?.kind === kind ? (stream.history as RecordedEvent<EventsByStream[K]>[]) : [];
  }

  private reportsOf(planId: string | undefined) {
    const all = [...this.versioned('report')];
    return new Map(all.filter(([, { state }]) => planId === undefined || state.planId === planId));
  }

  private measuresOfGroup(groupId: string) {
    const all = [...this.versioned('measure')];
    return new Map(
      all.filter(
        ([, { state }]) =>
          state.state !== 'closed' && state.items.some((item) => item.viaGroupId === groupId),
      ),
    );
  }

  private numberIn(planId: string): number {
    return this.nextNumber.get(planId) ?? 1;
  }

  private versioned<K extends StreamKind>(kind: K): Map<string, Versioned<StateByStream[K]>> {
    const versioned = new Map<string, Versioned<StateByStream[K]>>();
    for (const [id, stream] of this.streams)
      if (stream.kind === kind)
        versioned.set(id, { state: stream.state as StateByStream[K], version: stream.history.length });
    return versioned;
  }

  private apply(kind: StreamKind, id: string, happened: Omit<AnyEvent, 'version'>): void {
    const known = this.streams.get(id);
    const version = (known?.history.length ?? 0) + 1;
    const event = { ...(happened as object), version } as unknown as AnyEvent;
    const next = evolve[kind] as (state: never, event: never) => StateByStream[StreamKind];
    const state = next(known?.state as never, event as never);
    requireWritable(`event ${event.type}`, event);
    requireWritable(`${kind} after ${event.type}`, state);
    this.streams.set(id, { kind, state, history: [...(known?.history ?? []), event] });
  }
}

export const system: Actor = {
  id: 'client:spec',
  roles: ['system'],
  partyIds: [],
  scopes: scopes.filter((scope) => scope !== 'restricted:read'),
};

const firstLeader: Actor = { id: 'first-leader', roles: ['leadership'], partyIds: [] };

/**
 * Events and states are written down as JSON: what is absent is left out, and never there with nothing in it.
 * @throws Error naming where something is undefined
 */
function requireWritable(name: string, value: object): void {
  const place = undefinedIn(value);
  if (place !== undefined) throw new Error(`Nothing is written as ${name}${place}`);
}

function undefinedIn(value: unknown): string | undefined {
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const key of Object.keys(value)) {
    const place = undefinedIn((value as Record<string, unknown>)[key]);
    if (place !== undefined) return `.${key}${place}`;
  }
  return undefined;
}

/**
 * Whoever is refused reads what is wrong, where, and what to do: each refusal that a spec meets is held to it.
 * @throws Error where a refusal lacks some of it
 */
function decideOrRefuseWholly(command: Command, loaded: Loaded, circumstances: Circumstances): Decided[] {
  try {
    return decide(command, loaded, circumstances);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const lacking = whatLacks(error);
    if (lacking.length > 0)
      throw new Error(`The refusal ${error.type} of ${command.type} lacks ${lacking.join(', ')}`, {
        cause: error,
      });
    throw error;
  }
}

const heading = /^[\p{Lu}].*[^.\s]$/su;
const sentence = /^[\p{Lu}\p{N}“].*\S$/su;
const path = /^[a-z]\w*(\.\w+)*$/iu;
/** A word that was not there when the sentence was put together. */
const gap = /undefined|\[object|“”|\(\)| [.,:]/u;

function whatLacks({ title, message, next, extra }: DomainError): string[] {
  const isSaid = (text: string, form: RegExp) => form.test(text) && !gap.test(text);
  return [
    ...(isSaid(title, heading) ? [] : [`a title: ${title}`]),
    ...(isSaid(message, sentence) && message.endsWith('.') ? [] : [`what is wrong: ${message}`]),
    ...(next === undefined || isSaid(next, sentence) ? [] : [`what to do: ${next}`]),
    ...(!('field' in extra) || path.test(String(extra.field)) ? [] : [`where: ${String(extra.field)}`]),
  ];
}

/** The id of the first stream that changed. */
export function idOf(decided: readonly Decided[]): string {
  const [first] = decided;
  if (first === undefined) throw new Error('Nothing was decided');
  return first.id;
}
