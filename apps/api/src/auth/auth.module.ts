import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { BearerAuthentication } from './bearer.js';

@Module({})
export class AuthModule {
  static of(options: { issuer: string; audience: string }): DynamicModule {
    return {
      module: AuthModule,
      providers: [
        { provide: AccessTokens, useFactory: () => new AccessTokens(options) },
        BearerAuthentication,
      ],
    };
  }
}
