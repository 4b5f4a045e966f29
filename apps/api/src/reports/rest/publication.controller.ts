import { Body, Inject, Param } from '@nestjs/common';
import type { z } from 'zod';
import type { Actor } from '#domain/roles/actor.js';
import { RecordSource } from '#record/record-source.js';
import { findPlan } from '#record/plan/plan.query.js';
import { requireReport } from '../report-access.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Answers, Decides, Records, RestController } from '../../rest/operations.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { idInPath } from '../../rest/schemas/values.js';
import { newPublication, newWithdrawal, publicationsShown, showPublications } from './publication.schemas.js';

type IdInPath = z.output<typeof idInPath>;

/** Making a report public, and taking it down. What anybody then reads stands at /rapporter. */
@RestController('reports')
export class PublicationController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Answers(':id/publications', 'Which versions were made public, and which taken down', publicationsShown)
  async list(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requireSeesEverything(reader);
    const { state } = await requireReport(this.recordSource, id, reader);
    const plan = orNotFound(await findPlan(this.recordSource, state.planId), 'plan', state.planId);
    return showPublications(plan.state.number, state);
  }

  @Decides(':id/publications', 'Leadership publishes the latest version; a body’s decision is entered')
  publish(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: newPublication }) body: z.output<typeof newPublication>,
    @Asked() asked: CommandRequest,
  ) {
    const command = { type: 'PublishReport', reportId: id, ...body, ...asked.seen } as const;
    return this.dispatcher.happens({ kind: 'report', id }, command, asked);
  }

  @Records(':id/withdrawals', 'Take down what is public: the fact that it was stays')
  withdraw(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: newWithdrawal }) body: z.output<typeof newWithdrawal>,
    @Asked() asked: CommandRequest,
  ) {
    const command = { type: 'WithdrawPublication', reportId: id, ...body, ...asked.seen } as const;
    return this.dispatcher.happens({ kind: 'report', id }, command, asked);
  }
}
