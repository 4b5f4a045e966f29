import { z } from 'zod';
import { searchKinds } from '#record/search/search-index.js';
import { measureStates } from '../../measures/rest/measure.states.js';
import { paging } from '../../rest/paging.js';
import * as value from '../../rest/schemas/values.js';

export const searchText = z
  .string()
  .trim()
  .min(2, 'must be at least two characters')
  .max(300)
  .meta({
    description: 'Words in any form, phrases in quotation marks. Slips of the pen are forgiven.',
    examples: ['øvelse varsling'],
  });

/** What narrows a search: the API and the page take the same. */
export const searchFilters = {
  kind: z.enum(searchKinds).exactOptional(),
  plan: value.id.exactOptional(),
  party: value.id.exactOptional().meta({ description: 'Of measures it has an item in, or contributes to.' }),
  state: z.enum(measureStates).exactOptional().meta({ description: 'Of the measure.' }),
  theme: value.id.exactOptional(),
  year: z.coerce.number('must be a year').int().min(1900).max(2199).exactOptional(),
};

export const searchQuery = z.strictObject({
  ...paging('rank', 'text'),
  q: searchText,
  ...searchFilters,
});
