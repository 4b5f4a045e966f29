import { Module } from '@nestjs/common';
import { CataloguePagesController } from './pages/catalogue-pages.controller.js';
import { CatalogueController } from './rest/catalogue.controller.js';

@Module({ controllers: [CatalogueController, CataloguePagesController] })
export class CataloguesModule {}
