import type {
  CatalogueId,
  DecisionId,
  EvaluationId,
  MeasureId,
  PartyId,
  PersonId,
  PlanId,
  ReportId,
} from '#domain/ids.js';
import type { Catalogue } from '#domain/catalogue/catalogue.js';
import type { StreamKind } from '#domain/history.js';
import type { Decision } from '#domain/decision/decision.js';
import type { Evaluation } from '#domain/evaluation/evaluation.js';
import type { ImportPast } from '#domain/import/undoing.js';
import type { Measure } from '#domain/measure/measure.js';
import type { Loaded, Needs, Versioned } from '#domain/needs.js';
import type { Party } from '#domain/party/party.js';
import type { NamedParty } from '#domain/party/similar-names.js';
import type { Person } from '#domain/person/person.js';
import type { Duty } from '#domain/person/duties.js';
import type { Plan } from '#domain/plan/plan.js';
import { type Register, registerOf } from '#domain/register.js';
import type { PublicContent } from '#domain/report/publication.js';
import type { FrozenContent, Report } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import { catalogueOf, type CatalogueRow } from './catalogue/catalogue.rows.js';
import { decisionOf, type DecisionRow } from './decision/decision.rows.js';
import { evaluationOf, type EvaluationRow } from './evaluation/evaluation.rows.js';
import type { StreamRow } from './history/row-values.js';
import { type ItemRow, measureOf, type MeasureRow } from './measure/measure.rows.js';
import { type MembershipRow, partyOf, type PartyRow } from './party/party.rows.js';
import { personOf, type PersonRow } from './person/person.rows.js';
import { planOf, type PlanRow } from './plan/plan.rows.js';
import { reportOf, type ReportRow } from './report/report.rows.js';

export interface IdempotencyKey {
  /** Up to 255 characters, unique for the actor. */
  key: string;
  /** Fingerprint of the request: the same key with another request is a mistake of the caller’s. */
  fingerprint: string;
}

/** What `record_load` answers; null where nothing was asked for or found. */
export interface LoadedRows {
  /** False when the Idempotency-Key was there already: nothing was loaded. */
  claimed: boolean;
  parties?: PartyRow[] | null;
  memberships?: MembershipRow[] | null;
  plans?: PlanRow[] | null;
  measures?: (MeasureRow & { locked: boolean })[] | null;
  items?: ItemRow[] | null;
  evaluations?: EvaluationRow[] | null;
  persons?: PersonRow[] | null;
  decisions?: DecisionRow[] | null;
  reports?: ReportRow[] | null;
  catalogues?: CatalogueRow[] | null;
  firstMeasureNumber?: number | null;
  planNumber?: number | null;
  catalogueNumber?: number | null;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What is no id of ours names nothing: `decide` answers `not-found`. */
export function isId(text: string): boolean {
  return uuid.test(text);
}

function idsOrNull(ids: readonly string[]): string[] | null {
  const known = ids.filter(isId);
  return known.length === 0 ? null : known;
}

/** A query whose one row has what was loaded. */
export interface LoadQuery {
  name: string;
  text: string;
  values: unknown[];
}

/**
 * The light way to load, for what changes nothing that is there: one statement, no lock but the one on the
 * Idempotency-Key. Undefined where the command needs more. Groups are known only when they have been loaded, and
 * need the other way after all: see `namesGroups`.
 */
export function lightLoadQuery(
  needed: Needs,
  actor: Actor,
  idempotency: IdempotencyKey | undefined,
): LoadQuery | undefined {
  const locks =
    needed.plans.some((plan) => planLock(needed, plan.lock) !== 'none') ||
    needed.evaluations.some((evaluation) => evaluation.lock !== 'none') ||
    needed.evaluationsOfMeasures ||
    needed.planNumber ||
    needed.catalogueNumber ||
    needed.whoDecides ||
    needed.catalogues.length > 0 ||
    (needed.measureNumbers !== undefined && !isNumberedWhenWritten(needed)) ||
    needed.measuresOfGroup !== undefined ||
    [
      needed.measures,
      needed.measuresToSee,
      needed.measuresOfPlans,
      needed.partiesToChange,
      needed.personsToChange,
      needed.decisionsToChange,
      needed.reportsToChange,
      needed.reportsOfPlans,
    ].some((ids) => ids.length > 0);
  if (locks) return undefined;
  return {
    name: 'record_see',
    text: lightLoad,
    values: [
      actor.id,
      idempotency?.key ?? null,
      idempotency?.fingerprint ?? null,
      idsOrNull(needed.plans.map((plan) => plan.id)),
      idsOrNull(needed.parties),
      idsOrNull(needed.evaluations.map((evaluation) => evaluation.id)),
      idsOrNull(needed.persons),
    ],
  };
}

const lightLoad = `
WITH claim AS (
  INSERT INTO idempotency (actor_id, key, fingerprint) SELECT $1, $2, $3 WHERE $2::text IS NOT NULL
  ON CONFLICT (actor_id, key) DO NOTHING RETURNING true AS taken)
SELECT json_build_object(
  'claimed', $2::text IS NULL OR EXISTS (SELECT FROM claim),
  'plans', (SELECT json_agg(p) FROM plan p WHERE p.id = ANY ($4::uuid[])),
  'parties', (SELECT json_agg(p) FROM party p WHERE p.id = ANY ($5::uuid[])),
  'evaluations', (SELECT json_agg(e) FROM evaluation e WHERE e.id = ANY ($6::uuid[])),
  'persons', (SELECT json_agg(to_jsonb(p) - 'name' - 'email') FROM person p WHERE p.id = ANY ($7::uuid[]))) AS loaded`;

/** Whether a group is named: its members must stay as they are while somebody is made responsible. */
export function namesGroups(rows: LoadedRows): boolean {
  return rows.parties?.some((party) => party.kind === 'group') ?? false;
}

/** One call that claims the key, locks in one order, loads, and takes numbers. */
export function loadQuery(
  needed: Needs,
  actor: Actor,
  idempotency: IdempotencyKey | undefined,
  reopens: boolean,
): LoadQuery {
  const plans = (lock: 'none' | 'share' | 'update') =>
    idsOrNull(needed.plans.filter((plan) => planLock(needed, plan.lock) === lock).map((plan) => plan.id));
  const evaluations = (lock: 'none' | 'update') =>
    idsOrNull(needed.evaluations.filter((wanted) => wanted.lock === lock).map((wanted) => wanted.id));
  const catalogues = (lock: 'none' | 'update') =>
    idsOrNull(needed.catalogues.filter((wanted) => wanted.lock === lock).map((wanted) => wanted.id));
  const idOrNull = (id: string | undefined) => (id !== undefined && isId(id) ? id : null);
  const numbers = numbersWantedNow(needed);
  const locksMeasures =
    needed.measures.length > 0 || needed.measuresOfPlans.length > 0 || needed.measuresOfGroup !== undefined;
  return {
    name: 'record_load',
    text: 'SELECT record_load($1::jsonb) AS loaded',
    values: [
      JSON.stringify({
        idempotency_actor: actor.id,
        idempotency_key: idempotency?.key,
        idempotency_fingerprint: idempotency?.fingerprint,
        parties_update: idsOrNull(needed.partiesToChange),
        parties_see: idsOrNull(needed.parties),
        plans_update: plans('update'),
        plans_share: plans('share'),
        plans_see: plans('none'),
        measures_update: idsOrNull(needed.measures),
        measures_see: idsOrNull(needed.measuresToSee),
        measures_of_plans: idsOrNull(needed.measuresOfPlans),
        measures_of_group: idOrNull(needed.measuresOfGroup),
        plans_of_measures_share: reopens,
        evaluations_update: evaluations('update'),
        evaluations_see: evaluations('none'),
        evaluations_of_measures: needed.evaluationsOfMeasures,
        persons_update: idsOrNull(needed.personsToChange),
        persons_see: idsOrNull(locksMeasures ? [...needed.persons, actor.id] : needed.persons),
        // Who could sign off, and who leads, is read for the measures that change.
        who_decides: locksMeasures || needed.whoDecides,
        decisions_update: idsOrNull(needed.decisionsToChange),
        reports_update: idsOrNull(needed.reportsToChange),
        reports_of_plans: idsOrNull(needed.reportsOfPlans),
        catalogues_update: catalogues('update'),
        catalogues_see: catalogues('none'),
        plan_number: needed.planNumber,
        catalogue_number: needed.catalogueNumber,
        numbers_plan: idOrNull(numbers?.planId),
        numbers_count: numbers?.count,
      }),
    ],
  };
}

/**
 * A single measure is decided as number 0 and gets its number from the database as it is written: until the commit
 * nobody else in the plan gets one, and deciding takes as long as the rest. Many get theirs beforehand, all at once.
 */
const unnumbered = 0;

export function isNumberedWhenWritten({ measureNumbers }: Needs): boolean {
  return measureNumbers?.count === 1 && measureNumbers.withMore === undefined;
}

function numbersWantedNow(needed: Needs): Needs['measureNumbers'] {
  return isNumberedWhenWritten(needed) ? undefined : needed.measureNumbers;
}

/**
 * That a plan is not closed meanwhile is seen to by its guard as the measure is written, and one measure needs no
 * more: a lock from here on would be shared by everybody who registers, and kept while they are deciding.
 */
function planLock(needed: Needs, wanted: 'none' | 'share' | 'update'): 'none' | 'share' | 'update' {
  return wanted === 'share' && isNumberedWhenWritten(needed) ? 'none' : wanted;
}

/** The end of a stream's chain as it was loaded. */
export interface Head {
  version: number;
  hash: string;
}

/** A measure locked by us, with what only its row knows. */
export interface LockedMeasure {
  state: Measure;
  row: MeasureRow;
}

/** What was loaded: for the rules as states, for writing as rows. */
export class LoadedRecord implements Loaded {
  readonly plans: ReadonlyMap<PlanId, Versioned<Plan>>;
  readonly measures: ReadonlyMap<MeasureId, Versioned<Measure>>;
  readonly evaluations: ReadonlyMap<EvaluationId, Versioned<Evaluation>>;
  readonly decisions: ReadonlyMap<DecisionId, Versioned<Decision>>;
  readonly reports: ReadonlyMap<ReportId, Versioned<Report>>;
  readonly catalogues: ReadonlyMap<CatalogueId, Versioned<Catalogue>>;
  readonly partyVersions: ReadonlyMap<PartyId, number>;
  readonly personVersions: ReadonlyMap<PersonId, number>;
  readonly register: Register;
  declare readonly firstMeasureNumber?: number;
  declare readonly planNumber?: number;
  declare readonly catalogueNumber?: number;
  declare frozen?: readonly FrozenContent[];
  declare importPast?: ImportPast;
  declare knownParties?: readonly NamedParty[];
  declare duties?: readonly Duty[];
  declare publicContent?: PublicContent;
  /** Locked for update; a measure only seen is not among them. */
  readonly lockedMeasures: ReadonlyMap<MeasureId, LockedMeasure>;
  private readonly heads = new Map<string, Head>();
  private readonly parties: ReadonlyMap<PartyId, Party>;
  private readonly persons: ReadonlyMap<PersonId, Person>;

  constructor(rows: LoadedRows, needed: Needs) {
    const parties = rows.parties ?? [];
    const persons = rows.persons ?? [];
    const measures = rows.measures ?? [];
    const itemsOf = grouped(rows.items ?? [], (item) => item.measure_id);
    const membersOf = grouped(rows.memberships ?? [], (member) => member.group_id);

    this.plans = this.read('plan', rows.plans ?? [], planOf);
    this.measures = this.read('measure', measures, (row) => measureOf(row, itemsOf.get(row.id) ?? []));
    this.evaluations = this.read('evaluation', rows.evaluations ?? [], evaluationOf);
    this.decisions = this.read('decision', rows.decisions ?? [], decisionOf);
    this.reports = this.read('report', rows.reports ?? [], reportOf);
    this.catalogues = this.read('catalogue', rows.catalogues ?? [], catalogueOf);
    this.partyVersions = new Map(parties.map((row) => [row.id, row.version]));
    this.personVersions = new Map(persons.map((row) => [row.id, row.version]));
    const partyStates = this.read('party', parties, (row) => partyOf(row, membersOf.get(row.id) ?? []));
    const personStates = this.read('person', persons, personOf);
    this.parties = new Map([...partyStates].map(([id, { state }]) => [id, state]));
    this.persons = new Map([...personStates].map(([id, { state }]) => [id, state]));
    this.register = registerOf(this.parties, this.persons);
    this.lockedMeasures = new Map(
      measures
        .filter((row) => row.locked)
        .flatMap((row) => {
          const state = this.measures.get(row.id)?.state;
          return state === undefined ? [] : [[row.id, { state, row }]];
        }),
    );
    if (isNumberedWhenWritten(needed)) this.firstMeasureNumber = unnumbered;
    else if (rows.firstMeasureNumber != null) this.firstMeasureNumber = rows.firstMeasureNumber;
    if (rows.planNumber != null) this.planNumber = rows.planNumber;
    if (rows.catalogueNumber != null) this.catalogueNumber = rows.catalogueNumber;
  }

  /** Undefined for a stream that is new. */
  head(kind: StreamKind, id: string): Head | undefined {
    return this.heads.get(`${kind}/${id}`);
  }

  private read<R extends StreamRow, S>(
    kind: StreamKind,
    rows: readonly R[],
    stateOf: (row: R) => S,
  ): Map<string, Versioned<S>> {
    const states = new Map<string, Versioned<S>>();
    for (const row of rows) {
      this.heads.set(`${kind}/${row.id}`, { version: row.version, hash: row.head_hash });
      states.set(row.id, { state: stateOf(row), version: row.version });
    }
    return states;
  }
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
