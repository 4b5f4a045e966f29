import type { Command } from '#domain/commands.js';
import { evolve, type StateByStream } from '#domain/evolve.js';
import type { Decided, Envelope, EventsByStream, RecordedEvent, StreamKind } from '#domain/history.js';
import type { PlainDate } from '#domain/ids.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Group, Party } from '#domain/party/party.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Report } from '#domain/report/report.js';
import { catalogueRow } from './catalogue/catalogue.rows.js';
import { decisionRow } from './decision/decision.rows.js';
import { evaluationRow } from './evaluation/evaluation.rows.js';
import { canonicalText, chainedHash, genesisHash } from './history/chain.js';
import type { Head, LoadedRecord } from './loading.js';
import { itemRow, measureRow } from './measure/measure.rows.js';
import { rescheduled } from './measure/next-due.js';
import { membershipRow, partyRow } from './party/party.rows.js';
import { personRow } from './person/person.rows.js';
import { planRow } from './plan/plan.rows.js';
import { reportRow } from './report/report.rows.js';

/** What a command did to one stream. */
export interface Changed {
  stream: StreamKind;
  id: string;
  version: number;
  /** The plan's, the measure's, the report's or the catalogue's number. */
  number?: number;
}

/** One stream after its new events, not yet written. */
type ChangedStream = {
  [K in StreamKind]: {
    stream: K;
    id: string;
    /** Undefined when the stream is new. */
    before: StateByStream[K] | undefined;
    after: StateByStream[K];
    /** Without a hash where the database makes it. */
    head: Partial<Head> & Pick<Head, 'version'>;
  };
}[StreamKind];

/** As database/write/record-write.sql takes them. Absent: nothing of the kind. */
interface Batch {
  events: object[];
  registrations: Registration[];
  measures_new: object[];
  items_new: object[];
  measures_changed: object[];
  items_changed: object[];
  measures_rescheduled: object[];
  due: object[];
  others: Partial<Record<OtherRows, object[]>>;
}

/** The one event of a measure that is new. The database chains it: what all of a batch have in common is sent once. */
interface Registration {
  id: string;
  canonical: string;
}

type OtherRows =
  `${'evaluations' | 'plans' | 'parties' | 'memberships' | 'persons' | 'decisions' | 'reports' | 'catalogues'}_${'new' | 'changed'}`;

/** The arguments of the function that writes. */
export type WriteValues = readonly (string | null | readonly string[])[];

/** One new measure, not yet written, to be written together with others. */
export interface Registered {
  batch: Batch;
  envelope: Envelope;
}

/** The actor, the Idempotency-Key and what was answered, as JSON. */
type KeptResult = readonly [string, string, string] | readonly [null, null, null];
const nothingKept: KeptResult = [null, null, null];
const nothingRegistered = [null, null, null, null, null] as const;

/** What stands where the name of one who was erased would be. */
const erasedName = 'Slettet person';

/** So many streams go in one statement: the next are prepared while the database writes these. */
export const streamsPerBatch = 1_000;

/**
 * Turns what was decided into rows: events chained to their streams, states by `evolve`, and when each measure
 * next speaks. Everything is computed here and written in sets, in the order of the batches.
 */
export class Writing {
  private readonly plansAfter = new Map<string, Plan>();
  private readonly measuresAfter = new Map<string, Measure>();
  /** Complete once the batches have been taken. */
  readonly reportsAfter = new Map<string, Report>();

  constructor(
    private readonly command: Command,
    private readonly loaded: LoadedRecord,
    private readonly envelope: Envelope,
    private readonly today: PlainDate,
    private readonly decided: readonly Decided[],
    /** The plan that numbers the one new measure as it is written. */
    private readonly numberOfPlan: string | undefined,
  ) {
    // Measures are scheduled by their plan's ladder as it is after the command.
    for (const change of decided) {
      if (change.stream !== 'plan') continue;
      const before = loaded.plans.get(change.id)?.state;
      this.plansAfter.set(change.id, this.evolved('plan', before, change.events, this.versionOf(change)));
    }
  }

  readonly changed: Changed[] = [];

  /** The measure and its plan as they stand after the command; complete once the batches have been taken. */
  readonly after = (measureId: string): { measure: Measure; plan: Plan } | undefined => {
    const measure = this.measuresAfter.get(measureId) ?? this.loaded.measures.get(measureId)?.state;
    const plan = measure === undefined ? undefined : this.planOf(measure);
    return measure === undefined || plan === undefined ? undefined : { measure, plan };
  };

  /**
   * What to write, in order; each batch is made when it is asked for. The last one keeps the result under the
   * Idempotency-Key.
   */
  *batches(idempotency: { actorId: string; key: string } | undefined): Generator<WriteValues> {
    let start = 0;
    do {
      const batch = emptyBatch();
      for (const change of this.decided.slice(start, start + streamsPerBatch)) {
        this.write(this.changedStream(change, batch), batch);
      }
      start += streamsPerBatch;
      const isLast = start >= this.decided.length;
      if (isLast) this.rescheduleUnchanged(batch);
      const kept = isLast && idempotency !== undefined ? this.keptResult(idempotency) : nothingKept;
      if (kept !== nothingKept || holdsAnything(batch)) yield this.valuesOf(batch, kept);
    } while (start < this.decided.length);
  }

  private keptResult({ actorId, key }: { actorId: string; key: string }): KeptResult {
    return [actorId, key, JSON.stringify({ commandId: this.envelope.commandId, changed: this.changed })];
  }

  private valuesOf(batch: Batch, kept: KeptResult): WriteValues {
    const { registrations } = batch;
    const { at, actorId, commandId } = this.envelope;
    return [
      rowsOf(batch.events),
      rowsOf(batch.measures_new),
      rowsOf(batch.items_new),
      rowsOf(batch.measures_changed),
      rowsOf(batch.items_changed),
      rowsOf(batch.measures_rescheduled),
      rowsOf(batch.due),
      Object.keys(batch.others).length === 0 ? null : JSON.stringify(batch.others),
      this.numberOfPlan ?? null,
      ...kept,
      // RFC 8785 writes a line break as two characters: one between two texts is nobody's.
      ...(registrations.length === 0
        ? nothingRegistered
        : [
            `{${registrations.map(({ id }) => id).join(',')}}`,
            registrations.map(({ canonical }) => canonical).join('\n'),
            [at],
            [actorId],
            [commandId],
          ]),
    ];
  }

  /** Of one new measure. */
  registered(): Registered {
    const batch = emptyBatch();
    for (const change of this.decided) this.write(this.changedStream(change, batch), batch);
    return { batch, envelope: this.envelope };
  }

  private versionOf({ stream, id }: { stream: StreamKind; id: string }): number {
    return this.loaded.head(stream, id)?.version ?? 0;
  }

  /** Chains the new events into the batch and evolves the state. */
  private changedStream<K extends StreamKind>(
    change: { stream: K; id: string; events: EventsByStream[K][] },
    batch: Batch,
  ): ChangedStream {
    const { stream, id, events } = change;
    const { at, actorId, commandId } = this.envelope;
    const known = this.loaded.head(stream, id);
    const before = known === undefined ? undefined : this.stateBefore(stream, id);
    const [registered] = events;
    if (known === undefined && stream === 'measure' && events.length === 1 && registered !== undefined) {
      batch.registrations.push({ id, canonical: this.canonical(stream, id, 1, registered) });
      const after = this.evolved(stream, undefined, events, 0);
      return { stream, id, before, after, head: { version: 1 } } as ChangedStream;
    }
    let head: Head = known ?? { version: 0, hash: genesisHash };
    for (const event of events) {
      const version = head.version + 1;
      const canonical = this.canonical(stream, id, version, event);
      const hash = chainedHash(head.hash, canonical);
      batch.events.push({
        stream_kind: stream,
        stream_id: id,
        version,
        type: event.type,
        at,
        actor_id: actorId,
        command_id: commandId,
        canonical,
        prev_hash: head.hash,
        hash,
      });
      head = { version, hash };
    }
    const after = this.evolved(stream, before, events, known?.version ?? 0);
    return { stream, id, before, after, head } as ChangedStream;
  }

  private canonical<K extends StreamKind>(
    stream: K,
    id: string,
    version: number,
    { type, data }: EventsByStream[K],
  ): string {
    const { at, actorId, commandId, identityId } = this.envelope;
    const identity = identityId === undefined ? {} : { identityId };
    // Keys in order: what is sorted already is written down at once.
    return canonicalText({ actorId, at, commandId, data, id, ...identity, stream, type, version });
  }

  private evolved<K extends StreamKind>(
    stream: K,
    before: StateByStream[K] | undefined,
    events: readonly EventsByStream[K][],
    version: number,
  ): StateByStream[K] {
    const state = events.reduce<StateByStream[K] | undefined>((current, event, index) => {
      const recorded = { ...event, ...this.envelope, version: version + index + 1 };
      return evolve[stream](current, recorded as RecordedEvent<EventsByStream[K]>);
    }, before);
    if (state === undefined) throw new Error(`A change of ${stream} without an event`);
    return state;
  }

  private stateBefore<K extends StreamKind>(stream: K, id: string): StateByStream[K] | undefined {
    const { loaded } = this;
    const states: { [S in StreamKind]: () => StateByStream[S] | undefined } = {
      evaluation: () => loaded.evaluations.get(id)?.state,
      plan: () => loaded.plans.get(id)?.state,
      measure: () => loaded.measures.get(id)?.state,
      party: () => loaded.register.party(id),
      person: () => loaded.register.person(id),
      decision: () => loaded.decisions.get(id)?.state,
      report: () => loaded.reports.get(id)?.state,
      catalogue: () => loaded.catalogues.get(id)?.state,
    };
    return states[stream]();
  }

  private write(change: ChangedStream, batch: Batch): void {
    const { stream, id, before, head } = change;
    const streamColumns = { version: head.version, head_hash: head.hash };
    const number = 'number' in change.after ? { number: change.after.number } : {};
    this.changed.push({ stream, id, version: head.version, ...number });
    const kind = before === undefined ? 'new' : 'changed';
    switch (stream) {
      case 'evaluation':
        add(batch, `evaluations_${kind}`, { ...evaluationRow(change.after), ...streamColumns });
        return;
      case 'plan':
        add(batch, `plans_${kind}`, { ...planRow(change.after), ...streamColumns });
        return;
      case 'measure':
        this.writeMeasure(change, batch);
        return;
      case 'party':
        add(batch, `parties_${kind}`, { ...partyRow(change.after), ...streamColumns });
        writeMembers(change.before, change.after, batch);
        return;
      case 'person':
        add(batch, `persons_${kind}`, {
          ...personRow(change.after),
          ...streamColumns,
          ...personalDataOf(this.command),
        });
        return;
      case 'decision':
        add(batch, `decisions_${kind}`, { ...decisionRow(change.after), ...streamColumns });
        return;
      case 'report':
        this.reportsAfter.set(id, change.after);
        add(batch, `reports_${kind}`, { ...reportRow(change.after), ...streamColumns });
        return;
      case 'catalogue':
        add(batch, `catalogues_${kind}`, { ...catalogueRow(change.after), ...streamColumns });
        return;
      default:
        return change satisfies never;
    }
  }

  private writeMeasure(
    { id, before, after, head }: Extract<ChangedStream, { stream: 'measure' }>,
    batch: Batch,
  ): void {
    this.measuresAfter.set(id, after);
    const known = this.loaded.lockedMeasures.get(id)?.row;
    const columns = measureRow(after);
    const { row, isNews } = rescheduled(after, this.requirePlanOf(after), this.today, columns, known);
    const written = Object.assign(columns, row, { version: head.version, head_hash: head.hash });
    (before === undefined ? batch.measures_new : batch.measures_changed).push(written);
    // Of new ones the relay is told as they are written.
    if (isNews && before !== undefined) batch.due.push({ id, due_version: row.due_version });
    after.items.forEach((item, ordinal) => {
      const itemBefore = before?.items[ordinal];
      if (item === itemBefore) return;
      const rows = itemBefore === undefined ? batch.items_new : batch.items_changed;
      rows.push(itemRow(id, item, ordinal));
    });
  }

  /** A changed ladder moves what is next due in measures that have no event of their own. */
  private rescheduleUnchanged(batch: Batch): void {
    for (const { state, row: known } of this.loaded.lockedMeasures.values()) {
      if (this.measuresAfter.has(state.id)) continue;
      const { row, isNews } = rescheduled(state, this.requirePlanOf(state), this.today, known, known);
      if (!isNews && row.demanded_through === known.demanded_through) continue;
      batch.measures_rescheduled.push({ id: state.id, ...row });
      if (isNews) batch.due.push({ id: state.id, due_version: row.due_version });
    }
  }

  private planOf(measure: Measure): Plan | undefined {
    return this.plansAfter.get(measure.planId) ?? this.loaded.plans.get(measure.planId)?.state;
  }

  private requirePlanOf(measure: Measure): Plan {
    const plan = this.planOf(measure);
    if (plan === undefined) throw new Error(`The plan of measure ${measure.id} was not loaded`);
    return plan;
  }
}

/** New measures of several commands, in the order in which the plan numbers them. */
export function togetherValues(all: readonly Registered[], planId: string | undefined): WriteValues {
  const registrations = all.flatMap(({ batch }) => batch.registrations);
  return [
    null,
    rowsOf(all.flatMap(({ batch }) => batch.measures_new)),
    rowsOf(all.flatMap(({ batch }) => batch.items_new)),
    ...[null, null, null, null, null],
    planId ?? null,
    ...nothingKept,
    registrations.map(({ id }) => id),
    registrations.map(({ canonical }) => canonical).join('\n'),
    all.map(({ envelope }) => envelope.at),
    all.map(({ envelope }) => envelope.actorId),
    all.map(({ envelope }) => envelope.commandId),
  ];
}

function emptyBatch(): Batch {
  return {
    events: [],
    registrations: [],
    measures_new: [],
    items_new: [],
    measures_changed: [],
    items_changed: [],
    measures_rescheduled: [],
    due: [],
    others: {},
  };
}

function add(batch: Batch, rows: OtherRows, row: object): void {
  (batch.others[rows] ??= []).push(row);
}

function writeMembers(before: Party | undefined, after: Party, batch: Batch): void {
  if (after.kind !== 'group') return;
  const membersBefore: Group['members'] = before?.kind === 'group' ? before.members : [];
  after.members.forEach((member, ordinal) => {
    const memberBefore = membersBefore[ordinal];
    if (member === memberBefore) return;
    const rows = memberBefore === undefined ? 'memberships_new' : 'memberships_changed';
    add(batch, rows, membershipRow(after.id, member, ordinal));
  });
}

/** Name and e-mail go from the command to the row and nowhere else. */
function personalDataOf(command: Command): { name?: string; email?: string } {
  switch (command.type) {
    case 'RegisterPerson':
    case 'RevisePerson':
    case 'AppointFirstLeader': {
      const { name, email } = command;
      return {
        ...(name === undefined ? {} : { name: name.trim() }),
        ...(email === undefined ? {} : { email: email.trim() }),
      };
    }
    case 'ErasePerson':
      // The address is unique, and can't be anybody's.
      return { name: erasedName, email: `${command.personId}@erased.invalid` };
    default:
      return {};
  }
}

function holdsAnything({ events, registrations, measures_rescheduled }: Batch): boolean {
  return events.length + registrations.length + measures_rescheduled.length > 0;
}

/** A column that is not named becomes null as well, and costs neither side a reading: JSON leaves out what is undefined. */
function rowsOf(list: object[]): string | null {
  if (list.length === 0) return null;
  for (const row of list as Record<string, unknown>[]) {
    for (const column in row) if (row[column] === null) row[column] = undefined;
  }
  return JSON.stringify(list);
}
