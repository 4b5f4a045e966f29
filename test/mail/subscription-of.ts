import { openDataSource } from '#record/data-source.js';
import { SubscriberMailStore } from '#record/subscriptions/subscriber-mail.store.js';
import { Subscriptions } from '#record/subscriptions/subscriptions.js';
import type { Installation } from '../support/installation.js';

/** A subscription to everything, at once. @returns what the links in its confirmation carry, as an id */
export async function subscriptionOf(
  { database }: Pick<Installation, 'database'>,
  address: string,
  state: 'asked' | 'confirmed',
): Promise<{ id: string }> {
  const now = new Date().toISOString();
  const dataSource = await openDataSource(database.appUrl, { poolSize: 1 });
  try {
    const subscriptions = new Subscriptions(dataSource);
    await subscriptions.ask({ address, planId: undefined, cadence: 'at-once', language: 'nb' }, now);
    const [mail] = await dataSource.query<{ id: string }[]>(
      `SELECT m.id FROM subscription_mail m JOIN subscription s ON s.id = subscription_id
        WHERE address = $1 ORDER BY m.id DESC LIMIT 1`,
      [address],
    );
    // As the worker does before it sends.
    const letter = await new SubscriberMailStore(dataSource).prepareConfirmation(mail?.id ?? '', now);
    if (letter === undefined) throw new Error(`${address} was not asked to confirm`);
    if (state === 'confirmed') await subscriptions.confirm(letter.token, now);
    // No worker is to mail them.
    await dataSource.query('DELETE FROM relay_mail');
    return { id: letter.token };
  } finally {
    await dataSource.destroy();
  }
}
