import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { OfferedLanguages } from '#messages/texts/offered-languages.js';
import { offeredLanguagesToken } from './offered-languages.js';

/** What people are spoken to in. */
@Global()
@Module({})
export class LanguageModule {
  static of(offered: OfferedLanguages): DynamicModule {
    return {
      module: LanguageModule,
      providers: [{ provide: offeredLanguagesToken, useValue: offered }],
      exports: [offeredLanguagesToken],
    };
  }
}
