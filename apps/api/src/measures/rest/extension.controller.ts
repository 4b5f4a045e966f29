import { Inject, Query } from '@nestjs/common';
import type { z } from 'zod';
import { requireReading } from '#domain/access/sight.js';
import { itemNumber } from '#domain/measure/measure.js';
import type { Actor } from '#domain/roles/actor.js';
import { type ListedExtension, listExtensions } from '#record/measure/extensions.query.js';
import { RecordSource } from '#record/record-source.js';
import { Reader } from '../../rest/command-request.js';
import { hrefOf } from '../../rest/command-dispatcher.js';
import { Lists, RestController } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { asSeen } from '../seen-measure.js';
import { extensionQuery } from './extension.schemas.js';
import { extensionOfItemShown } from './extension.shown.js';
import { showExtension } from './measure.shown.js';

@RestController('extensions')
export class ExtensionController {
  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {}

  @Lists(
    '',
    'Extensions that were asked for, by plan, measure and item; an owner sees their own',
    extensionOfItemShown,
  )
  async list(
    @Query({ schema: extensionQuery }) query: z.output<typeof extensionQuery>,
    @Reader() reader: Actor,
  ) {
    requireReading(reader);
    const rows = await listExtensions(this.recordSource, { ...query, seenBy: reader });
    return pageOf(
      rows,
      query.limit,
      ({ planNumber, measure, ordinal, place }) => [planNumber, measure.state.number, ordinal, place],
      (row) => shownTo(reader, row),
    );
  }
}

function shownTo(reader: Actor, { measure, item, request }: ListedExtension) {
  const { sight } = asSeen(measure, reader);
  return {
    itemId: item.id,
    number: itemNumber(measure.state, item),
    measureId: measure.state.id,
    planId: measure.state.planId,
    partyId: item.partyId,
    ...showExtension(request, sight.withText),
    href: hrefOf('item', item.id),
  };
}
