import type { CommandType } from '#domain/commands.js';
import { mayCountersign } from '#domain/decision/countersigning.js';
import { type Decision, isInEffect } from '#domain/decision/decision.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import type { DecisionRecord } from '#record/decision/decision-page.query.js';
import { countersignature, fulfilment, withdrawal } from '../rest/decision.schemas.js';
import { type Asked, asked, given, type Seen } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import type { FormValues } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';

/** What can be done with a decision on its page. */
export interface DecisionForm {
  slug: string;
  name: 'fulfil-decision' | 'countersign' | 'withdraw-decision';
  /** What it asks of the record: who may never do that is told so, whatever state things are in. */
  gives: CommandType;
  offered(record: DecisionRecord, actor: Actor): boolean;
  fields: readonly FormField[];
  ask(values: FormValues, decision: Decision, seen: Seen): Asked;
}

const fulfilForm: DecisionForm = {
  slug: 'gjennomfort',
  name: 'fulfil-decision',
  gives: 'FulfilDecision',
  offered: ({ state }, actor) =>
    may(actor, 'enter-decision') && isInEffect(state) && state.held === undefined && !state.fulfilment,
  get fields(): readonly FormField[] {
    return [
      {
        kind: 'long-text',
        name: 'note',
        rows: 3,
        label: t('page.field.fulfilled-note'),
        hint: t('page.field.fulfilled-note.hint'),
        required: true,
      },
    ];
  },
  ask: (values, { id }, seen) =>
    asked(fulfilment, given(values, ['note']), (body) => ({
      type: 'FulfilDecision',
      decisionId: id,
      ...body,
      ...seen,
    })),
};

const countersignForm: DecisionForm = {
  slug: 'kontrasigner',
  name: 'countersign',
  gives: 'CountersignDecision',
  offered: ({ state, plan }, actor) => isAwaited(state) && mayCountersign(state, actor, plan),
  get fields(): readonly FormField[] {
    return [
      {
        kind: 'text',
        name: 'countersignNote',
        label: t('page.field.countersign-note'),
        hint: t('page.field.countersign-note.hint'),
      },
    ];
  },
  ask: (values, { id }, seen) => {
    const { countersignNote: note } = given(values, ['countersignNote']);
    return asked(
      countersignature,
      note === undefined ? {} : { note },
      (body) => ({ type: 'CountersignDecision', decisionId: id, ...body, ...seen }),
      { note: 'countersignNote' },
    );
  },
};

const withdrawForm: DecisionForm = {
  slug: 'trekk',
  name: 'withdraw-decision',
  gives: 'WithdrawDecision',
  offered: ({ state }, actor) => isAwaited(state) && (may(actor, 'enter-decision') || may(actor, 'decide')),
  get fields(): readonly FormField[] {
    return [
      {
        kind: 'long-text',
        name: 'reason',
        rows: 3,
        label: t('page.field.decision-withdrawal'),
        required: true,
      },
    ];
  },
  ask: (values, { id }, seen) =>
    asked(withdrawal, given(values, ['reason']), (body) => ({
      type: 'WithdrawDecision',
      decisionId: id,
      ...body,
      ...seen,
    })),
};

export const decisionForms: readonly DecisionForm[] = [countersignForm, withdrawForm, fulfilForm];

function isAwaited({ countersigning }: Decision): boolean {
  return countersigning?.kind === 'awaited';
}
