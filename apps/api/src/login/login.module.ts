import { type DynamicModule, Module } from '@nestjs/common';
import { IdentityProvider, type IdentityProviderOptions } from '../auth/identity-provider.js';
import { LoginController, overTlsToken } from './pages/login.controller.js';

/** Logging in to the web with OpenID Connect. */
@Module({})
export class LoginModule {
  static of(options: IdentityProviderOptions): DynamicModule {
    return {
      module: LoginModule,
      controllers: [LoginController],
      providers: [
        { provide: overTlsToken, useValue: options.publicUrl.startsWith('https://') },
        { provide: IdentityProvider, useValue: new IdentityProvider(options) },
      ],
    };
  }
}
