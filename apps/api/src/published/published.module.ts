import { type DynamicModule, Module } from '@nestjs/common';
import { PublishedPagesController } from './pages/published-pages.controller.js';
import { PublishedFiles } from './published-files.js';
import { type PublishedSite, publishedSiteToken } from './published-site.js';

/** Reports for anybody to read: their pages take no session, no cookie and no form. */
@Module({})
export class PublishedModule {
  /** @param reports the module that has the reports' files */
  static of(site: PublishedSite, reports: DynamicModule): DynamicModule {
    return {
      module: PublishedModule,
      imports: [reports],
      controllers: [PublishedPagesController],
      providers: [{ provide: publishedSiteToken, useValue: site }, PublishedFiles],
    };
  }
}
