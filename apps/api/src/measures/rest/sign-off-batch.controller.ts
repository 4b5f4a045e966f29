import { Body, Inject } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest } from '../../rest/command-request.js';
import { RecordsMany, RestController } from '../../rest/operations.js';
import { itemsInMeasures } from '../items-in-measures.js';
import { signOffBatch } from './item.schemas.js';

@RestController('sign-off-batches')
export class SignOffBatchController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @RecordsMany('', 'Sign off many items, each with its own record; all or none')
  async signOff(
    @Body({ schema: signOffBatch }) { itemIds, ...note }: z.output<typeof signOffBatch>,
    @Asked() asked: CommandRequest,
  ) {
    const items = await itemsInMeasures(this.recordSource, itemIds);
    return this.dispatcher.changesMany(
      'measure',
      { type: 'SignOffMany', items, ...note },
      asked,
      '/api/v1/items?state=signed-off',
    );
  }
}
