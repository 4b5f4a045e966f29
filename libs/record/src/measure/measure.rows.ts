import { osloDate } from '#domain/follow-up/calendar.js';
import { deadlineOf, isUnfinished, type Item, type Measure } from '#domain/measure/measure.js';
import { accessOf } from '../history/access-columns.js';
import type { RowOf } from '../history/row-of.js';
import { instant, present } from '../history/row-values.js';
import type { ItemEntity } from './item.entity.js';
import type { MeasureEntity } from './measure.entity.js';

/** A bigint in the table, a number in JSON. */
export type MeasureRow = Omit<RowOf<MeasureEntity>, 'due_version'> & { due_version: number };

/** When it next wakes; see follow-up/next-due.ts. Without `followed` these change without an event. */
export type FollowUpRow = Pick<MeasureRow, 'followed' | 'next_due_at' | 'due_version' | 'demanded_through'>;

/** The columns that follow from the state alone. Those that are also in the details are there for queries. */
export type MeasureStateRow = Omit<MeasureRow, keyof FollowUpRow | 'version' | 'head_hash'>;

export function measureRow(state: Measure): MeasureStateRow {
  const { access, deadline, latestUpdate, source } = state;
  const acceptedAt = 'acceptedAt' in state ? state.acceptedAt : undefined;
  const closure = state.state === 'closed' ? state.closure : undefined;
  return {
    id: state.id,
    plan_id: state.planId,
    number: state.number,
    state: state.state,
    title: state.title,
    about: state.about,
    text: state.text,
    theme_id: state.themeId ?? null,
    access_kind: access.kind,
    mode: state.mode ?? null,
    source_evaluation_id: source?.evaluationId ?? null,
    source_recommendation_id: source?.recommendationId ?? null,
    deadline_on: deadline?.inForce ?? null,
    original_deadline_on: deadline?.original ?? null,
    deadline_moves: deadline?.moves.length ?? 0,
    review_on: state.reviewOn ?? null,
    latest_progress: latestUpdate?.progress ?? null,
    latest_update_at: latestUpdate?.at ?? null,
    latest_update_text: latestUpdate?.text ?? null,
    registered_at: state.registeredAt,
    accepted_on: acceptedAt === undefined ? null : osloDate(acceptedAt),
    closed_as: closure?.as ?? null,
    closed_at: closure?.at ?? null,
    last_substantive_change_at: state.lastSubstantiveChangeAt,
    details: {
      ...present({
        source,
        pickedFrom: state.pickedFrom,
        legalBasis: access.kind === 'restricted' ? access.legalBasis : undefined,
        deadline,
        recurrence: state.recurrence,
        reviewMoves: state.reviewMoves,
        latestUpdate,
        updateOfWhole: state.updateOfWhole,
        summaryText: state.summaryText,
        risk: state.risk,
        predecessorId: state.predecessorId,
        repeats: state.repeats,
        acceptedAt,
        reopenedAt: state.reopenedAt,
        closure,
        withdrawal: state.state === 'withdrawn' ? state.withdrawal : undefined,
      }),
      subGoalIds: state.subGoalIds,
      subPoints: state.subPoints,
      nextNumber: state.nextNumber,
      shares: state.shares,
      crossReferences: state.crossReferences,
    },
    ...shownColumns(state),
  };
}

/** What the measure's workflow shows beside plan, number and state (contracts/workflows.ts, ShownFacts). */
function shownColumns(
  state: Measure,
): Pick<MeasureStateRow, 'shown_deadline_on' | 'shown_owner_id' | 'shown_owner_count'> {
  const unfinished = state.items.filter(isUnfinished);
  const owners = new Set(unfinished.map((item) => item.partyId));
  const deadlines = unfinished.flatMap((item) => deadlineOf(state, item)?.inForce ?? []);
  // Nobody is responsible yet: then it is the measure’s own deadline that comes near.
  const unassigned = state.items.length === 0 && state.deadline !== undefined ? [state.deadline.inForce] : [];
  const [only] = owners;
  return {
    shown_deadline_on: [...deadlines, ...unassigned].sort()[0] ?? null,
    shown_owner_id: owners.size === 1 && only !== undefined ? only : null,
    shown_owner_count: owners.size,
  };
}

/** @param items the measure's item rows in the order of `ordinal` */
export function measureOf(row: MeasureStateRow, items: readonly ItemRow[]): Measure {
  const { legalBasis, acceptedAt, closure, ...details } = row.details;
  return {
    ...details,
    ...present({ themeId: row.theme_id, mode: row.mode, reviewOn: row.review_on }),
    id: row.id,
    planId: row.plan_id,
    number: row.number,
    title: row.title,
    about: row.about,
    text: row.text,
    access: accessOf(row.access_kind, legalBasis),
    items: items.map(itemOf),
    registeredAt: instant(row.registered_at),
    lastSubstantiveChangeAt: instant(row.last_substantive_change_at),
    state: row.state,
    ...present({ acceptedAt, closure }),
    // Acceptance, closure and withdrawal stand in the details exactly when the state has them: measureRow writes them.
  } as Measure;
}

export type ItemRow = RowOf<ItemEntity>;

export function itemRow(measureId: string, item: Item, ordinal: number): ItemRow {
  const {
    id,
    suffix,
    state,
    partyId,
    contributorIds,
    subPointId,
    viaGroupId,
    deadline,
    latestUpdate,
    ...details
  } = item;
  const report = 'report' in item ? item.report : undefined;
  return {
    id,
    measure_id: measureId,
    ordinal,
    suffix,
    state,
    party_id: partyId,
    contributor_ids: contributorIds,
    sub_point_id: subPointId ?? null,
    via_group_id: viaGroupId ?? null,
    deadline_on: deadline?.inForce ?? null,
    latest_progress: latestUpdate?.progress ?? null,
    reported_by: report?.by ?? null,
    reported_at: report?.at ?? null,
    details: { ...details, ...present({ deadline, latestUpdate }) },
  };
}

function itemOf(row: ItemRow): Item {
  return {
    ...row.details,
    ...present({ subPointId: row.sub_point_id, viaGroupId: row.via_group_id }),
    id: row.id,
    suffix: row.suffix,
    partyId: row.party_id,
    contributorIds: row.contributor_ids,
    state: row.state,
    // The details are those of the state: itemRow writes both.
  } as Item;
}
