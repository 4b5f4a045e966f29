import { measurePath, pageUrl } from '../page-links.js';
import type { Subject } from '#domain/message/message-facts.js';
import { say, type Locale, type TextKey } from '../texts/say.js';
import { clipped, slackLimits } from './mrkdwn.js';
import { isolatedText } from '#domain/printable-text.js';
import { actionId, type ItemAction, buttonValue } from './button-value.js';
import { subjectInline } from './subject.js';

export interface SlackContext {
  locale: Locale;
  publicUrl: string;
}

/** Opens *Meld ferdig* or *Meld status* for the item. */
export function actionButton(
  { locale }: SlackContext,
  action: ItemAction,
  subject: Subject & { itemId: string },
  look: { text?: TextKey; primary?: boolean } = {},
): object {
  const text = say(locale, look.text ?? `button.${action}`);
  return {
    ...button(locale, text, subjectInline(locale, subject)),
    action_id: actionId(action),
    value: buttonValue(subject),
    ...(look.primary === true ? { style: 'primary' } : {}),
  };
}

/** *Innvilg*, *Innvilg annen dato* and *Avslå*. */
export function answerButtons(to: SlackContext, subject: Subject & { itemId: string }): object[] {
  return [
    actionButton(to, 'grant', subject, { primary: true }),
    actionButton(to, 'grant-otherwise', subject),
    actionButton(to, 'refuse', subject),
  ];
}

/** Goes to the measure's page. */
export function openButton(
  { locale, publicUrl }: SlackContext,
  subject: Subject,
  text: TextKey = 'button.open',
): object {
  return {
    ...button(locale, say(locale, text), subjectInline(locale, subject)),
    action_id: actionId('open'),
    url: pageUrl(publicUrl, measurePath(subject.planNumber, subject.number)),
  };
}

/** Goes to another page. `about` is what it is about, for those who hear the button and don't see the message. */
export function linkButton(
  { locale }: SlackContext,
  url: string,
  { about, text = 'button.open' }: { about?: string; text?: TextKey } = {},
): object {
  return { ...button(locale, say(locale, text), about), action_id: actionId('open'), url };
}

export function actions(elements: readonly object[]): object {
  return { type: 'actions', elements };
}

/** A screen reader hears what the button is about: "Ferdig: punkt 7.1". */
function button(locale: Locale, text: string, about?: string): object {
  const label = about === undefined ? text : say(locale, 'button.about', { button: text, subject: about });
  return {
    type: 'button',
    text: { type: 'plain_text', text: clipped(text, slackLimits.buttonText) },
    accessibility_label: clipped(isolatedText(label), slackLimits.accessibilityLabel),
  };
}
