import { Module } from '@nestjs/common';
import { StartController } from './pages/start-pages.controller.js';

@Module({ controllers: [StartController] })
export class StartModule {}
