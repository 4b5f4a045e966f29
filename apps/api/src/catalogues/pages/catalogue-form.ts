import type { Catalogue, Situation } from '#domain/catalogue/catalogue.js';
import type { Actor } from '#domain/roles/actor.js';
import type { PickOptions } from '#record/catalogue/picking.query.js';
import type { LookedFor } from '#messages/page-links.js';
import type { PageForm } from '../../web/forms/page-form.js';

export interface CatalogueFormContext {
  catalogue: Catalogue;
  version: number;
  actor: Actor;
}

export interface SituationFormContext extends CatalogueFormContext {
  situation: Situation;
  /** Where picks may go, and what they may be an answer to. */
  options: PickOptions;
  /** Where one comes from. */
  from?: LookedFor | undefined;
}

export type CatalogueForm = PageForm<CatalogueFormContext>;
export type SituationForm = PageForm<SituationFormContext>;
