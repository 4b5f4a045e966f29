import { Module } from '@nestjs/common';
import {
  CatalogueFormsController,
  NewCatalogueController,
  SituationFormsController,
} from './pages/catalogue-forms.controller.js';
import { CataloguePagesController } from './pages/catalogue-pages.controller.js';
import { CatalogueController } from './rest/catalogue.controller.js';

@Module({
  controllers: [
    CatalogueController,
    NewCatalogueController,
    CataloguePagesController,
    CatalogueFormsController,
    SituationFormsController,
  ],
})
export class CataloguesModule {}
