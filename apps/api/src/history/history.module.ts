import { Module } from '@nestjs/common';
import { HistoryController } from './rest/history.controller.js';

@Module({ controllers: [HistoryController] })
export class HistoryModule {}
