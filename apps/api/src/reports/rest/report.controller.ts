import { Body, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Response } from 'express';
import type { z } from 'zod';
import { reportSight } from '#domain/access/sight.js';
import type { Command } from '#domain/commands.js';
import { notFound } from '#domain/domain-error.js';
import { compareReports } from '#domain/report/compare-reports.js';
import type { Plan } from '#domain/plan/plan.js';
import type { StatusReport } from '#domain/report/status-report.js';
import type { Actor } from '#domain/roles/actor.js';
import { requirePermission } from '#domain/roles/permissions.js';
import { RecordSource } from '#record/record-source.js';
import { findPlan } from '#record/plan/plan.query.js';
import { correctionDifferences } from '#messages/report/correction-words.js';
import {
  correctionOf,
  findReport,
  frozenReport,
  listReports,
  liveReport,
} from '#record/report/report.query.js';
import { requirePlanSeen } from '../../plans/rest/plan.controller.js';
import { versioned } from '../../rest/answer.js';
import { noteReport } from '../../record/restricted-readings.js';
import { CommandDispatcher } from '../../rest/command-dispatcher.js';
import { Asked, AskedOfVersion, type CommandRequest, Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { Answers, Decides, Lists, Records, RestController, Sets, Shows } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { todayInOslo } from '../../rest/today.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { idInPath } from '../../rest/schemas/values.js';
import { audienceOf, requireReport } from '../report-access.js';
import { ReportFiles, streamable } from '../files/report-file.js';
import {
  comparisonQuery,
  nothingMore,
  questionAnswer,
  questionHandover,
  questionInPath,
  reportAcknowledgement,
  reportCorrection,
  reportingCalendar,
  reportRelease,
  reportReturn,
  reportsQuery,
  versionQuery,
} from './report.schemas.js';
import {
  answersShown,
  correctablePartsShown,
  reportingShown,
  reportShown,
  showAnswers,
  showComparison,
  showReport,
  showReporting,
  showVersions,
  versionsShown,
} from './report.shown.js';

type IdInPath = z.output<typeof idInPath>;
type QuestionInPath = z.output<typeof questionInPath>;
type VersionQuery = z.output<typeof versionQuery>;

/** Status reports: when, who has answered, what was locked, and what leadership said of it. */
@RestController('', 'reports')
export class ReportController {
  constructor(
    @Inject(CommandDispatcher) private readonly dispatcher: CommandDispatcher,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(ReportFiles) private readonly files: ReportFiles,
  ) {}

  @Shows('plans/:id/reporting', 'When the plan’s status is reported', reportingShown)
  async reporting(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    await requirePlanSeen(this.recordSource, id, reader);
    const { state, version } = orNotFound(await findPlan(this.recordSource, id), 'plan', id);
    const [last] = await listReports(this.recordSource, { plan: id, limit: 1 });
    return versioned(showReporting(state, last?.state, todayInOslo()), version);
  }

  @Sets('plans/:id/reporting', 'Set when the status is reported; an open report moves with it')
  setReporting(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reportingCalendar }) body: z.output<typeof reportingCalendar>,
    @AskedOfVersion() asked: CommandRequest,
  ) {
    const command = { type: 'SetReporting', planId: id, ...body, ...asked.seen } as const;
    return this.dispatcher.changes({ kind: 'plan', id }, command, asked);
  }

  @Lists('plans/:id/reports', 'The plan’s reports, the newest first', reportShown)
  async list(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: reportsQuery }) query: z.output<typeof reportsQuery>,
    @Reader() reader: Actor,
  ) {
    const sight = await requirePlanSeen(this.recordSource, id, reader);
    const rows = await listReports(this.recordSource, { plan: id, ...query });
    const page = pageOf(
      rows,
      query.limit,
      ({ state }) => [state.number],
      (row) => row,
    );
    const items = page.items.flatMap(({ state, version }) => {
      const seen = reportSight(reader, state, sight);
      return seen === undefined ? [] : [showReport(seen, version, audienceOf(reader))];
    });
    return { ...page, items };
  }

  @Records('plans/:id/reports', 'Open the report of the next reporting date; the schedule does so by itself')
  open(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: nothingMore }) _body: z.output<typeof nothingMore>,
    @Asked() asked: CommandRequest,
  ) {
    return this.dispatcher.registers('report', { type: 'OpenReport', planId: id }, asked);
  }

  @Shows('reports/:id', 'One report', reportShown)
  async show(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    const { state, version } = await requireReport(this.recordSource, id, reader);
    return versioned(showReport(state, version, audienceOf(reader)), version);
  }

  @Answers(
    'reports/:id/versions',
    'Its locked versions: hashes, corrections, who released and acknowledged',
    versionsShown,
  )
  async versions(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    const { state } = await requireReport(this.recordSource, id, reader);
    return showVersions(state, audienceOf(reader));
  }

  @Answers(
    'reports/:id/answers',
    'Who has answered and who has not: live while it is open, else as locked',
    answersShown,
  )
  async answers(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requireSeesEverything(reader);
    const { state } = await requireReport(this.recordSource, id, reader);
    if (state.state !== 'open') return showAnswers((await this.frozen(id, reader, {})).report);
    const plan = orNotFound(await findPlan(this.recordSource, state.planId), 'plan', state.planId).state;
    return showAnswers(await this.live(plan, reader));
  }

  @Get('reports/:id/snapshot')
  @ApiOperation({ summary: 'What was locked, to the byte: the text its hash covers' })
  @ApiOkResponse({
    description: 'JSON (RFC 8785).',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  async snapshot(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: versionQuery }) query: VersionQuery,
    @Reader() reader: Actor,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { canonical, sha256, report } = await this.frozen(id, reader, query);
    response.set('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    return streamable(await this.files.write({ report, format: 'json', frozen: { canonical, sha256 } }));
  }

  @Get('plans/:id/report-comparison')
  @ApiOperation({
    summary: 'Two locked reports side by side: figures, measures, texts, what happened between',
  })
  @ApiOkResponse({
    description: 'Of both as they were locked; `between` is told as a report tells it of the one before.',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  async comparison(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Query({ schema: comparisonQuery }) query: z.output<typeof comparisonQuery>,
    @Reader() reader: Actor,
  ) {
    const numbered = async (number: number, version: number | undefined): Promise<StatusReport> => {
      const [row] = await listReports(this.recordSource, { plan: id, number, limit: 1 });
      if (row === undefined) throw notFound('report', String(number));
      return (await this.frozen(row.state.id, reader, version === undefined ? {} : { version })).report;
    };
    const one = await numbered(query.report, query.version);
    const comparison = compareReports(one, await numbered(query.with, query.withVersion));
    return showComparison(comparison);
  }

  @Records('reports/:id/locks', 'Lock it, on its reporting date or later; the schedule does so by itself')
  async lock(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: nothingMore }) _body: z.output<typeof nothingMore>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, { type: 'LockReport', ...(await this.named(id, asked)) }, asked);
  }

  @Answers(
    'reports/:id/correctable-parts',
    'What a correction can change: where the record tells otherwise than the report, before and after',
    correctablePartsShown,
  )
  async correctable(@Param({ schema: idInPath }) { id }: IdInPath, @Reader() reader: Actor) {
    requirePermission(reader, 'release-report');
    const { state } = await requireReport(this.recordSource, id, reader);
    const preview = await correctionOf(this.recordSource, state);
    if (preview === undefined) return { items: [] };
    await noteReport(this.recordSource, state.planId, 'internal', preview.locked, preview.fresh);
    return { items: correctionDifferences(preview.locked, preview.fresh, preview.parts) };
  }

  @Records('reports/:id/corrections', 'Correct it: a new version that says what and why')
  async correct(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reportCorrection }) body: z.output<typeof reportCorrection>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, { type: 'CorrectReport', ...(await this.named(id, asked)), ...body }, asked);
  }

  @Records('reports/:id/releases', 'Release it to leadership')
  release(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reportRelease }) body: z.output<typeof reportRelease>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, { type: 'ReleaseReport', reportId: id, ...body, ...asked.seen }, asked);
  }

  @Decides(
    'reports/:id/acknowledgements',
    'Leadership acknowledges it; a body’s is entered by the secretariat',
  )
  acknowledge(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reportAcknowledgement }) body: z.output<typeof reportAcknowledgement>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, { type: 'AcknowledgeReport', reportId: id, ...body, ...asked.seen }, asked);
  }

  @Decides('reports/:id/returns', 'Leadership sends it back with questions, each to one person')
  sendBack(
    @Param({ schema: idInPath }) { id }: IdInPath,
    @Body({ schema: reportReturn }) body: z.output<typeof reportReturn>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(id, { type: 'ReturnReport', reportId: id, ...body, ...asked.seen }, asked);
  }

  @Records('reports/:id/questions/:questionId/answers', 'Answer what leadership asked')
  answer(
    @Param({ schema: questionInPath }) { id, questionId }: QuestionInPath,
    @Body({ schema: questionAnswer }) body: z.output<typeof questionAnswer>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(
      id,
      { type: 'AnswerQuestion', reportId: id, questionId, ...body, ...asked.seen },
      asked,
    );
  }

  @Records('reports/:id/questions/:questionId/handovers', 'Give the question to somebody else')
  handOver(
    @Param({ schema: questionInPath }) { id, questionId }: QuestionInPath,
    @Body({ schema: questionHandover }) body: z.output<typeof questionHandover>,
    @Asked() asked: CommandRequest,
  ) {
    return this.happens(
      id,
      { type: 'HandOverQuestion', reportId: id, questionId, ...body, ...asked.seen },
      asked,
    );
  }

  private happens(id: string, command: Command, asked: CommandRequest) {
    return this.dispatcher.happens({ kind: 'report', id }, command, asked);
  }

  /** What freezes the report locks its plan first, so it names it. */
  private async named(id: string, { seen }: CommandRequest) {
    const { state } = orNotFound(await findReport(this.recordSource, id), 'report', id);
    return { planId: state.planId, reportId: id, ...seen };
  }

  private async live(plan: Plan, reader: Actor): Promise<StatusReport> {
    const at = new Date().toISOString();
    const audience = audienceOf(reader);
    const report = orNotFound(await liveReport(this.recordSource, { plan, audience, at }), 'plan', plan.id);
    await noteReport(this.recordSource, plan.id, audience, report);
    return report;
  }

  private async frozen(id: string, reader: Actor, wanted: { version?: number }) {
    const { state } = await requireReport(this.recordSource, id, reader);
    const frozen = await frozenReport(this.recordSource, { id, audience: audienceOf(reader), ...wanted });
    if (frozen === undefined) throw notFound('locked version of report', id);
    const report = JSON.parse(frozen.canonical) as StatusReport;
    await noteReport(this.recordSource, state.planId, audienceOf(reader), report);
    return { ...frozen, report };
  }
}
