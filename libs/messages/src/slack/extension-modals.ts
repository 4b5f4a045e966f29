import type { PlainDate } from '#domain/ids.js';
import { limits } from '#domain/limits.js';
import type { AskedExtension } from '#domain/measure/extension-request.js';
import type { ModalFacts } from '#domain/message/message-facts.js';
import { daysBetween, sayFullDate } from '../texts/dates.js';
import { say, type Locale } from '../texts/say.js';
import type { SlackContext } from './buttons.js';
import { buttonValue, type ButtonValue, readButtonValue } from './button-value.js';
import { lengthOf, picked, typed, type ViewValues } from './form-values.js';
import type { ItemCommand, ItemModal, ModalRefusal } from './item-modal.js';
import { aboutSection, dateInput, modal, restrictedModal, textInput, type SlackView } from './modal-parts.js';
import { context, section, userText } from './mrkdwn.js';

type Answer = 'grant' | 'grant-otherwise' | 'refuse';

const askFields = ['to', 'reason'] as const;

/** *Be om utsettelse*: until when, and why. */
export const extendItemModal: ItemModal = {
  action: 'extend',
  callbackId: 'kvittert_ask_extension',
  fields: askFields,
  isFor: 'owner',
  refusal: ({ number, deadline, extension }) => {
    if (extension !== null) return { type: 'extension-open', extra: { item: number, to: extension.to } };
    return deadline === null ? { type: 'no-deadline', extra: { item: number } } : undefined;
  },
  view: extendModal,
  read(locale, privateMetadata, values) {
    const item = readButtonValue(privateMetadata);
    if (item === undefined) return undefined;
    const to = picked(values, 'to');
    const reason = typed(values, 'reason');
    const errors = {
      ...(to === undefined ? { to: say(locale, 'modal.extend.error.to') } : {}),
      ...textError(locale, 'reason', reason, say(locale, 'modal.error.reason-missing')),
    };
    if (to === undefined || Object.keys(errors).length > 0) return { ok: false, errors };
    return { ok: true, filled: { type: 'AskExtension', ...item, to, reason } };
  },
};

function extendModal(facts: ModalFacts, to: SlackContext): SlackView {
  if (facts.restricted) return restrictedModal(to, facts);
  const { locale } = to;
  const { deadline } = facts;
  return modal(
    locale,
    { title: 'modal.extend.title', submit: 'modal.extend.submit' },
    {
      callbackId: extendItemModal.callbackId,
      privateMetadata: buttonValue(facts),
      blocks: [
        aboutSection(locale, facts),
        ...(deadline === null
          ? []
          : [section(say(locale, 'modal.extend.deadline', { date: sayFullDate(locale, deadline) }))]),
        dateInput(
          locale,
          'to',
          { label: 'modal.extend.to', hint: 'modal.extend.to-hint' },
          { optional: false },
        ),
        textInput(
          locale,
          'reason',
          { label: 'modal.extend.reason', hint: 'modal.extend.reason-hint' },
          { multiline: true, optional: false, maxLength: limits.reason },
        ),
        context(say(locale, 'modal.done.note')),
      ],
    },
  );
}

/** Which request stood in front of whoever answers: another may have come in its place when they send. */
function answerMetadata({ extension, ...facts }: ModalFacts): string {
  const asked = extension === null ? {} : { to: extension.to, askedAt: extension.askedAt };
  return JSON.stringify({ press: buttonValue(facts), ...asked });
}

/** A modal that was opened by an older version says only which item it is. */
function readAnswerMetadata(privateMetadata: string): (ButtonValue & { asked?: AskedExtension }) | undefined {
  const old = readButtonValue(privateMetadata);
  if (old !== undefined) return old;
  let parsed: unknown;
  try {
    parsed = JSON.parse(privateMetadata);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { press, to, askedAt } = parsed as Record<string, unknown>;
  const item = readButtonValue(press);
  if (item === undefined || typeof to !== 'string' || typeof askedAt !== 'string') return item;
  return { ...item, asked: { to, askedAt } };
}

export const grantItemModal = answerModal('grant', 'kvittert_grant_extension', ['words']);
export const grantOtherwiseItemModal = answerModal('grant-otherwise', 'kvittert_grant_extension_otherwise', [
  'on',
  'words',
]);
export const refuseItemModal = answerModal('refuse', 'kvittert_refuse_extension', ['words']);

/** What was asked for stands in front of whoever answers. */
function answerModal(action: Answer, callbackId: string, fields: ItemModal['fields']): ItemModal {
  const hasDay = fields.includes('on');
  return {
    action,
    callbackId,
    fields,
    isFor: 'answerer',
    refusal: notAsked,
    view(facts, to) {
      if (facts.restricted) return restrictedModal(to, facts);
      const { locale } = to;
      return modal(
        locale,
        { title: `modal.${action}.title`, submit: `modal.${action}.submit` },
        {
          callbackId,
          privateMetadata: answerMetadata(facts),
          blocks: [
            aboutSection(locale, facts),
            ...requestSection(facts, locale),
            ...(hasDay
              ? [
                  dateInput(
                    locale,
                    'on',
                    { label: 'modal.grant-otherwise.on', hint: 'modal.grant-otherwise.on-hint' },
                    { optional: false },
                  ),
                ]
              : []),
            textInput(
              locale,
              'words',
              { label: `modal.${action}.words`, hint: 'modal.grant.words-hint' },
              { multiline: true, optional: action === 'grant', maxLength: limits.reason },
            ),
            context(say(locale, 'modal.done.note')),
          ],
        },
      );
    },
    read: (locale, privateMetadata, values) => readAnswer(action, hasDay, locale, privateMetadata, values),
  };
}

function readAnswer(
  action: Answer,
  hasDay: boolean,
  locale: Locale,
  privateMetadata: string,
  values: ViewValues,
): ReturnType<ItemModal['read']> {
  const item = readAnswerMetadata(privateMetadata);
  if (item === undefined) return undefined;
  const words = typed(values, 'words');
  const on = hasDay ? picked(values, 'on') : undefined;
  const errors = {
    ...(hasDay && on === undefined ? { on: say(locale, 'modal.extend.error.to') } : {}),
    ...textError(
      locale,
      'words',
      words,
      action === 'grant' ? undefined : say(locale, 'modal.refuse.error.words'),
    ),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const filled: ItemCommand = {
    type: 'AnswerExtension',
    ...item,
    answer: action === 'refuse' ? 'refused' : 'granted',
    ...(on === undefined ? {} : { on }),
    ...(words === '' ? {} : { words }),
  };
  return { ok: true, filled };
}

/** @param missing what to say where nothing was written; undefined where nothing has to be */
function textError(
  locale: Locale,
  field: string,
  text: string,
  missing: string | undefined,
): Record<string, string> {
  if (text === '') return missing === undefined ? {} : { [field]: missing };
  return lengthOf(text) > limits.reason
    ? { [field]: say(locale, 'modal.error.text-long', { max: limits.reason }) }
    : {};
}

function notAsked({ number, extension }: ModalFacts): ModalRefusal | undefined {
  return extension === null ? { type: 'no-extension-asked', extra: { item: number } } : undefined;
}

function requestSection({ deadline, extension }: ModalFacts, locale: Locale): object[] {
  if (extension === null || deadline === null) return [];
  const { to, reason } = extension;
  const says = (date: PlainDate) => sayFullDate(locale, date);
  return [
    section(
      say(locale, 'modal.grant.request', {
        deadline: says(deadline),
        to: says(to),
        days: daysBetween(deadline, to),
        reason: userText(reason, 1000),
      }),
    ),
  ];
}
