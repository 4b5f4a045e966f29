import { randomBytes } from 'node:crypto';
import type { Command } from '#domain/commands.js';
import type { ItemId, MeasureId, PartyId, PersonId, PlainDate, PlanId } from '#domain/ids.js';
import { type Actor, type Role, scopes } from '#domain/roles/actor.js';
import { openDataSource } from '#record/data-source.js';
import { type Handled, CommandHandler } from '#record/command-handler.js';
import { type DatabaseUrls, EmbeddedPostgres } from '../../local/postgres.js';
import { sharedServers, templateDatabase, testSettings } from '../support/shared-servers.js';

/** Those who work there, as a Slack workspace knows them. */
export const fixturePeople = ['Siri', 'Leif', 'Bente', 'Ola'].map((name) => ({
  name: `${name} Nordmann`,
  email: `${name.toLowerCase()}@example.no`,
}));

type DataSource = Awaited<ReturnType<typeof openDataSource>>;

/** A record with an office at work in it, without processes around it: for tests of what the worker is made of. */
export class RecordFixture {
  private constructor(
    private readonly name: string,
    private readonly postgres: EmbeddedPostgres,
    readonly urls: DatabaseUrls,
    readonly dataSource: DataSource,
    readonly commands: CommandHandler,
    readonly people: Record<'secretary' | 'leader' | 'owner' | 'boss', Actor>,
    readonly partyId: PartyId,
    readonly planId: PlanId,
  ) {}

  /** @param clock milliseconds since 1970, for what people do */
  static async open(clock: () => number = Date.now): Promise<RecordFixture> {
    const name = `worker_${randomBytes(6).toString('hex')}`;
    const postgres = await EmbeddedPostgres.attach({ ...sharedServers().postgres, settings: testSettings });
    const urls = await postgres.createDatabase(name, templateDatabase);
    const dataSource = await openDataSource(urls.appUrl, { poolSize: 10 });
    const commands = new CommandHandler(dataSource, clock);
    const person = async (who: string, roles: Role[], partyIds: PartyId[] = []): Promise<Actor> => {
      const email = `${who.toLowerCase()}@example.no`;
      const name = `${who} Nordmann`;
      const made = await commands.handle(
        roles.includes('leadership')
          ? { type: 'AppointFirstLeader', name, email }
          : { type: 'RegisterPerson', name, email, roles, partyIds },
        system,
      );
      return { id: idOf(made, 'person'), roles, partyIds };
    };
    const secretary = await person('Siri', ['secretariat']);
    const leader = await person('Leif', ['leadership']);
    const boss = await person('Bente', ['owner']);
    const owner = await person('Ola', ['owner']);
    const party = await commands.handle(
      {
        type: 'RegisterOrganisation',
        name: 'Vestdal vannverk',
        fields: { ours: true, contactPersonId: owner.id, leaderPersonId: boss.id },
      },
      system,
    );
    const partyId = idOf(party, 'party');
    await commands.handle({ type: 'RevisePerson', personId: owner.id, partyIds: [partyId] }, system);
    const plan = await commands.handle(
      {
        type: 'RegisterPlan',
        title: 'Tiltaksplan etter vannutbruddet',
        caseOfficerId: secretary.id,
        fields: { leaderId: leader.id },
      },
      secretary,
    );
    return new RecordFixture(
      name,
      postgres,
      urls,
      dataSource,
      commands,
      { secretary, leader, owner: { ...owner, partyIds: [partyId] }, boss },
      partyId,
      idOf(plan, 'plan'),
    );
  }

  /** The record as it is now, in a database of its own: what a backup would bring back. */
  async copy(): Promise<RecordFixture> {
    const name = `worker_${randomBytes(6).toString('hex')}`;
    // A database that is copied must have no visitors.
    await this.dataSource.destroy();
    const urls = await this.postgres.createDatabase(name, this.name);
    await this.dataSource.initialize();
    const dataSource = await openDataSource(urls.appUrl, { poolSize: 10 });
    const { people, partyId, planId, postgres } = this;
    return new RecordFixture(name, postgres, urls, dataSource, this.commands, people, partyId, planId);
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.postgres.dropDatabase(this.name);
  }

  does(command: Command, actor: Actor = this.people.secretary): Promise<Handled> {
    return this.commands.handle(command, actor);
  }

  /** Registers measures that the party has, due on `deadline`. @returns their ids in the order of their numbers. */
  async register(count: number, deadline: PlainDate): Promise<MeasureId[]> {
    const { changed } = await this.does({
      type: 'RegisterMeasures',
      planId: this.planId,
      measures: Array.from({ length: count }, (_, index) => ({
        title: `Prøvepunkter ${index + 1}`,
        text: 'Sett opp faste prøvepunkter på hovedledningen.',
        responsible: { mode: 'joint', partyIds: [this.partyId] },
        deadline: { on: deadline },
      })),
    });
    return changed.filter(({ stream }) => stream === 'measure').map(({ id }) => id);
  }

  async adopt(): Promise<void> {
    await this.does(
      { type: 'AdoptPlan', planId: this.planId, authority: { kind: 'leader' } },
      this.people.leader,
    );
  }

  async itemOf(measureId: MeasureId): Promise<ItemId> {
    const rows = await this.dataSource.query<{ id: ItemId }[]>('SELECT id FROM item WHERE measure_id = $1', [
      measureId,
    ]);
    const [item] = rows;
    if (item === undefined) throw new Error(`Measure ${measureId} has no item`);
    return item.id;
  }

  async reportDone(measureId: MeasureId): Promise<void> {
    await this.does(
      {
        type: 'ReportDone',
        measureId,
        itemId: await this.itemOf(measureId),
        what: 'Prøvepunktene er satt opp og i bruk.',
        evidence: [{ kind: 'link', reference: 'https://example.no/provepunkter' }],
      },
      this.people.owner,
    );
  }

  async signOff(measureId: MeasureId): Promise<void> {
    await this.does({ type: 'SignOff', measureId, itemIds: [await this.itemOf(measureId)] });
  }

  async closeMeasure(measureId: MeasureId): Promise<void> {
    await this.does({ type: 'CloseMeasure', measureId, as: 'implemented' });
  }

  /** Every demand about a measure, in the order of its days. */
  demandsOf(
    measureId: MeasureId,
  ): Promise<{ kind: string; due_on: PlainDate; demanded_at: Date; recipient_id: PersonId }[]> {
    return this.dataSource.query(
      `SELECT kind, due_on::text, demanded_at, recipient_id FROM obligation WHERE measure_id = $1
        ORDER BY due_on, kind`,
      [measureId],
    );
  }
}

export const system: Actor = { id: 'client:test', roles: ['system'], partyIds: [], scopes };

function idOf({ changed }: Handled, stream: string): string {
  const made = changed.find((change) => change.stream === stream);
  if (made === undefined) throw new Error(`No ${stream} was made`);
  return made.id;
}
