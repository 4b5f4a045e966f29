import {
  Controller,
  Get,
  Inject,
  Param,
  Post,
  Req,
  Res,
  type StreamableFile,
  UseGuards,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Plan } from '#domain/plan/plan.js';
import { nextReportingDate } from '#domain/report/report.decide.js';
import type { Report } from '#domain/report/report.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { DataSource } from '#record/data-source.js';
import { planRecord } from '#record/queries/plan-list.query.js';
import { hasItemsInPlan } from '#record/queries/plan.query.js';
import { frozenReport, listReports, liveReport } from '#record/queries/report.query.js';
import { personsNamed } from '#record/queries/report-page.query.js';
import { SessionGuard } from '../../login/session.guard.js';
import { audienceOf, seesReport } from '../../reports/report-access.js';
import { bodyOf, ReportFiles, streamable } from '../../reports/report-file.js';
import {
  fileQuery,
  liveFileQuery,
  liveFormats,
  type ReportFormat,
  reportFormats,
} from '../../reports/report.schemas.js';
import { todayInOslo } from '../../rest/today.js';
import { seesEverything } from '../../rest/visibility.js';
import { actorOn } from '../actor-on-page.js';
import { PageFailure } from '../failures/page-failure.js';
import { versionSeen } from '../forms/asked.js';
import { formAt, FormRound, requireOffered, sentIn } from '../forms/form-round.js';
import { emptyForm } from '../forms/form-state.js';
import { t } from '../frame/texts.js';
import { pageNumber } from '../page-number.js';
import { Pages } from '../pages.js';
import { reportFormPath, reportPath, reportsPath } from './report-addresses.js';
import {
  askReporting,
  type ReportFormContext,
  reportForms,
  reportingFields,
  reportingPrefill,
} from './report-forms.js';
import { reportFormShown, reportingFormShown } from './report-forms-shown.js';
import { ReportListPage, ReportPage } from './report.pages.js';

/** Ten years of quarters on one page. */
const shownReports = 40;

@ApiExcludeController()
@Controller('planer')
@UseGuards(SessionGuard)
export class ReportPagesController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(FormRound) private readonly forms: FormRound,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(ReportFiles) private readonly files: ReportFiles,
  ) {}

  @Get(':planNumber/rapporter')
  async list(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = actorOn(request);
    const { plan } = await this.plan(planNumber, actor);
    const rows = await listReports(this.dataSource, { plan: plan.id, limit: shownReports });
    const all = rows.map(({ state }) => state);
    const seen = await Promise.all(all.map((report) => seesReport(this.dataSource, report, actor)));
    const live = seesEverything(actor) ? await this.live(plan, actor) : undefined;
    const next = nextDateOf(plan, all[0]);
    this.pages.send(
      response,
      <ReportListPage
        frame={this.pages.frame(request, response)}
        plan={plan}
        reports={all.filter((_report, index) => seen[index])}
        {...(next === undefined ? {} : { nextDate: next })}
        {...(live === undefined ? {} : { live })}
        maySetCalendar={plan.state !== 'closed' && may(actor, 'edit-plan')}
      />,
    );
  }

  @Get(':planNumber/rapporter/filer/:format')
  async liveFile(
    @Param('planNumber') planNumber: string,
    @Param('format') format: string,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const actor = actorOn(request);
    const { plan } = await this.plan(planNumber, actor);
    const report = await this.live(plan, actor);
    return streamable(
      await this.files.write({
        report,
        format: requireFormat(liveFormats, format),
        ...bodyOf(requireQuery(liveFileQuery, request)),
      }),
    );
  }

  @Get(':planNumber/rapporter/:number')
  async show(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { context, persons } = await this.report(request, planNumber, number);
    const { plan, report, actor } = context;
    const frozen = await frozenReport(this.dataSource, { id: report.id, audience: audienceOf(actor) });
    const content =
      frozen === undefined ? await this.live(plan, actor) : (JSON.parse(frozen.canonical) as StatusReport);
    this.pages.send(
      response,
      <ReportPage
        frame={this.pages.frame(request, response)}
        plan={plan}
        report={report}
        content={content}
        {...(frozen === undefined ? {} : { sha256: frozen.sha256 })}
        actions={reportForms
          .filter((form) => form.offered(context))
          .map(({ name, slug }) => ({
            label: t(`page.form.${name}.title`),
            href: reportFormPath(plan.number, report.number, slug),
          }))}
        persons={persons}
      />,
    );
  }

  @Get(':planNumber/rapporter/:number/filer/:format')
  async file(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('format') format: string,
    @Req() request: Request,
  ): Promise<StreamableFile> {
    const { report, actor } = (await this.report(request, planNumber, number)).context;
    const frozen = await frozenReport(this.dataSource, { id: report.id, audience: audienceOf(actor) });
    if (frozen === undefined) throw new PageFailure('not-found');
    return streamable(
      await this.files.write({
        report: JSON.parse(frozen.canonical) as StatusReport,
        format: requireFormat(reportFormats, format),
        frozen,
        ...bodyOf(requireQuery(fileQuery, request)),
      }),
    );
  }

  @Get(':planNumber/rapporter/:number/:slug')
  async ask(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(reportForms, slug);
    const { context, version } = await this.report(request, planNumber, number);
    requireOffered(form.offered(context));
    this.pages.showForm(request, response, reportFormShown(form, context, version), emptyForm);
  }

  @Post(':planNumber/rapporter/:number/:slug')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(reportForms, slug);
    const { context } = await this.report(request, planNumber, number);
    const sent = sentIn(request);
    const asked = form.ask(sent.values, context, versionSeen(sent.values));
    const errors = await this.forms.take(asked, form.fields(context), context.actor, sent);
    if (errors.length === 0) {
      this.pages.sendOn(response, reportPath(context.plan.number, context.report.number), form.name);
      return;
    }
    const latest = await this.report(request, planNumber, number);
    const shown = reportFormShown(form, latest.context, latest.version);
    this.pages.showForm(request, response, shown, { values: sent.values, errors });
  }

  @Get(':planNumber/rapportering')
  async askReporting(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { plan, version } = await this.plan(planNumber, actorOn(request));
    if (!may(actorOn(request), 'edit-plan')) throw new PageFailure('forbidden');
    const state = { values: reportingPrefill(plan), errors: [] };
    this.pages.showForm(request, response, reportingFormShown(plan, version), state);
  }

  @Post(':planNumber/rapportering')
  async takeReporting(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = actorOn(request);
    const { plan } = await this.plan(planNumber, actor);
    const sent = sentIn(request);
    const asked = askReporting(sent.values, plan, versionSeen(sent.values));
    const errors = await this.forms.take(asked, reportingFields, actor, sent);
    if (errors.length === 0) {
      this.pages.sendOn(response, reportsPath(plan.number), 'reporting');
      return;
    }
    const latest = await this.plan(planNumber, actor);
    const shown = reportingFormShown(latest.plan, latest.version);
    this.pages.showForm(request, response, shown, { values: sent.values, errors });
  }

  /** A plan that the actor may see: those with a part in it, and those who read everything. */
  private async plan(planNumber: string, actor: Actor): Promise<{ plan: Plan; version: number }> {
    const found = await planRecord(this.dataSource, { number: pageNumber(planNumber) });
    if (found === undefined) throw new PageFailure('not-found');
    const { plan, version } = found;
    if (seesEverything(actor) || (await hasItemsInPlan(this.dataSource, plan.id, actor.partyIds))) {
      return { plan, version };
    }
    throw new PageFailure('forbidden');
  }

  private async report(request: Request, planNumber: string, number: string) {
    const actor = actorOn(request);
    const found = await planRecord(this.dataSource, { number: pageNumber(planNumber) });
    if (found === undefined) throw new PageFailure('not-found');
    const { plan } = found;
    const [row] = await listReports(this.dataSource, {
      plan: plan.id,
      number: pageNumber(number),
      limit: 1,
    });
    if (row === undefined || !(await seesReport(this.dataSource, row.state, actor))) {
      throw new PageFailure('not-found');
    }
    const persons = await personsNamed(this.dataSource);
    const context: ReportFormContext = {
      plan,
      report: row.state,
      actor,
      today: todayInOslo(),
      persons: persons.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
    };
    return { context, version: row.version, persons };
  }

  private async live(plan: Plan, actor: Actor): Promise<StatusReport> {
    const at = new Date().toISOString();
    const report = await liveReport(this.dataSource, { plan, audience: audienceOf(actor), at });
    if (report === undefined) throw new PageFailure('not-found');
    return report;
  }
}

function nextDateOf({ reporting }: Plan, last: Report | undefined): string | undefined {
  if (last?.state === 'open') return last.reportingDate;
  return reporting === undefined ? undefined : nextReportingDate(reporting, last, todayInOslo());
}

function requireQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const read = schema.safeParse(request.query);
  if (!read.success) throw new PageFailure('not-found', t('page.reports.paper.unreadable'));
  return read.data;
}

function requireFormat<Format extends ReportFormat>(formats: readonly Format[], format: string): Format {
  const known = formats.find((one) => one === format);
  if (known === undefined) throw new PageFailure('not-found');
  return known;
}
