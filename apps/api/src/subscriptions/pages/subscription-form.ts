import { z } from 'zod';
import { mailCadences } from '#domain/subscription/subscription.js';
import type { PublishedPlan } from '#record/subscriptions/subscriptions.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FieldError, type FormValues, valueOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';

const everyPlan = 'alle';

/** RFC 5321: an address has 254 characters at most. */
const address = z.string().trim().max(254).pipe(z.email());
const cadence = z.enum(mailCadences);

export type AskedSubscription = {
  address: string;
  cadence: z.output<typeof cadence>;
  planId: string | undefined;
};

export function subscriptionFields(plans: readonly PublishedPlan[]): readonly FormField[] {
  return [
    { kind: 'email', name: 'address', label: t('page.field.subscriber-address'), required: true },
    {
      kind: 'select',
      name: 'plan',
      label: t('page.field.subscribed-plan'),
      required: true,
      choices: [
        { value: everyPlan, label: t('page.field.subscribed-plan.all') },
        ...plans.map(({ number, title }) => ({ value: String(number), label: title })),
      ],
    },
    cadenceField(),
  ];
}

export function cadenceField(): FormField {
  return {
    kind: 'radio',
    name: 'cadence',
    label: t('page.field.mail-cadence'),
    hint: t('page.field.mail-cadence.hint'),
    required: true,
    choices: mailCadences.map((value) => ({ value, label: t(`page.field.mail-cadence.${value}`) })),
  };
}

/** What was asked for, or what is wrong with it. */
export function readSubscription(
  values: FormValues,
  plans: readonly PublishedPlan[],
): { asked: AskedSubscription } | { errors: readonly FieldError[] } {
  const given = address.safeParse(valueOf({ values }, 'address'));
  const often = readCadence(values);
  const plan = valueOf({ values }, 'plan');
  const planId = plans.find(({ number }) => String(number) === plan)?.id;
  const errors = [
    ...(given.success ? [] : [{ field: 'address', message: t('page.error.subscriber-address') }]),
    ...(planId === undefined && plan !== everyPlan
      ? [{ field: 'plan', message: t('page.error.subscribed-plan') }]
      : []),
    ...('errors' in often ? often.errors : []),
  ];
  return given.success && 'cadence' in often && errors.length === 0
    ? { asked: { address: given.data, cadence: often.cadence, planId } }
    : { errors };
}

export function readCadence(
  values: FormValues,
): { cadence: AskedSubscription['cadence'] } | { errors: readonly FieldError[] } {
  const read = cadence.safeParse(valueOf({ values }, 'cadence'));
  return read.success
    ? { cadence: read.data }
    : { errors: [{ field: 'cadence', message: t('page.error.mail-cadence') }] };
}
