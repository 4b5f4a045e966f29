import { Module } from '@nestjs/common';
import { EvaluationPagesController } from './pages/evaluation-pages.controller.js';
import { EvaluationController } from './rest/evaluation.controller.js';
import { RecommendationController } from './rest/recommendation.controller.js';

@Module({ controllers: [EvaluationController, RecommendationController, EvaluationPagesController] })
export class EvaluationsModule {}
