import { Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { may } from '#domain/roles/permissions.js';
import { portfolioPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { portfolio } from '#record/portfolio/portfolio.query.js';
import { notePortfolio } from '../../record/restricted-readings.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { PortfolioPage } from './portfolio.page.js';

@PageController(portfolioPath)
export class PortfolioPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const reader = actorOn(request);
    if (!may(reader, 'read-everything')) throw new PageFailure('forbidden');
    const shown = await portfolio(this.recordSource, { reader, today: todayInOslo() });
    notePortfolio(shown);
    this.pages.send(
      response,
      <PortfolioPage frame={this.pages.frame(request, response)} portfolio={shown} />,
    );
  }
}
