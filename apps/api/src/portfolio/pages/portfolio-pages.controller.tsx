import { Controller, Get, Inject, Req, Res, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import { RecordSource } from '#record/record-source.js';
import { portfolio } from '#record/queries/portfolio.query.js';
import { SessionGuard } from '../../auth/session.guard.js';
import { notePortfolio } from '../../record/restricted-readings.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { Pages } from '../../web/pages.js';
import { PortfolioPage } from './portfolio.page.js';

@ApiExcludeController()
@Controller('portefolje')
@UseGuards(SessionGuard)
export class PortfolioPagesController {
  constructor(
    @Inject(RecordSource) private readonly dataSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const reader = actorOn(request);
    if (!may(reader, 'read-everything')) throw new PageFailure('forbidden');
    const shown = await portfolio(this.dataSource, { reader, today: todayInOslo() });
    notePortfolio(shown);
    this.pages.send(
      response,
      <PortfolioPage frame={this.pages.frame(request, response)} portfolio={shown} />,
    );
  }
}
