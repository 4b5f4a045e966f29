import { Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { mayCountersign } from '#domain/decision/countersigning.js';
import { may } from '#domain/roles/permissions.js';
import { decisionPath, decisionsPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { decisionPage, type DecisionRecord } from '#record/decision/decision-page.query.js';
import { todayInOslo } from '../../rest/today.js';
import * as value from '../../rest/schemas/values.js';
import { isOvertaken, versionSeen } from '../../web/forms/asked.js';
import { formAgain } from '../../web/forms/changed-meanwhile.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { formAt, FormHandler, newFormKey, requireMay, sentIn } from '../../web/forms/form-handler.js';
import { emptyForm, type FormState } from '../../web/forms/form-state.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { decisionForms } from './decision-forms.js';
import { DecisionPage } from './decision.page.js';
import { noteRestricted } from '../../record/restricted-readings.js';

@PageController(decisionsPath)
export class DecisionPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(FormHandler) private readonly forms: FormHandler,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    this.send(request, response, await this.decision(request, id));
  }

  /** Its forms stand on the decision's own page. */
  @Get(':id/:slug')
  form(@Param('id') id: string, @Param('slug') slug: string, @Res() response: Response): void {
    formAt(decisionForms, slug);
    response.redirect(303, decisionPath(id));
  }

  @Post(':id/:slug')
  async take(
    @Param('id') id: string,
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const form = formAt(decisionForms, slug);
    const { state: decision, plan } = await this.decision(request, id);
    const actor = actorOn(request);
    // Whoever entered it is told by the rules why it takes another.
    requireMay(actor, form, plan?.signOffSubstituteIds);
    const sent = sentIn(request);
    const asked = form.ask(sent.values, decision, versionSeen(sent.values));
    const taken = await this.forms.take(asked, form.fields, actor, sent);
    if (taken.errors.length === 0) {
      this.pages.sendOn(response, decisionPath(id), form.name);
      return;
    }
    const latest = await this.decision(request, id);
    const meanwhile = { now: {}, overtaken: isOvertaken(sent.values, String(latest.version)) };
    this.send(request, response, latest, { slug, state: formAgain(sent, taken, meanwhile, form.fields) });
  }

  private async decision(request: Request, id: string): Promise<DecisionRecord> {
    const actor = actorOn(request);
    const known = value.id.safeParse(id).success ? await decisionPage(this.recordSource, id) : undefined;
    const named = known !== undefined && mayCountersign(known.state, actor, known.plan);
    if (!may(actor, 'read-everything') && !named) throw new PageFailure('forbidden');
    if (known === undefined) throw new PageFailure('not-found');
    const { measure, evaluation } = known.subject;
    if (measure?.restricted === true) noteRestricted({ kind: 'measure', id: measure.id });
    if (evaluation?.restricted === true) noteRestricted({ kind: 'evaluation', id: evaluation.id });
    return known;
  }

  private send(
    request: Request,
    response: Response,
    record: DecisionRecord,
    refused?: { slug: string; state: FormState },
  ): void {
    const offered = decisionForms.filter((form) => form.offered(record, actorOn(request)));
    this.pages.sendForm(
      response,
      <DecisionPage
        frame={this.pages.frame(request, response)}
        record={record}
        today={todayInOslo()}
        forms={offered}
        formKey={newFormKey()}
        {...(refused === undefined ? {} : { refused })}
      />,
      refused?.state ?? emptyForm,
    );
  }
}
