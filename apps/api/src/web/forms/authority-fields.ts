import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { t } from '../frame/texts.js';
import type { FieldOfPath } from './form-errors.js';
import type { FormField } from './form-fields.js';
import { type FormValues, valueOf } from './form-state.js';

/** Whether a decision of leadership can come from this actor: by deciding, or by entering what a body decided. */
export function mayBringDecision(actor: Actor): boolean {
  return may(actor, 'decide') || may(actor, 'enter-decision');
}

/** A leader decides in person and is asked nothing; the secretariat enters what the minutes say and where they are. */
export function authorityFields(actor: Actor, required = true): FormField[] {
  if (may(actor, 'decide')) return [];
  return [
    { kind: 'text', name: 'body', label: t('page.field.body'), hint: t('page.field.body.hint'), required },
    { kind: 'date', name: 'meetingDate', label: t('page.field.meeting-date'), required },
    {
      kind: 'text',
      name: 'caseNumber',
      label: t('page.field.case-number'),
      hint: t('page.field.case-number.hint'),
      required,
    },
    {
      kind: 'text',
      name: 'archiveReference',
      label: t('page.field.minutes-reference'),
      hint: t('page.field.minutes-reference.hint'),
      required,
    },
  ];
}

export function authorityAsked(values: FormValues, actor: Actor): object {
  if (may(actor, 'decide')) return { kind: 'leader' };
  const state = { values };
  return {
    kind: 'body',
    body: valueOf(state, 'body'),
    meetingDate: valueOf(state, 'meetingDate'),
    caseNumber: valueOf(state, 'caseNumber'),
    archiveReference: valueOf(state, 'archiveReference'),
  };
}

export const authorityPaths: FieldOfPath = {
  'authority.body': 'body',
  'authority.meetingDate': 'meetingDate',
  'authority.caseNumber': 'caseNumber',
  'authority.archiveReference': 'archiveReference',
};
