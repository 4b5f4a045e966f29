import { Body, Inject } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import { notFound } from '#domain/domain-error.js';
import { measuresOfItems } from '#record/measure/item.query.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest } from '../../rest/command-request.js';
import { RecordsMany, RestController } from '../../rest/operations.js';
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
    const measureOf = await measuresOfItems(this.recordSource, itemIds);
    const items = itemIds.map((itemId) => {
      const measureId = measureOf.get(itemId);
      if (measureId === undefined) throw notFound('item', itemId);
      return { measureId, itemId };
    });
    return this.dispatcher.changesMany(
      'measure',
      { type: 'SignOffMany', items, ...note },
      asked,
      '/api/v1/items?state=signed-off',
    );
  }
}
