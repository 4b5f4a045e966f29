import { may } from '#domain/roles/permissions.js';
import { repetition, repetitionWithdrawal } from '../rest/similar.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import { t } from '../../web/frame/texts.js';
import { type MeasureForm, type MeasureFormContext } from './measure-form.js';
import { becameInWords, measureInWords } from './seen-before.js';

const confirmForm: MeasureForm = {
  slug: 'bekreft-gjentakelse',
  name: 'confirm-repetition',
  gives: 'ConfirmRepetition',
  about: 'none',
  offered: (context) => mayConfirm(context) && unconfirmed(context).length > 0,
  fields: (context) => [
    {
      kind: 'radio',
      name: 'earlierMeasureId',
      label: t('page.field.earlier-measure'),
      required: true,
      choices: unconfirmed(context).map((similar) => ({
        value: similar.id,
        label: measureInWords(similar),
        hint: becameInWords(similar),
      })),
    },
    { kind: 'long-text', name: 'note', rows: 3, label: t('page.field.repetition-note') },
  ],
  ask: (values, _chosen, { record }, seen) =>
    asked(repetition, given(values, ['earlierMeasureId', 'note']), (body) => ({
      type: 'ConfirmRepetition',
      measureId: record.measure.id,
      ...seen,
      ...body,
    })),
};

const withdrawForm: MeasureForm = {
  slug: 'trekk-gjentakelse',
  name: 'withdraw-repetition',
  gives: 'WithdrawRepetition',
  about: 'none',
  offered: (context) => mayConfirm(context) && context.record.measure.repeats !== undefined,
  fields: ({ record: { measure, otherMeasures } }) => [
    {
      kind: 'radio',
      name: 'earlierMeasureId',
      label: t('page.field.earlier-measure'),
      required: true,
      choices: (measure.repeats ?? []).flatMap(({ earlierMeasureId }) => {
        const earlier = otherMeasures.get(earlierMeasureId);
        if (earlier === undefined) return [];
        const { planNumber: number, ...rest } = earlier;
        return [{ value: earlierMeasureId, label: measureInWords({ ...rest, plan: { number } }) }];
      }),
    },
    {
      kind: 'long-text',
      name: 'reason',
      rows: 3,
      label: t('page.field.withdrawal-reason'),
      required: true,
    },
  ],
  ask: (values, _chosen, { record }, seen) =>
    asked(repetitionWithdrawal, given(values, ['earlierMeasureId', 'reason']), (body) => ({
      type: 'WithdrawRepetition',
      measureId: record.measure.id,
      ...seen,
      ...body,
    })),
};

export const repetitionForms: readonly MeasureForm[] = [confirmForm, withdrawForm];

/** Its page needs to know which earlier measures are alike. */
export function choosesSimilar(form: MeasureForm): boolean {
  return form === confirmForm;
}

function mayConfirm({ actor, record }: MeasureFormContext): boolean {
  return may(actor, 'confirm-repetition') && record.plan.state !== 'closed';
}

function unconfirmed({ similar = [] }: MeasureFormContext) {
  return similar.filter(({ confirmed }) => !confirmed);
}
