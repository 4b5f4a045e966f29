import { DomainError } from '../domain-error.js';
import type { MeasureId, PartyId, PersonId, PlanId, ReportId } from '../ids.js';

/** What a duty is in, and which: enough to find it again and to give it to somebody else. */
export type DutyRef =
  | { as: 'contact' | 'leader' | 'case-officer'; in: 'party'; id: PartyId }
  | { as: 'case-officer' | 'leader' | 'substitute'; in: 'plan'; id: PlanId }
  /** `holder`: of items that a colleague of the party has given them. */
  | { as: 'reviewer' | 'holder'; in: 'measure'; id: MeasureId }
  /** Of every question of the report that they have not answered. */
  | { as: 'answerer'; in: 'report'; id: ReportId };

/** What a person answers for. */
export type Duty = DutyRef & {
  /** The party's name, or the plan's number; of a reviewer, a holder or an answerer "1/7", plan and measure or report. */
  of: string;
  /** Something waits for it: of a party with nothing to do the person is only named. */
  open: boolean;
  /** How many unfinished items it is about. */
  items: number;
  /** Of a holder: whose the items are. */
  partyIds?: readonly PartyId[];
};

/** Names a duty in addresses, forms and lists. */
export function dutyKey({ in: place, id, as }: DutyRef): string {
  return `${place}/${id}/${as}`;
}

type NameOf<D> = D extends DutyRef ? `${D['in']}.${D['as']}` : never;
/** What a duty is called in texts: `duty.<name>`. */
export type DutyName = NameOf<DutyRef>;

export function dutyName({ in: place, as }: DutyRef): DutyName {
  return `${place}.${as}` as DutyName;
}

/** A person can’t be deactivated while somebody still counts on them: nagging never stops silently. */
export function openDuties(personId: PersonId, duties: readonly Duty[]): DomainError {
  const named = duties.map(({ as, of }) => `${as} of ${of}`);
  return new DomainError({
    type: 'open-duties',
    refusal: 'conflict',
    title: 'The person still has duties',
    detail: `Open duties: ${named.join(', ')}.`,
    next: `Give all of them to somebody else first: POST /api/v1/persons/${personId}/handovers.`,
    extra: { personId, duties },
  });
}
