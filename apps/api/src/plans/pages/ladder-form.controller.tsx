import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import type { Command } from '#domain/commands.js';
import { plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { previewLadder } from '#record/plan/ladder-preview.query.js';
import { OneFormController, part } from '../../web/forms/forms.controller.js';
import type { FormPlace, FormPreview } from '../../web/forms/page-form.js';
import { PageController } from '../../web/page-controller.js';
import { ladderForm, ladderInWords } from './ladder-form.js';
import { LadderPreviewPage } from './ladder.page.js';
import { planPlace, planSeen, type PlanFormContext } from './plan-form.js';

/** When the plan's reminders come: taken in two steps, the first of which shows who will hear of what. */
@PageController(`${plansPath}/:planNumber/${ladderForm.slug}`)
export class LadderFormController extends OneFormController<PlanFormContext> {
  protected readonly place: FormPlace<PlanFormContext> = {
    ...planPlace,
    forms: [ladderForm],
    preview: (command) => this.preview(command),
  };

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected context(request: Request): Promise<PlanFormContext> {
    return planSeen(this.recordSource, request, part(request, 'planNumber'));
  }

  private preview(command: Command): FormPreview {
    if (command.type !== 'ChangeLadder') throw new Error(`${command.type} has no preview`);
    const { planId, ladder } = command;
    return {
      of: ladderInWords(ladder),
      page: async (props) => (
        <LadderPreviewPage
          {...props}
          preview={await previewLadder(this.recordSource, planId, ladder, new Date().toISOString())}
        />
      ),
    };
  }
}
