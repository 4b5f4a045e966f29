import type { CommandType } from '#domain/commands.js';
import type { PlainDate } from '#domain/ids.js';
import type { Item } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import type { MeasureRecord } from '#record/measure/measure-page.query.js';
import type { SimilarMeasure } from '#record/measure/similar-measures.query.js';
import type { Asked, Seen } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import type { AskedFormName } from '../../web/forms/form-names.js';
import type { FormValues } from '../../web/forms/form-state.js';

export interface MeasureFormContext {
  record: MeasureRecord;
  actor: Actor;
  today: PlainDate;
  /** Earlier measures like it; only for those who read everything, and where they are shown or chosen among. */
  similar?: readonly SimilarMeasure[];
  /** The item that is chosen beforehand (7.4). */
  itemNumber?: string | undefined;
}

/** One thing that can be done with a measure, as data: when it is offered, what it asks, and the command it gives. */
export interface MeasureForm {
  /** The last part of its address. */
  slug: string;
  name: AskedFormName;
  /** What it asks of the record: who may never do that is told so, whatever state things are in. */
  gives: CommandType;
  /** `one`: about one item; `many`: several at once; `none`: about the measure as a whole. */
  about: 'none' | 'one' | 'many';
  /** It may be about the measure as a whole too. */
  wholeMeasure?(context: MeasureFormContext): boolean;
  /** The items it can be about now, for this actor. */
  items?(context: MeasureFormContext): readonly Item[];
  /** What is known of each of them, said beside it where one is chosen among several. */
  choiceHint?(item: Item, context: MeasureFormContext): string;
  /** Whether it is offered, where it is about no item. */
  offered?(context: MeasureFormContext): boolean;
  fields(context: MeasureFormContext): readonly FormField[];
  prefill?(context: MeasureFormContext): FormValues;
  ask(values: FormValues, chosen: readonly Item[], context: MeasureFormContext, seen: Seen): Asked;
}
