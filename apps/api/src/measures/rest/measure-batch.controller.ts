import { Body, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest } from '../../rest/command-request.js';
import { RecordsMany, RestController } from '../../rest/operations.js';
import { newMeasureBatch } from './measure.schemas.js';

@RestController('measure-batches')
export class MeasureBatchController {
  constructor(@Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher) {}

  @RecordsMany('', 'Register up to 10,000 measures in one plan, all or none')
  register(
    @Body({ schema: newMeasureBatch }) body: z.output<typeof newMeasureBatch>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.changesMany(
      'measure',
      { type: 'RegisterMeasures', ...body },
      asked,
      `/api/v1/plans/${body.planId}/measures`,
    );
  }
}
