import type { z } from 'zod';
import type {
  NewSituation,
  RegisterCatalogue,
  TakeInSituations,
} from '#domain/catalogue/catalogue.commands.js';
import type { ImportDraft } from '#domain/import/import-draft.js';
import { orNotFound } from '../rest/or-not-found.js';
import type { takingIn } from './rest/import.schemas.js';

/**
 * The command that takes situations of a draft into a catalogue, new or registered. The draft stays for what else it
 * holds.
 * @throws DomainError `not-found` for a key that is not there
 */
export function takingInCommand(
  { situations = [], earlierChanges = [] }: ImportDraft,
  { catalogue, situations: keys, change }: z.output<typeof takingIn>,
): RegisterCatalogue | TakeInSituations {
  const chosen = keys.map((wanted): NewSituation => {
    const known = situations.find(({ key }) => key === wanted);
    const { key: _key, foundAt: _foundAt, ...situation } = orNotFound(known, 'situation', wanted);
    return situation;
  });
  return catalogue.kind === 'new'
    ? { type: 'RegisterCatalogue', name: catalogue.name, situations: chosen, earlierChanges }
    : { type: 'TakeInSituations', catalogueId: catalogue.catalogueId, situations: chosen, change };
}
