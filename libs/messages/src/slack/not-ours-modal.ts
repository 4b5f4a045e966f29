import { limits } from '#domain/limits.js';
import type { ModalFacts } from '#domain/message/message-facts.js';
import { say, type Locale } from '../texts/say.js';
import type { SlackContext } from './buttons.js';
import { buttonValue, readButtonValue } from './button-value.js';
import { lengthOf, typed, type FormAnswer, type ViewValues } from './form-values.js';
import type { ItemModal } from './item-modal.js';
import { aboutSection, modal, restrictedModal, textInput, type SlackView } from './modal-parts.js';
import { context } from './mrkdwn.js';

const callbackId = 'kvittert_refuse_assignment';
const fields = ['reason'] as const;

export const notOursItemModal: ItemModal = {
  action: 'not-ours',
  callbackId,
  fields,
  isFor: 'owner',
  view: notOursModal,
  read(locale, privateMetadata, values) {
    const item = readButtonValue(privateMetadata);
    if (item === undefined) return undefined;
    const form = readNotOursForm(locale, values);
    return form.ok ? { ok: true, filled: { type: 'RefuseAssignment', ...item, ...form.filled } } : form;
  },
};

/** *Ikke vårt*: why it is not, and perhaps whose it is. */
function notOursModal(facts: ModalFacts, to: SlackContext): SlackView {
  if (facts.restricted) return restrictedModal(to, facts);
  const { locale } = to;
  return modal(
    locale,
    { title: 'modal.not-ours.title', submit: 'modal.not-ours.submit' },
    {
      callbackId,
      privateMetadata: buttonValue(facts),
      blocks: [
        aboutSection(locale, facts),
        textInput(
          locale,
          'reason',
          { label: 'modal.not-ours.reason', hint: 'modal.not-ours.reason-hint' },
          { multiline: true, optional: false, maxLength: limits.doneReport.max },
        ),
        context(say(locale, 'modal.not-ours.note')),
      ],
    },
  );
}

function readNotOursForm(locale: Locale, values: ViewValues): FormAnswer<'reason', { reason: string }> {
  const reason = typed(values, 'reason');
  const { min, max } = limits.doneReport;
  const length = lengthOf(reason);
  if (length >= min && length <= max) return { ok: true, filled: { reason } };
  return {
    ok: false,
    errors: {
      reason:
        length > max
          ? say(locale, 'modal.error.text-long', { max })
          : say(locale, 'modal.error.not-ours-short', { min }),
    },
  };
}
