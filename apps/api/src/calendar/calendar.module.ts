import { type DynamicModule, Module } from '@nestjs/common';
import { CalendarAddresses } from '#record/calendar/calendar-addresses.js';
import { RecordSource } from '#record/record-source.js';
import { CalendarFeedController } from './calendar-feed.controller.js';
import { CalendarPagesController } from './pages/calendar-pages.controller.js';
import { calendarPublicUrlToken } from './calendar-public-url.js';

/** Deadlines in one's own calendar: private addresses that are opened and closed on a page, and the feeds behind them. */
@Module({})
export class CalendarModule {
  static of({ publicUrl }: { publicUrl: string }): DynamicModule {
    return {
      module: CalendarModule,
      controllers: [CalendarPagesController, CalendarFeedController],
      providers: [
        { provide: calendarPublicUrlToken, useValue: publicUrl },
        {
          provide: CalendarAddresses,
          inject: [RecordSource],
          useFactory: (recordSource: RecordSource) => new CalendarAddresses(recordSource),
        },
      ],
    };
  }
}
