import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import type { Plan } from '#domain/plan/plan.js';
import { earliestToldAgain } from '#domain/report/reporting-date.js';
import { plansPath } from '#messages/page-links.js';
import { correctionDifferences } from '#messages/report/correction-words.js';
import { RecordSource } from '#record/record-source.js';
import { correctionOf, listReports } from '#record/report/report.query.js';
import { askedForAnswersNow, personsNamed, publicContentOf } from '#record/report/report-page.query.js';
import { noteReport } from '../../record/restricted-readings.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { FormsController, OneFormController, part } from '../../web/forms/forms.controller.js';
import { PageController } from '../../web/page-controller.js';
import type { AskedForReport, ReportForm, ReportFormContext, ReportingContext } from './report-form.js';
import { reportingPlace, reportPlace } from './report-forms-shown.js';
import { ReportReading } from './report-reading.js';

@PageController(`${plansPath}/:planNumber/rapporter/:number`)
export class ReportFormsController extends FormsController<ReportFormContext> {
  protected readonly place = reportPlace;

  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(ReportReading) private readonly reading: ReportReading,
  ) {
    super();
  }

  protected async context(request: Request, form: ReportForm): Promise<ReportFormContext> {
    const at = { planNumber: part(request, 'planNumber'), number: part(request, 'number') };
    const { context } = await reportSeen(this.recordSource, this.reading, request, at, form);
    return context;
  }
}

@PageController(`${plansPath}/:planNumber/rapportering`)
export class ReportingFormController extends OneFormController<ReportingContext> {
  protected readonly place = reportingPlace;

  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(ReportReading) private readonly reading: ReportReading,
  ) {
    super();
  }

  protected async context(request: Request): Promise<ReportingContext> {
    const actor = actorOn(request);
    const { plan, version } = await this.reading.plan(part(request, 'planNumber'), actor);
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
}

/** What of a report its reader sees, with what the form needs. @throws PageFailure not-found, forbidden */
export async function reportSeen(
  recordSource: RecordSource,
  reading: ReportReading,
  request: Request,
  at: { planNumber: string; number: string },
  form?: ReportForm,
) {
  const actor = actorOn(request);
  const { plan, report, version } = await reading.report(at.planNumber, at.number, actor);
  const persons = await personsNamed(recordSource);
  const content = form?.name === 'report-publish' ? await publicContentOf(recordSource, report) : undefined;
  const preview = form?.name === 'report-correct' ? await correctionOf(recordSource, report) : undefined;
  if (preview !== undefined) {
    await noteReport(recordSource, report.planId, 'internal', preview.locked, preview.fresh);
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
