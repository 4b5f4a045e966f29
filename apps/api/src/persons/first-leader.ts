import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '#domain/domain-error.js';
import type { Actor } from '#domain/roles/actor.js';
import type { RecordSource } from '#record/record-source.js';
import type { CommandHandler } from '#record/command-handler.js';
import { activePersonWithAddress } from '#record/person/person.query.js';

export interface NamedLeader {
  name: string;
  email: string;
}

const installation: Actor = { id: 'client:installation', roles: [], partyIds: [] };

/** Leadership is given by leadership: whoever runs the installation names the first, and again if none is left. */
export class FirstLeader implements OnApplicationBootstrap {
  private readonly logger = new Logger('FirstLeader');

  constructor(
    private readonly named: NamedLeader | undefined,
    private readonly recordSource: RecordSource,
    private readonly commands: CommandHandler,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.named === undefined) return;
    try {
      const known = await activePersonWithAddress(this.recordSource, this.named.email);
      const person = known === undefined ? {} : { personId: known };
      await this.commands.handle({ type: 'AppointFirstLeader', ...this.named, ...person }, installation);
      this.logger.warn(`${this.named.email} is the first of leadership; FIRST_LEADER can be taken away.`);
    } catch (error) {
      // There is leadership, or another process was first.
      if (error instanceof DomainError) return;
      this.logger.error(`FIRST_LEADER was not appointed: ${error instanceof Error ? error.message : error}`);
    }
  }
}
