import type { Catalogue, Situation } from '#domain/catalogue/catalogue.js';
import type { Actor } from '#domain/roles/actor.js';
import type { PickOptions } from '#record/catalogue/picking.query.js';
import type { Asked, Seen } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import type { FormValues } from '../../web/forms/form-state.js';

export const catalogueFormNames = [
  'register-catalogue',
  'revise-catalogue',
  'add-situation',
  'revise-situation',
  'situation-risk',
  'withdraw-situation',
  'pick',
] as const;
export type CatalogueFormName = (typeof catalogueFormNames)[number];

export interface CatalogueFormContext {
  catalogue: Catalogue;
  version: number;
  actor: Actor;
}

export interface SituationFormContext extends CatalogueFormContext {
  situation: Situation;
  /** Where picks may go, and what they may be an answer to. */
  options: PickOptions;
}

/** One thing to do with what `Context` knows, as data. */
interface CatalogueFormOf<Context> {
  /** The last part of its address. */
  slug: string;
  name: CatalogueFormName;
  offered(context: Context): boolean;
  /** @param values what was sent: a form that is shown again has the rows it had */
  fields(context: Context, values: FormValues): readonly FormField[];
  prefill?(context: Context): FormValues;
  /** What the page carries unseen beside the version and the key. */
  hidden?(context: Context, values: FormValues): Readonly<Record<string, string>>;
  ask(values: FormValues, context: Context, seen: Seen): Asked;
}

export type CatalogueForm = CatalogueFormOf<CatalogueFormContext>;
export type SituationForm = CatalogueFormOf<SituationFormContext>;
export type RegisterForm = Pick<CatalogueFormOf<unknown>, 'name'> & {
  fields: readonly FormField[];
  ask(values: FormValues): Asked;
};
