import { dataSourceOf } from '../connection/data-source-of.js';
import type { RecordSource } from '../record-source.js';

/** What has been seen of a delivery: nothing yet, it is being worked on, or it has been answered. */
export type Delivery<Answer> =
  { seen: 'first' } | { seen: 'under-way' } | { seen: 'answered'; answer: Answer };

/** A few at a time, so that no delivery pays for many. */
const forgottenAtOnce = 20;

/** Deliveries from outside that may come more than once; the first one counts, by a unique index. */
export class DeliveryLog {
  constructor(private readonly dataSource: RecordSource) {}

  /** Takes note of a delivery. Only one caller is ever told that it is the first. */
  async begin<Answer>(id: string): Promise<Delivery<Answer>> {
    const taken = await dataSourceOf(this.dataSource).query<{ id: string }[]>(
      `WITH forgotten AS (
         DELETE FROM slack_delivery WHERE id IN (
           SELECT id FROM slack_delivery WHERE received_at < now() - interval '1 day'
            LIMIT $2 FOR UPDATE SKIP LOCKED))
       INSERT INTO slack_delivery (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id`,
      [id, forgottenAtOnce],
    );
    if (taken.length > 0) return { seen: 'first' };
    const [earlier] = await dataSourceOf(this.dataSource).query<{ answer: Answer | null }[]>(
      'SELECT answer FROM slack_delivery WHERE id = $1',
      [id],
    );
    const answer = earlier?.answer;
    return answer === undefined || answer === null ? { seen: 'under-way' } : { seen: 'answered', answer };
  }

  /** Keeps what was answered, for a second delivery of the same. */
  async answered(id: string, answer: object): Promise<void> {
    await dataSourceOf(this.dataSource).query('UPDATE slack_delivery SET answer = $2 WHERE id = $1', [
      id,
      JSON.stringify(answer),
    ]);
  }
}
