import { Module } from '@nestjs/common';
import { Imports } from './imports.js';
import { ImportPagesController } from './pages/import-pages.controller.js';
import { UndoImportController } from './pages/undo-import.controller.js';
import { UploadPagesController } from './pages/upload-pages.controller.js';
import { ImportController } from './rest/import.controller.js';
import { MeasureSheetController } from './rest/measure-sheet.controller.js';

@Module({
  controllers: [
    ImportController,
    MeasureSheetController,
    UploadPagesController,
    UndoImportController,
    ImportPagesController,
  ],
  providers: [Imports],
})
export class ImportsModule {}
