import { isolatedText } from '#domain/printable-text.js';
import type { MailCadence } from '#domain/subscription/subscription.js';
import type { StatusReport } from '#domain/report/status-report.js';
import {
  confirmSubscriptionPath,
  newestVersionPath,
  pageUrl,
  subscriptionPath,
  unsubscribePath,
} from '../page-links.js';
import { headlineLines, reportKind } from '../report/front-section.js';
import { reportVoice } from '../report/report-voice.js';
import { type Locale, sayMarked as say } from '../texts/say.js';
import { asHtml, asText, type Mail, type MailPart } from './mail.js';

/** The subscriber a mail goes to, and what its links know them by. */
export interface MailReader {
  mailId: string;
  address: string;
  token: string;
  /** Absent: every plan. */
  plan?: { number: number; title: string };
  cadence: MailCadence;
}

/** A published report, from what was frozen for the public. */
export interface PublishedReport {
  plan: { number: number; title: string };
  number: number;
  content: Pick<StatusReport, 'language' | 'edition' | 'period' | 'headlines' | 'writtenSummary'>;
}

export interface MailContext {
  locale: Locale;
  publicUrl: string;
}

/** Asks whether the address is theirs who asked; says nothing else, lest it be used to write to strangers. */
export function confirmationMail(reader: MailReader, context: MailContext): Mail {
  const { locale, publicUrl } = context;
  return composed(reader, context, say(locale, 'mail.confirm.subject'), [
    { kind: 'paragraph', text: say(locale, 'mail.confirm.intro', asked(reader, locale)) },
    {
      kind: 'link',
      label: say(locale, 'mail.confirm.link'),
      url: pageUrl(publicUrl, confirmSubscriptionPath(reader.token)),
    },
    { kind: 'paragraph', text: say(locale, 'mail.confirm.otherwise') },
  ]);
}

/** What has been published since the last mail; one report or several. */
export function publicationMail(
  reader: MailReader,
  reports: readonly PublishedReport[],
  context: MailContext,
): Mail {
  const { locale, publicUrl } = context;
  const [first] = reports;
  const subject =
    first !== undefined && reports.length === 1
      ? say(locale, isCorrection(first) ? 'mail.published.subject.corrected' : 'mail.published.subject', {
          plan: first.plan.title,
        })
      : say(locale, 'mail.published.subject.several', { count: reports.length });
  const mail = composed(reader, context, subject, [
    ...reports.flatMap((report) => reportParts(report, context)),
    { kind: 'paragraph', text: say(locale, 'mail.published.because', asked(reader, locale)) },
    {
      kind: 'link',
      label: say(locale, 'mail.published.leave'),
      url: pageUrl(publicUrl, subscriptionPath(reader.token)),
    },
  ]);
  return {
    ...mail,
    headers: {
      ...mail.headers,
      // RFC 8058: the mail program's own button, one POST without a page.
      'List-Unsubscribe': `<${pageUrl(publicUrl, unsubscribePath(reader.token))}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  };
}

function reportParts(
  { plan, number, content }: PublishedReport,
  { locale, publicUrl }: MailContext,
): MailPart[] {
  const voice = reportVoice(content.language);
  const { edition } = content;
  const correction = edition.kind === 'locked' ? edition.correction : undefined;
  return [
    { kind: 'heading', text: `${plan.title}: ${reportKind(voice, content)}` },
    ...(correction === undefined
      ? []
      : [{ kind: 'paragraph' as const, text: say(locale, 'mail.published.corrected', { ...correction }) }]),
    { kind: 'list', lines: content.writtenSummary ?? headlineLines(content), language: content.language },
    {
      kind: 'link',
      label: say(locale, 'mail.published.read'),
      url: pageUrl(publicUrl, newestVersionPath({ plan: plan.number, report: number })),
    },
  ];
}

function isCorrection({ content: { edition } }: PublishedReport): boolean {
  return edition.kind === 'locked' && edition.correction !== undefined;
}

function asked({ plan, cadence }: MailReader, locale: Locale) {
  const what = plan === undefined ? say(locale, 'mail.about.all') : say(locale, 'mail.about.plan', plan);
  return { what, often: say(locale, `mail.cadence.${cadence}`) };
}

function composed(
  { mailId, address }: MailReader,
  { locale, publicUrl }: MailContext,
  subject: string,
  parts: readonly MailPart[],
): Mail {
  return {
    to: address,
    subject: isolatedText(subject),
    text: asText(parts),
    html: asHtml(locale, subject, parts),
    messageId: `<${mailId}@${new URL(publicUrl).hostname}>`,
    // RFC 3834: no out-of-office answers.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
