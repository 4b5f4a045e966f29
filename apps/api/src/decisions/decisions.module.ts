import { Module } from '@nestjs/common';
import { DecisionFormsController, DecisionPagesController } from './pages/decision-pages.controller.js';
import { DecisionController } from './rest/decision.controller.js';

@Module({ controllers: [DecisionController, DecisionPagesController, DecisionFormsController] })
export class DecisionsModule {}
