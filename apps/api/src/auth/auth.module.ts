import { type DynamicModule, Module } from '@nestjs/common';
import { AccessTokens } from './access-tokens.js';
import { BearerAuthentication, whoIsAPersonToken } from './bearer.js';
import type { WhoIsAPerson } from './token-claims.js';

@Module({})
export class AuthModule {
  static of(options: { issuer: string; audience: string } & WhoIsAPerson): DynamicModule {
    return {
      module: AuthModule,
      providers: [
        { provide: AccessTokens, useFactory: () => new AccessTokens(options) },
        { provide: whoIsAPersonToken, useValue: options },
        BearerAuthentication,
      ],
    };
  }
}
