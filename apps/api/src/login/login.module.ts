import { type DynamicModule, Global, Module } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { SessionStore } from '#record/identity/sessions.js';
import { IdentityProvider, type IdentityProviderOptions } from '../auth/identity-provider.js';
import { LoginController, overTlsToken } from './pages/login.controller.js';
import { SessionGuard } from '../auth/session.guard.js';
import { Sessions } from '../auth/session.js';

/** Logging in to the web with OpenID Connect, and who is logged in. */
@Global()
@Module({})
export class LoginModule {
  static of(options: IdentityProviderOptions): DynamicModule {
    const overTls = options.publicUrl.startsWith('https://');
    return {
      module: LoginModule,
      controllers: [LoginController],
      providers: [
        { provide: overTlsToken, useValue: overTls },
        {
          provide: Sessions,
          inject: [RecordSource],
          useFactory: (dataSource: RecordSource) => new Sessions(new SessionStore(dataSource), overTls),
        },
        { provide: IdentityProvider, useValue: new IdentityProvider(options) },
        SessionGuard,
      ],
      exports: [Sessions, SessionGuard],
    };
  }
}
