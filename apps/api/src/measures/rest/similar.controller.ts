import { Body, Inject, Param } from '@nestjs/common';
import type { z } from 'zod';
import type { Actor } from '#domain/roles/actor.js';
import { RecordSource } from '#record/record-source.js';
import { similarMeasures } from '#record/measure/similar-measures.query.js';
import { seenMeasure } from '../seen-measure.js';
import { noteSimilar } from '../../record/restricted-readings.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest, Reader } from '../../rest/command-request.js';
import { Answers, Asks, Records, RestController } from '../../rest/operations.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { idInPath } from '../../rest/schemas/values.js';
import { candidateMeasures, repetition, repetitionWithdrawal } from './similar.schemas.js';
import { showSimilar, similarMeasuresShown, similarToEachShown } from './similar.shown.js';

type IdInPath = z.output<typeof idInPath>;

/** What has been seen before, and what a person makes of it. */
@RestController('', 'similar-measures')
export class SimilarController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Answers('measures/:id/similar', 'The most similar earlier measures in all plans', similarMeasuresShown)
  async toMeasure(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Reader() reader: Actor,
  ): Promise<z.output<typeof similarMeasuresShown>> {
    requireSeesEverything(reader);
    const { sight } = await seenMeasure(this.recordSource, id, reader);
    if (!sight.withText) return { items: [] };
    const [similar = []] = await similarMeasures(this.recordSource, reader, [{ measureId: id }]);
    noteSimilar(similar);
    return { items: similar.map(showSimilar) };
  }

  @Asks('similar-measures', 'The most similar measures to texts that may become measures', similarToEachShown)
  async toCandidates(
    @Body({ schema: candidateMeasures }) { measures, most }: z.output<typeof candidateMeasures>,
    @Reader() reader: Actor,
  ): Promise<z.output<typeof similarToEachShown>> {
    requireSeesEverything(reader);
    const similar = await similarMeasures(this.recordSource, reader, measures, most);
    noteSimilar(similar.flat());
    return { items: similar.map((each) => ({ similar: each.map(showSimilar) })) };
  }

  @Records('measures/:id/repetitions', 'Confirm that the recommendation of an earlier measure returns')
  confirm(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: repetition }) body: z.output<typeof repetition>,
    @Asked() asked: CommandRequest,
  ) {
    const command = { type: 'ConfirmRepetition', measureId: id, ...body, ...asked.seen } as const;
    return this.dispatcher.happens({ kind: 'measure', id }, command, asked);
  }

  @Records('measures/:id/repetition-withdrawals', 'Say that it does not return after all, with a reason')
  withdraw(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: repetitionWithdrawal }) body: z.output<typeof repetitionWithdrawal>,
    @Asked() asked: CommandRequest,
  ) {
    const command = { type: 'WithdrawRepetition', measureId: id, ...body, ...asked.seen } as const;
    return this.dispatcher.happens({ kind: 'measure', id }, command, asked);
  }
}
