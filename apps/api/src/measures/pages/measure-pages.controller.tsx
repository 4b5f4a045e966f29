import { Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { mayReadText } from '#domain/access/sight.js';
import { may } from '#domain/roles/permissions.js';
import { plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { measurePage } from '#record/measure/measure-page.query.js';
import { repeatedMeasures } from '#record/measure/repeated-recommendations.query.js';
import { similarMeasures } from '#record/measure/similar-measures.query.js';
import { noteText } from '../seen-measure.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { FormPages } from '../../web/forms/form-pages.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { pageNumber } from '../../web/page-number.js';
import type { MeasureFormContext } from './measure-form.js';
import { measurePlace } from './measure-form-shown.js';
import { choosesSimilar } from './repetition-forms.js';
import { MeasurePage } from './measure.page.js';
import { seenRecord } from './seen-record.js';
import { noteSimilar } from '../../record/restricted-readings.js';

/** More are not read by anybody. */
const mostSimilar = 5;

@PageController(`${plansPath}/:planNumber/tiltak/:number`)
export class MeasurePagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(FormPages) private readonly forms: FormPages,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async show(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { record, actor, similar } = await this.context(request, planNumber, number, true);
    this.pages.send(
      response,
      <MeasurePage
        frame={this.pages.frame(request, response)}
        record={record}
        actor={actor}
        similar={similar ?? []}
        repeated={
          may(actor, 'read-everything')
            ? await repeatedMeasures(this.recordSource, { measure: record.measure.id })
            : []
        }
        now={new Date().toISOString()}
      />,
    );
  }

  @Get(':slug')
  async ask(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Query('punkt') itemNumber: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.ask(measurePlace, { slug, request, response }, async ({ of }) => ({
      ...(await this.context(request, planNumber, number, choosesSimilar(of))),
      itemNumber,
    }));
  }

  @Post(':slug')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.forms.take(measurePlace, { slug, request, response }, ({ of }) =>
      this.context(request, planNumber, number, choosesSimilar(of)),
    );
  }

  private async context(
    request: Request,
    planNumber: string,
    number: string,
    withSimilar: boolean,
  ): Promise<MeasureFormContext> {
    const actor = actorOn(request);
    const known = await measurePage(this.recordSource, pageNumber(planNumber), pageNumber(number));
    const record = known && seenRecord(actor, known);
    if (record === undefined) throw new PageFailure('not-found');
    const { plan, measure } = record;
    noteText(measure, { withText: mayReadText(actor, plan, measure) });
    const context = { record, actor, today: todayInOslo() };
    if (!withSimilar || !may(actor, 'read-everything') || !mayReadText(actor, plan, measure)) return context;
    const subject = { measureId: measure.id };
    const [similar = []] = await similarMeasures(this.recordSource, actor, [subject], mostSimilar);
    noteSimilar(similar);
    return { ...context, similar };
  }
}
