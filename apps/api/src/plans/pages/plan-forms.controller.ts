import { Inject } from '@nestjs/common';
import type { Request } from 'express';
import { plansPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { FormsController, part } from '../../web/forms/forms.controller.js';
import { PageController } from '../../web/page-controller.js';
import { planPlace, planSeen, type PlanFormContext } from './plan-form.js';
import { planForms } from './plan-forms.js';

@PageController(`${plansPath}/:planNumber`)
export class PlanFormsController extends FormsController<PlanFormContext> {
  protected readonly place = { ...planPlace, forms: planForms };

  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {
    super();
  }

  protected context(request: Request): Promise<PlanFormContext> {
    return planSeen(this.recordSource, request, part(request, 'planNumber'));
  }
}
