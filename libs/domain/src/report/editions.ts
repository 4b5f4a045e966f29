import { addDays, osloDate } from '../follow-up/calendar.js';
import type { Instant, PlainDate } from '../ids.js';
import type { Plan } from '../plan/plan.js';
import type { Actor } from '../roles/actor.js';
import type { FreezeReport } from './report.commands.js';
import { latestVersion, type Report } from './report.js';
import type { Edition, Headline, StatusReport } from './status-report.js';

type LockedEdition = Extract<Edition, { kind: 'locked' }>;

/** What the edition that a command freezes says of itself. */
export function editionOf(
  report: Report,
  command: FreezeReport,
  { actor, now }: { actor: Actor; now: Instant },
  chain: Pick<LockedEdition, 'previous' | 'recordAnchor'>,
): LockedEdition {
  const before = latestVersion(report)?.version ?? 0;
  return {
    kind: 'locked',
    number: report.number,
    version: before + 1,
    lockedAt: now,
    lockedBy: actor.roles.includes('secretariat') ? 'secretariat' : 'schedule',
    ...(command.type === 'CorrectReport'
      ? { correction: { ofVersion: before, what: command.what.trim(), why: command.why.trim() } }
      : {}),
    ...chain,
  };
}

/** The report before this one in number; what changed since is measured against its latest version. */
export function reportBefore(report: Report, reports: readonly Report[]): Report | undefined {
  return reports.find(({ number }) => number === report.number - 1);
}

/** Until when answers counted in it: its first lock, whatever was corrected later. */
export function answersCountedUntil(report: Report | undefined): Instant | undefined {
  return report?.versions[0]?.lockedAt;
}

/** A period runs on from the one before; the first from the plan's adoption. */
export function periodFrom(plan: Plan, before: Report | undefined): PlainDate {
  if (before !== undefined) return addDays(before.reportingDate, 1);
  return osloDate('adoption' in plan ? plan.adoption.at : plan.registeredAt);
}

/** A correction corrects what was told, not who answered in time: that stays as it was when it was locked. */
export function withAnswersOf(locked: StatusReport, corrected: StatusReport): StatusReport {
  const answered = locked.headlines.find(isAnswers);
  return {
    ...corrected,
    answers: locked.answers,
    status: { ...corrected.status, answered: locked.status.answered },
    headlines: corrected.headlines.map((headline) =>
      isAnswers(headline) && answered !== undefined
        ? { ...headline, answered: answered.answered, of: answered.of }
        : headline,
    ),
  };
}

function isAnswers(headline: Headline): headline is Extract<Headline, { kind: 'answers' }> {
  return headline.kind === 'answers';
}
