import type { ReportNotificationFacts } from '#domain/message/message-facts.js';
import type { SlackMessage } from './slack-message.js';
import { pageUrl, reportPath, startPath } from '../page-links.js';
import { sayDate } from '../texts/dates.js';
import { say, type Locale } from '../texts/say.js';
import { actions, linkButton, type SlackContext } from './buttons.js';
import { bold, context, section, userText } from './mrkdwn.js';

const textMax = 1000;
const planTitleMax = 80;

/** What a person did with a status report. Where something in the plan is restricted: number and link only. */
export function reportNotification(facts: ReportNotificationFacts, to: SlackContext): SlackMessage {
  const { locale, publicUrl } = to;
  const { kind, planNumber, planTitle, number } = facts;
  const sentence = say(locale, `told.${kind}`, {
    number,
    count: facts.questions.length,
    date: sayDate(locale, facts.answerBy ?? facts.today, facts.today),
  });
  const lines = [...(facts.restricted ? [] : writtenLines(facts, locale)), ...nextLines(facts, locale)];
  return {
    text: [sentence, ...lines].join(' '),
    blocks: [
      section([bold(sentence), ...lines].join('\n')),
      context(userText(planTitle, planTitleMax)),
      actions([
        // While it is open, a report is the secretariat's: who is asked finds their items on the start page.
        kind === 'report-date-moved'
          ? linkButton(to, pageUrl(publicUrl, startPath))
          : linkButton(to, pageUrl(publicUrl, reportPath(planNumber, number)), {
              about: say(locale, 'told.report-inline', { number }),
            }),
      ]),
    ],
  };
}

/** In people's own words. */
function writtenLines(
  { kind, questions, comment, correction }: ReportNotificationFacts,
  locale: Locale,
): string[] {
  const bySecretariat: readonly string[] = ['report-released', 'report-corrected', 'report-date-moved'];
  const who = bySecretariat.includes(kind) ? 'secretariat' : 'leadership';
  return [
    ...(comment === undefined
      ? []
      : [
          say(locale, 'told.reason', {
            who: say(locale, `told.who.${who}`),
            reason: userText(comment, textMax),
          }),
        ]),
    ...(correction === undefined || who === 'leadership'
      ? []
      : [
          say(locale, 'told.report-correction', {
            what: userText(correction.what, textMax),
            why: userText(correction.why, textMax),
          }),
        ]),
    ...questions.map(({ number, text, answer }) =>
      say(locale, answer === undefined ? 'told.report-asked' : 'told.report-answer', {
        number,
        text: userText(text, textMax),
        answer: userText(answer ?? '', textMax),
      }),
    ),
  ];
}

/** What the one who reads should do now. */
function nextLines({ kind, unanswered }: ReportNotificationFacts, locale: Locale): string[] {
  switch (kind) {
    case 'report-released':
      return [say(locale, 'morning.report-acknowledgement-wanted')];
    case 'report-question':
      return [say(locale, 'told.report-question-next')];
    case 'report-answered':
      return [
        unanswered === 0
          ? say(locale, 'told.report-answered-all')
          : say(locale, 'told.report-answered-some', { count: unanswered }),
      ];
    case 'report-taken-down':
      return [say(locale, 'told.report-taken-down-next')];
    case 'report-date-moved':
      return [say(locale, 'told.report-date-moved-next')];
    case 'report-corrected':
    case 'report-returned':
    case 'report-acknowledged':
      return [];
    default:
      return kind satisfies never;
  }
}
