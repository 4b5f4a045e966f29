import type { Request } from 'express';
import { z } from 'zod';
import { meeting } from '../rest/report.schemas.js';
import * as value from '../../rest/schemas/values.js';
import { PageFailure } from '../../web/failures/page-failure.js';
import { t } from '../../web/frame/texts.js';
import { doneParameter } from '../../web/pages.js';

/** Which version of a report; the latest unless it is said. */
export const versionAsked = z.strictObject({ versjon: value.numberAsked.exactOptional() });

/** What is asked for with a file: for a case paper also who meets. */
export const fileAsked = versionAsked.extend(meeting);

const edition = z
  .string()
  .regex(/^\d{1,6}-\d{1,6}$/u)
  .transform((text) => {
    const [number, version] = text.split('-').map(Number);
    return { number: number ?? 0, version: version ?? 0 };
  });

/** Which two reports are laid side by side: `3-1` is report 3, version 1. */
export const pairAsked = z.strictObject({ den: edition, andre: edition }).partial();

/** @throws PageFailure where the address says what can't be */
export function queryOf<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const { [doneParameter]: _done, ...asked } = request.query;
  const read = schema.safeParse(asked);
  if (!read.success) throw new PageFailure('not-found', t('page.reports.address-unreadable'));
  return read.data;
}
