import { applyDecorators, Get, Inject, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { notFound } from '#domain/domain-error.js';
import { latestVersion } from '#domain/report/report.js';
import type { Actor } from '#domain/roles/actor.js';
import { requirePermission } from '#domain/roles/permissions.js';
import { RecordSource } from '#record/record-source.js';
import { requirePlanSeen } from '../../plans/rest/plan.controller.js';
import { refusals } from '../../problems/refusals.js';
import { Reader } from '../../rest/command-request.js';
import { apiRoot, locationHeader, RestController } from '../../rest/operations.js';
import { idInPath } from '../../rest/schemas/values.js';
import { requireReport } from '../report-access.js';
import { bodyOf, fileMediaTypes, streamable } from '../files/report-file.js';
import { type FileGot, ReportFileQueue } from '../files/report-file-queue.js';
import { accessExport, fileInPath, fileQuery, liveFileInPath, liveFileQuery } from './report.schemas.js';
import { fileWaitedFor, showFile } from './report.shown.js';

/** Seconds until it makes sense to ask again. */
const retryAfter = '2';

function Files(path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Get(path),
    ApiOperation({ summary }),
    ApiOkResponse({
      description: 'The file.',
      content: Object.fromEntries(fileMediaTypes.map((type) => [type, { schema: contentOf(type) }])),
    }),
    ApiAcceptedResponse({
      standardSchema: fileWaitedFor,
      description: 'A large plan’s file is being made: ask at Location until it is there.',
      headers: {
        ...locationHeader('Where the file will be, for 30 days.'),
        'Retry-After': { description: 'Seconds.', required: true, schema: { type: 'integer', minimum: 1 } },
      },
    }),
  );
}

/** JSON is read as what it holds; the others are bytes. */
function contentOf(mediaType: string) {
  return mediaType === 'application/json'
    ? { type: 'object' as const }
    : { type: 'string' as const, format: 'binary' };
}

/** Reports as files. */
@RestController('', 'reports')
export class ReportFileController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(ReportFileQueue) private readonly queue: ReportFileQueue,
  ) {}

  @Files(
    'reports/:id/files/:format',
    'The locked report as a file, a case paper on it, or the package for the archive',
  )
  async file(
    @Param({ schema: fileInPath }) { id, format }: z.output<typeof fileInPath>,
    @Query({ schema: fileQuery }) { version: wanted, ...meeting }: z.output<typeof fileQuery>,
    @Reader() reader: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { state } = await requireReport(this.recordSource, id, reader);
    const version = wanted ?? latestVersion(state)?.version;
    if (version === undefined || version > state.versions.length) {
      throw notFound('locked version of report', id);
    }
    const asked = { planId: state.planId, report: { id, version }, format, ...bodyOf(meeting) };
    return sent(await this.queue.ask(asked, reader), response);
  }

  @Files(
    'plans/:id/report-files/:format',
    'The live status as a file, as the report would be locked now; or a case paper on it',
  )
  async liveFile(
    @Param({ schema: liveFileInPath }) { id, format }: z.output<typeof liveFileInPath>,
    @Query({ schema: liveFileQuery }) meeting: z.output<typeof liveFileQuery>,
    @Reader() reader: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    await requirePlanSeen(this.recordSource, id, reader);
    return sent(await this.queue.ask({ planId: id, format, ...bodyOf(meeting) }, reader), response);
  }

  @Files(
    'plans/:id/access-export',
    'What a request for access is answered with: status, history, messages and evidence without what is restricted',
  )
  async accessExport(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Reader() reader: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    requirePermission(reader, 'answer-access-request');
    await requirePlanSeen(this.recordSource, id, reader);
    return sent(await this.queue.ask({ planId: id, format: accessExport }, reader), response);
  }

  @Files('report-files/:id', 'A file that was asked for before; anybody who may read the report may fetch it')
  async waitedFor(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Reader() reader: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    return sent(await this.queue.look(id, reader), response);
  }
}

function sent(got: FileGot, response: Response): StreamableFile | z.output<typeof fileWaitedFor> {
  if ('ready' in got) return streamable(got.ready);
  if (got.waiting.state === 'failed') throw refusals.fileNotMade();
  const href = `/${apiRoot}/report-files/${got.waiting.id}`;
  response.status(202).set({ Location: href, 'Retry-After': retryAfter });
  return showFile(got.waiting, href);
}
