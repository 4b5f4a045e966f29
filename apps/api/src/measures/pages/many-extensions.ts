import { isRestricted } from '#domain/access/access.js';
import { mayReadText } from '#domain/access/sight.js';
import { type Deadline, totalSlipDays } from '#domain/deadline/deadline.js';
import { answerObstacle, type ExtensionObstacle } from '#domain/measure/extension.js';
import type { EndedExtension, ExtensionRequest } from '#domain/measure/extension-request.js';
import { deadlineOf, itemNumber, type Measure } from '#domain/measure/measure.js';
import type { ItemId, MeasureId, PlainDate } from '#domain/ids.js';
import type { Plan } from '#domain/plan/plan.js';
import type { Register } from '#domain/register.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { extensionAnswersPath, extensionsPath } from '#messages/page-links.js';
import type { WaitingExtension } from '#record/measure/extensions.query.js';
import { deadlineInRow } from '../../summary/pages/summary-sentences.js';
import { asked, given } from '../../web/forms/asked.js';
import { valueOf, valuesOf } from '../../web/forms/form-state.js';
import type { FormPlace, PageForm } from '../../web/forms/page-form.js';
import { day, t } from '../../web/frame/texts.js';
import { withRequests } from '../answered-requests.js';
import { extensionAnswerBatch } from '../rest/extension.schemas.js';

/** A request as it is shown to one reader; without its title and reason where they may not read them. */
export interface ExtensionRow {
  measure: Measure;
  plan: Plan;
  itemId: string;
  number: string;
  title: string | null;
  restricted: boolean;
  partyName: string;
  request: ExtensionRequest;
  reason: string | null;
  /** In force, with its original, how often it was moved and by how much. */
  deadline: string;
  before: readonly EndedExtension[];
  obstacle: ExtensionObstacle | 'reads-only' | undefined;
}

export function extensionRow(
  { item, measure, plan, partyName }: WaitingExtension,
  actor: Actor,
  register: Register,
  today: PlainDate,
): ExtensionRow {
  const readable = mayReadText(actor, plan, measure);
  const deadline = deadlineOf(measure, item);
  return {
    measure,
    plan,
    itemId: item.id,
    number: itemNumber(measure, item),
    title: readable ? measure.title : null,
    restricted: isRestricted(measure.access),
    partyName,
    request: item.extension,
    reason: readable ? item.extension.reason : null,
    deadline: deadline === undefined ? day(item.extension.from) : inWords(deadline),
    before: item.extensionsBefore ?? [],
    obstacle: may(actor, 'answer-extension')
      ? answerObstacle(actor, { measure, plan }, item, item.extension.to, register, today)
      : 'reads-only',
  };
}

function inWords(deadline: Deadline): string {
  const { original, inForce, moves } = deadline;
  return deadlineInRow({ original, inForce, moves: moves.length, slipDays: totalSlipDays(deadline) });
}

export interface ManyContext {
  actor: Actor;
  rows: readonly ExtensionRow[];
  /** Of the items that were sent: one that has been answered meanwhile is no row any more. */
  measureOf: ReadonlyMap<ItemId, MeasureId>;
}

function answerable({ rows }: ManyContext): readonly ExtensionRow[] {
  return rows.filter(({ obstacle }) => obstacle === undefined);
}

/** A box says which request it stands for: another may have come in its place when the form is sent. */
function answerableValue({ itemId, request }: ExtensionRow): string {
  return [itemId, request.to, request.at].join(' ');
}

/** What the boxes that were ticked say. One without a request, made by hand, answers the one that is open. */
export function itemsChosen(values: readonly string[]): { itemIds: string[]; asked: object[] } {
  const chosen = values.map((value) => value.split(' '));
  return {
    itemIds: chosen.map(([itemId = '']) => itemId),
    asked: chosen.flatMap(([itemId, to, askedAt]) => (to === undefined ? [] : [{ itemId, to, askedAt }])),
  };
}

const answerManyForm: PageForm<ManyContext> = {
  slug: 'svar',
  name: 'answer-extensions',
  gives: 'AnswerExtensions',
  offered: (context) => may(context.actor, 'answer-extension') && answerable(context).length > 0,
  fields: (context) => [
    {
      kind: 'checkboxes',
      name: 'itemIds',
      label: t('page.field.extensions'),
      required: true,
      choices: answerable(context).map((row) => ({
        value: answerableValue(row),
        label: t('page.extensions.choice', {
          item: row.number,
          plan: row.plan.number,
          party: row.partyName,
          date: day(row.request.to),
        }),
        hint: [t('page.extensions.choice.deadline', { deadline: row.deadline }), row.reason ?? '']
          .join(' ')
          .trim(),
      })),
    },
    {
      kind: 'radio',
      name: 'answer',
      label: t('page.field.extension-answer'),
      required: true,
      choices: [
        { value: 'granted', label: t('page.field.extension-answer.granted-all') },
        { value: 'refused', label: t('page.field.extension-answer.refused') },
      ],
    },
    {
      kind: 'long-text',
      name: 'words',
      rows: 3,
      label: t('page.field.extension-words'),
      hint: t('page.field.extension-words-many.hint'),
    },
  ],
  ask: (values, { measureOf }) =>
    asked(
      extensionAnswerBatch,
      {
        ...itemsChosen(valuesOf({ values }, 'itemIds')),
        ...given(values, ['words']),
        ...(valueOf({ values }, 'answer') === '' ? {} : { answer: valueOf({ values }, 'answer') }),
      },
      ({ itemIds, asked: requests, ...said }) => ({
        type: 'AnswerExtensions',
        // An id that is no item's goes on, and is refused by the rules as what is not there.
        items: withRequests(
          itemIds.map((itemId) => ({ itemId, measureId: measureOf.get(itemId) ?? itemId })),
          requests,
        ),
        ...said,
      }),
      { to: 'itemIds', asked: 'itemIds' },
    ),
};

export const manyPlace: FormPlace<ManyContext, PageForm<ManyContext>> = {
  forms: [answerManyForm],
  shown: () => ({
    kicker: t('page.extensions.title'),
    crumbs: [{ label: t('page.extensions.title'), href: extensionsPath }],
    action: extensionAnswersPath,
    cancelHref: extensionsPath,
    hidden: {},
  }),
  doneAt: () => extensionsPath,
};
