import { Body, Inject } from '@nestjs/common';
import type { z } from 'zod';
import { CommandDoor } from '../../rest/command-door.js';
import { Asked, type CommandRequest } from '../../rest/command-request.js';
import { RecordsMany, RestController } from '../../rest/operations.js';
import { newMeasureBatch } from './measure.schemas.js';

@RestController('measure-batches')
export class MeasureBatchController {
  constructor(@Inject(CommandDoor) private readonly door: CommandDoor) {}

  @RecordsMany('', 'Register up to 10,000 measures in one plan, all or none')
  register(
    @Body({ schema: newMeasureBatch }) body: z.output<typeof newMeasureBatch>,
    @Asked() asked: CommandRequest,
  ) {
    return this.door.changesMany(
      'measure',
      { type: 'RegisterMeasures', ...body },
      asked,
      `/api/v1/plans/${body.planId}/measures`,
    );
  }
}
