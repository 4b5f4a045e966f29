import type { AbsenceId } from '#domain/ids.js';
import { isFit } from '#domain/person/absence.decide.js';
import type { Absence } from '#domain/person/absence.js';
import { may } from '#domain/roles/permissions.js';
import { newAbsence } from '../rest/person.schemas.js';
import * as value from '../../rest/schemas/values.js';
import { asked, given } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormValues, valueOf } from '../../web/forms/form-state.js';
import { day, t } from '../../web/frame/texts.js';
import { z } from 'zod';
import type { PersonForm, PersonFormContext } from './person-form.js';

/** Everybody’s own, and the secretariat’s for anybody. */
function mayReport({ actor, record: { state } }: PersonFormContext): boolean {
  return state.active && (may(actor, 'administer-register') || actor.id === state.id);
}

/** Those that are not over. */
export function absencesAhead({ record: { state }, today }: PersonFormContext): Absence[] {
  return (state.absences ?? [])
    .filter(({ to }) => to >= today)
    .sort((one, other) => one.from.localeCompare(other.from));
}

function dates(): FormField[] {
  return [
    { kind: 'date', name: 'from', label: t('page.field.absence-from'), required: true },
    {
      kind: 'date',
      name: 'to',
      label: t('page.field.absence-to'),
      hint: t('page.field.absence-to.hint'),
      required: true,
    },
  ];
}

function deputyField({ actor, record: { state }, takers }: PersonFormContext): FormField {
  return {
    kind: 'select',
    name: 'deputyId',
    label: t('page.field.deputy'),
    hint: t('page.field.deputy.hint'),
    emptyLabel: t('page.field.deputy.none'),
    emptyAnswers: true,
    choices: takers
      .filter((taker) => isFit(state, taker, actor))
      .map(({ id, name }) => ({ value: id, label: name })),
  };
}

export function sayPeriod({ from, to }: Pick<Absence, 'from' | 'to'>): string {
  return t('page.absence.period', { from: day(from), to: day(to) });
}

/** The one that the form was opened for, else the first. */
function chosen(context: PersonFormContext, values: FormValues): AbsenceId {
  return valueOf({ values }, 'absenceId') || (context.absenceId ?? absencesAhead(context)[0]?.id ?? '');
}

/** The one that a form is about; undefined where it is about none, or it is over. */
export function absenceIn(context: PersonFormContext, values: FormValues): Absence | undefined {
  return absencesAhead(context).find(({ id }) => id === chosen(context, values));
}

const ofOne = {
  offered: (context: PersonFormContext) => mayReport(context) && absencesAhead(context).length > 0,
  hidden: (context: PersonFormContext, values: FormValues) => ({ absenceId: chosen(context, values) }),
};

const reportForm: PersonForm = {
  slug: 'meld-fravaer',
  name: 'report-absence',
  gives: 'RegisterAbsence',
  offered: mayReport,
  fields: (context) => [...dates(), deputyField(context)],
  prefill: ({ today }) => ({ from: today }),
  ask: (values, { record: { state } }, seen) =>
    asked(newAbsence, given(values, ['from', 'to', 'deputyId']), (body) => ({
      type: 'RegisterAbsence',
      personId: state.id,
      ...body,
      ...seen,
    })),
};

const ofAbsence = z.strictObject({ absenceId: value.id });

/** The form shows all of it, and sends all of it. */
const changedAbsence = z.strictObject({
  ...ofAbsence.shape,
  from: value.plainDate,
  to: value.plainDate,
  deputyId: value.id.nullable(),
});

const changeForm: PersonForm = {
  slug: 'endre-fravaer',
  name: 'change-absence',
  gives: 'ChangeAbsence',
  ...ofOne,
  fields: (context) => [...dates(), deputyField(context)],
  prefill: (context) => {
    const absence = absenceIn(context, {});
    if (absence === undefined) return {};
    const { from, to, deputyId = '' } = absence;
    return { from, to, deputyId };
  },
  ask: (values, context, seen) =>
    asked(
      changedAbsence,
      {
        ...given(values, ['from', 'to']),
        deputyId: valueOf({ values }, 'deputyId') === '' ? null : valueOf({ values }, 'deputyId'),
        absenceId: chosen(context, values),
      },
      (body) => ({ type: 'ChangeAbsence', personId: context.record.state.id, ...body, ...seen }),
    ),
};

const endForm: PersonForm = {
  slug: 'avslutt-fravaer',
  name: 'end-absence',
  gives: 'EndAbsence',
  ...ofOne,
  fields: () => [],
  ask: (values, context, seen) =>
    asked(ofAbsence, { absenceId: chosen(context, values) }, ({ absenceId }) => ({
      type: 'EndAbsence',
      personId: context.record.state.id,
      absenceId,
      ...seen,
    })),
};

/** What can be done with one that is reported. */
export const absenceChangeForms: readonly PersonForm[] = [changeForm, endForm];

export const absenceForms: readonly PersonForm[] = [reportForm, ...absenceChangeForms];
