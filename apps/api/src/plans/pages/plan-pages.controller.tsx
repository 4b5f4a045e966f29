import { Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { planList } from '#record/plan/plan-list.query.js';
import { repeatedMeasures } from '#record/measure/repeated-recommendations.query.js';
import { statusSummary } from '#record/summary/status-summary.query.js';
import { noteSummary } from '../../record/restricted-readings.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { StatusSummaryPage } from '../../summary/pages/status-summary.page.js';
import { planSeen } from './plan-form.js';
import { planActions } from './plan-forms.js';
import { PlanListPage } from './plan-list.page.js';

@PageController(plansPath)
export class PlanPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const plans = await planList(this.recordSource, actorOn(request), todayInOslo());
    this.pages.send(response, <PlanListPage frame={this.pages.frame(request, response)} plans={plans} />);
  }

  @Get(':planNumber')
  async summary(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const context = await planSeen(this.recordSource, request, planNumber);
    const summary = await statusSummary(
      this.recordSource,
      { id: context.plan.id },
      { reader: context.actor, today: todayInOslo() },
    );
    if (summary === undefined) throw new PageFailure('not-found');
    noteSummary(summary);
    this.pages.send(
      response,
      <StatusSummaryPage
        frame={this.pages.frame(request, response)}
        summary={summary}
        actions={planActions(context)}
        repeated={
          context.sight === 'whole'
            ? await repeatedMeasures(this.recordSource, { plan: context.plan.id })
            : []
        }
      />,
    );
  }
}
