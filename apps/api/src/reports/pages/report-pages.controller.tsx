import { Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Plan } from '#domain/plan/plan.js';
import { nextReportingDate } from '#domain/report/reporting-date.js';
import type { Report } from '#domain/report/report.js';
import { may } from '#domain/roles/permissions.js';
import { plansPath, reportFormPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { t } from '../../web/frame/texts.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { reportForms } from './report-forms.js';
import { reportSeen } from './report-forms.controller.js';
import { ReportListPage } from './report-list.page.js';
import { ReportPage } from './report.page.js';
import { queryOf, versionAsked } from './report-query.js';
import { ReportReading } from './report-reading.js';

@PageController(plansPath)
export class ReportPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
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
    const at = { planNumber, number };
    const { context, persons } = await reportSeen(this.recordSource, this.reading, request, at);
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
}

function nextDateOf({ reporting }: Plan, last: Report | undefined): string | undefined {
  if (last?.state === 'open') return last.reportingDate;
  return reporting === undefined ? undefined : nextReportingDate(reporting, last, todayInOslo());
}
