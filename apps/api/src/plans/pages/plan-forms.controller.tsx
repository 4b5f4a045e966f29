import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import type { Command } from '#domain/commands.js';
import { plansPath } from '#messages/page-links.js';
import { previewLadder } from '#record/plan/ladder-preview.query.js';
import { RecordSource } from '#record/record-source.js';
import { FormsController, part } from '../../web/forms/forms.controller.js';
import type { FormPlace, FormPreview } from '../../web/forms/page-form.js';
import { PageController } from '../../web/page-controller.js';
import { ladderInWords } from './ladder-form.js';
import { LadderPreviewPage } from './ladder.page.js';
import { planPlace, planSeen, type PlanFormContext } from './plan-form.js';
import { planForms } from './plan-forms.js';

@PageController(`${plansPath}/:planNumber`)
export class PlanFormsController extends FormsController<PlanFormContext> {
  protected readonly place: FormPlace<PlanFormContext> = {
    ...planPlace,
    forms: planForms,
    preview: (command) => this.preview(command),
  };

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected context(request: Request): Promise<PlanFormContext> {
    return planSeen(this.recordSource, request, part(request, 'planNumber'));
  }

  /** Before the ladder is changed it is shown who will hear of what. */
  private preview(command: Command): FormPreview | undefined {
    if (command.type !== 'ChangeLadder') return undefined;
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
