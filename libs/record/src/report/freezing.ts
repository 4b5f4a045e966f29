import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { canonicalJson } from '#domain/canonical-json.js';
import type { Command } from '#domain/commands.js';
import { invalid } from '#domain/domain-error.js';
import type { Instant, PlainDate, PlanId, ReportId } from '#domain/ids.js';
import type { Circumstances } from '#domain/register.js';
import { statusReport } from '#domain/report/build-status-report.js';
import { corrected, correctableParts, type CorrectablePart, linesOf } from '#domain/report/correction.js';
import { answersCountedUntil, editionOf, reportBefore } from '#domain/report/editions.js';
import type { FreezeReport } from '#domain/report/report.commands.js';
import { requireFreezable } from '#domain/report/report.decide.js';
import type { FrozenContent, Report } from '#domain/report/report.js';
import type { Audience } from '#domain/report/audience.js';
import type { ReportLink, StatusReport } from '#domain/report/status-report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { Anchor } from '../anchor/anchor.js';
import { unstorableText } from '../history/chain.js';
import type { LoadedRecord } from '../loading.js';
import { type ReportFacts, reportFacts } from './report-facts.query.js';

/** As whom each audience reads: an auditor sees everything, a reader without a role what is open. */
export const readerOf: Readonly<Record<Audience, Actor>> = {
  internal: { id: 'report', roles: ['auditor'], partyIds: [] },
  public: { id: 'report', roles: [], partyIds: [] },
};
const audiences: readonly Audience[] = ['internal', 'public'];

/** One content, frozen and not yet written. */
interface Snapshot {
  content: FrozenContent;
  canonical: string;
  ordinal: number;
}

/** What a command freezes, for the rules and for the table. */
export interface Frozen {
  contents: readonly FrozenContent[];
  write(manager: EntityManager): Promise<void>;
}

export function freezes(command: Command): command is FreezeReport {
  return command.type === 'LockReport' || command.type === 'CorrectReport';
}

/**
 * Makes the content of the report's next version, within the command's transaction: plan, measures and evaluations
 * are locked, so that no answer can fall between the content and the lock.
 * @returns undefined when there is no such report: `decide` answers that
 * @throws DomainError when the report may not be frozen now
 */
export async function freeze(
  manager: EntityManager,
  command: FreezeReport,
  loaded: LoadedRecord,
  circumstances: Circumstances,
  recordAnchor: Anchor,
): Promise<Frozen | undefined> {
  const report = loaded.reports.get(command.reportId)?.state;
  if (report === undefined) return undefined;
  requireFreezable(report, command, circumstances);
  const facts = await reportFacts(manager, report.planId);
  if (facts === undefined) return undefined;
  const reports = [...loaded.reports.values()].map(({ state }) => state);
  const snapshots: Snapshot[] = [];
  for (const audience of audiences) {
    const place = await lastInChain(manager, report.planId, audience);
    const edition = editionOf(report, command, circumstances, {
      ...(place === undefined ? {} : { previous: place.link }),
      recordAnchor,
    });
    const making = { report, reports, audience, facts, edition, today: circumstances.today };
    const built =
      command.type === 'CorrectReport'
        ? await correctedContent(manager, making, command.parts ?? [])
        : await contentOf(manager, making);
    snapshots.push(snapshotOf(audience, built, place));
  }
  return {
    contents: snapshots.map(({ content }) => content),
    write: (transaction) => write(transaction, report, circumstances.now, snapshots),
  };
}

interface Making {
  report: Report;
  reports: readonly Report[];
  audience: Audience;
  facts: ReportFacts;
  edition: StatusReport['edition'];
  today: PlainDate;
}

/** The latest version with the chosen parts as the record tells them now, as of the day it was first locked. */
async function correctedContent(
  manager: EntityManager,
  making: Making,
  parts: readonly string[],
): Promise<StatusReport> {
  const { locked, fresh, previous } = await lockedAndFresh(manager, making);
  const known = new Set(correctableParts(locked, fresh).map(({ key }) => key));
  if (making.audience === 'internal' && parts.some((part) => !known.has(part))) {
    throw invalid(
      'parts',
      'The record no longer tells that part otherwise than the report.',
      'Look at the differences again and choose among them.',
    );
  }
  return corrected(locked, fresh, parts, previous);
}

/** What the report said, and what it would say of the same day now. */
async function lockedAndFresh(manager: EntityManager, making: Omit<Making, 'today'>) {
  const locked = await frozenContent(manager, making.report, making.audience);
  if (locked === undefined) throw new Error('A report that is corrected has been locked');
  const before = reportBefore(making.report, making.reports);
  const previous = before === undefined ? undefined : await frozenContent(manager, before, making.audience);
  const jointLines = linesOf(locked.status).flatMap(({ measures }) =>
    measures.length > 1 ? [measures.map(({ id }) => id)] : [],
  );
  const { summary } = making.facts;
  const facts = { ...making.facts, summary: { ...summary, plan: { ...summary.plan, jointLines } } };
  const fresh = await contentOf(manager, { ...making, facts, today: locked.status.asOf });
  return { locked, fresh, previous };
}

/**
 * A locked report as it reads, and as it would read with everything that can be corrected in it: the difference is
 * shown before it is made. Undefined while it is open.
 */
export async function correctionPreview(
  manager: EntityManager,
  { report, reports, audience }: Pick<Making, 'report' | 'reports' | 'audience'>,
): Promise<{ locked: StatusReport; fresh: StatusReport; parts: readonly CorrectablePart[] } | undefined> {
  if (report.versions.length === 0) return undefined;
  const facts = await reportFacts(manager, report.planId);
  const latest = await frozenContent(manager, report, audience);
  if (facts === undefined || latest === undefined) return undefined;
  const making = { report, reports, audience, facts, edition: latest.edition };
  const { locked, fresh } = await lockedAndFresh(manager, making);
  return { locked, fresh, parts: correctableParts(locked, fresh) };
}

async function contentOf(
  manager: EntityManager,
  { report, reports, audience, facts, edition, today }: Making,
): Promise<StatusReport> {
  const before = reportBefore(report, reports);
  const lastReportAt = answersCountedUntil(before);
  const previous = before === undefined ? undefined : await frozenContent(manager, before, audience);
  return statusReport({
    ...facts,
    edition,
    language: report.language,
    period: report.period,
    askedAt: report.openedAt,
    summary: {
      ...facts.summary,
      today,
      reader: readerOf[audience],
      ...(lastReportAt === undefined ? {} : { lastReportAt }),
    },
    ...(previous === undefined ? {} : { previous }),
  });
}

function snapshotOf(audience: Audience, report: StatusReport, place: Place | undefined): Snapshot {
  const canonical = canonicalJson(report);
  if (canonical.includes('\u0000')) throw unstorableText();
  const sha256 = hash('sha256', canonical, 'hex');
  const previous = place === undefined ? {} : { previousSha256: place.link.sha256 };
  return { content: { audience, sha256, ...previous }, canonical, ordinal: (place?.ordinal ?? 0) + 1 };
}

interface Place {
  ordinal: number;
  link: ReportLink;
}

async function lastInChain(
  manager: EntityManager,
  planId: PlanId,
  audience: Audience,
): Promise<Place | undefined> {
  const rows = await manager.query<{ ordinal: number; link: ReportLink }[]>(
    `SELECT ordinal, jsonb_build_object('number', report.number, 'version', edition,
                                        'sha256', encode(sha256, 'hex')) AS link
       FROM report_snapshot JOIN report ON report.id = report_id
      WHERE report_snapshot.plan_id = $1 AND audience = $2 ORDER BY ordinal DESC LIMIT 1`,
    [planId, audience],
  );
  return rows[0];
}

/** The frozen content of a report; of its latest version unless another is asked for. */
async function frozenContent(
  manager: EntityManager,
  { id }: { id: ReportId },
  audience: Audience,
  version?: number,
): Promise<StatusReport | undefined> {
  const rows = await manager.query<{ canonical: string }[]>(
    `SELECT canonical FROM report_snapshot
      WHERE report_id = $1 AND audience = $2 AND ($3::integer IS NULL OR edition = $3)
      ORDER BY edition DESC LIMIT 1`,
    [id, audience, version ?? null],
  );
  const [row] = rows;
  return row === undefined ? undefined : (JSON.parse(row.canonical) as StatusReport);
}

async function write(
  manager: EntityManager,
  { id, planId, versions }: Report,
  lockedAt: Instant,
  snapshots: readonly Snapshot[],
): Promise<void> {
  for (const { content, canonical, ordinal } of snapshots) {
    await manager.query(
      `INSERT INTO report_snapshot
         (report_id, edition, audience, plan_id, ordinal, canonical, sha256, previous_sha256, locked_at)
       VALUES ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), decode($8, 'hex'), $9)`,
      [
        id,
        versions.length + 1,
        content.audience,
        planId,
        ordinal,
        canonical,
        content.sha256,
        content.previousSha256 ?? null,
        lockedAt,
      ],
    );
  }
}
