import type { ItemId, MeasureId, PartyId, PlainDate } from '#domain/ids.js';
import type { AskedExtension } from '#domain/measure/extension-request.js';
import type { ItemState, MeasureState } from '#domain/measure/measure.js';
import type { Plan } from '#domain/plan/plan.js';
import { deadlineInForce } from './late-in-sql.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What a form about one item shows of it, and what it needs to know. */
export interface ItemToReport {
  measureId: MeasureId;
  itemId: ItemId;
  planNumber: number;
  /** `7.1` */
  number: string;
  /** The sub-point's text where the item belongs to one, else the measure's title. */
  title: string;
  planTitle: string;
  restricted: boolean;
  evidenceRequired: boolean;
  partyId: PartyId;
  /** In force. */
  deadline: PlainDate | null;
  /** Asked for and not answered. */
  extension: (AskedExtension & { reason: string }) | null;
  state: ItemState;
  measureState: MeasureState;
  planState: Plan['state'];
}

/** Undefined when there is no such item in the measure. */
export async function itemToReport(
  dataSource: RecordSource,
  measureId: MeasureId,
  itemId: ItemId,
): Promise<ItemToReport | undefined> {
  const [row] = await dataSourceOf(dataSource).query<ItemToReport[]>(
    `SELECT measure.id AS "measureId", item.id AS "itemId", plan.number AS "planNumber",
            measure.number || '.' || item.suffix AS number,
            coalesce(
              (SELECT sub_point ->> 'text' FROM jsonb_array_elements(measure.details -> 'subPoints') AS sub_point
                WHERE sub_point ->> 'id' = item.sub_point_id::text),
              measure.title) AS title,
            plan.title AS "planTitle",
            measure.access_kind = 'restricted' AS restricted,
            plan.evidence_required AS "evidenceRequired",
            ${deadlineInForce}::text AS deadline,
            CASE WHEN item.details ? 'extension'
                 THEN jsonb_build_object('to', item.details #> '{extension,to}',
                                         'askedAt', item.details #> '{extension,at}',
                                         'reason', item.details #> '{extension,reason}') END AS extension,
            item.party_id AS "partyId", item.state, measure.state AS "measureState",
            plan.state AS "planState"
       FROM item
       JOIN measure ON measure.id = item.measure_id
       JOIN plan ON plan.id = measure.plan_id
      WHERE item.id = $2 AND measure.id = $1`,
    [measureId, itemId],
  );
  return row;
}
