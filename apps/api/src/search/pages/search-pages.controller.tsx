import { Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { searchPath } from '#messages/page-links.js';
import { RecordSource } from '#record/record-source.js';
import { searchFilters, type SearchFilters } from '#record/search/search-filters.query.js';
import { search } from '#record/search/search.query.js';
import { noteRestricted } from '../../record/restricted-readings.js';
import { pageOf, paging } from '../../rest/paging.js';
import { searchFilters as filterSchemas, searchText } from '../rest/search.schemas.js';
import { actorOn } from '../../web/actor-on-page.js';
import { type FormValues, formValues, valueOf } from '../../web/forms/form-state.js';
import { PageController } from '../../web/page-controller.js';
import { Pages } from '../../web/pages.js';
import { filterNames, SearchPage, type SearchPageProps } from './search.page.js';

const hitsPerPage = 20;
const pageQuery = z.object({ q: searchText, ...filterSchemas, cursor: paging('rank', 'text').cursor });

@PageController(searchPath)
export class SearchPagesController {
  constructor(
    @Inject(RecordSource) private readonly recordSource: RecordSource,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Query() query: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const asked = formValues(query);
    const filters = await searchFilters(this.recordSource, actorOn(request));
    const found = await this.found(request, asked, filters);
    this.pages.send(
      response,
      <SearchPage
        frame={this.pages.frame(request, response)}
        asked={asked}
        filters={filters}
        invalid={found === 'invalid'}
        {...(typeof found === 'object' ? { result: found } : {})}
      />,
      found === 'invalid' ? 422 : 200,
    );
  }

  private async found(
    request: Request,
    asked: FormValues,
    filters: SearchFilters,
  ): Promise<SearchPageProps['result'] | 'invalid'> {
    if (['q', ...filterNames].every((name) => valueOf({ values: asked }, name).trim() === ''))
      return undefined;
    const read = pageQuery.safeParse(bodyOf(asked, filters));
    if (!read.success) return 'invalid';
    const { q, kind, cursor, ...wanted } = read.data;
    const result = await search(this.recordSource, actorOn(request), {
      text: q,
      limit: hitsPerPage,
      ...wanted,
      ...(kind === undefined ? {} : { kinds: [kind] }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { items, nextCursor } = pageOf(
      result.hits,
      hitsPerPage,
      ({ position }) => position,
      (hit) => {
        if (hit.reads !== undefined) noteRestricted(hit.reads);
        return hit;
      },
    );
    return { ...result, hits: items, nextCursor };
  }
}

/** The page's address names a plan by its number; what was left empty was not asked. */
function bodyOf(asked: FormValues, { plans }: SearchFilters): Record<string, unknown> {
  const given = ['q', 'cursor', ...filterNames].flatMap((name): [string, string][] => {
    const value = valueOf({ values: asked }, name).trim();
    return value === '' ? [] : [[name, value]];
  });
  const { plan: planNumber, theme, ...rest } = Object.fromEntries(given);
  if (planNumber === undefined) return rest;
  const plan = plans.find(({ number }) => String(number) === planNumber);
  // A theme of the plan that was chosen before narrows nothing.
  const isOfPlan = theme !== undefined && plan?.themes.some(({ id }) => id === theme) === true;
  return { ...rest, plan: plan?.id ?? '', ...(isOfPlan ? { theme } : {}) };
}
