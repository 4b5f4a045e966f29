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
import { DomainError } from '#domain/domain-error.js';
import type { Plan } from '#domain/plan/plan.js';
import { nextReportingDate } from '#domain/report/report.decide.js';
import type { Report } from '#domain/report/report.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { DataSource } from '#record/data-source.js';
import { RecordDoor } from '#record/door.js';
import { planRecord } from '#record/queries/plan-list.query.js';
import { hasItemsInPlan } from '#record/queries/plan.query.js';
import { frozenReport, listReports, liveReport } from '#record/queries/report.query.js';
import { personsNamed } from '#record/queries/report-page.query.js';
import { SessionGuard } from '../../login/session.guard.js';
import { audienceOf, seesReport } from '../../reports/report-access.js';
import { ReportFiles, streamable } from '../../reports/report-file.js';
import { type ReportFormat, reportFormats } from '../../reports/report.schemas.js';
import { todayInOslo } from '../../rest/today.js';
import { seesEverything } from '../../rest/visibility.js';
import { actorOn } from '../actor-on-page.js';
import { PageFailure } from '../failures/page-failure.js';
import { domainErrors, schemaErrors } from '../forms/form-errors.js';
import type { FormField } from '../forms/form-fields.js';
import { newFormKey, sendForm } from '../forms/form-sending.js';
import { type FieldError, type FormState, formValues, valueOf } from '../forms/form-state.js';
import { t } from '../frame/texts.js';
import type { Asked, Seen } from '../measures/measure-form.js';
import { pageNumber } from '../page-number.js';
import { Pages } from '../pages.js';
import { reportFormPath, reportingPath, reportPath, reportsPath } from './report-addresses.js';
import {
  askReporting,
  type ReportForm,
  type ReportFormContext,
  reportForms,
  reportingFields,
  reportingPrefill,
} from './report-forms.js';
import { ReportFormPage, ReportListPage, ReportPage } from './report.pages.js';

const refusedStatus = 422;
/** Ten years of quarters on one page. */
const shownReports = 40;

@ApiExcludeController()
@Controller('planer')
@UseGuards(SessionGuard)
export class ReportPagesController {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(RecordDoor) private readonly door: RecordDoor,
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
    return streamable(await this.files.write(await this.live(plan, actor), requireFormat(format)));
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
    const content = JSON.parse(frozen.canonical) as StatusReport;
    return streamable(await this.files.write(content, requireFormat(format), frozen));
  }

  @Get(':planNumber/rapporter/:number/:slug')
  async ask(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = requireForm(slug);
    const { context, version } = await this.report(request, planNumber, number);
    if (!form.offered(context)) throw new PageFailure('forbidden', t('page.error.offered-no-more'));
    this.sendReportForm(request, response, { form, context, version, state: { values: {}, errors: [] } });
  }

  @Post(':planNumber/rapporter/:number/:slug')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = requireForm(slug);
    const { context } = await this.report(request, planNumber, number);
    const values = formValues(request.body);
    const asked = form.ask(values, context, seenIn(values));
    const errors = await this.carryOut(asked, form.fields(context), context.actor, {
      path: request.path,
      values,
    });
    if (errors.length === 0) {
      this.pages.sendOn(response, reportPath(context.plan.number, context.report.number), form.name);
      return;
    }
    const latest = await this.report(request, planNumber, number);
    this.sendReportForm(request, response, { form, ...latest, state: { values, errors } }, refusedStatus);
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
    this.sendReportingForm(request, response, { plan, version, state });
  }

  @Post(':planNumber/rapportering')
  async takeReporting(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = actorOn(request);
    const { plan } = await this.plan(planNumber, actor);
    const values = formValues(request.body);
    const asked = askReporting(values, plan, seenIn(values));
    const errors = await this.carryOut(asked, reportingFields, actor, { path: request.path, values });
    if (errors.length === 0) {
      this.pages.sendOn(response, reportsPath(plan.number), 'reporting');
      return;
    }
    const latest = await this.plan(planNumber, actor);
    this.sendReportingForm(request, response, { ...latest, state: { values, errors } }, refusedStatus);
  }

  /** No errors: it is done. */
  private async carryOut(
    asked: Asked,
    fields: readonly FormField[],
    actor: Actor,
    sent: { path: string; values: FormState['values'] },
  ): Promise<readonly FieldError[]> {
    const read = asked.schema.safeParse(asked.body);
    if (!read.success) return schemaErrors(read.error.issues, asked.fieldOfPath, fields);
    try {
      await sendForm(this.door, asked.command(read.data), actor, sent);
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return domainErrors(error, asked.fieldOfPath);
    }
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

  private sendReportForm(
    request: Request,
    response: Response,
    shown: { form: ReportForm; context: ReportFormContext; version: number; state: FormState },
    status = 200,
  ): void {
    const { form, context, version, state } = shown;
    const { plan, report } = context;
    this.pages.send(
      response,
      <ReportFormPage
        frame={this.pages.frame(request, response)}
        plan={plan}
        report={report}
        name={form.name}
        action={reportFormPath(plan.number, report.number, form.slug)}
        fields={form.fields(context)}
        version={version}
        state={state}
        formKey={newFormKey()}
      />,
      status,
    );
  }

  private sendReportingForm(
    request: Request,
    response: Response,
    { plan, version, state }: { plan: Plan; version: number; state: FormState },
    status = 200,
  ): void {
    this.pages.send(
      response,
      <ReportFormPage
        frame={this.pages.frame(request, response)}
        plan={plan}
        name="reporting"
        action={reportingPath(plan.number)}
        fields={reportingFields}
        version={version}
        state={state}
        formKey={newFormKey()}
      />,
      status,
    );
  }
}

function nextDateOf({ reporting }: Plan, last: Report | undefined): string | undefined {
  if (last?.state === 'open') return last.reportingDate;
  return reporting === undefined ? undefined : nextReportingDate(reporting, last, todayInOslo());
}

function seenIn(values: FormState['values']): Seen {
  const version = valueOf({ values }, 'version');
  return /^\d{1,9}$/u.test(version) ? { expectedVersion: Number(version) } : {};
}

function requireForm(slug: string): ReportForm {
  const form = reportForms.find((known) => known.slug === slug);
  if (form === undefined) throw new PageFailure('not-found');
  return form;
}

function requireFormat(format: string): ReportFormat {
  const known = reportFormats.find((one) => one === format);
  if (known === undefined) throw new PageFailure('not-found');
  return known;
}
