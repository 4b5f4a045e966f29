import { type Installation } from '../test/support/installation.js';
import { ApiDriver } from '../test/support/api-driver.js';
import { type Obligation, obligation } from './obligation.js';

/** What there must be before a measure can be registered, and the obligations themselves, made beforehand. */
export class Registry {
  readonly obligations: readonly Obligation[];

  private constructor(
    readonly office: ApiDriver,
    readonly partyId: string,
    count: number,
  ) {
    this.obligations = Array.from({ length: count }, (_, index) => obligation(index, partyId));
  }

  /** @param contact the role of who answers for the measures, and is told of what others do to them */
  static async open(
    installation: Installation,
    count: number,
    contact: 'owner' | 'secretariat' = 'owner',
  ): Promise<Registry> {
    const office = new ApiDriver(installation);
    const { email } = installation.person(contact);
    // Opened twice in one installation, where nothing is registered under the same name again.
    const name = contact === 'owner' ? 'Vestdal kommune' : 'Beredskapsavdelingen';
    return new Registry(office, await office.organisation(name, email), count);
  }

  /** A draft of a plan. @returns its id */
  async plan(): Promise<string> {
    const caseOfficerId = this.office.personId(this.office.installation.person('secretariat').email);
    return (await this.office.post('/plans', 'system', { title: 'Tiltaksplan', caseOfficerId })).id;
  }

  /** Leadership adopts the plan: its measures are in follow-up and fall due from now on. */
  async adopt(planId: string): Promise<void> {
    await this.office.post(`/plans/${planId}/adoptions`, 'leadership', { authority: { kind: 'leader' } });
  }

  at(index: number): Obligation {
    const found = this.obligations[index % this.obligations.length];
    if (found === undefined) throw new Error('There are no obligations.');
    return found;
  }
}
