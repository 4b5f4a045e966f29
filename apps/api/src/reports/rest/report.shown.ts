import { z } from 'zod';
import type { Plan } from '#domain/plan/plan.js';
import type { ReportComparison } from '#domain/report/compare-reports.js';
import { nextReportingDate } from '#domain/report/reporting-date.js';
import { reportStates, type Report } from '#domain/report/report.js';
import { askedFrom } from '#domain/report/reporting-calendar.js';
import { type StatusReport } from '#domain/report/status-report.js';
import { reportLanguages } from '#domain/report/report-language.js';
import type { StoredFile } from '#record/report-files/report-file.store.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { authorityShown, instantShown, personRef, showAuthority } from '../../rest/schemas/shown.js';

export const reportingShown = z
  .object({
    reporting: z
      .object({ cadenceMonths: z.int(), firstOn: z.string(), language: z.enum(reportLanguages) })
      .nullable(),
    nextReportingDate: z.string().nullable(),
    askedFrom: z.string().nullable().meta({ description: 'When answers to it are first asked for.' }),
  })
  .meta({ id: 'ReportingCalendar' });

export function showReporting(
  { reporting }: Plan,
  last: Report | undefined,
  today: string,
): z.output<typeof reportingShown> {
  if (reporting === undefined) return { reporting: null, nextReportingDate: null, askedFrom: null };
  const open = last?.state === 'open' ? last.reportingDate : undefined;
  const next = open ?? nextReportingDate(reporting, last, today);
  return { reporting, nextReportingDate: next, askedFrom: askedFrom(next) };
}

const versionShown = z.object({
  version: z.int(),
  lockedAt: instantShown,
  lockedBy: personRef,
  sha256: z.string().meta({ description: 'Of the canonical JSON (RFC 8785) you may read.' }),
  previousSha256: z.string().nullable().meta({ description: 'Of the one before it in the plan’s chain.' }),
  correction: z.object({ what: z.string(), why: z.string() }).nullable(),
  released: z.object({ by: personRef, at: instantShown, note: z.string().nullable() }).nullable(),
  acknowledged: z
    .object({
      authority: authorityShown,
      enteredBy: personRef,
      at: instantShown,
      comment: z.string().nullable(),
    })
    .nullable(),
});

export const versionsShown = z.object({ items: z.array(versionShown) }).meta({ id: 'ReportVersions' });

export const reportShown = z
  .object({
    id: z.string(),
    planId: z.string(),
    number: z.int(),
    state: z.enum(reportStates),
    language: z.enum(reportLanguages),
    period: z.object({ from: z.string(), to: z.string() }),
    reportingDate: z.string(),
    openedAt: instantShown,
    latest: versionShown.nullable(),
    questions: z.array(
      z.object({
        id: z.string(),
        number: z.int(),
        text: z.string(),
        responsibleId: personRef,
        askedAt: instantShown,
        answer: z.object({ text: z.string(), by: personRef, at: instantShown }).nullable(),
      }),
    ),
    version: z.int(),
    href: z.string(),
  })
  .meta({ id: 'Report' });

export type ReportAudience = StatusReport['audience'];

export function showReport(
  report: Report,
  version: number,
  audience: ReportAudience,
): z.output<typeof reportShown> {
  return {
    id: report.id,
    planId: report.planId,
    number: report.number,
    state: report.state,
    language: report.language,
    period: report.period,
    reportingDate: report.reportingDate,
    openedAt: report.openedAt,
    latest: showVersions(report, audience).items.at(-1) ?? null,
    questions: report.questions.map(({ id, number, text, responsibleId, askedAt, answer }) => ({
      id,
      number,
      text,
      responsibleId,
      askedAt,
      answer: answer ?? null,
    })),
    version,
    href: hrefOf('report', report.id),
  };
}

export function showVersions({ versions }: Report, audience: ReportAudience): z.output<typeof versionsShown> {
  const items = versions.flatMap((version) => {
    const content = version.contents.find((one) => one.audience === audience);
    if (content === undefined) return [];
    const { released, acknowledged } = version;
    return [
      {
        version: version.version,
        lockedAt: version.lockedAt,
        lockedBy: version.lockedBy,
        sha256: content.sha256,
        previousSha256: content.previousSha256 ?? null,
        correction: version.correction ?? null,
        released:
          released === undefined ? null : { by: released.by, at: released.at, note: released.note ?? null },
        acknowledged:
          acknowledged === undefined
            ? null
            : {
                authority: showAuthority(acknowledged.authority),
                enteredBy: acknowledged.enteredBy,
                at: acknowledged.at,
                comment: acknowledged.comment ?? null,
              },
      },
    ];
  });
  return { items };
}

/** The figures of both, and what differs. */
export function showComparison({ then, now, ...differing }: ReportComparison) {
  return { then: showCompared(then), now: showCompared(now), ...differing };
}

function showCompared({ edition, period, headlines, status, figures }: StatusReport) {
  return { edition, period, headlines, figures: status.figures, states: figures, answered: status.answered };
}

export const fileWaitedFor = z
  .object({
    state: z.enum(['waiting', 'reading', 'writing']).meta({
      description: 'waiting for others’ files, reading the record, writing.',
    }),
    askedAt: instantShown,
    bytesWritten: z.int(),
    href: z.string(),
  })
  .meta({ id: 'FileBeingMade' });

export function showFile(
  { state, askedAt, bytes }: StoredFile,
  href: string,
): z.output<typeof fileWaitedFor> {
  const step = state === 'reading' || state === 'writing' ? state : 'waiting';
  return { state: step, askedAt, bytesWritten: bytes, href };
}

/** What a correction can change, as it reads in the report and as it would read. */
export const correctablePartsShown = z
  .object({
    items: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        then: z.string(),
        now: z.string(),
        always: z
          .boolean()
          .meta({ description: 'Restricted since the lock: taken out of every corrected version.' }),
      }),
    ),
  })
  .meta({ id: 'CorrectableParts' });

export const answersShown = z
  .object({
    answered: z.int(),
    of: z.int(),
    parties: z.array(
      z.object({
        party: z.string(),
        openItems: z.int(),
        lateItems: z.int(),
        coverage: z
          .object({ covered: z.int(), of: z.int() })
          .nullable()
          .meta({ description: 'Of how many of its items it has said something: "3 av 7 punkter".' }),
        answer: z.enum(['answered', 'answered-late', 'nothing-open', 'not-answered']),
        lastOn: z.string().nullable(),
        askedForReport: z.int().nullable().meta({ description: 'The report a late answer was asked for.' }),
      }),
    ),
  })
  .meta({ id: 'ReportAnswers' });

export function showAnswers({ status, answers }: StatusReport): z.output<typeof answersShown> {
  return {
    answered: status.answered.count,
    of: status.answered.of,
    parties: answers.map(({ partyName, openItems, lateItems, coverage, answer }) => ({
      party: partyName,
      openItems,
      lateItems,
      coverage: coverage ?? null,
      answer: answer.kind,
      lastOn: 'on' in answer ? answer.on : 'lastOn' in answer ? (answer.lastOn ?? null) : null,
      askedForReport: answer.kind === 'answered-late' ? answer.askedForReport : null,
    })),
  };
}
