import { Global, Module } from '@nestjs/common';
import { CommandDispatcher } from './command-dispatcher.js';

/** What every collection under /api/v1 stands on. */
@Global()
@Module({ providers: [CommandDispatcher], exports: [CommandDispatcher] })
export class RestModule {}
