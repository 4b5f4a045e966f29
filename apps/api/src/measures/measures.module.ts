import { Module } from '@nestjs/common';
import { ExtensionAnswerBatchController } from './rest/extension-answer-batch.controller.js';
import { ExtensionController } from './rest/extension.controller.js';
import { ExtensionPagesController, ManyExtensionsController } from './pages/extension-pages.controller.js';
import { ItemController } from './rest/item.controller.js';
import { MeasurePagesController } from './pages/measure-pages.controller.js';
import { MeasureController } from './rest/measure.controller.js';
import { MeasureBatchController } from './rest/measure-batch.controller.js';
import { SignOffBatchController } from './rest/sign-off-batch.controller.js';
import { SimilarController } from './rest/similar.controller.js';

/** Measures with their items: an item has no life of its own. */
@Module({
  controllers: [
    MeasureController,
    MeasureBatchController,
    ItemController,
    SignOffBatchController,
    ExtensionController,
    ExtensionAnswerBatchController,
    ManyExtensionsController,
    ExtensionPagesController,
    SimilarController,
    MeasurePagesController,
  ],
})
export class MeasuresModule {}
