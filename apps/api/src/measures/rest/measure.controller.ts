import { Body, Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { z } from 'zod';
import { requireReading } from '#domain/access/sight.js';
import type { MeasureCommand } from '#domain/measure/measure.commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { listMeasures } from '#record/measure/measure.query.js';
import { versioned } from '../../rest/answer.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import {
  Changes,
  Decides,
  Lists,
  Records,
  Registers,
  RestController,
  Sets,
  Shows,
} from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { todayInOslo } from '../../rest/today.js';
import { idInPath } from '../../rest/schemas/values.js';
import {
  acceptance,
  closure,
  crossReferences,
  deadlineChange,
  effectReview,
  itemsOfMeasureQuery,
  measureChange,
  measureQuery,
  newMeasureInPlan,
  newSubPoint,
  occurrence,
  reopening,
  responsibility,
  reviewDate,
  riskStatement,
  share,
  statusUpdate,
  summaryText,
} from './measure.schemas.js';
import {
  itemShown,
  measureInList,
  measureShown,
  showItem,
  showMeasure,
  showMeasureInList,
} from './measure.shown.js';
import { asSeen, seenMeasure } from '../seen-measure.js';

type IdInPath = z.output<typeof idInPath>;

@RestController('measures')
export class MeasureController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Registers('Register a measure in a plan')
  register(
    @Body({ schema: newMeasureInPlan }) { planId, ...measure }: z.output<typeof newMeasureInPlan>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.registers(
      'measure',
      { type: 'RegisterMeasures', planId, measures: [measure] },
      asked,
    );
  }

  @Lists('', 'Measures by plan and number; an owner sees those with items of their own', measureInList)
  async list(@Query({ schema: measureQuery }) query: z.output<typeof measureQuery>, @Reader() reader: Actor) {
    requireReading(reader);
    const today = todayInOslo();
    const rows = await listMeasures(this.recordSource, { ...query, seenBy: reader, today });
    return pageOf(
      rows,
      query.limit,
      ({ state, planNumber }) => [planNumber, state.number],
      (known) => showMeasureInList(asSeen(known, reader), today),
    );
  }

  @Shows(':id', 'One measure with its items', measureShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requireReading(reader);
    const seen = await seenMeasure(this.recordSource, id, reader);
    return versioned(showMeasure(seen, todayInOslo()), seen.known.version);
  }

  @Lists(':id/items', 'The measure’s items; an owner sees their own', itemShown)
  async items(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: itemsOfMeasureQuery }) query: z.output<typeof itemsOfMeasureQuery>,
    @Reader() reader: Actor,
  ) {
    requireReading(reader);
    const seen = await seenMeasure(this.recordSource, id, reader);
    const today = todayInOslo();
    const start = Number(query.cursor?.[0] ?? 0);
    const wanted = seen.sight.measure.items
      .filter((item) => query.state === undefined || item.state === query.state)
      .map((item, position) => ({ item, position }));
    return pageOf(
      wanted.slice(start, start + query.limit + 1),
      query.limit,
      ({ position }) => [position + 1],
      ({ item }) => showItem(seen, item, today),
    );
  }

  @Changes(':id', 'Change what a measure says; a material change opens signed-off items again')
  revise(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: measureChange }) body: z.output<typeof measureChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes({ type: 'ReviseMeasure', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Decides(':id/acceptances', 'Leadership accepts a measure that came after the plan’s adoption')
  accept(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: acceptance }) body: z.output<typeof acceptance>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'AcceptMeasure', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/sub-points', 'Add a sub-point')
  addSubPoint(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: newSubPoint }) body: z.output<typeof newSubPoint>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'AddSubPoint', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/assignments', 'Make parties responsible, jointly or each')
  assign(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: responsibility }) body: z.output<typeof responsibility>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'AssignMeasure', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/deadlines', 'Set or move the deadline; moving it takes a reason')
  setDeadline(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: deadlineChange }) body: z.output<typeof deadlineChange>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'SetDeadline', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/review-dates', 'Set when the measure is looked at again')
  setReviewDate(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reviewDate }) body: z.output<typeof reviewDate>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'SetReviewDate', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/status-updates', 'Say how the measure goes')
  updateStatus(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: statusUpdate }) body: z.output<typeof statusUpdate>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'UpdateStatus', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/summary-texts', 'Write what the status summary tells, beside the owners’ updates')
  writeSummaryText(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: summaryText }) body: z.output<typeof summaryText>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'WriteSummaryText', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/risk-statements', 'Say in words what the risk is without the measure')
  stateRisk(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: riskStatement }) risk: z.output<typeof riskStatement>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'StateRisk', measureId: id, risk, ...asked.seen }, asked);
  }

  @Records(':id/shares', 'Enter a share from outside, such as 15 of about 55')
  enterShare(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: share }) body: z.output<typeof share>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'EnterShare', measureId: id, share: body, ...asked.seen }, asked);
  }

  @Sets(':id/cross-references', 'Set which measures the text refers to')
  setCrossReferences(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: crossReferences }) body: z.output<typeof crossReferences>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes({ type: 'SetCrossReferences', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/occurrences', 'Report one occurrence of a recurring measure')
  reportOccurrence(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: occurrence }) body: z.output<typeof occurrence>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'ReportOccurrence', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Decides(':id/closures', 'Close the measure, when every item is done')
  close(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: closure }) body: z.output<typeof closure>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'CloseMeasure', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/reopenings', 'Reopen a closed measure, with a reason and a new deadline or review date')
  reopen(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reopening }) body: z.output<typeof reopening>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'ReopenMeasure', measureId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/effect-reviews', 'Record whether a closed measure had effect')
  reviewEffect(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: effectReview }) body: z.output<typeof effectReview>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'RecordEffectReview', measureId: id, ...body, ...asked.seen }, asked);
  }

  private changes(command: MeasureCommand, asked: CommandRequest) {
    return this.dispatcher.changes({ kind: 'measure', id: command.measureId }, command, asked);
  }

  private happens(command: MeasureCommand, asked: CommandRequest) {
    return this.dispatcher.happens({ kind: 'measure', id: command.measureId }, command, asked);
  }
}
