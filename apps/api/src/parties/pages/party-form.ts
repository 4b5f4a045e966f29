import type { PartyId, PlainDate } from '#domain/ids.js';
import type { NamedParty } from '#domain/party/similar-names.js';
import type { Actor } from '#domain/roles/actor.js';
import type { PartyInRegister } from '#record/queries/party.query.js';
import type { Asked, Seen } from '../../web/forms/asked.js';
import type { FormField } from '../../web/forms/form-fields.js';
import type { FormValues } from '../../web/forms/form-state.js';

export const partyFormNames = [
  'register-party',
  'revise-party',
  'add-member',
  'end-membership',
  'answer-departure',
] as const;
export type PartyFormName = (typeof partyFormNames)[number];

export interface RegisterContext {
  actor: Actor;
  today: PlainDate;
  /** Everybody in the register, by name. */
  known: readonly NamedParty[];
}

export interface PartyFormContext extends RegisterContext {
  record: PartyInRegister;
}

/** One thing to do with a party, as data. */
export interface PartyForm {
  /** The last part of its address. */
  slug: string;
  name: PartyFormName;
  offered(context: PartyFormContext): boolean;
  /** @param values what was sent: whom the name is like is asked about */
  fields(context: PartyFormContext, values: FormValues): readonly FormField[];
  /** @param memberId whom the page it was opened from is about */
  prefill?(context: PartyFormContext, memberId: PartyId | undefined): FormValues;
  ask(values: FormValues, context: PartyFormContext, seen: Seen): Asked;
}
