import { Inject } from '@nestjs/common';
import type { Actor } from '#domain/roles/actor.js';
import { RecordSource } from '#record/record-source.js';
import { portfolio } from '#record/portfolio/portfolio.query.js';
import { notePortfolio } from '../../record/restricted-readings.js';
import { Reader } from '../../rest/command-request.js';
import { Answers, RestController } from '../../rest/operations.js';
import { todayInOslo } from '../../rest/today.js';
import { requireSeesEverything } from '../../rest/visibility.js';
import { portfolioShown } from './portfolio.shown.js';

@RestController('portfolio')
export class PortfolioController {
  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {}

  @Answers(
    '',
    'Across plans: what is late, what slips, who has most to do, the trend and what comes next',
    portfolioShown,
  )
  async show(@Reader() reader: Actor) {
    requireSeesEverything(reader);
    const shown = await portfolio(this.recordSource, { reader, today: todayInOslo() });
    notePortfolio(shown);
    return shown;
  }
}
