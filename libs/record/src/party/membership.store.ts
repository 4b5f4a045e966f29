import { osloDate } from '#domain/follow-up/calendar.js';
import type { Instant, PartyId, PlainDate } from '#domain/ids.js';
import type { Actor } from '#domain/roles/actor.js';
import type { CommandHandler } from '../command-handler.js';
import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** Gives members their items when their first day comes, and asks about the items of those who have left. */
const schedule: Actor = { id: 'schedule', roles: ['system'], partyIds: [], scopes: ['register:write'] };

/** What time does with the groups. May be asked at any hour and twice: what is done already is not done again. */
export class MembershipStore {
  constructor(
    private readonly dataSource: RecordSource,
    /** Its clock gives the time of what is done; in production there is one. */
    private readonly doorAt: (at: Instant) => Pick<CommandHandler, 'handle'>,
  ) {}

  /**
   * Each group on its own: one that can't be kept holds up no other.
   * @param failed is told of each that could not be kept
   * @returns how many were kept
   */
  async keep(at: Instant, failed: (groupId: PartyId, error: unknown) => void): Promise<number> {
    let kept = 0;
    for (const groupId of await this.groupsWithNews(osloDate(at))) {
      try {
        const { changed } = await this.doorAt(at).handle({ type: 'KeepMemberships', groupId }, schedule);
        kept += changed.length > 0 ? 1 : 0;
      } catch (error) {
        failed(groupId, error);
      }
    }
    return kept;
  }

  /** Where a first day has come, or one who is no longer a member has something that nobody has been asked about. */
  private async groupsWithNews(today: PlainDate): Promise<PartyId[]> {
    const rows = await dataSourceOf(this.dataSource).query<{ group_id: PartyId }[]>(
      `SELECT group_id FROM membership WHERE awaited AND joined_on <= $1
       UNION
       SELECT item.via_group_id FROM item JOIN measure ON measure.id = item.measure_id
        WHERE item.state IN ('open', 'reported-done') AND NOT item.details ? 'departure'
          AND measure.state NOT IN ('closed', 'withdrawn')
          AND EXISTS (SELECT FROM membership m WHERE m.group_id = item.via_group_id AND m.party_id = item.party_id)
          AND NOT EXISTS (
            SELECT FROM membership m
             WHERE m.group_id = item.via_group_id AND m.party_id = item.party_id
               AND (m.left_on IS NULL OR m.left_on >= $1))`,
      [today],
    );
    return rows.map(({ group_id }) => group_id);
  }
}
