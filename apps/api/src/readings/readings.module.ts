import { Module } from '@nestjs/common';
import { ReadingLogPagesController } from './pages/reading-log-pages.controller.js';
import { ReadingController } from './rest/reading.controller.js';

@Module({ controllers: [ReadingController, ReadingLogPagesController] })
export class ReadingsModule {}
