import { type ChildProcess, fork } from 'node:child_process';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Inject, Logger } from '@nestjs/common';
import { notFound } from '#domain/domain-error.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { RecordSource } from '#record/record-source.js';
import { type FileOrder, ReportFileStore, type StoredFile } from '#record/report-files/report-file.store.js';
import { requirePlanSeen } from '../../plans/rest/plan.controller.js';
import { todayInOslo } from '../../rest/today.js';
import { audienceOf, requireReport } from '../report-access.js';
import { type ReportFile, ReportFiles } from './report-file.js';
import { requestOf } from './report-file-making.js';
import type { MakingOrder } from './report-file-process.js';
import { noteReport, noteRestricted } from '../../record/restricted-readings.js';
import { accessExport, type FileFormat } from '../rest/report.schemas.js';

export const makingSettingsToken = Symbol('what a process that makes files needs');
export type MakingSettings = Omit<MakingOrder, 'id'>;

/** Measures and items that are written while one waits: a second or two (docs/adr/017-slow-files.md). */
const atOnce = 3_000;

export type FileAsked = Omit<FileOrder, 'audience' | 'format'> & { format: FileFormat };
/** The file, or what has become of it so far. */
export type FileGot = { ready: ReportFile } | { waiting: StoredFile };

/** Whatever one may read oneself: an access export holds what anybody may. @throws DomainError `not-found` */
function audienceOfFile(format: string, reader: Actor): FileOrder['audience'] {
  if (format !== accessExport) return audienceOf(reader);
  if (!may(reader, 'answer-access-request')) throw notFound('report file', format);
  return 'public';
}

/** Hands out reports as files: small ones at once, others when they have been made. */
export class ReportFileQueue {
  private readonly logger = new Logger('ReportFiles');
  private readonly store: ReportFileStore;
  private readonly script = new URL('./report-file-process.js', import.meta.url);
  /** In the order they were asked for; one is made at a time, for each takes all of a core. */
  private readonly queue: string[] = [];
  private child: ChildProcess | undefined;
  private closed = false;

  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(ReportFiles) private readonly files: ReportFiles,
    @Inject(makingSettingsToken) private readonly settings: MakingSettings,
  ) {
    this.store = new ReportFileStore(recordSource);
  }

  /** Whoever asks may see what it is made from: that is looked at before. */
  async ask(asked: FileAsked, reader: Actor): Promise<FileGot> {
    const order: FileOrder = { ...asked, audience: audienceOfFile(asked.format, reader) };
    if ((await this.store.sizeOf(order.planId)) <= atOnce) {
      const wanted = await requestOf(this.recordSource, order, new Date().toISOString());
      await noteReport(this.recordSource, order.planId, order.audience, wanted.report);
      return { ready: await this.files.write(wanted) };
    }
    return this.got(await this.store.ask(await this.keyOf(order), order));
  }

  /** What has become of a file. @throws DomainError `not-found` also for what the reader may not see */
  async look(id: string, reader: Actor): Promise<FileGot & { of: StoredFile }> {
    const known = await this.store.find(id);
    if (known === undefined || known.audience !== audienceOfFile(known.format, reader))
      throw notFound('report file', id);
    if (known.report === undefined) await requirePlanSeen(this.recordSource, known.planId, reader);
    else await requireReport(this.recordSource, known.report.id, reader);
    // Made by another process, from everything that the audience may read.
    if (known.audience === 'internal') noteRestricted({ kind: 'plan', id: known.planId });
    return { ...(await this.got(known)), of: known };
  }

  /** What is being made is given up: whoever looks next begins it anew. */
  onModuleDestroy(): void {
    this.closed = true;
    this.child?.kill();
  }

  /** @throws DomainError `report-altered` when what is kept is not what was locked */
  private async got(file: StoredFile): Promise<FileGot> {
    if (file.state === 'ready') {
      await this.store.requireIntact(file.id);
      return { ready: this.stored(file) };
    }
    if (file.abandoned) this.begin(file.id);
    return { waiting: file };
  }

  private stored({ id, name = '', type = '', bytes }: StoredFile): ReportFile {
    return { name, type, content: Readable.from(this.store.read(id)), bytes };
  }

  /** What is frozen stays the same; the live status is another with every change, a case paper with every day. */
  private async keyOf({ planId, report, audience, format, body }: FileOrder): Promise<string> {
    const source =
      report === undefined
        ? [await this.store.stateOf(planId), todayInOslo()]
        : [report, format === 'case-paper' ? todayInOslo() : ''];
    return JSON.stringify([planId, audience, format, body ?? null, ...source]);
  }

  private begin(id: string): void {
    if (this.queue.includes(id)) return;
    this.queue.push(id);
    if (this.queue.length === 1) this.makeNext();
  }

  private makeNext(): void {
    const [id] = this.queue;
    if (id === undefined || this.closed) return;
    const child = fork(fileURLToPath(this.script), [], {
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    // A process that could not be started, or told, has not made the file either.
    child.once('error', (error) => this.logger.error(`Report file ${id}: ${error.message}`));
    child.once('close', () => {
      this.queue.shift();
      this.makeNext();
    });
    child.send({ id, ...this.settings } satisfies MakingOrder, () => undefined);
  }
}
