import { type DynamicModule, Global, Module } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { SessionStore } from '#record/identity/sessions.js';
import { SessionGuard } from './session.guard.js';
import { Sessions } from './session.js';

/** Who is logged in to the web. */
@Global()
@Module({})
export class SessionModule {
  static of({ overTls }: { overTls: boolean }): DynamicModule {
    return {
      module: SessionModule,
      providers: [
        {
          provide: Sessions,
          inject: [RecordSource],
          useFactory: (recordSource: RecordSource) => new Sessions(new SessionStore(recordSource), overTls),
        },
        SessionGuard,
      ],
      exports: [Sessions, SessionGuard],
    };
  }
}
