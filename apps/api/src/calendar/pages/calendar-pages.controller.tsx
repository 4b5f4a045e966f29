import { Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { validate as isUuid } from 'uuid';
import { calendarFeedPath, calendarPath, closeCalendarPath, pageUrl } from '#messages/page-links.js';
import { CalendarAddresses } from '#record/calendar/calendar-addresses.js';
import { planSeenBy } from '#record/plan/plan-list.query.js';
import { RecordSource } from '#record/record-source.js';
import { cookieOptions } from '../../auth/session.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { formValues, valueOf } from '../../web/forms/form-state.js';
import { PageController } from '../../web/page-controller.js';
import { pageNumber } from '../../web/page-number.js';
import { Pages } from '../../web/pages.js';
import { calendarPublicUrlToken } from '../calendar-public-url.js';
import { CalendarPage } from './calendar.page.js';

/** Carries a new address to the page that shows it, once. */
const madeCookie = 'kvittert_kalender';
const madeShownMs = 60_000;

@PageController(calendarPath)
export class CalendarPagesController {
  constructor(
    @Inject(CalendarAddresses) private readonly addresses: CalendarAddresses,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(calendarPublicUrlToken) private readonly publicUrl: string,
  ) {}

  @Get()
  async show(
    @Query('plan') asked: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const plan = asked === undefined ? undefined : await this.planOn(request, asked);
    const addresses = await this.addresses.of(actorOn(request).id);
    const made = (request.signedCookies as Record<string, unknown>)[madeCookie];
    response.clearCookie(madeCookie, this.cookie);
    this.pages.send(
      response,
      <CalendarPage
        frame={this.pages.frame(request, response)}
        addresses={addresses}
        {...(plan === undefined ? {} : { plan })}
        {...(typeof made === 'string' ? { made: pageUrl(this.publicUrl, calendarFeedPath(made)) } : {})}
      />,
    );
  }

  @Post()
  async open(@Req() request: Request, @Res() response: Response): Promise<void> {
    const asked = valueOf({ values: formValues(request.body) }, 'plan');
    const plan = asked === '' ? undefined : await this.planOn(request, asked);
    const secret = await this.addresses.open(actorOn(request).id, plan?.id);
    response.cookie(madeCookie, secret, { ...this.cookie, maxAge: madeShownMs });
    this.pages.sendOn(response, calendarPath, 'open-calendar');
  }

  @Post(closeCalendarPath.slice(calendarPath.length))
  async close(@Req() request: Request, @Res() response: Response): Promise<void> {
    const id = valueOf({ values: formValues(request.body) }, 'id');
    // Closed already, in another window: it is what was wanted.
    if (isUuid(id)) await this.addresses.close(actorOn(request).id, id);
    this.pages.sendOn(response, calendarPath, 'close-calendar');
  }

  private async planOn(request: Request, asked: unknown) {
    const plan = await planSeenBy(this.recordSource, actorOn(request), {
      number: pageNumber(String(asked)),
    });
    if (plan === undefined) throw new PageFailure('not-found');
    return plan;
  }

  private get cookie() {
    return cookieOptions(this.publicUrl.startsWith('https://'));
  }
}
