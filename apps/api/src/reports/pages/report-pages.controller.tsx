import { Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Plan } from '#domain/plan/plan.js';
import { earliestToldAgain, nextReportingDate } from '#domain/report/reporting-date.js';
import type { Report } from '#domain/report/report.js';
import { may } from '#domain/roles/permissions.js';
import { plansPath, reportFormPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { correctionDifferences } from '#messages/report/correction-words.js';
import { correctionOf, listReports } from '#record/report/report.query.js';
import { askedForAnswersNow, personsNamed, publicContentOf } from '#record/report/report-page.query.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { noteReport } from '../../record/restricted-readings.js';
import { FormPages } from '../../web/forms/form-pages.js';
import { t } from '../../web/frame/texts.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import type { AskedForReport, ReportForm, ReportFormContext, ReportingContext } from './report-form.js';
import { reportForms, reportingForm } from './report-forms.js';
import { reportingPlace, reportPlace } from './report-forms-shown.js';
import { ReportListPage, ReportPage } from './report.pages.js';
import { queryOf, versionAsked } from './report-query.js';
import { ReportReading } from './report-reading.js';

@PageController(plansPath)
export class ReportPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(FormPages) private readonly forms: FormPages,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(ReportReading) private readonly reading: ReportReading,
  ) {}

  @Get(':planNumber/rapporter')
  async list(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = actorOn(request);
    const { plan, sight } = await this.reading.plan(planNumber, actor);
    const { seen, last } = await this.reading.reports(plan, sight, actor);
    const live = may(actor, 'read-everything') ? await this.reading.live(plan, actor) : undefined;
    const next = nextDateOf(plan, last);
    this.pages.send(
      response,
      <ReportListPage
        frame={this.pages.frame(request, response)}
        plan={plan}
        reports={seen}
        {...(next === undefined ? {} : { nextDate: next })}
        {...(live === undefined ? {} : { live })}
        mayAnswerAccess={may(actor, 'answer-access-request')}
        maySetCalendar={plan.state !== 'closed' && may(actor, 'edit-plan')}
      />,
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
    const { versjon } = queryOf(versionAsked, request);
    const frozen = report.state === 'open' ? undefined : await this.reading.frozen(report, actor, versjon);
    this.pages.send(
      response,
      <ReportPage
        frame={this.pages.frame(request, response)}
        plan={plan}
        report={report}
        content={frozen?.report ?? (await this.reading.live(plan, actor))}
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

  @Get(':planNumber/rapporter/:number/:slug')
  async ask(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.ask(reportPlace, { slug, request, response }, this.load(request, planNumber, number));
  }

  @Post(':planNumber/rapporter/:number/:slug')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.take(reportPlace, { slug, request, response }, this.load(request, planNumber, number));
  }

  @Get(':planNumber/rapportering')
  async askReporting(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.ask(reportingPlace, { slug: reportingForm.slug, request, response }, () =>
      this.reporting(request, planNumber),
    );
  }

  @Post(':planNumber/rapportering')
  async takeReporting(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.take(reportingPlace, { slug: reportingForm.slug, request, response }, () =>
      this.reporting(request, planNumber),
    );
  }

  private async reporting(request: Request, planNumber: string): Promise<ReportingContext> {
    const actor = actorOn(request);
    const { plan, version } = await this.reading.plan(planNumber, actor);
    return { plan, version, actor, asked: await this.askedNow(plan) };
  }

  /** Undefined while nobody has been asked. */
  private async askedNow(plan: Plan): Promise<AskedForReport | undefined> {
    const [last] = await listReports(this.recordSource, { plan: plan.id, limit: 1 });
    if (last?.state.state !== 'open') return undefined;
    const persons = await askedForAnswersNow(this.recordSource, plan.id, todayInOslo());
    return {
      told: last.state.reportingDate,
      earliest: earliestToldAgain(new Date().toISOString()),
      persons: persons.length,
    };
  }

  private load(request: Request, planNumber: string, number: string) {
    return async (form: ReportForm) => (await this.report(request, planNumber, number, form)).context;
  }

  private async report(request: Request, planNumber: string, number: string, form?: ReportForm) {
    const actor = actorOn(request);
    const { plan, report, version } = await this.reading.report(planNumber, number, actor);
    const persons = await personsNamed(this.recordSource);
    const content =
      form?.name === 'report-publish' ? await publicContentOf(this.recordSource, report) : undefined;
    const preview =
      form?.name === 'report-correct' ? await correctionOf(this.recordSource, report) : undefined;
    if (preview !== undefined) {
      await noteReport(this.recordSource, report.planId, 'internal', preview.locked, preview.fresh);
    }
    const context: ReportFormContext = {
      plan,
      report,
      version,
      actor,
      today: todayInOslo(),
      persons: persons.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
      ...(content === undefined ? {} : { publicContent: content }),
      ...(preview === undefined
        ? {}
        : { differences: correctionDifferences(preview.locked, preview.fresh, preview.parts) }),
    };
    return { context, persons };
  }
}

function nextDateOf({ reporting }: Plan, last: Report | undefined): string | undefined {
  if (last?.state === 'open') return last.reportingDate;
  return reporting === undefined ? undefined : nextReportingDate(reporting, last, todayInOslo());
}
