import { Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { may } from '#domain/roles/permissions.js';
import { readingLogPath } from '#messages/page-links.js';
import { ReadingLog } from '#record/readings/reading-log.js';
import { pageOf, paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';
import { actorOn } from '../../web/actor-on-page.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { type FieldError, type FormValues, formValues, valueOf } from '../../web/forms/form-state.js';
import { t } from '../../web/frame/texts.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { readerName, ReadingLogPage, readingFilters } from './reading-log.page.js';

const readingsPerPage = 100;
const number = z
  .string()
  .regex(/^[1-9]\d{0,6}$/u)
  .transform(Number);
const pageQuery = z.object({
  leser: value.reference.exactOptional(),
  plan: number.exactOptional(),
  tiltak: number.exactOptional(),
  fra: value.plainDate.exactOptional(),
  til: value.plainDate.exactOptional(),
  cursor: paging('number').cursor,
});

/** The log of who read restricted text, for the auditor and leadership. */
@PageController(readingLogPath)
export class ReadingLogPagesController {
  constructor(
    @Inject(ReadingLog) private readonly log: ReadingLog,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Query() query: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!may(actorOn(request), 'read-readings')) throw new PageFailure('forbidden');
    const asked = formValues(query);
    const read = pageQuery.safeParse(given(asked));
    const errors = read.success ? [] : errorsOf(read.error);
    const { leser, plan, tiltak, fra, til, cursor } = read.data ?? {};
    const rows = read.success
      ? await this.log.list({
          limit: readingsPerPage,
          ...(leser === undefined ? {} : { reader: leser }),
          ...(plan === undefined ? {} : { planNumber: plan }),
          ...(tiltak === undefined ? {} : { measureNumber: tiltak }),
          ...(fra === undefined ? {} : { from: fra }),
          ...(til === undefined ? {} : { to: til }),
          ...(cursor === undefined ? {} : { cursor }),
        })
      : [];
    const { items, nextCursor } = pageOf(
      rows,
      readingsPerPage,
      (reading) => [reading.number],
      (reading) => reading,
    );
    const readers = await this.log.readers();
    this.pages.send(
      response,
      <ReadingLogPage
        frame={this.pages.frame(request, response)}
        asked={asked}
        readers={readers.map((reader) => ({ id: reader.readerId, name: readerName(reader) }))}
        readings={items}
        nextCursor={nextCursor}
        errors={errors}
      />,
      read.success ? 200 : 422,
    );
  }
}

/** What was left empty was not asked. */
function given(asked: FormValues): Record<string, string> {
  return Object.fromEntries(
    [...readingFilters, 'cursor'].flatMap((name): [string, string][] => {
      const typed = valueOf({ values: asked }, name).trim();
      return typed === '' ? [] : [[name, typed]];
    }),
  );
}

function errorsOf({ issues }: z.ZodError): FieldError[] {
  return issues.map(({ path: [field] }) => ({
    field: String(field),
    message: t(field === 'fra' || field === 'til' ? 'page.readings.bad-date' : 'page.readings.bad-number'),
  }));
}
