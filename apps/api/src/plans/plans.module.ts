import { Module } from '@nestjs/common';
import { LadderPagesController } from './pages/ladder-pages.controller.js';
import { PlanFormsController } from './pages/plan-forms.controller.js';
import { PlanPagesController } from './pages/plan-pages.controller.js';
import { PlanController } from './rest/plan.controller.js';

@Module({ controllers: [PlanController, LadderPagesController, PlanPagesController, PlanFormsController] })
export class PlansModule {}
