import { limits } from '#domain/limits.js';
import { progresses, progressesWithoutReason, type Progress } from '#domain/measure/measure.js';
import type { ModalFacts } from '#domain/message/message-facts.js';
import { say, type Locale } from '../texts/say.js';
import type { SlackContext } from './buttons.js';
import { chosen, inputId, lengthOf, typed, type FormAnswer, type ViewValues } from './form-values.js';
import { aboutSection, modal, restrictedModal, textInput, type SlackView } from './modal-parts.js';
import { context } from './mrkdwn.js';
import type { ItemModal } from './item-modal.js';
import { buttonValue, readButtonValue } from './button-value.js';

const callbackId = 'kvittert_update_status';
const statusFields = ['progress', 'text', 'waitingFor', 'reason'] as const;
export type StatusField = (typeof statusFields)[number];

export const statusItemModal: ItemModal = {
  action: 'status',
  callbackId,
  fields: statusFields,
  isFor: 'owner',
  view: statusModal,
  read(locale, privateMetadata, values) {
    const item = readButtonValue(privateMetadata);
    if (item === undefined) return undefined;
    const form = readStatusForm(locale, values);
    return form.ok ? { ok: true, filled: { type: 'UpdateStatus', ...item, ...form.filled } } : form;
  },
};

/** *Meld status*: the owner's word on how it goes. */
export function statusModal(facts: ModalFacts, to: SlackContext): SlackView {
  if (facts.restricted) return restrictedModal(to, facts);
  const { locale } = to;
  return modal(
    locale,
    { title: 'modal.status.title', submit: 'modal.status.submit' },
    {
      callbackId,
      privateMetadata: buttonValue(facts),
      blocks: [
        aboutSection(locale, facts),
        {
          type: 'input',
          block_id: 'progress' satisfies StatusField,
          label: { type: 'plain_text', text: say(locale, 'modal.status.progress') },
          element: {
            type: 'static_select',
            action_id: inputId,
            placeholder: { type: 'plain_text', text: say(locale, 'modal.status.progress-placeholder') },
            options: progresses.map((progress) => ({
              text: { type: 'plain_text', text: say(locale, `progress.${progress}`) },
              value: progress,
            })),
          },
        },
        textInput(
          locale,
          'text' satisfies StatusField,
          { label: 'modal.status.text', hint: 'modal.status.text-hint' },
          { multiline: true, optional: false, maxLength: limits.reason },
        ),
        textInput(
          locale,
          'waitingFor' satisfies StatusField,
          { label: 'modal.status.waiting-for', hint: 'modal.status.waiting-for-hint' },
          { multiline: false, optional: true, maxLength: limits.reason },
        ),
        textInput(
          locale,
          'reason' satisfies StatusField,
          { label: 'modal.status.reason', hint: 'modal.status.reason-hint' },
          { multiline: true, optional: true, maxLength: limits.reason },
        ),
        context(say(locale, 'modal.done.note')),
      ],
    },
  );
}

export interface FilledStatus {
  progress: Progress;
  text: string;
  reason?: string;
  waitingFor?: string;
}

/** What was submitted, checked as far as it can be without the record; errors say what to write. */
export function readStatusForm(locale: Locale, values: ViewValues): FormAnswer<StatusField, FilledStatus> {
  const progress = progresses.find((candidate) => candidate === chosen(values, 'progress'));
  const text = typed(values, 'text');
  const reason = typed(values, 'reason');
  const waitingFor = typed(values, 'waitingFor');
  const errors: Partial<Record<StatusField, string>> = {};
  if (progress === undefined) errors.progress = say(locale, 'modal.error.progress-missing');
  if (text === '') errors.text = say(locale, 'modal.error.text-missing');
  for (const [field, value] of Object.entries({ text, reason, waitingFor }) as [StatusField, string][]) {
    if (lengthOf(value) > limits.reason) {
      errors[field] = say(locale, 'modal.error.text-long', { max: limits.reason });
    }
  }
  if (progress !== undefined && !progressesWithoutReason.includes(progress) && reason === '') {
    errors.reason = say(locale, 'modal.error.reason-missing');
  }
  if (progress === 'waiting' && waitingFor === '') {
    errors.waitingFor = say(locale, 'modal.error.waiting-for-missing');
  }
  if (progress === undefined || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    filled: {
      progress,
      text,
      ...(reason === '' ? {} : { reason }),
      // The rules take it only where it belongs.
      ...(waitingFor === '' || progress !== 'waiting' ? {} : { waitingFor }),
    },
  };
}
