import { Body, Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import type { Command } from '#domain/commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { findDecision, listDecisions } from '#record/decision/decision.query.js';
import { versioned } from '../../rest/answer.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Lists, Records, Registers, RestController, Shows } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { idInPath } from '../../rest/schemas/values.js';
import { countersignature, decisionQuery, fulfilment, newDecision, withdrawal } from './decision.schemas.js';
import { decisionShown, showDecision } from './decision.shown.js';

type IdInPath = z.output<typeof idInPath>;

@RestController('decisions')
export class DecisionController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Registers('Enter what a body decided in a meeting; it has effect when another has countersigned it')
  enter(@Body({ schema: newDecision }) body: z.output<typeof newDecision>, @Asked() asked: CommandRequest) {
    return this.dispatcher.registers('decision', { type: 'EnterDecision', ...body }, asked);
  }

  @Lists('', 'Decisions, the newest meeting first', decisionShown)
  async list(
    @Query({ schema: decisionQuery }) query: z.output<typeof decisionQuery>,
    @Reader() reader: Actor,
  ) {
    requireSeesEverything(reader);
    const rows = await listDecisions(this.recordSource, query);
    return pageOf(
      rows,
      query.limit,
      ({ state }) => [state.meetingDate, state.id],
      ({ state, version }) => showDecision(state, version),
    );
  }

  @Shows(':id', 'One decision', decisionShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requireSeesEverything(reader);
    const { state, version } = orNotFound(await findDecision(this.recordSource, id), 'decision', id);
    return versioned(showDecision(state, version), version);
  }

  @Records(':id/countersignatures', 'Countersign what another has entered: now it has effect')
  countersign(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: countersignature }) body: z.output<typeof countersignature>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'CountersignDecision', decisionId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/withdrawals', 'Take back what has not been countersigned, with a reason')
  withdraw(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: withdrawal }) body: z.output<typeof withdrawal>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'WithdrawDecision', decisionId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/fulfilments', 'Record that the decision has been carried out')
  fulfil(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: fulfilment }) body: z.output<typeof fulfilment>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'FulfilDecision', decisionId: id, ...body, ...asked.seen }, asked);
  }

  private happens(command: Extract<Command, { decisionId: string }>, asked: CommandRequest) {
    return this.dispatcher.happens({ kind: 'decision', id: command.decisionId }, command, asked);
  }
}
