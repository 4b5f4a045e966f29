import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { calendarPath } from '#messages/page-links.js';
import { CalendarAddresses } from '#record/calendar/calendar-addresses.js';
import { calendarOf } from '#record/calendar/calendar.query.js';
import { RecordSource } from '#record/record-source.js';
import { language, speakOn } from '../language/spoken-language.js';
import { todayInOslo } from '../rest/today.js';
import { PageFailure } from '../web/failures/page-failure.js';
import { answerPrivately } from '../web/public-answer.js';
import { calendarPublicUrlToken } from './calendar-public-url.js';

/** What calendar programs fetch: no session, no cookie; the address is the right. */
@ApiExcludeController()
@Controller(calendarPath)
export class CalendarFeedController {
  constructor(
    @Inject(CalendarAddresses) private readonly addresses: CalendarAddresses,
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(calendarPublicUrlToken) private readonly publicUrl: string,
  ) {}

  @Get(':file')
  async feed(@Param('file') file: string, @Res() response: Response): Promise<void> {
    const reader = await this.addresses.reader(file.replace(/\.ics$/u, ''));
    if (reader === undefined) throw new PageFailure('not-found');
    const { actor, planId, language: chosen } = reader;
    if (chosen !== undefined) speakOn(chosen);
    const wanted = { reader: actor, today: todayInOslo(), ...(planId === undefined ? {} : { planId }) };
    const facts = await calendarOf(this.recordSource, wanted);
    if (facts === undefined) throw new PageFailure('not-found');
    const { calendarFile, calendarType } = await import('#messages/calendar/calendar-file.js');
    answerPrivately(response, {
      type: calendarType,
      content: calendarFile(facts, { locale: language(), publicUrl: this.publicUrl }),
    });
  }
}
