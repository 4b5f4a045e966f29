import { Get, Inject, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { compareReports } from '#domain/report/compare-reports.js';
import { may } from '#domain/roles/permissions.js';
import { latestVersion } from '#domain/report/report.js';
import { plansPath, waitingPath } from '#messages/page-links.js';
import { bodyOf, streamable } from '../files/report-file.js';
import { type FileGot, ReportFileQueue } from '../files/report-file-queue.js';
import { accessExport, liveFormats, type ReportFormat, reportFormats } from '../rest/report.schemas.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { ComparisonPage, lockedEditions } from './comparison.page.js';
import { fileAsked, pairAsked, queryOf } from './report-query.js';
import { ReportReading } from './report-reading.js';

/** Reports as files, and two of them side by side. */
@PageController(plansPath)
export class ReportFilePagesController {
  constructor(
    @Inject(ReportReading) private readonly reading: ReportReading,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(ReportFileQueue) private readonly queue: ReportFileQueue,
  ) {}

  @Get(':planNumber/rapporter/filer/:format')
  async liveFile(
    @Param('planNumber') planNumber: string,
    @Param('format') format: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const actor = actorOn(request);
    const { plan } = await this.reading.plan(planNumber, actor);
    const wanted = requireFormat(liveFormats, format);
    const { versjon: _none, ...meeting } = queryOf(fileAsked, request);
    const asked = { planId: plan.id, format: wanted, ...bodyOf(meeting) };
    return this.hand(await this.queue.ask(asked, actor), response);
  }

  @Get(':planNumber/rapporter/innsyn')
  async accessExport(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const actor = actorOn(request);
    const { plan } = await this.reading.plan(planNumber, actor);
    if (!may(actor, 'answer-access-request')) throw new PageFailure('forbidden');
    return this.hand(await this.queue.ask({ planId: plan.id, format: accessExport }, actor), response);
  }

  @Get(':planNumber/rapporter/:number/filer/:format')
  async file(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('format') format: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile | undefined> {
    const actor = actorOn(request);
    const { report } = await this.reading.report(planNumber, number, actor);
    const wanted = requireFormat(reportFormats, format);
    const { versjon, ...meeting } = queryOf(fileAsked, request);
    const version = versjon ?? latestVersion(report)?.version;
    if (version === undefined || version > report.versions.length) throw new PageFailure('not-found');
    const asked = { planId: report.planId, report: { id: report.id, version }, format: wanted };
    return this.hand(await this.queue.ask({ ...asked, ...bodyOf(meeting) }, actor), response);
  }

  @Get(':planNumber/rapporter/sammenlign')
  async compare(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = actorOn(request);
    const { plan, sight } = await this.reading.plan(planNumber, actor);
    const asked = queryOf(pairAsked, request);
    const { seen } = await this.reading.reports(plan, sight, actor);
    const editions = lockedEditions(seen);
    const [newest, before] = editions.filter(({ number }, index) => editions[index - 1]?.number !== number);
    const chosen = [asked.den ?? before ?? editions[1], asked.andre ?? newest] as const;
    const [one, other] = await Promise.all(
      chosen.map(async (edition) => {
        const report = seen.find(({ number }) => number === edition?.number);
        return report && (await this.reading.frozen(report, actor, edition?.version)).report;
      }),
    );
    this.pages.send(
      response,
      <ComparisonPage
        frame={this.pages.frame(request, response)}
        plan={plan}
        editions={editions}
        chosen={chosen}
        {...(one === undefined || other === undefined ? {} : { comparison: compareReports(one, other) })}
      />,
    );
  }

  /** The file itself, or the page where it will be. */
  private hand(got: FileGot, response: Response): StreamableFile | undefined {
    if ('ready' in got) return streamable(got.ready);
    response.status(303).set('Location', waitingPath(got.waiting.id));
    return undefined;
  }
}

function requireFormat<Format extends ReportFormat>(formats: readonly Format[], format: string): Format {
  const known = formats.find((one) => one === format);
  if (known === undefined) throw new PageFailure('not-found');
  return known;
}
