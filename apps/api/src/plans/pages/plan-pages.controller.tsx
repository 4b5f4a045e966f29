import { Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PlanSight } from '#domain/access/sight.js';
import { decisionPath, planFormPath, planPath, plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { planList, planRecord } from '#record/queries/plan-list.query.js';
import { sightOfPlan } from '#record/queries/plan.query.js';
import { repeatedMeasures } from '#record/queries/repeated-recommendations.query.js';
import { statusSummary } from '#record/queries/status-summary.query.js';
import { noteSummary } from '../../record/restricted-readings.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { versionSeen } from '../../web/forms/asked.js';
import type { FormShown } from '../../web/forms/form.page.js';
import { formAt, FormRound, requireOffered, requireRight, sentIn } from '../../web/forms/form-round.js';
import { emptyForm } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { pageNumber } from '../../web/page-number.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { StatusSummaryPage } from '../../summary/pages/status-summary.page.js';
import { type PlanForm, type PlanFormContext, planActions, planForms } from './plan-forms.js';
import { PlanListPage } from './plan-list.page.js';

@PageController(plansPath)
export class PlanPagesController {
  constructor(
    @Inject(RecordSource) private readonly dataSource: RecordSource,
    @Inject(FormRound) private readonly forms: FormRound,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const plans = await planList(this.dataSource, actorOn(request), todayInOslo());
    this.pages.send(response, <PlanListPage frame={this.pages.frame(request, response)} plans={plans} />);
  }

  @Get(':planNumber')
  async summary(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { context, sight } = await this.context(request, planNumber);
    const summary = await statusSummary(
      this.dataSource,
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
        repeated={sight === 'whole' ? await repeatedMeasures(this.dataSource, { plan: context.plan.id }) : []}
      />,
    );
  }

  @Get(':planNumber/:slug')
  async ask(
    @Param('planNumber') planNumber: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(planForms, slug);
    const { context, version } = await this.context(request, planNumber);
    requireOffered((of) => form.offered(of), context);
    this.pages.showForm(request, response, planFormShown(form, context, version), emptyForm);
  }

  @Post(':planNumber/:slug')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(planForms, slug);
    const { context } = await this.context(request, planNumber);
    requireRight((of) => form.offered(of), context);
    const sent = sentIn(request);
    const asked = form.ask(sent.values, context, versionSeen(sent.values));
    const { errors, held } = await this.forms.take(asked, form.fields(context), context.actor, sent);
    if (held !== undefined) {
      this.pages.sendOn(response, decisionPath(held), 'enter-decision');
      return;
    }
    if (errors.length === 0) {
      this.pages.sendOn(response, planPath(context.plan.number), form.name);
      return;
    }
    // As it is now: the next attempt is made from what the person can see.
    const latest = await this.context(request, planNumber);
    const shown = planFormShown(form, latest.context, latest.version);
    this.pages.showForm(request, response, shown, { values: sent.values, errors });
  }

  private async context(
    request: Request,
    planNumber: string,
  ): Promise<{ context: PlanFormContext; version: number; sight: PlanSight }> {
    const actor = actorOn(request);
    const key = { number: pageNumber(planNumber) };
    const [sight, found] = await Promise.all([
      sightOfPlan(this.dataSource, actor, key),
      planRecord(this.dataSource, key),
    ]);
    if (found === undefined || sight === 'nothing') throw new PageFailure('not-found');
    const { version, ...plan } = found;
    return { context: { ...plan, actor }, version, sight };
  }
}

function planFormShown(form: PlanForm, context: PlanFormContext, version: number): FormShown {
  const { plan, openMeasures } = context;
  return {
    name: form.name,
    fields: form.fields(context),
    kicker: t('page.plan.crumb', { number: plan.number, title: plan.title }),
    crumbs: [
      { label: t('page.plans.title'), href: plansPath },
      { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
    ],
    action: planFormPath(plan.number, form.slug),
    cancelHref: planPath(plan.number),
    hidden: { version: String(version) },
    facts: { open: openMeasures },
  };
}
