import { revision } from '../changes.js';
import type { Asked, RulesOf } from '../command-rule.js';
import { requireHappened } from '../deadline/date-bounds.js';
import { invalid, notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { CatalogueId, SituationId } from '../ids.js';
import { requireLoaded, handedOut, inStream } from '../loaded.js';
import type { Needs } from '../needs.js';
import type { Circumstances } from '../register.js';
import { requirePermission } from '../roles/permissions.js';
import type { Right } from '../roles/right.js';
import type { CatalogueCommand, RegisterCatalogue } from './catalogue.commands.js';
import type { CatalogueEvent, CatalogueFields } from './catalogue.events.js';
import type { Catalogue, Situation, SituationFields } from './catalogue.js';
import { newSituation, requireName, revisedFields } from './situation-content.js';
import { takenIn } from './taking-in.js';

const editCatalogue: Right = { held: ['edit-catalogue'] };

export const catalogueRules: RulesOf<RegisterCatalogue | CatalogueCommand> = {
  RegisterCatalogue: {
    right: editCatalogue,
    needs: () => ({ catalogueNumber: true }),
    decide: (command, { catalogueNumber }, circumstances) =>
      decideRegisterCatalogue(handedOut(catalogueNumber), command, circumstances),
  },
  ReviseCatalogue: { right: editCatalogue, needs: itself, decide: onCatalogue },
  AddSituation: { right: editCatalogue, needs: itself, decide: onCatalogue },
  ReviseSituation: { right: editCatalogue, needs: itself, decide: onCatalogue },
  WithdrawSituation: { right: editCatalogue, needs: itself, decide: onCatalogue },
  StateSituationRisk: { right: editCatalogue, needs: itself, decide: onCatalogue },
  TakeInSituations: { right: editCatalogue, needs: itself, decide: onCatalogue },
};

function itself({ catalogueId }: { catalogueId: CatalogueId }): Partial<Needs> {
  return { catalogues: [{ id: catalogueId, lock: 'update' }] };
}

function onCatalogue(...[command, loaded, circumstances]: Asked<CatalogueCommand>): Decided[] {
  const catalogue = requireLoaded(loaded.catalogues, 'catalogue', command.catalogueId);
  return inStream('catalogue', catalogue.id, decideCatalogue(catalogue, command, circumstances));
}

/**
 * @param number the catalogue's own, handed out by the record
 * @throws DomainError `not-permitted`, `invalid-value`
 */
function decideRegisterCatalogue(
  number: number,
  command: RegisterCatalogue,
  { actor, newId, today }: Circumstances,
): Decided[] {
  requirePermission(actor, 'edit-catalogue');
  requireName('name', command.name);
  const earlierChanges = command.earlierChanges ?? [];
  earlierChanges.forEach(({ on }, index) => requireHappened(`earlierChanges.${index}.on`, on, today));
  const catalogueId = newId();
  const situations = (command.situations ?? []).map((situation, index) =>
    newSituation(situation, index + 1, newId, `situations.${index}.`),
  );
  return [
    {
      stream: 'catalogue',
      id: catalogueId,
      events: [
        {
          type: 'CatalogueRegistered',
          data: {
            catalogueId,
            number,
            name: command.name,
            about: command.about ?? '',
            situations,
            earlierChanges: [...earlierChanges].sort((one, other) => one.on.localeCompare(other.on)),
          },
        },
      ],
    },
  ];
}

/**
 * What a command on the catalogue leads to. Each event is a version.
 * @throws DomainError `not-permitted`, `invalid-value`, `not-found`
 */
function decideCatalogue(
  catalogue: Catalogue,
  command: CatalogueCommand,
  { actor, newId }: Circumstances,
): CatalogueEvent[] {
  requirePermission(actor, 'edit-catalogue');
  if ('change' in command && command.change.trim() === '') {
    throw invalid(
      'change',
      'What is different now is missing.',
      'Write it in a sentence, for the change log.',
    );
  }
  switch (command.type) {
    case 'ReviseCatalogue': {
      const { name, about, change: note } = command;
      if (name !== undefined) requireName('name', name);
      const wanted: Partial<CatalogueFields> = {
        ...(name === undefined ? {} : { name }),
        ...(about === undefined ? {} : { about }),
      };
      const changed = revision<CatalogueFields>(catalogue, wanted);
      return changed === undefined ? [] : [{ type: 'CatalogueRevised', data: { ...changed, note } }];
    }
    case 'AddSituation': {
      const situation = newSituation(command.situation, catalogue.nextSituationNumber, newId);
      return [{ type: 'SituationAdded', data: { situation, note: command.change } }];
    }
    case 'ReviseSituation': {
      const situation = requireSituation(catalogue, command.situationId);
      const changed = revision<SituationFields>(situation, revisedFields(situation, command.fields, newId));
      if (changed === undefined) return [];
      const { situationId, change: note } = command;
      return [{ type: 'SituationRevised', data: { situationId, ...changed, note } }];
    }
    case 'WithdrawSituation': {
      const { id: situationId } = requireSituation(catalogue, command.situationId);
      return [{ type: 'SituationWithdrawn', data: { situationId, note: command.change } }];
    }
    case 'StateSituationRisk': {
      const { id: situationId } = requireSituation(catalogue, command.situationId);
      const { risk } = command;
      requireText('risk.likelihood', risk.likelihood);
      requireText('risk.consequence', risk.consequence);
      // The same words again are a new assessment: it has another date.
      return [{ type: 'SituationRiskStated', data: { situationId, risk } }];
    }
    case 'TakeInSituations':
      return takenIn(catalogue, command, newId);
    default:
      return command satisfies never;
  }
}

/** @throws DomainError `not-found` */
export function requireSituation(catalogue: Catalogue, id: SituationId): Situation {
  const situation = catalogue.situations.find((known) => known.id === id);
  if (situation === undefined) throw notFound('situation', id);
  return situation;
}

function requireText(field: string, text: string): void {
  if (text.trim() === '')
    throw invalid(field, 'The text is empty.', 'Write it in words; there are no levels.');
}
