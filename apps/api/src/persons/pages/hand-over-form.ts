import type { PersonId } from '#domain/ids.js';
import { type Duty, dutyKey, dutyName } from '#domain/person/duties.js';
import { type Takeover, takeoverOf } from '#domain/person/handover.js';
import { may } from '#domain/roles/permissions.js';
import { handover } from '../rest/person.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FieldError, type FormValues, valueOf, valuesOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import type { PersonForm, PersonFormContext } from './person-form.js';

/** The field that says who takes over a duty. */
function takerField(duty: Duty): string {
  return `til-${dutyKey(duty).replaceAll('/', '-')}`;
}

export function sayDuty(duty: Duty): string {
  return t(`duty.${dutyName(duty)}`, { of: duty.of });
}

export interface SeenTakeover extends Takeover {
  duty: Duty;
  takerId?: PersonId;
  takerName?: string;
}

/** Who gets what as the form stands, and what can't be. */
export function takeovers(context: PersonFormContext, values: FormValues): SeenTakeover[] {
  const { actor, duties, takers, unitOfPlan } = context;
  return duties.map((duty) => {
    const taker = takers.find(({ id }) => id === valueOf({ values }, takerField(duty)));
    if (taker === undefined) return { duty, notes: [] };
    const unit = unitOfPlan.get(duty.id);
    const plan = unit === undefined ? {} : { secretariatPartyId: unit };
    return {
      duty,
      takerId: taker.id,
      takerName: taker.name,
      ...takeoverOf(duty, taker, actor.id, plan),
    };
  });
}

function sayTakeover({ duty, takerName: person = '', obstacle, notes }: SeenTakeover): string | undefined {
  const said = [
    ...(duty.items === 0 ? [] : [t('page.field.taker.items', { count: duty.items })]),
    ...(obstacle === undefined ? [] : [t(`page.hand-over.obstacle.${obstacle}`, { person })]),
    ...notes.map((note) => t(`page.hand-over.note.${note}`, { person })),
  ];
  return said.length === 0 ? undefined : said.join(' ');
}

/** The duties as they were seen: what came meanwhile has no field, and is refused by the rules. */
function seenDuties(values: FormValues, { duties }: PersonFormContext): Duty[] {
  return duties.filter((duty) => values[takerField(duty)] !== undefined);
}

function missing(values: FormValues, context: PersonFormContext): FieldError[] {
  return seenDuties(values, context)
    .filter((duty) => valueOf({ values }, takerField(duty)) === '')
    .map((duty) => ({
      field: takerField(duty),
      message: t('page.error.choose', { field: t('page.field.taker-of', { duty: sayDuty(duty) }) }),
    }));
}

/** What can't be is said at its field before anything is asked of the record. */
function obstacles(values: FormValues, context: PersonFormContext): FieldError[] {
  return takeovers(context, values).flatMap(({ duty, takerName: person = '', obstacle }) =>
    obstacle === undefined
      ? []
      : [{ field: takerField(duty), message: t(`page.hand-over.obstacle.${obstacle}`, { person }) }],
  );
}

export const handOverForm: PersonForm = {
  slug: 'overlat',
  name: 'hand-over',
  gives: 'HandOverDuties',
  offered: ({ actor, duties, record }) =>
    may(actor, 'administer-register') && (duties.length > 0 || record.state.active),
  fields: (context, values) => [
    ...takeovers(context, values).map((seen): FormField => {
      const hint = sayTakeover(seen);
      return {
        kind: 'select',
        name: takerField(seen.duty),
        label: t('page.field.taker-of', { duty: sayDuty(seen.duty) }),
        ...(hint === undefined ? {} : { hint }),
        required: true,
        emptyLabel: t('page.field.choose'),
        choices: context.takers.map(({ id, name }) => ({ value: id, label: name })),
      };
    }),
    ...(context.record.state.active
      ? [
          {
            kind: 'checkboxes',
            name: 'deactivate',
            label: t('page.field.deactivate'),
            choices: [{ value: 'yes', label: t('page.field.deactivate.yes') }],
          } as const,
        ]
      : []),
    { kind: 'long-text', name: 'reason', rows: 2, label: t('page.field.handover-reason') },
  ],
  prefill: ({ duties, takerId }) =>
    takerId === undefined ? {} : Object.fromEntries(duties.map((duty) => [takerField(duty), takerId])),
  ask: (values, context, seen) => ({
    ...asked(
      handover,
      {
        handovers: seenDuties(values, context).map((duty) => {
          const { as, in: place, id } = duty;
          return { duty: { as, in: place, id }, toPersonId: valueOf({ values }, takerField(duty)) };
        }),
        deactivate: valuesOf({ values }, 'deactivate').includes('yes'),
        ...given(values, ['reason']),
      },
      (body) => ({ type: 'HandOverDuties', personId: context.record.state.id, ...body, ...seen }),
    ),
    errors: [...missing(values, context), ...obstacles(values, context)],
  }),
};
