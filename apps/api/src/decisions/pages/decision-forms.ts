import { mayCountersign } from '#domain/decision/countersigning.js';
import { type Decision, isInEffect } from '#domain/decision/decision.js';
import type { PlainDate } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import type { DecisionRecord } from '#record/decision/decision-page.query.js';
import { countersignature, fulfilment, withdrawal } from '../rest/decision.schemas.js';
import { asked, given } from '../../web/forms/asked.js';
import type { PageForm } from '../../web/forms/page-form.js';
import { t } from '../../web/frame/texts.js';

export interface DecisionFormContext {
  record: DecisionRecord;
  actor: Actor;
  today: PlainDate;
}

/** What can be done with a decision on its page. */
export type DecisionForm = PageForm<DecisionFormContext>;

const fulfilForm: DecisionForm = {
  slug: 'gjennomfort',
  name: 'fulfil-decision',
  gives: 'FulfilDecision',
  offered: ({ record: { state }, actor }) =>
    may(actor, 'enter-decision') && isInEffect(state) && state.held === undefined && !state.fulfilment,
  fields: () => [
    {
      kind: 'long-text',
      name: 'note',
      rows: 3,
      label: t('page.field.fulfilled-note'),
      hint: t('page.field.fulfilled-note.hint'),
      required: true,
    },
  ],
  ask: (values, { record: { state } }, seen) =>
    asked(fulfilment, given(values, ['note']), (body) => ({
      type: 'FulfilDecision',
      decisionId: state.id,
      ...body,
      ...seen,
    })),
};

const countersignForm: DecisionForm = {
  slug: 'kontrasigner',
  name: 'countersign',
  gives: 'CountersignDecision',
  // Whoever entered it is told by the rules why it takes another.
  offered: ({ record: { state } }) => isAwaited(state),
  fields: () => [
    {
      kind: 'text',
      name: 'countersignNote',
      label: t('page.field.countersign-note'),
      hint: t('page.field.countersign-note.hint'),
    },
  ],
  ask: (values, { record: { state } }, seen) => {
    const { countersignNote: note } = given(values, ['countersignNote']);
    return asked(
      countersignature,
      note === undefined ? {} : { note },
      (body) => ({ type: 'CountersignDecision', decisionId: state.id, ...body, ...seen }),
      { note: 'countersignNote' },
    );
  },
};

const withdrawForm: DecisionForm = {
  slug: 'trekk',
  name: 'withdraw-decision',
  gives: 'WithdrawDecision',
  offered: ({ record: { state }, actor }) =>
    isAwaited(state) && (may(actor, 'enter-decision') || may(actor, 'decide')),
  fields: () => [
    {
      kind: 'long-text',
      name: 'reason',
      rows: 3,
      label: t('page.field.decision-withdrawal'),
      required: true,
    },
  ],
  ask: (values, { record: { state } }, seen) =>
    asked(withdrawal, given(values, ['reason']), (body) => ({
      type: 'WithdrawDecision',
      decisionId: state.id,
      ...body,
      ...seen,
    })),
};

export const decisionForms: readonly DecisionForm[] = [countersignForm, withdrawForm, fulfilForm];

/** What stands on the decision's page. */
export function formsOn(context: DecisionFormContext): DecisionForm[] {
  const { record, actor } = context;
  return decisionForms.filter(
    (form) =>
      form.offered(context) && (form !== countersignForm || mayCountersign(record.state, actor, record.plan)),
  );
}

function isAwaited({ countersigning }: Decision): boolean {
  return countersigning?.kind === 'awaited';
}
