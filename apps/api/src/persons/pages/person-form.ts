import type { AbsenceId, PersonId, PlainDate } from '#domain/ids.js';
import type { Duty } from '#domain/person/duties.js';
import type { Actor } from '#domain/roles/actor.js';
import type { Versioned } from '#domain/needs.js';
import type { KnownPerson } from '#record/person/person.query.js';
import type { PageForm } from '../../web/forms/page-form.js';

export interface PersonFormContext {
  actor: Actor;
  record: Versioned<KnownPerson>;
  duties: readonly Duty[];
  /** Who could take over: everybody who has not left, but this person. */
  takers: readonly KnownPerson[];
  /** Of the plans in the duties, the secretariat's own unit. */
  unitOfPlan: ReadonlyMap<string, string>;
  today: PlainDate;
  /** Which absence it is about, as the address says. */
  absenceId?: AbsenceId;
  /** Who is meant to have everything, as the address says. */
  takerId?: PersonId;
  partyName(id: string): string;
}

export type PersonForm = PageForm<PersonFormContext>;
