import { Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { mayCountersign } from '#domain/decision/countersigning.js';
import { may } from '#domain/roles/permissions.js';
import { decisionFormPath, decisionPath, decisionsPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { decisionPage } from '#record/decision/decision-page.query.js';
import { noteRestricted } from '../../record/restricted-readings.js';
import * as value from '../../rest/schemas/values.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { formAt, newFormKey } from '../../web/forms/form-handler.js';
import { FormsController, part } from '../../web/forms/forms.controller.js';
import type { FormPlace } from '../../web/forms/page-form.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { type DecisionFormContext, decisionForms } from './decision-forms.js';
import { DecisionPage } from './decision.page.js';

const decisionPlace: FormPlace<DecisionFormContext> = {
  forms: decisionForms,
  named: ({ record: { plan } }) => plan?.signOffSubstituteIds ?? [],
  shown: ({ slug }, { record: { state, version } }) => ({
    crumbs: [],
    action: decisionFormPath(state.id, slug),
    cancelHref: '/',
    hidden: { version: String(version) },
  }),
  doneAt: ({ record: { state } }) => decisionPath(state.id),
  page: ({ frame, formKey, state }, context, form) => (
    <DecisionPage frame={frame} context={context} formKey={formKey} refused={{ form, state }} />
  ),
};

@PageController(decisionsPath)
export class DecisionPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const context = await decisionSeen(this.recordSource, request, id);
    const frame = this.pages.frame(request, response);
    this.pages.send(response, <DecisionPage frame={frame} context={context} formKey={newFormKey()} />);
  }
}

@PageController(`${decisionsPath}/:id`)
export class DecisionFormsController extends FormsController<DecisionFormContext> {
  protected readonly place = decisionPlace;

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  /** Its forms stand on the decision's own page. */
  @Get(':slug')
  override ask(
    @Param('slug') slug: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    formAt(decisionForms, slug);
    response.redirect(303, decisionPath(part(request, 'id')));
    return Promise.resolve();
  }

  protected context(request: Request): Promise<DecisionFormContext> {
    return decisionSeen(this.recordSource, request, part(request, 'id'));
  }
}

/** @throws PageFailure forbidden, not-found */
async function decisionSeen(
  recordSource: RecordSource,
  request: Request,
  id: string,
): Promise<DecisionFormContext> {
  const actor = actorOn(request);
  const known = value.id.safeParse(id).success ? await decisionPage(recordSource, id) : undefined;
  const named = known !== undefined && mayCountersign(known.state, actor, known.plan);
  if (!may(actor, 'read-everything') && !named) throw new PageFailure('forbidden');
  if (known === undefined) throw new PageFailure('not-found');
  const { measure, evaluation } = known.subject;
  if (measure?.restricted === true) noteRestricted({ kind: 'measure', id: measure.id });
  if (evaluation?.restricted === true) noteRestricted({ kind: 'evaluation', id: evaluation.id });
  return { record: known, actor, today: todayInOslo() };
}
