import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { type Access, isRestricted } from '#domain/access/access.js';
import { mayReadUnder } from '#domain/access/sight.js';
import type { EvaluationId, MeasureId, PlanId } from '#domain/ids.js';
import type { Audience } from '#domain/report/audience.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { Actor } from '#domain/roles/actor.js';
import type { StatusSummary } from '#domain/summary/status-summary.js';
import type { RecordSource } from '#record/record-source.js';
import type { Pick as PickedMeasure } from '#record/catalogue/picks.query.js';
import type { Portfolio } from '#record/portfolio/portfolio.query.js';
import { restrictedSourcesOf } from '#record/evaluation/evaluation.query.js';
import type { SimilarMeasure } from '#record/measure/similar-measures.query.js';
import { ReadingLog, type ReadSubject } from '#record/readings/reading-log.js';
import { authenticated } from '../auth/bearer.js';
import { loggedInOf } from '../auth/session.guard.js';

const shown = new AsyncLocalStorage<Map<string, ReadSubject>>();

/** Said wherever it is decided that somebody may read text that is *unntatt offentlighet*. */
export function noteRestricted(subject: ReadSubject): void {
  shown.getStore()?.set(`${subject.kind}/${subject.id}`, subject);
}

/** Whether the reader may read what stands under this access; where they may, that they did is written down. */
export function readsUnder(reader: Actor, access: Access, subject: ReadSubject): boolean {
  const may = mayReadUnder(reader, access);
  if (may && isRestricted(access)) noteRestricted(subject);
  return may;
}

/** A status summary, live or frozen in a report: each restricted measure whose text stands in it. */
export function noteSummary({ themes }: Pick<StatusSummary, 'themes'>): void {
  for (const measure of themes.flatMap(({ lines }) => lines.flatMap(({ measures }) => measures))) {
    if (!measure.withheld && measure.restricted) noteRestricted({ kind: 'measure', id: measure.id });
  }
}

/** A status report, live or frozen: what its summary tells, and the evaluations that it is about. */
export async function noteReport(
  recordSource: RecordSource,
  planId: PlanId,
  audience: Audience,
  ...reports: readonly StatusReport[]
): Promise<void> {
  if (audience !== 'internal') return;
  for (const { status } of reports) noteSummary(status);
  for (const id of await restrictedSourcesOf(recordSource, planId))
    noteRestricted({ kind: 'evaluation', id });
}

/** Measures whose title is shown, where they are restricted. */
export function noteTitles(
  measures: readonly { measureId: MeasureId; restricted: boolean; title: string | null }[],
): void {
  for (const { measureId, restricted, title } of measures) {
    if (restricted && title !== null) noteRestricted({ kind: 'measure', id: measureId });
  }
}

/** Evaluations to choose from, by title. */
export function noteEvaluations(evaluations: readonly { id: EvaluationId; access: Access }[]): void {
  for (const { id, access } of evaluations) {
    if (isRestricted(access)) noteRestricted({ kind: 'evaluation', id });
  }
}

export function notePicks(picks: readonly PickedMeasure[]): void {
  noteTitles(
    picks.map(({ measure: { id, restricted, title } }) => ({
      measureId: id,
      restricted,
      title: title ?? null,
    })),
  );
}

/** Earlier measures, and where each came from. */
export function noteSimilar(measures: readonly SimilarMeasure[]): void {
  noteTitles(measures.map(({ id, restricted, title }) => ({ measureId: id, restricted, title })));
  for (const { source } of measures) {
    if (source?.restricted === true) noteRestricted({ kind: 'evaluation', id: source.evaluationId });
  }
}

export function notePortfolio({ late, slipping, nextDeadlines }: Portfolio): void {
  for (const { rows } of [late, slipping, nextDeadlines]) noteTitles(rows);
}

/** Writes down who was shown restricted text, of what, and when: once per answer and subject, on pages and in REST alike. */
@Injectable()
export class RestrictedReadings {
  private readonly logger = new Logger('RestrictedReadings');

  constructor(@Inject(ReadingLog) private readonly log: ReadingLog) {}

  readonly middleware: RequestHandler = (request, response, next) => {
    const subjects = new Map<string, ReadSubject>();
    response.once('finish', () => {
      if (subjects.size > 0 && response.statusCode < 400) void this.write(request, [...subjects.values()]);
    });
    shown.run(subjects, next);
  };

  private async write(request: Request, subjects: readonly ReadSubject[]): Promise<void> {
    const reader: Actor | undefined = authenticated(request) ?? loggedInOf(request)?.actor;
    if (reader === undefined) return;
    // What was searched for may be restricted itself.
    const { pathname } = new URL(request.originalUrl, 'http://localhost');
    try {
      await this.log.write(reader, pathname, subjects);
    } catch (error) {
      this.logger.error(`${reader.id} read ${pathname}, and it was not written down`, error);
    }
  }
}
