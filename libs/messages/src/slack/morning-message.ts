import { hasPassed } from '#domain/deadline/deadline.js';
import type {
  MorningEntry,
  MorningMessageFacts,
  MorningReport,
  WhyYou,
} from '#domain/message/message-facts.js';
import type { SlackMessage } from './slack-message.js';
import { absencePath, pageUrl, reportPath, startPath } from '../page-links.js';
import { daysBetween, sayDate, slipDirection } from '../texts/dates.js';
import { say, sayList, type Locale } from '../texts/say.js';
import { actionButton, actions, answerButtons, openButton, type SlackContext } from './buttons.js';
import { bold, context, italic, link, section, userText } from './mrkdwn.js';
import { settledLine } from './settled-line.js';
import { planName, subjectHeading, subjectInline, subjectTitled } from './subject.js';

/** Two blocks each, beside header, rest and footer: well under Slack's 50, and short enough to be read. */
export const shownEntries = 12;
const shownReports = 6;
const nameMax = 80;

/**
 * What time did, in one message per owner and working day (EXAMPLES.md, The morning message). Also the updated
 * message: entries with `settled` say what became of them and have no buttons.
 */
export function morningMessage(facts: MorningMessageFacts, to: SlackContext): SlackMessage {
  const { locale } = to;
  // Reports are few, and leadership waits for them: they are always shown.
  const reports = (facts.reports ?? []).slice(0, shownReports);
  const shown = facts.entries.slice(0, shownEntries);
  const rest = facts.entries.length - shown.length;
  const header = headerLine(facts, locale);
  const more = rest === 0 ? undefined : say(locale, 'morning.more', { count: rest });
  return {
    text: [
      header,
      ...reports.map((report) => reportLines(report, facts.date, locale).join(': ')),
      ...shown.map((entry) => fallbackLine(entry, facts.date, locale)),
      ...(more === undefined ? [] : [more]),
    ].join('\n'),
    blocks: [
      section(bold(header)),
      ...reports.map((report) => reportBlock(report, facts.date, to)),
      ...shown.flatMap((entry) => entryBlocks(entry, facts.date, to)),
      ...(more === undefined
        ? []
        : [section(`${more} ${link(pageUrl(to.publicUrl, startPath), say(locale, 'morning.more-link'))}`)]),
      ...(facts.whyYou.length === 0
        ? []
        : [context(`${italic(whyLine(facts.whyYou, locale))} ${absenceLink(to)}`)]),
    ],
  };
}

function absenceLink({ locale, publicUrl }: SlackContext): string {
  return link(pageUrl(publicUrl, absencePath), say(locale, 'morning.report-absence'));
}

function headerLine(facts: MorningMessageFacts, locale: Locale): string {
  const greeting = say(locale, 'morning.greeting', { name: userText(facts.personFirstName, nameMax) });
  return `${greeting} ${countLine(facts, locale)}`;
}

function countLine({ entries, reports = [], whyYou }: MorningMessageFacts, locale: Locale): string {
  const waiting = entries.filter((entry) => entry.settled === undefined);
  const waitingReports = reports.filter((report) => report.settled === undefined).length;
  const count = waiting.length + waitingReports;
  if (count === 0) return say(locale, 'morning.nothing-left');
  const what = say(locale, `morning.count.${waitingReports > 0 ? 'both' : noun(waiting)}`, { count });
  if (waitingReports > 0) return say(locale, 'morning.waiting', { what, whom: say(locale, 'morning.you') });
  if (waiting.every(isForKnowledge)) return say(locale, 'morning.to-know', { what });
  return say(locale, 'morning.waiting', { what, whom: whom(whyYou, locale) });
}

function noun(entries: readonly MorningEntry[]): 'items' | 'measures' | 'both' {
  if (entries.every((entry) => entry.itemId !== undefined)) return 'items';
  return entries.every((entry) => entry.itemId === undefined) ? 'measures' : 'both';
}

/** The parties' names where the one who reads answers for them all; else "deg". */
function whom(whyYou: readonly WhyYou[], locale: Locale): string {
  const parties = whyYou.map((why) => (why.role === 'contact' ? why.partyName : undefined));
  const named = parties.filter((name) => name !== undefined);
  if (named.length === 0 || named.length < parties.length || named.length > 3)
    return say(locale, 'morning.you');
  return sayList(
    locale,
    named.map((name) => userText(name, nameMax)),
  );
}

function reportBlock(report: MorningReport, date: string, to: SlackContext): object {
  const url = pageUrl(to.publicUrl, reportPath(report.planNumber, report.number));
  const [first = '', ...others] = reportLines(report, date, to.locale);
  return section([bold(first), ...others, link(url, say(to.locale, 'button.open'))].join('\n'));
}

function reportLines(report: MorningReport, date: string, locale: Locale): string[] {
  const { kind, question, settled } = report;
  const number = { number: report.number };
  const name =
    question === undefined
      ? say(locale, 'morning.report-number', number)
      : say(locale, 'morning.report-question', { ...number, question });
  const plan = userText(report.planTitle, nameMax);
  const what = say(locale, `morning.label.${kind}`);
  return [
    say(locale, 'morning.report', { what, report: name, plan }),
    settled === undefined ? say(locale, `morning.${kind}`) : settledLine(settled, date, locale),
  ];
}

function entryBlocks(entry: MorningEntry, date: string, to: SlackContext): object[] {
  const { locale } = to;
  const heading = subjectHeading(locale, entry);
  if (entry.settled !== undefined) {
    return [section(`${heading}\n${settledLine(entry.settled, date, locale)}`)];
  }
  if (entry.restricted) {
    return [section(`${heading} · ${say(locale, 'morning.restricted')}`), actions([openButton(to, entry)])];
  }
  return [section(entryText(entry, date, locale)), actions(buttons(entry, to))];
}

function entryText(entry: MorningEntry, date: string, locale: Locale): string {
  const label = bold(labelOf(entry, date, locale));
  if (isQuestion(entry)) return `${label} · ${notUpdated(entry, date, locale)}`;
  const details = detailsOf(entry, date, locale).join(' ');
  const line = `${label} · ${subjectHeading(locale, entry)}`;
  return details === '' ? line : `${line}\n${details}`;
}

function labelOf(entry: MorningEntry, date: string, locale: Locale): string {
  switch (entry.kind) {
    case 'deadline-ahead':
    case 'deadline-today':
    case 'deadline-passed':
    case 'late-told-leader':
    case 'late-told-leadership':
      return deadlineLabel(entry, date, locale);
    case 'update-wanted':
    case 'report-update':
      return entry.answerBy === undefined
        ? say(locale, 'morning.label.update-wanted')
        : say(locale, 'morning.label.answer-by', { date: sayDate(locale, entry.answerBy, date) });
    case 'sign-off-wanted':
    case 'extension-open':
    case 'owner-wanted':
    case 'refusal-open':
    case 'departure-open':
    case 'review-due':
    case 'waiver-review-due':
    case 'closing-wanted':
    case 'effect-review-due':
      return say(locale, `morning.label.${entry.kind}`);
    default:
      return entry.kind satisfies never;
  }
}

/** From the dates, not the kind: a step that was moved off a day off still says how far away the deadline is. */
function deadlineLabel(entry: MorningEntry, date: string, locale: Locale): string {
  const days = daysToDeadline(entry, date);
  if (days < 0) return say(locale, 'morning.label.days-late', { days: -days });
  if (days === 0) return say(locale, 'morning.label.today');
  return days === 1 ? say(locale, 'morning.label.tomorrow') : say(locale, 'morning.label.ahead', { days });
}

function detailsOf(entry: MorningEntry, date: string, locale: Locale): string[] {
  const { standsInFor: person } = entry;
  const marked =
    person === undefined ? [] : [say(locale, 'morning.stands-in-for', { person: userText(person, nameMax) })];
  return [...marked, ...askedOf(entry, date, locale)];
}

function askedOf(entry: MorningEntry, date: string, locale: Locale): string[] {
  const responsible =
    entry.partyName === undefined
      ? []
      : [say(locale, 'morning.responsible', { party: userText(entry.partyName, nameMax) })];
  switch (entry.kind) {
    case 'deadline-ahead':
    case 'deadline-today':
    case 'deadline-passed':
      return [
        ...responsible,
        ...deadlineLine(entry, date, locale),
        ...extensionLine(entry, date, locale),
        ...escalationLine(entry, date, locale),
        ...answerByLine(entry, date, locale),
      ];
    case 'late-told-leader':
      return [
        ...responsible,
        ...deadlineLine(entry, date, locale),
        ...extensionLine(entry, date, locale),
        say(locale, 'morning.told-as-leader'),
      ];
    case 'late-told-leadership':
      return [
        ...responsible,
        ...deadlineLine(entry, date, locale),
        ...extensionLine(entry, date, locale),
        say(locale, 'morning.told-as-leadership'),
      ];
    case 'sign-off-wanted':
      return [
        ...responsible,
        ...(entry.reportedDoneOn === undefined
          ? []
          : [say(locale, 'morning.reported-done', { date: sayDate(locale, entry.reportedDoneOn, date) })]),
      ];
    case 'extension-open':
      return [...responsible, ...deadlineLine(entry, date, locale), ...extensionWanted(entry, date, locale)];
    case 'update-wanted':
    case 'report-update':
      return [];
    case 'refusal-open':
    case 'departure-open':
      return [...responsible, say(locale, `morning.${entry.kind}`)];
    case 'owner-wanted':
    case 'review-due':
    case 'waiver-review-due':
    case 'closing-wanted':
    case 'effect-review-due':
      return [say(locale, `morning.${entry.kind}`)];
    default:
      return entry.kind satisfies never;
  }
}

/** Whoever has asked is not asked again, and leaders read that it is under way. */
function extensionLine({ extension, partyName }: MorningEntry, date: string, locale: Locale): string[] {
  if (extension === undefined) return [];
  const to = sayDate(locale, extension.to, date);
  return [
    partyName === undefined
      ? say(locale, 'morning.extension-asked-you', { date: to })
      : say(locale, 'morning.extension-asked-party', { date: to, party: userText(partyName, nameMax) }),
  ];
}

/** To whoever answers. */
function extensionWanted({ extension }: MorningEntry, date: string, locale: Locale): string[] {
  if (extension === undefined) return [];
  return [
    say(locale, 'morning.extension-open', {
      date: sayDate(locale, extension.to, date),
      asked: sayDate(locale, extension.askedOn, date),
    }),
  ];
}

/** An update is all that is asked for. */
function isQuestion({ kind }: MorningEntry): boolean {
  return kind === 'update-wanted' || kind === 'report-update';
}

/** Beside a deadline: the status report wants to hear of the same item. */
function answerByLine({ answerBy }: MorningEntry, date: string, locale: Locale): string[] {
  return answerBy === undefined
    ? []
    : [say(locale, 'morning.answer-by', { date: sayDate(locale, answerBy, date) })];
}

/** On the day itself the label has said it, unless the deadline was moved: that is told wherever a deadline is. */
function deadlineLine({ deadline }: MorningEntry, date: string, locale: Locale): string[] {
  if (deadline === undefined) return [];
  const { inForce, original, moves } = deadline;
  if (inForce === date && moves === 0) return [];
  const tense = hasPassed(inForce, date) ? 'was' : 'is';
  if (moves === 0) {
    return [say(locale, `morning.deadline-${tense}`, { date: sayDate(locale, inForce, date) })];
  }
  return [
    say(locale, `morning.deadline-${tense}-moved`, {
      date: sayDate(locale, inForce, date),
      original: sayDate(locale, original, date),
      moves,
      direction: slipDirection(daysBetween(original, inForce)),
    }),
  ];
}

function escalationLine({ nextEscalation, partyName }: MorningEntry, date: string, locale: Locale): string[] {
  if (nextEscalation === undefined) return [];
  const { on, to, title } = nextEscalation;
  const byRole =
    to === 'party-leader' && partyName !== undefined
      ? say(locale, 'morning.escalation.party-leader-of', { party: userText(partyName, nameMax) })
      : say(locale, `morning.escalation.${to}`);
  const who = title === undefined ? byRole : userText(title, nameMax);
  return [say(locale, 'morning.escalation-next', { date: sayDate(locale, on, date), who })];
}

function notUpdated(entry: MorningEntry, date: string, locale: Locale): string {
  const subject = bold(subjectInline(locale, entry));
  const reader = entry.partyName === undefined ? 'you' : 'party';
  const party = entry.partyName === undefined ? {} : { party: userText(entry.partyName, nameMax) };
  return entry.lastHeardOn === undefined
    ? say(locale, `morning.never-updated-${reader}`, { subject, ...party })
    : say(locale, `morning.not-updated-${reader}`, {
        subject,
        ...party,
        date: sayDate(locale, entry.lastHeardOn, date),
      });
}

function buttons(entry: MorningEntry, to: SlackContext): object[] {
  const open = openButton(to, entry);
  const { itemId } = entry;
  if (itemId === undefined) return [open];
  switch (entry.kind) {
    case 'deadline-ahead':
    case 'deadline-today':
    case 'deadline-passed':
      return [
        actionButton(to, 'done', { ...entry, itemId }, { primary: true }),
        actionButton(to, 'status', { ...entry, itemId }),
        ...(entry.extension === undefined && entry.deadline !== undefined
          ? [actionButton(to, 'extend', { ...entry, itemId })]
          : []),
        open,
      ];
    case 'extension-open':
      return [...answerButtons(to, { ...entry, itemId }), open];
    case 'update-wanted':
    case 'report-update':
      return [actionButton(to, 'status', { ...entry, itemId }), open];
    case 'late-told-leader':
    case 'late-told-leadership':
    case 'sign-off-wanted':
    case 'owner-wanted':
    case 'refusal-open':
    case 'departure-open':
    case 'review-due':
    case 'waiver-review-due':
    case 'closing-wanted':
    case 'effect-review-due':
      return [open];
    default:
      return entry.kind satisfies never;
  }
}

function fallbackLine(entry: MorningEntry, date: string, locale: Locale): string {
  const subject = entry.restricted
    ? subjectTitled(locale, entry)
    : `${subjectTitled(locale, entry)} (${planName(entry)})`;
  if (entry.settled !== undefined) return `${subject}: ${settledLine(entry.settled, date, locale)}`;
  return entry.restricted ? subject : `${labelOf(entry, date, locale)} · ${subject}`;
}

function whyLine(whyYou: readonly WhyYou[], locale: Locale): string {
  const roles = [...new Set(whyYou.map((why) => why.role))].map((role) => {
    const parties = whyYou.flatMap((why) => (why.role === role ? (why.partyName ?? []) : []));
    if (role !== 'contact' && role !== 'party-leader') return say(locale, `morning.why.${role}`);
    if (parties.length === 0) return say(locale, `morning.why.${role}-plain`);
    const names = [...new Set(parties)].map((name) => userText(name, nameMax));
    return say(locale, `morning.why.${role}`, { parties: sayList(locale, names) });
  });
  return say(locale, 'morning.why', { roles: sayList(locale, roles) });
}

/** Told so that one knows, not to do anything. */
function isForKnowledge(entry: MorningEntry): boolean {
  return entry.kind === 'late-told-leader' || entry.kind === 'late-told-leadership';
}

/** Negative when late. What has a deadline kind but lost its deadline counts as today: it is not hidden. */
function daysToDeadline(entry: MorningEntry, date: string): number {
  return entry.deadline === undefined ? 0 : daysBetween(date, entry.deadline.inForce);
}
