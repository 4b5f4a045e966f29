import {
  type ExpectedNotification,
  type LadderPreview,
  ladderPreview,
} from '#domain/follow-up/ladder-preview.js';
import type { Ladder } from '#domain/follow-up/ladder.js';
import type { Instant, MeasureId, PlainDate, PlanId } from '#domain/ids.js';
import { itemNumber } from '#domain/measure/measure.js';
import { readSubjects } from '../follow-up/subjects.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** A telling with what people call its subject and its recipient. No text: it may be restricted. */
export interface NamedNotification extends ExpectedNotification {
  measureNumber: number;
  itemNumber?: string;
  personName: string;
}

export interface NamedLadderPreview {
  until: PlainDate;
  told: readonly (NamedNotification & { isNew: boolean })[];
  noLonger: readonly NamedNotification[];
}

/** Who will hear of what if the plan's ladder becomes this one; nothing is changed. */
export async function previewLadder(
  dataSource: RecordSource,
  planId: PlanId,
  ladder: Ladder,
  now: Instant,
): Promise<NamedLadderPreview> {
  const ids = await dataSourceOf(dataSource).query<{ id: MeasureId }[]>(
    `SELECT id FROM measure WHERE plan_id = $1 AND state NOT IN ('proposed', 'withdrawn') ORDER BY number`,
    [planId],
  );
  const { subjects, register } = await readSubjects(
    dataSourceOf(dataSource).manager,
    ids.map(({ id }) => id),
  );
  const known = ids.flatMap(({ id }) => subjects.get(id) ?? []);
  const plan = known[0]?.plan;
  const preview: LadderPreview =
    plan === undefined
      ? { until: '', told: [], noLonger: [] }
      : ladderPreview(
          plan,
          known.map(({ measure }) => measure),
          ladder,
          now,
          register,
        );
  const persons = await dataSourceOf(dataSource).query<{ id: string; name: string }[]>(
    'SELECT id, name FROM person WHERE id = ANY ($1::uuid[])',
    [[...preview.told, ...preview.noLonger].map(({ personId }) => personId)],
  );
  const names = new Map(persons.map(({ id, name }) => [id, name]));
  const named = <T extends ExpectedNotification>(telling: T): T & NamedNotification => {
    const measure = subjects.get(telling.measureId)?.measure;
    const item = measure?.items.find(({ id }) => id === telling.itemId);
    return {
      ...telling,
      measureNumber: measure?.number ?? 0,
      ...(measure === undefined || item === undefined ? {} : { itemNumber: itemNumber(measure, item) }),
      personName: names.get(telling.personId) ?? '',
    };
  };
  return { until: preview.until, told: preview.told.map(named), noLonger: preview.noLonger.map(named) };
}
