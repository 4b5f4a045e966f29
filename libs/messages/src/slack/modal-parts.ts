import type { ModalFacts, Subject } from '#domain/message/message-facts.js';
import { measurePath, pageUrl } from '../page-links.js';
import { say, type Locale, type TextKey } from '../texts/say.js';
import type { SlackContext } from './buttons.js';
import { inputId } from './form-values.js';
import { clipped, link, section, slackLimits } from './mrkdwn.js';
import { subjectHeading, subjectTitled } from './subject.js';

/** A view as `views.open` takes it. */
export type SlackView = Readonly<Record<string, unknown>> & { type: 'modal' };

export function modal(
  locale: Locale,
  texts: { title: TextKey; submit?: TextKey },
  rest: { callbackId?: string; privateMetadata?: string; blocks: readonly object[] },
): SlackView {
  const plain = (key: TextKey): object => ({
    type: 'plain_text',
    text: clipped(say(locale, key), slackLimits.modalTitle),
  });
  return {
    type: 'modal',
    title: plain(texts.title),
    close: plain(texts.submit === undefined ? 'modal.close' : 'modal.cancel'),
    ...(texts.submit === undefined ? {} : { submit: plain(texts.submit) }),
    ...(rest.callbackId === undefined ? {} : { callback_id: rest.callbackId }),
    ...(rest.privateMetadata === undefined ? {} : { private_metadata: rest.privateMetadata }),
    blocks: rest.blocks,
  };
}

export function textInput(
  locale: Locale,
  field: string,
  texts: { label: TextKey; hint: TextKey },
  options: { multiline: boolean; optional: boolean; maxLength: number },
): object {
  return {
    type: 'input',
    block_id: field,
    optional: options.optional,
    label: { type: 'plain_text', text: say(locale, texts.label) },
    hint: { type: 'plain_text', text: say(locale, texts.hint) },
    element: {
      type: 'plain_text_input',
      action_id: inputId,
      multiline: options.multiline,
      max_length: Math.min(options.maxLength, slackLimits.inputText),
    },
  };
}

/** A day; one that may be left out unless something else is said. */
export function dateInput(
  locale: Locale,
  field: string,
  texts: { label: TextKey; hint: TextKey },
  options: { optional: boolean } = { optional: true },
): object {
  return {
    type: 'input',
    block_id: field,
    optional: options.optional,
    label: { type: 'plain_text', text: say(locale, texts.label) },
    hint: { type: 'plain_text', text: say(locale, texts.hint) },
    element: { type: 'datepicker', action_id: inputId },
  };
}

/** What the modal is about, first in it. */
export function aboutSection(locale: Locale, facts: ModalFacts): object {
  return section(subjectHeading(locale, facts));
}

/** A modal with a message and nothing to fill in. */
export function noticeModal(locale: Locale, text: string): SlackView {
  return modal(locale, { title: 'modal.notice.title' }, { blocks: [section(text)] });
}

/**
 * A restricted item is reported in Kvittert, not in Slack: what is typed about it would be restricted too.
 * Number and link only.
 */
export function restrictedModal(to: SlackContext, subject: Subject): SlackView {
  const url = pageUrl(to.publicUrl, measurePath(subject.planNumber, subject.number));
  const text = say(to.locale, 'modal.restricted', {
    subject: subjectTitled(to.locale, { ...subject, restricted: true }),
  });
  return noticeModal(to.locale, `${text}\n${link(url, say(to.locale, 'button.open'))}`);
}
