import { Module } from '@nestjs/common';
import { CatalogueController } from '../catalogues/catalogue.controller.js';
import { DecisionController } from '../decisions/decision.controller.js';
import { EvaluationController } from '../evaluations/evaluation.controller.js';
import { RecommendationController } from '../evaluations/recommendation.controller.js';
import { HistoryController } from '../history/history.controller.js';
import { ImportController } from '../imports/import.controller.js';
import { MeasureSheetController } from '../imports/measure-sheet.controller.js';
import { Imports } from '../imports/imports.js';
import { ItemController } from '../items/item.controller.js';
import { SignOffBatchController } from '../items/sign-off-batch.controller.js';
import { MeasureBatchController } from '../measures/measure-batch.controller.js';
import { MeasureController } from '../measures/measure.controller.js';
import { MessageController } from '../messages/message.controller.js';
import { PartyController } from '../parties/party.controller.js';
import { PersonController } from '../persons/person.controller.js';
import { PlanController } from '../plans/plan.controller.js';
import { PortfolioController } from '../portfolio/portfolio.controller.js';
import { PublicationController } from '../published/publication.controller.js';
import { ReportController } from '../reports/report.controller.js';
import { ReportFiles } from '../reports/report-file.js';
import { ReportFileController } from '../reports/report-file.controller.js';
import { ReportFileDesk } from '../reports/report-file-desk.js';
import { SearchController } from '../search/search.controller.js';
import { ReadingController } from '../readings/reading.controller.js';
import { RestrictedReadings } from '../readings/restricted-readings.js';
import { SimilarController } from '../similar/similar.controller.js';
import { CommandDoor } from './command-door.js';

/** The collections under /api/v1. */
@Module({
  controllers: [
    EvaluationController,
    RecommendationController,
    PlanController,
    PortfolioController,
    MeasureController,
    MeasureBatchController,
    ItemController,
    SignOffBatchController,
    PartyController,
    PersonController,
    ReadingController,
    DecisionController,
    ReportController,
    ReportFileController,
    PublicationController,
    CatalogueController,
    MessageController,
    HistoryController,
    SimilarController,
    SearchController,
    ImportController,
    MeasureSheetController,
  ],
  providers: [CommandDoor, RestrictedReadings, Imports, ReportFiles, ReportFileDesk],
  exports: [Imports, ReportFiles, ReportFileDesk],
})
export class RestModule {}
