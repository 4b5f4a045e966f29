import { Inject, Query } from '@nestjs/common';
import type { z } from 'zod';
import { requireReading } from '#domain/access/sight.js';
import type { Actor } from '#domain/roles/actor.js';
import { RecordSource } from '#record/record-source.js';
import { search } from '#record/search/search.query.js';
import { noteRestricted } from '../../record/restricted-readings.js';
import { Reader } from '../../rest/command-request.js';
import { Answers, RestController } from '../../rest/operations.js';
import { pageOf } from '../../rest/paging.js';
import { searchQuery } from './search.schemas.js';
import { searchShown, showHit } from './search.shown.js';

@RestController('search')
export class SearchController {
  constructor(@Inject(RecordSource) private readonly recordSource: RecordSource) {}

  @Answers('', 'Search in everything you may read, the best hit first', searchShown)
  async search(
    @Query({ schema: searchQuery }) { q, kind, limit, cursor, ...filters }: z.output<typeof searchQuery>,
    @Reader() reader: Actor,
  ): Promise<z.output<typeof searchShown>> {
    requireReading(reader);
    const { hits, total, readAs, unknown } = await search(this.recordSource, reader, {
      text: q,
      limit,
      ...filters,
      ...(kind === undefined ? {} : { kinds: [kind] }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const page = pageOf(
      hits,
      limit,
      ({ position }) => position,
      (hit) => {
        if (hit.reads !== undefined) noteRestricted(hit.reads);
        return showHit(hit);
      },
    );
    return { ...page, total, readAs: [...readAs], leftOut: [...unknown] };
  }
}
