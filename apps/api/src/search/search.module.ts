import { Module } from '@nestjs/common';
import { SearchPagesController } from './pages/search-pages.controller.js';
import { SearchController } from './rest/search.controller.js';

@Module({ controllers: [SearchController, SearchPagesController] })
export class SearchModule {}
