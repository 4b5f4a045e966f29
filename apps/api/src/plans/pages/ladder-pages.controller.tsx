import { Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Plan } from '#domain/plan/plan.js';
import { planFormPath, planPath, plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { previewLadder } from '#record/queries/ladder-preview.query.js';
import { planRecord } from '#record/queries/plan-list.query.js';
import { sightOfPlan } from '#record/queries/plan.query.js';
import { ladderChange } from '../rest/plan.schemas.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { versionSeen } from '../../web/forms/asked.js';
import { formAgain, formFilledIn } from '../../web/forms/changed-meanwhile.js';
import { missingErrors, oncePerField, schemaErrors } from '../../web/forms/form-errors.js';
import type { FormShown } from '../../web/forms/form.page.js';
import { FormRound, newFormKey, requireOffered, sentIn } from '../../web/forms/form-round.js';
import { valueOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { pageNumber } from '../../web/page-number.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import {
  askLadder,
  ladderFields,
  ladderInWords,
  ladderPrefill,
  ladderSlug,
  mayChangeLadder,
} from './ladder-form.js';
import { LadderPreviewPage } from './ladder.page.js';

/** When the plan's reminders come: changed in two steps, the first of which shows who will hear of what. */
@PageController(plansPath)
export class LadderPagesController {
  constructor(
    @Inject(RecordSource) private readonly dataSource: RecordSource,
    @Inject(FormRound) private readonly forms: FormRound,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get(`:planNumber/${ladderSlug}`)
  async ask(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { plan, version } = await this.plan(request, planNumber);
    this.pages.showForm(request, response, shownFor(plan, version), formFilledIn(ladderPrefill(plan)));
  }

  @Post(`:planNumber/${ladderSlug}`)
  async take(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { plan, version } = await this.plan(request, planNumber);
    const sent = sentIn(request);
    const asked = askLadder(sent.values, plan, versionSeen(sent.values));
    const read = ladderChange.safeParse(asked.body);
    const shown = shownFor(plan, version);
    const prefill = ladderPrefill(plan);
    const missing = missingErrors(ladderFields, sent.values);
    if (!read.success || missing.length > 0) {
      const issues = read.success ? [] : read.error.issues;
      const errors = oncePerField([...schemaErrors(issues, asked.fieldOfPath, ladderFields), ...missing]);
      this.pages.showForm(request, response, shown, formAgain(sent, { errors }, prefill, ladderFields));
      return;
    }
    const { ladder } = read.data;
    const isPreviewed = valueOf(sent, 'previewed') === ladderInWords(ladder);
    const { errors, ...taken } = isPreviewed
      ? await this.forms.take(asked, ladderFields, actorOn(request), sent)
      : { errors: [] };
    if (isPreviewed && errors.length === 0) {
      this.pages.sendOn(response, planPath(plan.number), 'ladder');
      return;
    }
    const preview = await previewLadder(this.dataSource, plan.id, ladder, new Date().toISOString());
    const state = formAgain(sent, { errors, ...taken }, prefill, ladderFields);
    const hidden = { ...shown.hidden, previewed: ladderInWords(ladder) };
    this.pages.sendForm(
      response,
      <LadderPreviewPage
        frame={this.pages.frame(request, response)}
        shown={{ ...shown, hidden }}
        state={state}
        preview={preview}
        formKey={newFormKey()}
      />,
      state,
    );
  }

  private async plan(request: Request, planNumber: string): Promise<{ plan: Plan; version: number }> {
    const actor = actorOn(request);
    const key = { number: pageNumber(planNumber) };
    const [sight, found] = await Promise.all([
      sightOfPlan(this.dataSource, actor, key),
      planRecord(this.dataSource, key),
    ]);
    if (found === undefined || sight === 'nothing') throw new PageFailure('not-found');
    requireOffered((of) => mayChangeLadder(of.plan, of.actor), { plan: found.plan, actor });
    return found;
  }
}

function shownFor(plan: Plan, version: number): FormShown {
  return {
    name: 'ladder',
    fields: ladderFields,
    kicker: t('page.plan.crumb', { number: plan.number, title: plan.title }),
    crumbs: [
      { label: t('page.plans.title'), href: plansPath },
      { label: t('page.plan.number', { number: plan.number }), href: planPath(plan.number) },
    ],
    action: planFormPath(plan.number, ladderSlug),
    cancelHref: planPath(plan.number),
    hidden: { version: String(version) },
  };
}
