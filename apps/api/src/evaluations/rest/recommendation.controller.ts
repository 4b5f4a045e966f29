import { Body, Inject, Param } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import { evaluationOfRecommendation } from '#record/evaluation/evaluation.query.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Decides, RestController } from '../../rest/operations.js';
import { idInPath } from '../../rest/schemas/values.js';
import { newOutcome } from './evaluation.schemas.js';

@RestController('recommendations')
export class RecommendationController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Decides(':id/outcomes', 'Decide what becomes of a recommendation; leadership, or a body’s decision')
  async decideOutcome(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Body({ schema: newOutcome }) body: z.output<typeof newOutcome>,
    @Asked() asked: CommandRequest,
  ) {
    const evaluationId = orNotFound(
      await evaluationOfRecommendation(this.recordSource, id),
      'recommendation',
      id,
    );
    return this.dispatcher.happens(
      { kind: 'evaluation', id: evaluationId },
      { type: 'DecideOutcome', evaluationId, recommendationId: id, ...body, ...asked.seen },
      asked,
    );
  }
}
