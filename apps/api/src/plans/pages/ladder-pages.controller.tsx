import { Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { planPath, plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { previewLadder } from '#record/plan/ladder-preview.query.js';
import { ladderChange } from '../rest/plan.schemas.js';
import { isOvertaken, versionSeen } from '../../web/forms/asked.js';
import { formAgain } from '../../web/forms/changed-meanwhile.js';
import { missingErrors } from '../../web/forms/form-errors.js';
import { FormHandler, newFormKey, readForm, requireOffered, sentIn } from '../../web/forms/form-handler.js';
import { valueOf } from '../../web/forms/form-state.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { ladderForm, ladderInWords } from './ladder-form.js';
import { LadderPreviewPage } from './ladder.page.js';
import { planPlace, planSeen } from './plan-form.js';

/** When the plan's reminders come: taken in two steps, the first of which shows who will hear of what. */
@PageController(plansPath)
export class LadderPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(FormHandler) private readonly forms: FormHandler,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Post(`:planNumber/${ladderForm.slug}`)
  async take(
    @Param('planNumber') planNumber: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const context = await planSeen(this.recordSource, request, planNumber);
    requireOffered(ladderForm, context);
    const { plan, actor } = context;
    const sent = sentIn(request);
    const asked = ladderForm.ask(sent.values, context, versionSeen(sent.values));
    const { name } = ladderForm;
    const fields = ladderForm.fields(context, sent.values);
    const shown = { ...planPlace.shown(ladderForm, context, sent.values), name, fields };
    const prefill = ladderForm.prefill(context);
    const ladder = ladderChange.safeParse(asked.body).data?.ladder;
    const read = readForm(asked, fields, sent.values);
    const wrong = 'errors' in read ? read.errors : missingErrors(fields, sent.values);
    const isPreviewed = ladder !== undefined && valueOf(sent, 'previewed') === ladderInWords(ladder);
    // What was previewed is held against the version by the door, which knows a form that is sent twice.
    const meanwhile = {
      now: prefill,
      overtaken: !isPreviewed && isOvertaken(sent.values, shown.hidden['version']),
    };
    if (ladder === undefined || wrong.length > 0 || meanwhile.overtaken) {
      this.pages.showForm(request, response, shown, formAgain(sent, { errors: wrong }, meanwhile, fields));
      return;
    }
    const { errors, ...taken } = isPreviewed
      ? await this.forms.take(asked, fields, actor, sent)
      : { errors: [] };
    if (isPreviewed && errors.length === 0) {
      this.pages.sendOn(response, planPath(plan.number), name);
      return;
    }
    const preview = await previewLadder(this.recordSource, plan.id, ladder, new Date().toISOString());
    const state = formAgain(sent, { errors, ...taken }, meanwhile, fields);
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
}
