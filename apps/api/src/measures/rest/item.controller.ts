import { Body, Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import type { z } from 'zod';
import { requireReading } from '#domain/access/sight.js';
import type { MeasureCommand } from '#domain/measure/measure.commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { listItems, measureOfItem } from '#record/measure/item.query.js';
import { deadlineChange, itemStatusUpdate } from './measure.schemas.js';
import { itemShown, showItem } from './measure.shown.js';
import { asSeen, seenWithItem } from '../seen-measure.js';
import { versioned } from '../../rest/answer.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Decides, Lists, Records, RestController, Shows } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { todayInOslo } from '../../rest/today.js';
import { idInPath } from '../../rest/schemas/values.js';
import { extensionAnswer, extensionRequest, extensionWithdrawal } from './extension.schemas.js';
import {
  doneReport,
  itemQuery,
  reassignment,
  assignmentRefusal,
  refusalAnswer,
  itemHandover,
  sendingBack,
  signOff,
  unansweredEnding,
  waiverDecision,
  waiverProposal,
  waiverReview,
} from './item.schemas.js';

type IdInPath = z.output<typeof idInPath>;

@RestController('items')
export class ItemController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Lists('', 'Items by plan, measure and number; an owner sees their own', itemShown)
  async list(@Query({ schema: itemQuery }) query: z.output<typeof itemQuery>, @Reader() reader: Actor) {
    requireReading(reader);
    const today = todayInOslo();
    const rows = await listItems(this.recordSource, { ...query, seenBy: reader, today });
    return pageOf(
      rows,
      query.limit,
      ({ planNumber, measure, ordinal }) => [planNumber, measure.state.number, ordinal],
      ({ measure, item }) => showItem(asSeen(measure, reader), item, today),
    );
  }

  @Shows(':id', 'One item', itemShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requireReading(reader);
    const seen = await seenWithItem(this.recordSource, id, reader);
    const item = orNotFound(
      seen.sight.measure.items.find((one) => one.id === id),
      'item',
      id,
    );
    return versioned(showItem(seen, item, todayInOslo()), seen.known.version);
  }

  @Records(':id/status-updates', 'Say how the item goes')
  updateStatus(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: itemStatusUpdate }) body: z.output<typeof itemStatusUpdate>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'UpdateStatus', ...on, ...body }));
  }

  @Records(':id/done-reports', 'Report the item done, with evidence')
  reportDone(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: doneReport }) body: z.output<typeof doneReport>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'ReportDone', ...on, ...body }));
  }

  @Records(':id/sign-offs', 'Sign the item off; never one’s own')
  signOff(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: signOff }) body: z.output<typeof signOff>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, ({ itemId, ...on }) => ({
      type: 'SignOff',
      itemIds: [itemId],
      ...on,
      ...body,
    }));
  }

  @Records(':id/returns', 'Send the item back, with a reason')
  sendBack(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: sendingBack }) body: z.output<typeof sendingBack>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'SendBack', ...on, ...body }));
  }

  @Records(':id/extensions', 'Ask for a later deadline, with a reason')
  askExtension(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: extensionRequest }) body: z.output<typeof extensionRequest>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'AskExtension', ...on, ...body }));
  }

  @Decides(':id/extension-answers', 'Grant the extension, grant it to another day, or refuse it')
  answerExtension(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: extensionAnswer }) body: z.output<typeof extensionAnswer>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'AnswerExtension', ...on, ...body }));
  }

  @Records(':id/extension-withdrawals', 'Withdraw the request for an extension; whoever asked')
  withdrawExtension(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: extensionWithdrawal }) _body: z.output<typeof extensionWithdrawal>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'WithdrawExtension', ...on }));
  }

  @Records(':id/waiver-proposals', 'Propose that the item falls away')
  proposeWaiver(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: waiverProposal }) body: z.output<typeof waiverProposal>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'ProposeWaiver', ...on, ...body }));
  }

  @Decides(':id/waiver-decisions', 'Leadership decides whether the item falls away')
  decideWaiver(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: waiverDecision }) body: z.output<typeof waiverDecision>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'DecideWaiver', ...on, ...body }));
  }

  @Decides(':id/waiver-reviews', 'Look at a waiver with an end: it stands, or the item is opened again')
  reviewWaiver(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: waiverReview }) body: z.output<typeof waiverReview>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'ReviewWaiver', ...on, ...body }));
  }

  @Decides(':id/unanswered-endings', 'Leadership ends an item that was never answered after a formal letter')
  endUnanswered(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: unansweredEnding }) body: z.output<typeof unansweredEnding>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'EndUnanswered', ...on, ...body }));
  }

  @Records(':id/deadlines', 'Set or move the item’s own deadline; moving it takes a reason')
  setDeadline(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: deadlineChange }) body: z.output<typeof deadlineChange>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'SetDeadline', ...on, ...body }));
  }

  @Records(':id/reassignments', 'Give the item to another party')
  reassign(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reassignment }) body: z.output<typeof reassignment>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'ReassignItem', ...on, ...body }));
  }

  @Records(':id/refusals', 'Not ours: the item waits for the secretariat')
  refuse(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: assignmentRefusal }) body: z.output<typeof assignmentRefusal>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'RefuseAssignment', ...on, ...body }));
  }

  @Records(':id/refusal-answers', 'The item is theirs, and why')
  answerRefusal(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: refusalAnswer }) body: z.output<typeof refusalAnswer>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'AnswerRefusal', ...on, ...body }));
  }

  @Records(':id/handovers', 'A colleague of the same party is told and reminded from now on')
  handOver(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: itemHandover }) body: z.output<typeof itemHandover>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, asked, (on) => ({ type: 'HandOverItem', ...on, ...body }));
  }

  private async happens(
    itemId: string,
    asked: CommandRequest,
    command: (on: { measureId: string; itemId: string; expectedVersion?: number }) => MeasureCommand,
  ) {
    const measureId = orNotFound(await measureOfItem(this.recordSource, itemId), 'item', itemId);
    return this.dispatcher.happensToItem(
      { id: itemId, measureId },
      command({ measureId, itemId, ...asked.seen }),
      asked,
    );
  }
}
