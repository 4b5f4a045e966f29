import type { CatalogueId, PlainDate, SituationId } from '../ids.js';
import type { RiskInWords } from '../risk/risk-in-words.js';
import type { Catalogue, Situation, SituationFields } from './catalogue.js';

export type CatalogueFields = Pick<Catalogue, 'name' | 'about'>;

/** What happened to a catalogue. Each event is a version of it. */
export type CatalogueEvent =
  | {
      type: 'CatalogueRegistered';
      data: {
        catalogueId: CatalogueId;
        number: number;
        situations: readonly Situation[];
        earlierChanges: readonly { on: PlainDate; note: string }[];
      } & CatalogueFields;
    }
  | {
      type: 'CatalogueRevised';
      data: { old: Partial<CatalogueFields>; new: Partial<CatalogueFields>; note: string };
    }
  | { type: 'SituationAdded'; data: { situation: Situation; note: string } }
  | {
      type: 'SituationRevised';
      data: {
        situationId: SituationId;
        old: Partial<SituationFields>;
        new: Partial<SituationFields>;
        note: string;
      };
    }
  | { type: 'SituationWithdrawn'; data: { situationId: SituationId; note: string } }
  | { type: 'SituationRiskStated'; data: { situationId: SituationId; risk: RiskInWords } };
