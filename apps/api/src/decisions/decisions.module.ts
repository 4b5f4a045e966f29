import { Module } from '@nestjs/common';
import { DecisionPagesController } from './pages/decision-pages.controller.js';
import { DecisionController } from './rest/decision.controller.js';

@Module({ controllers: [DecisionController, DecisionPagesController] })
export class DecisionsModule {}
