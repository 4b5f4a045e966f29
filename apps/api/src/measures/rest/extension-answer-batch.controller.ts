import { Body, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { RecordSource } from '#record/record-source.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest } from '../../rest/command-request.js';
import { RecordsMany, RestController } from '../../rest/operations.js';
import { withRequests } from '../answered-requests.js';
import { itemsInMeasures } from '../items-in-measures.js';
import { extensionAnswerBatch } from './extension.schemas.js';

@RestController('extension-answer-batches')
export class ExtensionAnswerBatchController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @RecordsMany('', 'Answer many requests for an extension, each with its own record; all or none')
  async answer(
    @Body({ schema: extensionAnswerBatch })
    { itemIds, asked: requests, ...said }: z.output<typeof extensionAnswerBatch>,
    @Asked() asked: CommandRequest,
  ) {
    const items = withRequests(await itemsInMeasures(this.recordSource, itemIds), requests);
    return this.dispatcher.changesMany(
      'measure',
      { type: 'AnswerExtensions', items, ...said },
      asked,
      `/api/v1/extensions?state=${said.answer}`,
    );
  }
}
