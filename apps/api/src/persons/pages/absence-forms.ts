import { isFit } from '#domain/person/absence.decide.js';
import type { Absence } from '#domain/person/absence.js';
import { may } from '#domain/roles/permissions.js';
import { newAbsence } from '../rest/person.schemas.js';
import * as value from '../../rest/schemas/values.js';
import { asked, given } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { valueOf } from '../../web/forms/form-state.js';
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

function whichField(context: PersonFormContext): FormField[] {
  const absences = absencesAhead(context);
  if (absences.length < 2) return [];
  return [
    {
      kind: 'select',
      name: 'absenceId',
      label: t('page.field.absence'),
      required: true,
      choices: absences.map((absence) => ({ value: absence.id, label: sayPeriod(absence) })),
    },
  ];
}

export function sayPeriod({ from, to }: Pick<Absence, 'from' | 'to'>): string {
  return t('page.absence.period', { from: day(from), to: day(to) });
}

/** The one that was chosen, or the only one. */
function chosen(context: PersonFormContext, values: Parameters<PersonForm['ask']>[0]): string {
  return valueOf({ values }, 'absenceId') || (context.absenceId ?? absencesAhead(context)[0]?.id ?? '');
}

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
  offered: (context) => mayReport(context) && absencesAhead(context).length > 0,
  fields: (context) => [...whichField(context), ...dates(), deputyField(context)],
  prefill: (context) => {
    const ahead = absencesAhead(context);
    const absence = ahead.find(({ id }) => id === context.absenceId) ?? ahead[0];
    if (absence === undefined) return {};
    const { id, from, to, deputyId = '' } = absence;
    return { absenceId: id, from, to, deputyId };
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
  offered: (context) => mayReport(context) && absencesAhead(context).length > 0,
  fields: whichField,
  prefill: (context) => ({ absenceId: chosen(context, {}) }),
  ask: (values, context, seen) =>
    asked(ofAbsence, { absenceId: chosen(context, values) }, ({ absenceId }) => ({
      type: 'EndAbsence',
      personId: context.record.state.id,
      absenceId,
      ...seen,
    })),
};

export const absenceForms: readonly PersonForm[] = [reportForm, changeForm, endForm];
