import type { RecordedEvent } from '../history.js';
import { invalidHistory } from '../invalid-history.js';
import type { CatalogueEvent } from './catalogue.events.js';
import type { Catalogue } from './catalogue.js';

/** The catalogue after one more event. */
export function evolveCatalogue(
  state: Catalogue | undefined,
  event: RecordedEvent<CatalogueEvent>,
): Catalogue {
  if (event.type === 'CatalogueRegistered') {
    const { catalogueId, number, name, details } = event.data;
    return { id: catalogueId, number, name, details, registeredAt: event.at };
  }
  if (state === undefined) throw invalidHistory('catalogue', event.type);
  return { ...state, ...event.data.new };
}
