import { Body, Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import type { Actor } from '#domain/roles/actor.js';
import { findEvaluation, listEvaluations } from '#record/evaluation/evaluation.query.js';
import { versioned } from '../../rest/answer.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Changes, Lists, Records, Registers, RestController, Shows } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { idInPath } from '../../rest/schemas/values.js';
import {
  evaluationChange,
  evaluationQuery,
  newEvaluation,
  newFindings,
  newRecommendations,
} from './evaluation.schemas.js';
import { readsUnder } from '../../record/restricted-readings.js';
import {
  evaluationInList,
  evaluationShown,
  showEvaluation,
  showEvaluationInList,
} from './evaluation.shown.js';

@RestController('evaluations')
export class EvaluationController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Registers('Register an evaluation with its findings and recommendations')
  register(
    @Body({ schema: newEvaluation }) body: z.output<typeof newEvaluation>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.registers('evaluation', { type: 'RegisterEvaluation', ...body }, asked);
  }

  @Lists('', 'Evaluations, the newest first', evaluationInList)
  async list(
    @Query({ schema: evaluationQuery }) page: z.output<typeof evaluationQuery>,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    const rows = await listEvaluations(this.recordSource, page);
    return pageOf(
      rows,
      page.limit,
      ({ state }) => [state.registeredAt, state.id],
      ({ state, version }) =>
        showEvaluationInList(
          state,
          version,
          readsUnder(reader, state.access, { kind: 'evaluation', id: state.id }),
        ),
    );
  }

  @Shows(':id', 'One evaluation', evaluationShown)
  async show(@Param({ schema: idInPath }) { id }: z.output<typeof idInPath>, @Reader() reader: Actor) {
    requireSeesEverything(reader);
    const { state, version } = orNotFound(await findEvaluation(this.recordSource, id), 'evaluation', id);
    return versioned(
      showEvaluation(state, version, readsUnder(reader, state.access, { kind: 'evaluation', id: state.id })),
      version,
    );
  }

  @Changes(':id', 'Change facts about an evaluation')
  revise(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Body({ schema: evaluationChange }) { reason, ...fields }: z.output<typeof evaluationChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    const why = reason === undefined ? {} : { reason };
    return this.dispatcher.changes(
      { kind: 'evaluation', id },
      { type: 'ReviseEvaluation', evaluationId: id, fields, ...why, ...asked.seen },
      asked,
    );
  }

  @Records(':id/findings', 'Add findings')
  addFindings(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Body({ schema: newFindings }) body: z.output<typeof newFindings>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'evaluation', id },
      { type: 'AddFindings', evaluationId: id, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(':id/recommendations', 'Add recommendations, learning points or commitments')
  addRecommendations(
    @Param({ schema: idInPath }) { id }: z.output<typeof idInPath>,
    @Body({ schema: newRecommendations }) body: z.output<typeof newRecommendations>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'evaluation', id },
      { type: 'AddRecommendations', evaluationId: id, ...body, ...asked.seen },
      asked,
    );
  }
}
