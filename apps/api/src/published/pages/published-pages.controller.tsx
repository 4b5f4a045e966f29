import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type Report, standingPublications } from '#domain/report/report.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { feedPath, newestVersionPath, publishedPath, versionPath } from '#messages/page-links.js';
import { reportDocument } from '#messages/report/report-content.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { reportVoice } from '#messages/report/report-voice.js';
import { RecordSource } from '#record/record-source.js';
import {
  latestPublishedReports,
  newestPublishedReports,
  type PublishedReport,
  publishedReportsOf,
} from '#record/report/published-reports.query.js';
import { frozenReport } from '#record/report/report.query.js';
import { variesByLanguage } from '../../language/asked-language.js';
import { language } from '../../language/spoken-language.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { t } from '../../web/frame/texts.js';
import { pageNumber } from '../../web/page-number.js';
import { Pages } from '../../web/pages.js';
import { atomFeed, atomType } from './atom-feed.js';
import { answerPublicly } from '../../web/public-answer.js';
import { PublishedFiles, publishedFormats } from '../published-files.js';
import { type PublishedSite, publishedSiteToken } from '../published-site.js';
import { PublishedListPage } from './published-list.page.js';
import { PublishedPlanPage } from './published-plan.page.js';
import { PublishedReportPage } from './published-report.page.js';

const plansPerPage = 50;
/** As many as a feed has entries: each has one at least. */
const reportsInFeed = 50;

/** What leadership has published, for anybody. Whoever is logged in sees the same. */
@ApiExcludeController()
@Controller(publishedPath)
export class PublishedPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(PublishedFiles) private readonly files: PublishedFiles,
    @Inject(publishedSiteToken) private readonly site: PublishedSite,
  ) {}

  @Get()
  async list(
    @Query('etter') after: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const afterPlan = after === undefined ? 0 : pageNumber(after);
    const found = await newestPublishedReports(this.recordSource, { afterPlan, limit: plansPerPage + 1 });
    const reports = found.slice(0, plansPerPage);
    const last = found.length > plansPerPage ? reports.at(-1) : undefined;
    linkTo(response, this.site.url + feedPath());
    this.pages.sendPublic(
      response,
      <PublishedListPage
        frame={this.pages.frame(request, response)}
        site={this.site}
        reports={reports}
        {...(last === undefined ? {} : { nextAfter: last.planNumber })}
      />,
    );
  }

  @Get('atom.xml')
  async feed(@Res() response: Response): Promise<void> {
    const reports = await latestPublishedReports(this.recordSource, reportsInFeed);
    variesByLanguage(response);
    answerPublicly(response, {
      type: atomType,
      content: atomFeed(this.site, { text: t('page.published.title'), language: language() }, reports),
    });
  }

  @Get(':plan')
  async plan(
    @Param('plan') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { plan, reports } = await this.published(planNumber);
    const newest = reports.find(({ report }) => standingPublications(report).length > 0)?.report;
    const version = newest === undefined ? undefined : standingPublications(newest).at(-1)?.version;
    const document =
      newest === undefined || version === undefined ? undefined : await this.document(newest, version);
    linkTo(response, this.site.url + feedPath(plan));
    this.pages.sendPublic(
      response,
      <PublishedPlanPage
        frame={this.pages.frame(request, response)}
        site={this.site}
        plan={plan}
        reports={reports.map(({ report }) => report)}
        {...(newest === undefined || document === undefined ? {} : { newest: { report: newest, document } })}
      />,
    );
  }

  @Get(':plan/atom.xml')
  async feedOfPlan(@Param('plan') planNumber: string, @Res() response: Response): Promise<void> {
    const { plan, reports } = await this.published(planNumber);
    const [last] = reports;
    const title = reports.flatMap(({ report }) => standingPublications(report).at(-1)?.title ?? []).at(0);
    const voice = reportVoice(last?.report.language ?? language());
    answerPublicly(response, {
      type: atomType,
      content: atomFeed(
        this.site,
        {
          text: voice.t('published.feed.of-plan', { plan: title ?? t('page.plan.number', { number: plan }) }),
          language: voice.language,
        },
        reports,
        plan,
      ),
    });
  }

  @Get(':plan/:report')
  async newest(
    @Param('plan') planNumber: string,
    @Param('report') number: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { planNumber: plan, report } = await this.report(planNumber, number);
    const newest = standingPublications(report).at(-1);
    if (newest === undefined) throw new PageFailure('gone');
    await this.sendReport(request, response, { plan, report, version: newest.version });
  }

  @Get(':plan/:report/:version')
  async version(
    @Param('plan') planNumber: string,
    @Param('report') number: string,
    @Param('version') versionNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { planNumber: plan, report } = await this.report(planNumber, number);
    const version = requirePublic(report, versionNumber);
    await this.sendReport(request, response, { plan, report, version });
  }

  @Get(':plan/:report/:version/:format')
  async file(
    @Param('plan') planNumber: string,
    @Param('report') number: string,
    @Param('version') versionNumber: string,
    @Param('format') asked: string,
    @Res() response: Response,
  ): Promise<void> {
    const { planNumber: plan, report } = await this.report(planNumber, number);
    const version = requirePublic(report, versionNumber);
    const format = publishedFormats.find((known) => known === asked);
    const file = format === undefined ? undefined : await this.files.file(report, version, format);
    if (file === undefined) throw new PageFailure('not-found');
    response.attachment(`statusrapport-plan-${plan}-nr-${report.number}-v${version}.${asked}`);
    answerPublicly(response, file);
  }

  private async sendReport(
    request: Request,
    response: Response,
    { plan, report, version }: { plan: number; report: Report; version: number },
  ): Promise<void> {
    const newest = standingPublications(report).at(-1)?.version;
    const address = { plan, report: report.number, version };
    const canonical = version === newest ? newestVersionPath(address) : versionPath(address);
    linkTo(response, this.site.url + feedPath(plan), this.site.url + canonical);
    this.pages.sendPublic(
      response,
      <PublishedReportPage
        frame={this.pages.frame(request, response)}
        site={this.site}
        address={address}
        canonical={canonical}
        report={report}
        document={await this.document(report, version)}
      />,
    );
  }

  /** @throws PageFailure `not-found` for a plan of which nothing was ever published */
  private async published(planNumber: string): Promise<{ plan: number; reports: PublishedReport[] }> {
    const plan = pageNumber(planNumber);
    const reports = await publishedReportsOf(this.recordSource, plan);
    if (reports.length === 0) throw new PageFailure('not-found', t('page.published.not-found'));
    return { plan, reports };
  }

  private async report(planNumber: string, number: string): Promise<PublishedReport> {
    const { reports } = await this.published(planNumber);
    const found = reports.find(({ report }) => report.number === pageNumber(number));
    if (found === undefined) throw new PageFailure('not-found', t('page.published.not-found'));
    return found;
  }

  private async document({ id }: Report, version: number): Promise<ReportDocument> {
    const frozen = await frozenReport(this.recordSource, { id, audience: 'public', version });
    if (frozen === undefined) throw new PageFailure('not-found');
    const report = JSON.parse(frozen.canonical) as StatusReport;
    return reportDocument(report, frozen.sha256, this.site.publisher);
  }
}

/** @throws PageFailure `gone` where it was withdrawn, `not-found` where it was never public */
function requirePublic(report: Report, versionNumber: string): number {
  const version = pageNumber(versionNumber);
  const publication = report.publications.findLast((known) => known.version === version);
  if (publication === undefined) throw new PageFailure('not-found', t('page.published.not-found'));
  if (publication.withdrawn !== undefined) throw new PageFailure('gone');
  return version;
}

/** For programs that read no page (RFC 8288). */
function linkTo(response: Response, feed: string, canonical?: string): void {
  response.append('Link', `<${feed}>; rel="alternate"; type="application/atom+xml"`);
  if (canonical !== undefined) response.append('Link', `<${canonical}>; rel="canonical"`);
}
