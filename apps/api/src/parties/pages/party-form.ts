import type { PartyId, PlainDate } from '#domain/ids.js';
import type { NamedParty } from '#domain/party/similar-names.js';
import type { Actor } from '#domain/roles/actor.js';
import type { PartyInRegister } from '#record/party/party.query.js';
import type { PageForm } from '../../web/forms/page-form.js';

export interface RegisterContext {
  actor: Actor;
  today: PlainDate;
  /** Everybody in the register, by name. */
  known: readonly NamedParty[];
}

export interface PartyFormContext extends RegisterContext {
  record: PartyInRegister;
  /** The party whose page the form was opened from. */
  memberId?: PartyId;
}

export type PartyForm = PageForm<PartyFormContext>;
