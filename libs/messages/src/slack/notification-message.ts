import { hasPassed } from '#domain/deadline/deadline.js';
import type { NotificationKind } from '#domain/follow-up/immediate-notifications.js';
import type {
  DeputyNotificationFacts,
  HandoverNotificationFacts,
  NotificationFacts,
  IdentityNotificationFacts,
  NotificationItem,
  ReportNotificationFacts,
  Settled,
} from '#domain/message/message-facts.js';
import type { SlackMessage } from './slack-message.js';
import { measurePath, pageUrl, planPath, startPath } from '../page-links.js';
import { daysBetween, sayDate, slipDirection } from '../texts/dates.js';
import { say, sayList, type Locale } from '../texts/say.js';
import {
  actionButton,
  actions,
  answerButtons,
  linkButton,
  openButton,
  type SlackContext,
} from './buttons.js';
import { bold, context, link, section, userText } from './mrkdwn.js';
import { settledLine } from './settled-line.js';
import { planName, subjectInline, subjectName, subjectTitled } from './subject.js';
import { reportNotification } from './report-notification.js';

const numbersInSentence = 5;
const listedItems = 10;
const reasonMax = 1000;

/**
 * What a person did, told at once (EXAMPLES.md, Told at once): one message per person and command.
 * @param parts one per kind of thing the command did to the reader's items, with a report, or with who the reader is; at least one
 */
export function notificationMessage(
  parts: readonly (
    | NotificationFacts
    | ReportNotificationFacts
    | IdentityNotificationFacts
    | HandoverNotificationFacts
    | DeputyNotificationFacts
  )[],
  to: SlackContext,
): SlackMessage {
  const composed = parts.map((part) => {
    if ('items' in part) return partOf(part, to);
    if ('duties' in part) return handoverNotification(part, to);
    if ('deputyFor' in part) return deputyNotification(part, to);
    return 'identity' in part ? identityNotification(part, to) : reportNotification(part, to);
  });
  return {
    text: composed.map(({ text }) => text).join(' '),
    blocks: composed.flatMap(({ blocks }) => blocks),
  };
}

/** What others changed about who the reader is: so that nobody takes their place unseen. */
function identityNotification(
  { identity, byRole }: IdentityNotificationFacts,
  to: SlackContext,
): SlackMessage {
  const { locale, publicUrl } = to;
  const sentence = say(locale, `told.identity.${identity}`, {
    who: say(locale, `told.identity-by.${byRole}`),
  });
  const next = say(locale, `told.identity-next.${identity}`);
  return {
    text: `${sentence} ${next}`,
    blocks: [
      section([bold(sentence), next].join('\n')),
      actions([linkButton(to, pageUrl(publicUrl, startPath))]),
    ],
  };
}

/** From when until when one acts in another's place, and what that means. */
function deputyNotification(
  { deputyFor, change, from, to: until, date }: DeputyNotificationFacts,
  to: SlackContext,
): SlackMessage {
  const { locale, publicUrl } = to;
  const sentence = say(locale, `told.deputy-${change}`, {
    person: userText(deputyFor, reasonMax),
    from: sayDate(locale, from, date),
    to: sayDate(locale, until, date),
  });
  const next = say(locale, `told.deputy-${change}-next`);
  return {
    text: `${sentence} ${next}`,
    blocks: [
      section([bold(sentence), next].join(' ')),
      actions([linkButton(to, pageUrl(publicUrl, startPath))]),
    ],
  };
}

/** What somebody is named for from now on, beside the items they have got. */
function handoverNotification(
  { handedOverBy, duties }: HandoverNotificationFacts,
  to: SlackContext,
): SlackMessage {
  const { locale, publicUrl } = to;
  const named = duties.map(({ name, of }) => say(locale, `duty.${name}`, { of: userText(of, reasonMax) }));
  const shown = named.slice(0, listedItems);
  const rest = named.length - shown.length;
  const sentence = say(locale, 'told.duties-taken-over', {
    from: userText(handedOverBy, reasonMax),
    duties: sayList(
      locale,
      rest === 0 ? shown : [...shown, say(locale, 'told.duties-taken-over-more', { count: rest })],
    ),
  });
  return {
    text: sentence,
    blocks: [section(bold(sentence)), actions([linkButton(to, pageUrl(publicUrl, startPath))])],
  };
}

function partOf(facts: NotificationFacts, to: SlackContext): SlackMessage {
  const { locale } = to;
  const sentence = sentenceOf(facts, locale);
  if (facts.settled !== undefined) return settledPart(sentence, facts.settled, facts, to);
  const lines = [reasonLine(facts, locale), deadlineLine(facts, locale)];
  // What an extension leads to stands before why.
  const marked =
    facts.standsInFor === undefined
      ? undefined
      : say(locale, 'morning.stands-in-for', { person: userText(facts.standsInFor, reasonMax) });
  const more = [...(isOfExtension(facts) ? lines.reverse() : lines), marked].filter(
    (line) => line !== undefined,
  );
  const [only, ...others] = facts.items;
  const single = others.length === 0 ? only : undefined;
  return {
    text: [sentence, ...more].join(' '),
    blocks: [
      section([bold(sentence), ...more].join(' ')),
      ...(single === undefined ? [section(itemList(facts, to))] : titleContext(single, locale)),
      actions(single === undefined ? [openAll(facts, to)] : buttons(facts, single, to)),
    ],
  };
}

const ofExtensions: readonly NotificationKind[] = [
  'extension-asked',
  'extension-granted',
  'extension-refused',
  'extension-lapsed',
];

function isOfExtension({ kind }: NotificationFacts): boolean {
  return ofExtensions.includes(kind);
}

/** Nothing is asked any more: what became of it, and no button but the one that opens it. */
function settledPart(
  sentence: string,
  settled: Settled,
  { items, date }: NotificationFacts,
  to: SlackContext,
): SlackMessage {
  const became = settledLine(settled, date, to.locale);
  return {
    text: `${sentence} ${became}`,
    blocks: [
      section(`${bold(sentence)} ${became}`),
      ...items.flatMap((item) => [...titleContext(item, to.locale), actions([openButton(to, item)])]),
    ],
  };
}

function sentenceOf(facts: NotificationFacts, locale: Locale): string {
  const [only, ...others] = facts.items;
  const single = others.length === 0 && only?.restricted === false ? only : undefined;
  // Of one that may be named, the new day is the message.
  if (facts.kind === 'extension-granted' && single?.deadline !== undefined)
    return say(locale, 'told.extension-granted-to', {
      subject: subjects(facts.items, locale, true),
      date: sayDate(locale, single.deadline.inForce, facts.date),
    });
  if (facts.kind === 'extension-lapsed' && facts.lapsedBecause !== undefined)
    return say(locale, 'told.extension-lapsed-because', {
      subject: subjects(facts.items, locale, true),
      why: say(locale, `told.extension-lapsed.${facts.lapsedBecause}`, { count: facts.items.length }),
    });
  return say(locale, `told.${facts.kind}`, {
    Subject: subjects(facts.items, locale, false),
    subject: subjects(facts.items, locale, true, facts.kind === 'taken-over' ? 1 : numbersInSentence),
    count: facts.items.length,
    ...takenOver(facts, locale),
  });
}

/** From whom, and for which party: of what is restricted not even who is responsible. */
function takenOver({ takenOver: { from, party } = {}, items }: NotificationFacts, locale: Locale) {
  const named = party !== undefined && !items.some(({ restricted }) => restricted);
  return {
    ofWhom: [
      ...(from === undefined
        ? []
        : [say(locale, 'told.taken-over-from', { from: userText(from, reasonMax) })]),
      ...(named ? [say(locale, 'told.taken-over-party', { party: userText(party, reasonMax) })] : []),
    ].join(''),
  };
}

/** "Punkt 4.1", "Punkt 4.1, 4.2 og 5.1", "38 punkter". */
function subjects(
  items: readonly NotificationItem[],
  locale: Locale,
  inline: boolean,
  numbersAtMost = numbersInSentence,
): string {
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) {
    return inline ? subjectInline(locale, only) : subjectName(locale, only);
  }
  const noun = items.every((item) => item.itemId === undefined) ? 'measures' : 'items';
  if (items.length > numbersAtMost) return say(locale, `told.several.${noun}`, { count: items.length });
  const numbers = sayList(
    locale,
    items.map((item) => item.number),
  );
  return say(locale, inline ? `told.numbers.${noun}-inline` : `told.numbers.${noun}`, { numbers });
}

/** Left out when any of the items is restricted: the reason may speak of it. */
function reasonLine(facts: NotificationFacts, locale: Locale): string | undefined {
  if (facts.reason === undefined || facts.items.some((item) => item.restricted)) return undefined;
  return say(locale, 'told.reason', {
    who: say(locale, `told.who.${facts.byRole}`),
    reason: userText(facts.reason, reasonMax),
  });
}

/** Only where all the items share it; a list of several says each one's. */
function deadlineLine(facts: NotificationFacts, locale: Locale): string | undefined {
  const [item, ...others] = facts.items;
  if (facts.kind === 'taken-over' && others.length > 0) return firstDeadline(facts, locale);
  if (item === undefined || others.length > 0 || item.restricted) return undefined;
  const { deadline } = item;
  switch (facts.kind) {
    case 'sent-back':
    case 'waiver-refused':
      if (deadline === undefined) return undefined;
      return say(
        locale,
        hasPassed(deadline.inForce, facts.date) ? 'told.deadline-late' : 'told.deadline-still',
        {
          date: sayDate(locale, deadline.inForce, facts.date),
        },
      );
    case 'assigned':
    case 'taken-over':
    case 'handed-over':
    case 'refusal-answered':
    case 'reopened':
      return deadline === undefined
        ? say(locale, 'told.no-deadline')
        : say(locale, hasPassed(deadline.inForce, facts.date) ? 'told.deadline-late' : 'told.deadline', {
            date: sayDate(locale, deadline.inForce, facts.date),
          });
    case 'deadline-moved':
      return deadline === undefined
        ? undefined
        : say(locale, 'told.deadline-moved-to', {
            date: sayDate(locale, deadline.inForce, facts.date),
            original: sayDate(locale, deadline.original, facts.date),
            direction: slipDirection(daysBetween(deadline.original, deadline.inForce)),
          });
    case 'extension-refused':
      return deadline === undefined
        ? undefined
        : say(
            locale,
            hasPassed(deadline.inForce, facts.date) ? 'told.deadline-late' : 'told.deadline-still',
            { date: sayDate(locale, deadline.inForce, facts.date) },
          );
    case 'extension-lapsed':
      return deadline === undefined || facts.lapsedBecause !== 'deadline-moved'
        ? undefined
        : say(locale, hasPassed(deadline.inForce, facts.date) ? 'told.deadline-late' : 'told.deadline', {
            date: sayDate(locale, deadline.inForce, facts.date),
          });
    case 'extension-granted':
      return deadline === undefined
        ? undefined
        : say(locale, 'told.extension-granted-slip', {
            moves: deadline.moves,
            days: daysBetween(deadline.original, deadline.inForce),
          });
    case 'extension-asked':
      return deadline === undefined || item.extension === undefined
        ? undefined
        : say(locale, 'told.extension-asked-terms', {
            date: sayDate(locale, deadline.inForce, facts.date),
            original: sayDate(locale, deadline.original, facts.date),
            moves: deadline.moves,
            to: sayDate(locale, item.extension.to, facts.date),
            days: daysBetween(deadline.inForce, item.extension.to),
          });
    case 'contributing':
    case 'signed-off':
    case 'waiver-proposed':
    case 'member-left':
    case 'refused':
    case 'waived':
      return undefined;
    default:
      return facts.kind satisfies never;
  }
}

/** What comes first of much that was taken over. */
function firstDeadline({ items, date }: NotificationFacts, locale: Locale): string | undefined {
  const days = items.flatMap(({ deadline, restricted }) =>
    deadline === undefined || restricted ? [] : [deadline.inForce],
  );
  const [first] = days.sort();
  if (first === undefined) return undefined;
  return say(locale, hasPassed(first, date) ? 'told.first-deadline-late' : 'told.first-deadline', {
    date: sayDate(locale, first, date),
  });
}

function titleContext(item: NotificationItem, locale: Locale): object[] {
  return item.restricted ? [] : [context(`${subjectTitled(locale, item)} (${planName(item)})`)];
}

function itemList({ items, date }: NotificationFacts, { locale, publicUrl }: SlackContext): string {
  const lines = items.slice(0, listedItems).map((item) => {
    const line = link(
      pageUrl(publicUrl, measurePath(item.planNumber, item.number)),
      subjectTitled(locale, item),
    );
    const deadline =
      item.deadline === undefined || item.restricted
        ? ''
        : ` ${say(locale, hasPassed(item.deadline.inForce, date) ? 'told.deadline-late' : 'told.deadline', {
            date: sayDate(locale, item.deadline.inForce, date),
          })}`;
    return `• ${line}.${deadline}`;
  });
  const rest = items.length - lines.length;
  return [...lines, ...(rest === 0 ? [] : [say(locale, 'morning.more', { count: rest })])].join('\n');
}

function buttons(facts: NotificationFacts, item: NotificationItem, to: SlackContext): object[] {
  const { itemId } = item;
  if (itemId === undefined || item.restricted) return [openButton(to, item)];
  if (facts.kind === 'extension-asked')
    return [...answerButtons(to, { ...item, itemId }), openButton(to, item)];
  if (!item.canReport) return [openButton(to, item)];
  if (facts.kind === 'sent-back') {
    return [
      openButton(to, item, 'button.see-missing'),
      actionButton(to, 'done', { ...item, itemId }, { text: 'button.done-again' }),
    ];
  }
  // Who gets it may say at once that it is not theirs.
  const isNew = facts.kind === 'assigned' || facts.kind === 'taken-over';
  return [
    actionButton(to, 'done', { ...item, itemId }),
    actionButton(to, 'status', { ...item, itemId }),
    ...(mayAskExtension(facts, item) ? [actionButton(to, 'extend', { ...item, itemId })] : []),
    ...(isNew ? [actionButton(to, 'not-ours', { ...item, itemId })] : []),
    openButton(to, item),
  ];
}

/** Not where it was answered a moment ago. */
function mayAskExtension(facts: NotificationFacts, { deadline, extension }: NotificationItem): boolean {
  return deadline !== undefined && extension === undefined && !isOfExtension(facts);
}

/** The measure, the plan, or the start page: the narrowest place that has them all. */
function openAll({ kind, items }: NotificationFacts, to: SlackContext): object {
  const { publicUrl } = to;
  const [first] = items;
  const samePlan = items.every((item) => item.planNumber === first?.planNumber);
  const sameMeasure = samePlan && items.every((item) => item.measureId === first?.measureId);
  const [measureNumber = ''] = first?.number.split('.') ?? [];
  return linkButton(
    to,
    first === undefined || !samePlan
      ? pageUrl(publicUrl, startPath)
      : sameMeasure
        ? pageUrl(publicUrl, measurePath(first.planNumber, measureNumber))
        : pageUrl(publicUrl, planPath(first.planNumber)),
    { text: kind === 'taken-over' ? 'button.see-all' : 'button.open' },
  );
}
