import { Module } from '@nestjs/common';
import { MeasurePagesController } from './pages/measure-pages.controller.js';
import { MeasureController } from './rest/measure.controller.js';
import { MeasureBatchController } from './rest/measure-batch.controller.js';
import { SimilarController } from './rest/similar.controller.js';

@Module({
  controllers: [MeasureController, MeasureBatchController, SimilarController, MeasurePagesController],
})
export class MeasuresModule {}
