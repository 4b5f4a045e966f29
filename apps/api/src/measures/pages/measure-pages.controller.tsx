import { Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { mayReadText } from '#domain/access/sight.js';
import { may } from '#domain/roles/permissions.js';
import { decisionPath, measurePath, plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { measurePage } from '#record/queries/measure-page.query.js';
import { repeatedMeasures } from '#record/queries/repeated-recommendations.query.js';
import { similarMeasures } from '#record/queries/similar-measures.query.js';
import { noteText } from '../seen-measure.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { formAgain, formFilledIn } from '../../web/forms/changed-meanwhile.js';
import {
  formAt,
  FormRound,
  refusedBy,
  requireOffered,
  requireRight,
  type Sent,
  sentIn,
  type Taken,
} from '../../web/forms/form-round.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { pageNumber } from '../../web/page-number.js';
import { namedIn } from './measure-form-rules.js';
import type { MeasureForm, MeasureFormContext } from './measure-form.js';
import { readMeasureForm } from './measure-form-answer.js';
import { itemNamed, measureFormShown } from './measure-form-shown.js';
import { isOffered, measureForms } from './measure-forms.js';
import { choosesSimilar } from './repetition-forms.js';
import { MeasurePage } from './measure.page.js';
import { seenRecord } from './seen-record.js';
import { noteSimilar } from '../../record/restricted-readings.js';

/** More are not read by anybody. */
const mostSimilar = 5;

@PageController(`${plansPath}/:planNumber/tiltak/:number`)
export class MeasurePagesController {
  constructor(
    @Inject(RecordSource) private readonly dataSource: RecordSource,
    @Inject(FormRound) private readonly forms: FormRound,
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
            ? await repeatedMeasures(this.dataSource, { measure: record.measure.id })
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
    const form = formAt(measureForms, slug);
    const context = await this.context(request, planNumber, number, choosesSimilar(form));
    requireOffered((of) => isOffered(form, of), context, namedIn(context.record));
    const item = itemNamed(form, context, itemNumber);
    const filledIn = form.prefill?.(context) ?? {};
    const values = { ...filledIn, ...(item === undefined ? {} : { item: item.id }) };
    this.pages.showForm(request, response, measureFormShown(form, context), {
      ...formFilledIn(filledIn),
      values,
    });
  }

  @Post(':slug')
  async take(
    @Param('planNumber') planNumber: string,
    @Param('number') number: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(measureForms, slug);
    const context = await this.context(request, planNumber, number, choosesSimilar(form));
    requireRight((of) => isOffered(form, of), context, namedIn(context.record));
    const sent = sentIn(request);
    const taken = await this.carryOut(form, context, sent);
    if (taken.held !== undefined) {
      this.pages.sendOn(response, decisionPath(taken.held), 'enter-decision');
      return;
    }
    if (taken.errors.length === 0) {
      const { plan, measure } = context.record;
      this.pages.sendOn(response, measurePath(plan.number, measure.number), form.name);
      return;
    }
    // As it is now: the next attempt is made from what the person can see.
    const latest = await this.context(request, planNumber, number, choosesSimilar(form));
    const shown = measureFormShown(form, latest);
    const state = formAgain(sent, taken, form.prefill?.(latest) ?? {}, shown.fields);
    this.pages.showForm(request, response, shown, state);
  }

  private async carryOut(form: MeasureForm, context: MeasureFormContext, sent: Sent): Promise<Taken> {
    const read = readMeasureForm(form, context, sent.values);
    if ('errors' in read) return read;
    try {
      return { errors: [], ...(await this.forms.send(read.command, context.actor, sent)) };
    } catch (error) {
      return refusedBy(error, read.asked);
    }
  }

  private async context(
    request: Request,
    planNumber: string,
    number: string,
    withSimilar: boolean,
  ): Promise<MeasureFormContext> {
    const actor = actorOn(request);
    const known = await measurePage(this.dataSource, pageNumber(planNumber), pageNumber(number));
    const record = known && seenRecord(actor, known);
    if (record === undefined) throw new PageFailure('not-found');
    const { plan, measure } = record;
    noteText(measure, { withText: mayReadText(actor, plan, measure) });
    const context = { record, actor, today: todayInOslo() };
    if (!withSimilar || !may(actor, 'read-everything') || !mayReadText(actor, plan, measure)) return context;
    const subject = { measureId: measure.id };
    const [similar = []] = await similarMeasures(this.dataSource, actor, [subject], mostSimilar);
    noteSimilar(similar);
    return { ...context, similar };
  }
}
