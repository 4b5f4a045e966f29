import { Global, Module } from '@nestjs/common';
import { CommandDoor } from './command-door.js';

/** What every collection under /api/v1 stands on. */
@Global()
@Module({ providers: [CommandDoor], exports: [CommandDoor] })
export class RestModule {}
