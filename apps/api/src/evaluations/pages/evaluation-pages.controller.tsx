import { Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Actor } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import { evaluationsPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { evaluationPage } from '#record/evaluation/evaluation-page.query.js';
import { listEvaluations } from '#record/evaluation/evaluation.query.js';
import { evaluationQuery } from '../rest/evaluation.schemas.js';
import { pageOf } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { EvaluationListPage } from './evaluation-list.page.js';
import { noteTitles, readsUnder } from '../../record/restricted-readings.js';
import { EvaluationPage } from './evaluation.page.js';

@PageController(evaluationsPath)
export class EvaluationPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async list(
    @Query('cursor') cursor: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const actor = reader(request);
    const asked = evaluationQuery.safeParse(cursor === undefined ? {} : { cursor });
    if (!asked.success) throw new PageFailure('not-found');
    const rows = await listEvaluations(this.recordSource, asked.data);
    const { items, nextCursor } = pageOf(
      rows,
      asked.data.limit,
      ({ state }) => [state.registeredAt, state.id],
      ({ state }) => state,
    );
    this.pages.send(
      response,
      <EvaluationListPage
        frame={this.pages.frame(request, response)}
        evaluations={items}
        nextCursor={nextCursor}
        actor={actor}
      />,
    );
  }

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const actor = reader(request);
    const known = value.id.safeParse(id).success
      ? await evaluationPage(this.recordSource, id, actor)
      : undefined;
    if (known === undefined) throw new PageFailure('not-found');
    noteTitles(
      known.measures.map(({ id: measureId, restricted, title }) => ({
        measureId,
        restricted,
        title: title ?? null,
      })),
    );
    this.pages.send(
      response,
      <EvaluationPage
        frame={this.pages.frame(request, response)}
        record={known}
        readable={readsUnder(actor, known.evaluation.access, { kind: 'evaluation', id })}
      />,
    );
  }
}

/** @throws PageFailure `forbidden` for owners: they read the measures that are theirs */
function reader(request: Request): Actor {
  const actor = actorOn(request);
  if (!may(actor, 'read-everything')) throw new PageFailure('forbidden');
  return actor;
}
