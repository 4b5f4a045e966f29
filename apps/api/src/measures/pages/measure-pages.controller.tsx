import { Get, Inject, Req, Res } from '@nestjs/common';
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
import { FormsController, part } from '../../web/forms/forms.controller.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { pageNumber } from '../../web/page-number.js';
import type { MeasureFormContext } from './measure-form.js';
import { type FormOnPage, measurePlace } from './measure-form-shown.js';
import { choosesSimilar } from './repetition-forms.js';
import { MeasurePage } from './measure.page.js';
import { seenRecord } from './seen-record.js';
import { noteSimilar } from '../../record/restricted-readings.js';

/** More are not read by anybody. */
const mostSimilar = 5;

@PageController(`${plansPath}/:planNumber/tiltak/:number`)
export class MeasurePagesController extends FormsController<MeasureFormContext, FormOnPage> {
  protected readonly place = measurePlace;

  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {
    super();
  }

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { record, actor, similar } = await this.seen(request, true);
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

  protected async context(request: Request, { of }: FormOnPage): Promise<MeasureFormContext> {
    const { punkt } = request.query;
    const itemNumber = typeof punkt === 'string' ? punkt : undefined;
    return { ...(await this.seen(request, choosesSimilar(of))), itemNumber };
  }

  private async seen(request: Request, withSimilar: boolean): Promise<MeasureFormContext> {
    const actor = actorOn(request);
    const planNumber = pageNumber(part(request, 'planNumber'));
    const number = pageNumber(part(request, 'number'));
    const known = await measurePage(this.recordSource, planNumber, number);
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
