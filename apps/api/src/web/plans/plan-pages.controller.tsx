import { Controller, Get, Inject, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { DomainError } from '#domain/domain-error.js';
import { DataSource } from '#record/data-source.js';
import { RecordDoor } from '#record/door.js';
import { planList, planRecord } from '#record/queries/plan-list.query.js';
import { repeatedMeasures } from '#record/queries/repeated-recommendations.query.js';
import { statusSummary } from '#record/queries/status-summary.query.js';
import { SessionGuard } from '../../login/session.guard.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../actor-on-page.js';
import { PageFailure } from '../failures/page-failure.js';
import { domainErrors, schemaErrors } from '../forms/form-errors.js';
import { newFormKey, sendForm } from '../forms/form-sending.js';
import { emptyForm, type FieldError, type FormState, formValues, valueOf } from '../forms/form-state.js';
import { planPath } from '../frame/page-addresses.js';
import { t } from '../frame/texts.js';
import { pageNumber } from '../page-number.js';
import { Pages } from '../pages.js';
import { StatusSummaryPage } from '../summary/status-summary.page.js';
import { PlanFormPage } from './plan-form.page.js';
import { type PlanForm, type PlanFormContext, planActions, planForms } from './plan-forms.js';
import { PlanListPage } from './plan-list.page.js';

const refusedStatus = 422;

@ApiExcludeController()
@Controller('planer')
@UseGuards(SessionGuard)
export class PlanPagesController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RecordDoor) private readonly door: RecordDoor,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Req() request: Request, @Res() response: Response): Promise<void> {
    const plans = await planList(this.dataSource, todayInOslo());
    this.pages.send(response, <PlanListPage frame={this.pages.frame(request, response)} plans={plans} />);
  }

  @Get(':planNumber')
  async summary(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { context } = await this.context(request, planNumber);
    const summary = await statusSummary(
      this.dataSource,
      { id: context.plan.id },
      { reader: context.actor, today: todayInOslo() },
    );
    if (summary === undefined) throw new PageFailure('not-found');
    this.pages.send(
      response,
      <StatusSummaryPage
        frame={this.pages.frame(request, response)}
        summary={summary}
        actions={planActions(context)}
        repeated={await repeatedMeasures(this.dataSource, context.plan.id)}
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
    const form = requireForm(slug);
    const { context, version } = await this.context(request, planNumber);
    if (!form.offered(context)) throw new PageFailure('forbidden', t('page.error.offered-no-more'));
    this.sendForm(request, response, { form, context, version, state: emptyForm, status: 200 });
  }

  @Post(':planNumber/:slug')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = requireForm(slug);
    const { context } = await this.context(request, planNumber);
    const values = formValues(request.body);
    const errors = await this.carryOut(form, context, { path: request.path, values });
    if (errors.length === 0) {
      this.pages.sendOn(response, planPath(context.plan.number), form.name);
      return;
    }
    const latest = await this.context(request, planNumber);
    this.sendForm(request, response, { form, ...latest, state: { values, errors }, status: refusedStatus });
  }

  /** No errors: it is done. */
  private async carryOut(
    form: PlanForm,
    context: PlanFormContext,
    sent: { path: string; values: FormState['values'] },
  ): Promise<readonly FieldError[]> {
    const version = valueOf(sent, 'version');
    const seen = /^\d{1,9}$/u.test(version) ? { expectedVersion: Number(version) } : {};
    const asked = form.ask(sent.values, context, seen);
    const read = asked.schema.safeParse(asked.body);
    if (!read.success) return schemaErrors(read.error.issues, asked.fieldOfPath, form.fields(context));
    try {
      await sendForm(this.door, asked.command(read.data), context.actor, sent);
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return domainErrors(error, asked.fieldOfPath);
    }
  }

  private async context(
    request: Request,
    planNumber: string,
  ): Promise<{ context: PlanFormContext; version: number }> {
    const actor = actorOn(request);
    const found = await planRecord(this.dataSource, { number: pageNumber(planNumber) });
    if (found === undefined) throw new PageFailure('not-found');
    const { version, ...plan } = found;
    return { context: { ...plan, actor }, version };
  }

  private sendForm(
    request: Request,
    response: Response,
    shown: { form: PlanForm; context: PlanFormContext; version: number; state: FormState; status: number },
  ): void {
    const { status, ...props } = shown;
    this.pages.send(
      response,
      <PlanFormPage frame={this.pages.frame(request, response)} {...props} formKey={newFormKey()} />,
      status,
    );
  }
}

function requireForm(slug: string): PlanForm {
  const form = planForms.find((known) => known.slug === slug);
  if (form === undefined) throw new PageFailure('not-found');
  return form;
}
