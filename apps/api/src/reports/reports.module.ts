import { type DynamicModule, Module } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { archiveCreatorToken, ReportFiles } from './files/report-file.js';
import { makingSettingsToken, type MakingSettings, ReportFileQueue } from './files/report-file-queue.js';
import { ReportFilePagesController } from './pages/report-file-pages.controller.js';
import { ReportFormsController, ReportingFormController } from './pages/report-forms.controller.js';
import { ReportPagesController } from './pages/report-pages.controller.js';
import { ReportReading } from './pages/report-reading.js';
import { WaitingPagesController } from './pages/waiting-pages.controller.js';
import { PublicationController } from './rest/publication.controller.js';
import { ReportController } from './rest/report.controller.js';
import { ReportFileController } from './rest/report-file.controller.js';

@Module({})
export class ReportsModule {
  static of(settings: MakingSettings): DynamicModule {
    return {
      module: ReportsModule,
      controllers: [
        ReportController,
        ReportFileController,
        PublicationController,
        // Its addresses stand where a report's number or form may.
        ReportFilePagesController,
        ReportPagesController,
        ReportFormsController,
        ReportingFormController,
        WaitingPagesController,
      ],
      providers: [
        { provide: archiveCreatorToken, useValue: { organisation: settings.organisation } },
        { provide: makingSettingsToken, useValue: settings },
        {
          provide: ReportReading,
          inject: [RecordSource],
          useFactory: (recordSource: RecordSource) => new ReportReading(recordSource),
        },
        ReportFiles,
        ReportFileQueue,
      ],
      exports: [ReportFiles],
    };
  }
}
