import { Get, Inject, Param, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { validate as isUuid } from 'uuid';
import { DomainError } from '#domain/domain-error.js';
import { waitingPath, waitingRoot } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { findPlan } from '#record/plan/plan.query.js';
import { streamable } from '../files/report-file.js';
import { ReportFileQueue } from '../files/report-file-queue.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { WaitingPage } from './waiting.page.js';

const refreshSeconds = 3;

/** Files that take long to make: how far they have come, and where they are when they are there. */
@PageController(waitingRoot)
export class WaitingPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(ReportFileQueue) private readonly queue: ReportFileQueue,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query('oppdater') refresh: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { of: file } = await this.look(id, request);
    const plan = await findPlan(this.recordSource, file.planId);
    if (plan === undefined) throw new PageFailure('not-found');
    const refreshes = file.state !== 'ready' && file.state !== 'failed' && refresh !== 'nei';
    // WCAG 2.2.1: whoever needs the page to stand still turns this off on the page.
    if (refreshes) response.set('Refresh', `${refreshSeconds}; url=${waitingPath(id)}`);
    this.pages.send(
      response,
      <WaitingPage
        frame={this.pages.frame(request, response)}
        plan={plan.state}
        file={file}
        refreshes={refreshes}
      />,
    );
  }

  @Get(':id/fil')
  async file(@Param('id') id: string, @Req() request: Request): Promise<StreamableFile> {
    const got = await this.look(id, request);
    if (!('ready' in got)) throw new PageFailure('not-found');
    return streamable(got.ready);
  }

  private async look(id: string, request: Request) {
    if (!isUuid(id)) throw new PageFailure('not-found');
    try {
      return await this.queue.look(id, actorOn(request));
    } catch (error) {
      if (error instanceof DomainError) throw new PageFailure('not-found');
      throw error;
    }
  }
}
