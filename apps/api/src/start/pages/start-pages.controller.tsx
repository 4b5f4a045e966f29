import { Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { addDays } from '#domain/follow-up/calendar.js';
import { defaultLadder } from '#domain/follow-up/ladder.js';
import type { Actor } from '#domain/roles/actor.js';
import { startPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { awaitedBy } from '#record/decision/decision-page.query.js';
import { planList } from '#record/plan/plan-list.query.js';
import { itemsOfParties, leadershipWaiting, secretariatWaiting } from '#record/start/start-page.query.js';
import { may } from '#domain/roles/permissions.js';
import { reportsTakenDownNow } from '#record/report/takedown.js';
import { waitingReports } from '#record/report/waiting-reports.query.js';
import { noteTitles } from '../../record/restricted-readings.js';
import { extensionsFor } from '../../measures/pages/extensions-for.js';
import { todayInOslo } from '../../rest/today.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { StartPage, type StartPageContent } from './start.page.js';

@PageController(startPath)
export class StartController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Req() request: Request, @Res() response: Response): Promise<void> {
    const today = todayInOslo();
    const content = await this.waitingFor(actorOn(request), today);
    this.pages.send(
      response,
      <StartPage frame={this.pages.frame(request, response)} content={content} today={today} />,
    );
  }

  /** Each role's own; one after the other would make somebody with several wait longer. */
  private async waitingFor(actor: Actor, today: string): Promise<StartPageContent> {
    const [plans, awaited, reports, down, extensions, owner, secretariat, leadership] = await Promise.all([
      planList(this.recordSource, actor, today),
      awaitedBy(this.recordSource, actor),
      waitingReports(this.recordSource, actor),
      may(actor, 'withdraw-publication') || may(actor, 'decide')
        ? reportsTakenDownNow(this.recordSource)
        : [],
      may(actor, 'answer-extension') ? extensionsFor(this.recordSource, actor) : undefined,
      actor.partyIds.length > 0 ? itemsOfParties(this.recordSource, actor.partyIds) : undefined,
      actor.roles.includes('secretariat') ? secretariatWaiting(this.recordSource) : undefined,
      actor.roles.includes('leadership')
        ? leadershipWaiting(this.recordSource, {
            lateBefore: addDays(today, -defaultLadder.escalateToLeadershipDays),
          })
        : undefined,
    ]);
    // Whoever has these lists may read what stands in them: their own, or by their role.
    for (const waiting of [
      ...(owner === undefined ? [] : [owner]),
      ...(secretariat === undefined
        ? []
        : [
            secretariat.withoutOwner,
            secretariat.reportedDone,
            secretariat.readyToClose,
            secretariat.refusals,
          ]),
      ...(leadership === undefined
        ? []
        : [leadership.measuresToAccept, leadership.waivers, leadership.lateLong]),
    ]) {
      noteTitles(waiting.rows);
    }
    const hasItems = owner !== undefined && (owner.total > 0 || actor.roles.includes('owner'));
    return {
      plans,
      awaited,
      reports,
      down,
      extensions: extensions?.rows.filter(({ obstacle }) => obstacle === undefined) ?? [],
      ...(hasItems ? { owner } : {}),
      ...(secretariat === undefined ? {} : { secretariat }),
      ...(leadership === undefined ? {} : { leadership }),
    };
  }
}
