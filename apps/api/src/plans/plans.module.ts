import { Module } from '@nestjs/common';
import { PlanFormsController } from './pages/plan-forms.controller.js';
import { PlanPagesController } from './pages/plan-pages.controller.js';
import { PlanController } from './rest/plan.controller.js';

@Module({ controllers: [PlanController, PlanPagesController, PlanFormsController] })
export class PlansModule {}
