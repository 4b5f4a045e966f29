import { Body, Inject, Param, Query } from '@nestjs/common';
import { RecordSource } from '#record/record-source.js';
import { z } from 'zod';
import { type PlanSight, requireReading } from '#domain/access/sight.js';
import type { PlanCommand } from '#domain/plan/plan.commands.js';
import type { Actor } from '#domain/roles/actor.js';
import { notFound } from '#domain/domain-error.js';
import { requirePermission } from '#domain/roles/permissions.js';
import { previewLadder } from '#record/plan/ladder-preview.query.js';
import { listMeasures } from '#record/measure/measure.query.js';
import { findPlan, listPlans, sightOfPlan } from '#record/plan/plan.query.js';
import { statusSummary } from '#record/summary/status-summary.query.js';
import { measureInList, showMeasureInList } from '../../measures/rest/measure.shown.js';
import { asSeen } from '../../measures/seen-measure.js';
import { versioned } from '../../rest/answer.js';
import { noteSummary } from '../../record/restricted-readings.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import {
  Answers,
  Asks,
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
import * as value from '../../rest/schemas/values.js';
import {
  abbreviations,
  adoption,
  goals,
  jointLine,
  jointLineSeparation,
  ladderChange,
  ladderPreviewed,
  measuresOfPlanQuery,
  newPlan,
  planChange,
  planClosure,
  planQuery,
  reportSummary,
  subGoalAssessment,
  subGoalFigure,
  themes,
} from './plan.schemas.js';
import { ladderPreviewShown, showLadderPreview } from './ladder-preview.shown.js';
import { planInList, planShown, showPlan, showPlanInList } from './plan.shown.js';
import { statusSummaryShown } from './status-summary.shown.js';

const subGoalInPath = z.strictObject({ id: value.id, subGoalId: value.id });
type IdInPath = z.output<typeof value.idInPath>;
type SubGoalInPath = z.output<typeof subGoalInPath>;

@RestController('plans')
export class PlanController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
  ) {}

  @Registers('Register an action plan; it is a draft until leadership adopts it')
  register(
    @Body({ schema: newPlan }) { title, caseOfficerId, ladder, ...fields }: z.output<typeof newPlan>,
    @Asked() asked: CommandRequest,
  ) {
    const own = ladder === undefined ? {} : { ladder };
    return this.dispatcher.registers(
      'plan',
      { type: 'RegisterPlan', title, caseOfficerId, fields, ...own },
      asked,
    );
  }

  @Lists('', 'Plans by number; an owner’s are those with items of their own', planInList)
  async list(@Query({ schema: planQuery }) query: z.output<typeof planQuery>, @Reader() reader: Actor) {
    requireReading(reader);
    const rows = await listPlans(this.recordSource, { ...query, seenBy: reader });
    return pageOf(
      rows,
      query.limit,
      ({ state }) => [state.number],
      ({ state, version }) => showPlanInList(state, version),
    );
  }

  @Shows(':id', 'One plan', planShown)
  async show(@Param({ schema: value.idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    const sight = await requirePlanSeen(this.recordSource, id, reader);
    const { state, version } = orNotFound(await findPlan(this.recordSource, id), 'plan', id);
    return versioned(showPlan(state, version, sight), version);
  }

  @Changes(':id', 'Change facts about a plan')
  revise(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: planChange }) { reason, ...fields }: z.output<typeof planChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    const why = reason === undefined ? {} : { reason };
    return this.changes({ type: 'RevisePlan', planId: id, fields, ...why, ...asked.seen }, asked);
  }

  @Sets(':id/ladder', 'Set when time speaks; every measure’s next date moves with it')
  changeLadder(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: ladderChange }) body: z.output<typeof ladderChange>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes({ type: 'ChangeLadder', planId: id, ...body, ...asked.seen }, asked);
  }

  @Asks(
    ':id/ladder-previews',
    'Who will hear of what in the coming 30 days if the ladder is changed; nothing is',
    ladderPreviewShown,
  )
  async previewLadder(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: ladderPreviewed }) body: z.output<typeof ladderPreviewed>,
    @Reader() reader: Actor,
  ): Promise<z.output<typeof ladderPreviewShown>> {
    requirePermission(reader, 'edit-plan');
    orNotFound(await findPlan(this.recordSource, id), 'plan', id);
    const now = new Date().toISOString();
    return showLadderPreview(await previewLadder(this.recordSource, id, body.ladder, now));
  }

  @Sets(':id/goals', 'Set goals, sub-goals and indicators; those with an id keep their number')
  defineGoals(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: goals }) body: z.output<typeof goals>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes({ type: 'DefineGoals', planId: id, ...body, ...asked.seen }, asked);
  }

  @Sets(':id/themes', 'Set the themes in their order')
  defineThemes(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: themes }) body: z.output<typeof themes>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes({ type: 'DefineThemes', planId: id, ...body, ...asked.seen }, asked);
  }

  @Sets(':id/abbreviations', 'Set the abbreviations that the summary explains')
  defineAbbreviations(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: abbreviations }) body: z.output<typeof abbreviations>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    return this.changes({ type: 'DefineAbbreviations', planId: id, ...body, ...asked.seen }, asked);
  }

  @Decides(':id/adoptions', 'Leadership adopts the plan: its proposed measures are accepted and followed')
  adopt(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: adoption }) { authority }: z.output<typeof adoption>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'plan', id },
      { type: 'AdoptPlan', planId: id, authority, ...asked.seen },
      asked,
    );
  }

  @Decides(':id/closures', 'Leadership closes the plan, when every measure is closed')
  close(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: planClosure }) body: z.output<typeof planClosure>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.happens(
      { kind: 'plan', id },
      { type: 'ClosePlan', planId: id, ...body, ...asked.seen },
      asked,
    );
  }

  @Records(':id/joint-lines', 'Tell measures in one line of the summary')
  joinMeasures(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: jointLine }) body: z.output<typeof jointLine>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'JoinMeasures', planId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/joint-line-separations', 'Tell the measures of a joint line one by one again')
  separateMeasures(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: jointLineSeparation }) body: z.output<typeof jointLineSeparation>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'SeparateMeasures', planId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/report-summaries', 'Write the coming report’s summary, in at most five lines')
  writeReportSummary(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Body({ schema: reportSummary }) body: z.output<typeof reportSummary>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'WriteReportSummary', planId: id, ...body, ...asked.seen }, asked);
  }

  @Records(':id/sub-goals/:subGoalId/assessments', 'Assess a sub-goal')
  assessSubGoal(
    @Param({ schema: subGoalInPath }) { id, subGoalId }: SubGoalInPath,
    @Body({ schema: subGoalAssessment }) body: z.output<typeof subGoalAssessment>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens({ type: 'AssessSubGoal', planId: id, subGoalId, ...body, ...asked.seen }, asked);
  }

  @Records(':id/sub-goals/:subGoalId/figures', 'Enter a figure of one of the sub-goal’s indicators')
  enterFigure(
    @Param({ schema: subGoalInPath }) { id, subGoalId }: SubGoalInPath,
    @Body({ schema: subGoalFigure }) body: z.output<typeof subGoalFigure>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(
      { type: 'EnterIndicatorFigure', planId: id, subGoalId, ...body, ...asked.seen },
      asked,
    );
  }

  @Lists(
    ':id/measures',
    'The plan’s measures by number; an owner sees those with items of their own',
    measureInList,
  )
  async measures(
    @Param({ schema: value.idInPath }) { id }: IdInPath,
    @Query({ schema: measuresOfPlanQuery }) query: z.output<typeof measuresOfPlanQuery>,
    @Reader() reader: Actor,
  ) {
    await requirePlanSeen(this.recordSource, id, reader);
    const today = todayInOslo();
    const rows = await listMeasures(this.recordSource, { ...query, plan: id, seenBy: reader, today });
    return pageOf(
      rows,
      query.limit,
      ({ state, planNumber }) => [planNumber, state.number],
      (known) => showMeasureInList(asSeen(known, reader), today),
    );
  }

  @Answers(
    ':id/summary',
    'The live status summary; figures are counted, texts are people’s',
    statusSummaryShown,
  )
  async summary(@Param({ schema: value.idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requireReading(reader);
    const at = { reader, today: todayInOslo() };
    const summary = orNotFound(await statusSummary(this.recordSource, { id }, at), 'plan', id);
    noteSummary(summary);
    return summary;
  }

  private changes(command: PlanCommand, asked: CommandRequest) {
    return this.dispatcher.changes({ kind: 'plan', id: command.planId }, command, asked);
  }

  private happens(command: PlanCommand, asked: CommandRequest) {
    return this.dispatcher.happens({ kind: 'plan', id: command.planId }, command, asked);
  }
}

/** @throws DomainError `not-found` also for a plan that the reader does not see, so that nobody learns what else there is */
export async function requirePlanSeen(
  recordSource: RecordSource,
  id: string,
  reader: Actor,
): Promise<Exclude<PlanSight, 'nothing'>> {
  requireReading(reader);
  const sight = await sightOfPlan(recordSource, reader, { id });
  if (sight === 'nothing') throw notFound('plan', id);
  return sight;
}
