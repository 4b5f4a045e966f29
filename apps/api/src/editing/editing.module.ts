import { Module } from '@nestjs/common';
import { EditingPagesController } from './pages/editing-pages.controller.js';

@Module({ controllers: [EditingPagesController] })
export class EditingModule {}
