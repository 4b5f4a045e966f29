import { Get, Header, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Actor } from '#domain/roles/actor.js';
import { RecordSource } from '#record/record-source.js';
import { findPlan } from '#record/plan/plan.query.js';
import { Reader } from '../../rest/command-request.js';
import { orNotFound } from '../../rest/or-not-found.js';
import { RestController } from '../../rest/operations.js';
import { sheetQuery } from './import.schemas.js';
import { measureSheet, sheetType } from '../measure-sheet.js';

@RestController('measure-sheet', 'imports')
export class MeasureSheetController {
  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {}

  @Get()
  @ApiOperation({
    summary: 'A spreadsheet to fill in, or a plan’s open measures to correct; POST /imports takes it back',
  })
  @ApiOkResponse({
    description: 'XLSX.',
    content: { [sheetType]: { schema: { type: 'string', format: 'binary' } } },
  })
  @Header('Cache-Control', 'no-store')
  async sheet(
    @Query({ schema: sheetQuery }) { planId }: z.output<typeof sheetQuery>,
    @Reader() actor: Actor,
  ) {
    if (planId === undefined) return measureSheet(this.recordSource, actor);
    const { state: plan } = orNotFound(await findPlan(this.recordSource, planId), 'plan', planId);
    return measureSheet(this.recordSource, actor, plan);
  }
}
