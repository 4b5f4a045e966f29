import { notFound } from '../domain-error.js';
import type { Decided } from '../history.js';
import type { PartyId } from '../ids.js';
import { decideRegisterParty } from '../party/party.decide.js';
import { evolveParty } from '../party/party.evolve.js';
import type { Party } from '../party/party.js';
import { type NamedParty, nameKey } from '../party/similar-names.js';
import type { Plan } from '../plan/plan.js';
import type { Circumstances, Register } from '../register.js';
import type { ImportedParty, RegisterImported } from './import.commands.js';
import { notYetRecorded } from './not-yet-recorded.js';

/**
 * The organisations that come into the register with the import. Nobody answers for them yet, so their messages go
 * to the plan's case officer; and until somebody says otherwise they count as parties that aren't ours.
 */
export class PartiesBeingNamed {
  decided: readonly Decided[] = [];
  private readonly added = new Map<PartyId, Party>();
  private readonly idOf = new Map<string, PartyId>();

  constructor(
    private readonly known: readonly NamedParty[],
    private readonly plan: Plan,
    private readonly circumstances: Circumstances,
  ) {}

  nameAll({
    newParties,
    confirmedNotSimilarTo,
  }: Pick<RegisterImported, 'newParties' | 'confirmedNotSimilarTo'>): void {
    this.decided = [...new Set(newParties)].flatMap((name) => this.named(name, confirmedNotSimilarTo));
  }

  /** The register as it will be. */
  get register(): Register {
    const { register } = this.circumstances;
    return { ...register, party: (id) => this.added.get(id) ?? register.party(id) };
  }

  /** @throws DomainError `not-found` for a name that is not among the new ones */
  idsOf(parties: readonly ImportedParty[]): PartyId[] {
    const ids = parties.map((party) => {
      if ('partyId' in party) return party.partyId;
      const id = this.idOf.get(party.newParty);
      if (id === undefined) throw notFound('new party', party.newParty);
      return id;
    });
    return [...new Set(ids)];
  }

  /** Written in two ways in the same document it is one. */
  private named(name: string, confirmedNotSimilarTo: readonly PartyId[] = []): Decided[] {
    const { caseOfficerId } = this.plan;
    const same = [...this.idOf].find(([other]) => nameKey(other) === nameKey(name));
    if (same !== undefined) {
      this.idOf.set(name, same[1]);
      return [];
    }
    const fields = { ours: false, caseOfficerId };
    const decided = decideRegisterParty(
      { type: 'RegisterOrganisation', name, fields, confirmedNotSimilarTo },
      this.known,
      this.circumstances,
    );
    for (const change of decided) {
      if (change.stream !== 'party') continue;
      const party = change.events.reduce<Party | undefined>(
        (state, event, index) =>
          evolveParty(state, { ...event, ...notYetRecorded(this.circumstances), version: index + 1 }),
        undefined,
      );
      if (party === undefined) continue;
      this.added.set(change.id, party);
      this.idOf.set(name, change.id);
    }
    return decided;
  }
}
