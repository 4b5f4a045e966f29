import { notFound } from '../domain-error.js';
import type { Instant, ItemId, PersonId } from '../ids.js';
import type { ImportDraft } from '../import/import-draft.js';
import type { Item, Measure, StatusUpdate } from '../measure/measure.js';
import type { Plan } from '../plan/plan.js';
import type { Report, ReportVersion } from '../report/report.js';
import { type Actor, isClient } from '../roles/actor.js';
import { may, requirePermission } from '../roles/permissions.js';
import { type Access, isRestricted, open } from './access.js';

/**
 * What one may see is decided here and nowhere else, for pages, REST, files and messages (PRODUCT.md, Access; EXAMPLES.md, Roles). Lists
 * and search ask the same in SQL (libs/record/src/access/seen-in-sql.ts); test/record/seen.spec.ts holds the two to
 * one answer.
 */

/** How much of a plan a reader sees: everything; its status summary and what is one’s own; or nothing. */
export type PlanSight = 'whole' | 'summary' | 'nothing';

/** What of a plan decides who sees it. */
export type PlanInSight = Pick<Plan, 'state' | 'signOffSubstituteIds'>;

/** @param hasItems one of the actor's parties is responsible for, or contributes to, an item of the plan */
export function planSight(actor: Actor, plan: PlanInSight, hasItems: boolean): PlanSight {
  if (seesWholePlan(actor, plan)) return 'whole';
  return hasItems && isForOwners(plan) ? 'summary' : 'nothing';
}

/** A named substitute signs off in the plan, and countersigns its adoption: they read what they answer for. */
function seesWholePlan(actor: Actor, { signOffSubstituteIds }: PlanInSight): boolean {
  return may(actor, 'read-everything') || signOffSubstituteIds.includes(actor.id);
}

/** A draft is the secretariat's and leadership's. */
function isForOwners({ state }: PlanInSight): boolean {
  return state === 'adopted' || state === 'closed';
}

/** A measure as it is for one reader. */
export interface MeasureSight {
  /** What an owner sees of a measure: their own items, and what the summary tells of the others. */
  measure: Measure;
  whole: boolean;
  /** False: it is restricted, and shows its number and a link. */
  withText: boolean;
}

/** Undefined: for this actor it is not there. */
export function measureSight(actor: Actor, plan: PlanInSight, measure: Measure): MeasureSight | undefined {
  const withText = mayReadText(actor, plan, measure);
  if (seesWholeMeasure(actor, plan, measure)) return { measure, whole: true, withText };
  return seesOwnPart(actor, plan, measure)
    ? { measure: ownPartOf(actor, measure), whole: false, withText }
    : undefined;
}

/** All of it, or their own part. */
export function seesMeasure(actor: Actor, plan: PlanInSight, measure: Measure): boolean {
  return seesWholeMeasure(actor, plan, measure) || seesOwnPart(actor, plan, measure);
}

function seesWholeMeasure(actor: Actor, plan: PlanInSight, measure: Measure): boolean {
  return seesWholePlan(actor, plan) || isReviewer(actor, measure);
}

function seesOwnPart(actor: Actor, plan: PlanInSight, measure: Measure): boolean {
  return isForOwners(plan) && measure.state !== 'withdrawn' && hasPartIn(actor, measure);
}

/** Whoever is to say whether a closed measure had effect reads what was done. */
function isReviewer(actor: Actor, measure: Measure): boolean {
  return measure.state === 'closed' && measure.closure.effectReview?.reviewerId === actor.id;
}

/**
 * Whether this actor may read the text of a measure that is *unntatt offentlighet*: whoever may by their role, those
 * who are responsible for one of its items or contribute to it, and those named to sign off. Everybody else sees its
 * number.
 */
export function mayReadText(actor: Actor, plan: PlanInSight, measure: Measure): boolean {
  return (
    !isRestricted(measure.access) ||
    mayReadRestricted(actor) ||
    plan.signOffSubstituteIds.includes(actor.id) ||
    isReviewer(actor, measure) ||
    hasPartIn(actor, measure)
  );
}

/** Whether this actor may read what is restricted by their role or scope alone, such as the evaluation behind a measure. */
export function mayReadRestricted(actor: Actor): boolean {
  return may(actor, 'read-restricted');
}

/** Whether this actor may read everything that is said under this access: an evaluation, an import's draft. */
export function mayReadUnder(actor: Actor, access: Access): boolean {
  return !isRestricted(access) || mayReadRestricted(actor);
}

/** A draft of an import is read whole or not at all: people are still saying what of it is restricted. */
export function mayReadDraft(actor: Actor, draft: ImportDraft): boolean {
  return !isRestrictedDraft(draft) || mayReadRestricted(actor);
}

export function isRestrictedDraft({ access = open, measures }: ImportDraft): boolean {
  return isRestricted(access) || measures.some((measure) => isRestricted(measure.access ?? open));
}

/** Whether the item is for one of the actor’s own parties: to do, or to contribute to. */
export function isOwnItem(
  { partyIds }: Actor,
  { partyId, contributorIds }: Pick<Item, 'partyId' | 'contributorIds'>,
): boolean {
  return partyIds.includes(partyId) || contributorIds.some((id) => partyIds.includes(id));
}

/** The actor belongs to a party that is responsible for, or contributes to, an item of the measure. */
export function hasPartIn(actor: Actor, { items }: Measure): boolean {
  return items.some((item) => isOwnItem(actor, item));
}

function ownPartOf(actor: Actor, measure: Measure): Measure {
  const items = measure.items.filter((item) => isOwnItem(actor, item));
  const { latestUpdate: _told, recurrence, repeats: _ofOtherPlans, ...rest } = measure;
  const latestUpdate = toldOf(measure, items);
  return {
    ...rest,
    items,
    ...(latestUpdate === undefined ? {} : { latestUpdate }),
    ...(recurrence === undefined
      ? {}
      : {
          recurrence: {
            ...recurrence,
            occurrences:
              items.length === measure.items.length
                ? recurrence.occurrences
                : recurrence.occurrences.map((occurrence) =>
                    occurrence.by === actor.id ? occurrence : { ...occurrence, note: '', evidence: [] },
                  ),
          },
        }),
  };
}

/** As the status summary tells it to owners: how it goes with others, and not the words of what they handed in. */
export function summarisedFor<M extends Measure>(actor: Actor, plan: PlanInSight, measure: M): M {
  if (seesWholeMeasure(actor, plan, measure)) return measure;
  return {
    ...measure,
    items: measure.items.map((item) =>
      isOwnItem(actor, item) || !('report' in item)
        ? item
        : { ...item, report: { ...item.report, what: '', evidence: [] } },
    ),
  };
}

/** The newest word on the measure as a whole or on the own items: what was said of another's item is not theirs. */
function toldOf(measure: Measure, own: readonly Item[]): StatusUpdate | undefined {
  const { latestUpdate } = measure;
  const isOthers = measure.items.some(
    (item) => !own.includes(item) && latestUpdate !== undefined && isSame(item.latestUpdate, latestUpdate),
  );
  if (!isOthers) return latestUpdate;
  return own.reduce<StatusUpdate | undefined>(
    (newest, item) =>
      item.latestUpdate !== undefined && isAfter(item.latestUpdate.at, newest?.at)
        ? item.latestUpdate
        : newest,
    undefined,
  );
}

function isSame(one: StatusUpdate | undefined, other: StatusUpdate): boolean {
  return one?.at === other.at && one.by === other.by && one.text === other.text;
}

function isAfter(at: Instant, other: Instant | undefined): boolean {
  return other === undefined || at > other;
}

/** Which messages about a measure: to whom or about which items, and which items are named in them; `{}` for all. */
export interface MessagesSeen {
  seen?: { recipientId: PersonId; itemIds: readonly ItemId[] };
}

/** An owner sees what was sent to them, and what was sent to anybody about their items. */
export function messagesSeen(actor: Actor, { measure, whole }: MeasureSight): MessagesSeen {
  return whole ? {} : { seen: { recipientId: actor.id, itemIds: measure.items.map(({ id }) => id) } };
}

/**
 * A report as it is for one reader; undefined: for them it is not there. Before it is released it is the secretariat's.
 * Leadership's questions and answers, and what is said when it is released and acknowledged, are between leadership,
 * the secretariat and whoever was asked.
 */
export function reportSight(actor: Actor, report: Report, plan: PlanSight): Report | undefined {
  if (may(actor, 'read-questions')) return report;
  const questions = report.questions.filter(({ responsibleId }) => responsibleId === actor.id);
  const isReleased = report.state !== 'open' && report.state !== 'locked';
  const isThere = may(actor, 'read-everything') || questions.length > 0 || (plan !== 'nothing' && isReleased);
  return isThere ? { ...report, questions, versions: report.versions.map(withoutComments) } : undefined;
}

function withoutComments({ released, acknowledged, ...version }: ReportVersion): ReportVersion {
  const { note: _note, ...releasedBy } = released ?? {};
  const { comment: _comment, ...acknowledgedBy } = acknowledged ?? {};
  return {
    ...version,
    ...(released === undefined ? {} : { released: releasedBy as typeof released }),
    ...(acknowledged === undefined ? {} : { acknowledged: acknowledgedBy as typeof acknowledged }),
  };
}

/**
 * What one does not see can't be changed either, and is as little there. An API client writes by its scope, also where
 * it may not read.
 * @throws DomainError `not-found`
 */
export function requireInSight(
  actor: Actor,
  plan: PlanInSight,
  measure: Measure,
  itemIds: readonly ItemId[],
): void {
  if (isClient(actor)) return;
  const sight = measureSight(actor, plan, measure);
  if (sight === undefined) throw notFound('measure', measure.id);
  const hidden = itemIds.find((id) => !sight.measure.items.some((item) => item.id === id));
  const isThere = measure.items.some((item) => item.id === hidden);
  if (hidden !== undefined && isThere) throw notFound('item', hidden);
}

/**
 * For what owners see a part of: an API client sees all or, without the scope, is told which scope it lacks.
 * @throws DomainError `not-permitted`
 */
export function requireReading(actor: Actor): void {
  if (isClient(actor)) requirePermission(actor, 'read-everything');
}
