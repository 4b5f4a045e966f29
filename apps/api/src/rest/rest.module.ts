import { Module } from '@nestjs/common';
import { CatalogueController } from '../catalogues/rest/catalogue.controller.js';
import { DecisionController } from '../decisions/rest/decision.controller.js';
import { EvaluationController } from '../evaluations/rest/evaluation.controller.js';
import { RecommendationController } from '../evaluations/rest/recommendation.controller.js';
import { HistoryController } from '../history/rest/history.controller.js';
import { ImportController } from '../imports/rest/import.controller.js';
import { MeasureSheetController } from '../imports/rest/measure-sheet.controller.js';
import { Imports } from '../imports/imports.js';
import { ItemController } from '../items/rest/item.controller.js';
import { SignOffBatchController } from '../items/rest/sign-off-batch.controller.js';
import { MeasureBatchController } from '../measures/rest/measure-batch.controller.js';
import { MeasureController } from '../measures/rest/measure.controller.js';
import { MessageController } from '../messages/rest/message.controller.js';
import { PartyController } from '../parties/rest/party.controller.js';
import { PersonController } from '../persons/rest/person.controller.js';
import { PlanController } from '../plans/rest/plan.controller.js';
import { PortfolioController } from '../portfolio/rest/portfolio.controller.js';
import { PublicationController } from '../published/rest/publication.controller.js';
import { ReportController } from '../reports/rest/report.controller.js';
import { ReportFiles } from '../reports/files/report-file.js';
import { ReportFileController } from '../reports/rest/report-file.controller.js';
import { ReportFileDesk } from '../reports/files/report-file-desk.js';
import { SearchController } from '../search/rest/search.controller.js';
import { ReadingController } from '../readings/rest/reading.controller.js';
import { RestrictedReadings } from '../record/restricted-readings.js';
import { SimilarController } from '../measures/rest/similar.controller.js';
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
