import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import { type Access, isRestricted } from '#domain/access/access.js';
import { mayReadUnder } from '#domain/access/sight.js';
import type { Actor } from '#domain/roles/actor.js';
import type { StatusSummary } from '#domain/summary/status-summary.js';
import { ReadingLog, type ReadSubject } from '#record/readings/reading-log.js';
import { authenticated } from '../auth/bearer.js';
import { loggedInOf } from '../login/session.guard.js';

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

/** Writes down who was shown restricted text, of what, and when: once per answer and subject, whichever door. */
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
