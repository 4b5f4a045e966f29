import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MailCadence } from '#domain/subscription/subscription.js';
import { type PublicationMail, SubscriberMailStore } from '#record/subscriptions/subscriber-mail.store.js';
import { Subscriptions } from '#record/subscriptions/subscriptions.js';
import { RecordFixture } from '../worker/record-fixture.js';
import { Publishing } from './publishing.js';

describe('what is due to a subscriber, as the record has it', () => {
  let now = Date.parse('2026-06-10T08:00:00.000Z');
  let fixture: RecordFixture;
  let publishing: Publishing;
  let subscriptions: Subscriptions;
  let mails: SubscriberMailStore;
  let other: string;

  const at = (instant: string): string => {
    now = Date.parse(instant);
    return instant;
  };
  /** Who asked and confirmed at that time. @returns the subscription's id */
  const subscribed = async (
    address: string,
    cadence: MailCadence,
    instant: string,
    planId?: string,
  ): Promise<string> => {
    await subscriptions.ask({ address, planId, cadence, language: 'nb' }, instant);
    const [mail] = await fixture.dataSource.query<{ id: string; subscription_id: string }[]>(
      `SELECT m.id, subscription_id FROM subscription_mail m JOIN subscription s ON s.id = subscription_id
        WHERE address = $1 AND plan_id IS NOT DISTINCT FROM $2 ORDER BY created_at DESC, m.id DESC LIMIT 1`,
      [address, planId ?? null],
    );
    const letter = await mails.prepareConfirmation(mail?.id ?? '', instant);
    expect(await subscriptions.confirm(letter?.token ?? '', instant)).toBe(true);
    return mail?.subscription_id ?? '';
  };
  const mailed = async (id: string, instant: string): Promise<PublicationMail | undefined> => {
    const letter = await mails.prepare(id, instant, instant);
    if (letter === undefined) return undefined;
    expect(await mails.handOver(letter)).toBe(true);
    await mails.markSent(letter.mailId, instant);
    return letter;
  };
  const told = (letter: PublicationMail | undefined): (string | number)[][] | undefined =>
    letter?.reports.map(({ plan, number, content: { edition } }) => [
      plan.title,
      number,
      edition.kind === 'locked' ? edition.version : 0,
    ]);

  const first = 'Tiltaksplan etter vannutbruddet';

  beforeAll(async () => {
    fixture = await RecordFixture.open(() => now);
    const { secretary, leader } = fixture.people;
    publishing = new Publishing(fixture.commands, { secretary, leader });
    subscriptions = new Subscriptions(fixture.dataSource);
    mails = new SubscriberMailStore(fixture.dataSource);
    await fixture.register(1, '2026-12-01');
    await fixture.adopt();
    other = await publishing.plan('Tiltaksplan etter strømbruddet', fixture.partyId, '2026-12-01');
  });
  beforeEach(() => fixture.dataSource.query('DELETE FROM subscription'));
  afterAll(() => fixture.close());

  it('each hears at their own time, several reports in one mail, and nothing twice', async () => {
    const before = '2026-06-10T08:00:00.000Z';
    const atOnce = await subscribed('straks@example.no', 'at-once', before);
    const weekly = await subscribed('uke@example.no', 'weekly', before);
    const quarterly = await subscribed('kvartal@example.no', 'quarterly', before);
    const onlyOther = await subscribed('en@example.no', 'at-once', before, other);

    const published = at('2026-06-11T09:00:00.000Z');
    await publishing.report(fixture.planId, '2026-06-11');
    expect((await mails.due(published, undefined, 10)).sort()).toEqual([atOnce]);
    expect(told(await mailed(atOnce, published))).toEqual([[first, 1, 1]]);
    expect(await mailed(atOnce, published)).toBeUndefined();
    expect(await mailed(onlyOther, published)).toBeUndefined();

    const sunday = at('2026-06-14T10:00:00.000Z');
    await publishing.report(other, '2026-06-14');
    expect(await mailed(weekly, sunday)).toBeUndefined();
    const monday = '2026-06-15T06:00:00.000Z';
    expect(told(await mailed(weekly, monday))).toEqual([
      [first, 1, 1],
      ['Tiltaksplan etter strømbruddet', 1, 1],
    ]);
    expect(await mailed(quarterly, monday)).toBeUndefined();
    expect(await mailed(quarterly, '2026-07-01T05:59:59.000Z')).toBeUndefined();
    expect(told(await mailed(quarterly, '2026-07-01T06:00:00.000Z'))).toHaveLength(2);
    // Nothing new: no mail.
    expect(await mails.due('2026-10-01T06:00:00.000Z', undefined, 10)).toEqual([onlyOther, atOnce].sort());
  });

  it('what was published before one confirmed is not for them', async () => {
    const late = await subscribed('sent@example.no', 'at-once', '2026-07-05T08:00:00.000Z');
    expect(await mails.prepare(late, '2026-07-05T08:01:00.000Z', '2026-07-05T08:01:00.000Z')).toBeUndefined();
  });

  it('a report taken down before the mail leaves is left out, and a correction is told as one', async () => {
    const id = await subscribed('rettet@example.no', 'weekly', '2026-07-14T08:00:00.000Z');
    at('2026-07-15T08:00:00.000Z');
    const report = await publishing.report(fixture.planId, '2026-07-15');
    const monday = '2026-07-20T06:00:00.000Z';
    // Written, and the mail server was away.
    const waiting = await mails.prepare(id, monday, monday);
    expect(told(waiting)).toEqual([[first, 2, 1]]);
    await publishing.withdraw(report);
    expect(await mails.prepare(id, monday, monday)).toBeUndefined();

    at('2026-07-21T08:00:00.000Z');
    await publishing.correct(fixture.planId, report);
    const letter = await mailed(id, '2026-07-27T06:00:00.000Z');
    expect(told(letter)).toEqual([[first, 2, 2]]);
    expect(letter?.reports[0]?.content.edition).toMatchObject({ correction: { why: 'Det var talt feil.' } });
  });

  it('of two subscriptions of one address the narrower one answers for its plan', async () => {
    const all = await subscribed('to@example.no', 'at-once', '2026-08-01T08:00:00.000Z');
    const one = await subscribed('to@example.no', 'at-once', '2026-08-01T08:00:00.000Z', other);
    const published = at('2026-08-03T08:00:00.000Z');
    await publishing.report(other, '2026-08-03');
    expect(await mailed(all, published)).toBeUndefined();
    expect(told(await mailed(one, published))).toHaveLength(1);
  });

  it('an attempt that another has taken over sends nothing, and one that was handed over is not begun again', async () => {
    const id = await subscribed('en.gang@example.no', 'at-once', '2026-09-01T08:00:00.000Z');
    const published = at('2026-09-03T08:00:00.000Z');
    await publishing.report(fixture.planId, '2026-09-03');
    const slow = await mails.prepare(id, published, published);
    const quick = await mails.prepare(id, published, published);
    if (slow === undefined || quick === undefined) throw new Error('There was nothing to send');
    expect(quick.mailId).toBe(slow.mailId);
    expect(await mails.handOver(slow)).toBe(false);
    expect(await mails.handOver(quick)).toBe(true);
    expect(await mails.prepare(id, published, published)).toBeUndefined();
    expect(await mails.due('2026-09-04T08:00:00.000Z', undefined, 10)).toEqual([]);
    // Links of either attempt are good: the first may have been in a mail.
    expect(await subscriptions.find(slow.token)).toMatchObject({ cadence: 'at-once' });
    await subscriptions.leave(slow.token);
    expect(await subscriptions.find(quick.token)).toBeUndefined();
  });

  it('a mail that waits is tried again by a later round, and five failures in a row are enough', async () => {
    const id = await subscribed('vent@example.no', 'at-once', '2026-10-01T08:00:00.000Z');
    const published = at('2026-10-05T08:00:00.000Z');
    await publishing.report(fixture.planId, '2026-10-05');
    const letter = await mails.prepare(id, published, published);
    await mails.markWaiting(letter?.mailId ?? '', '450 4.2.0');
    expect(await mails.due('2026-10-05T08:30:00.000Z', undefined, 10)).toEqual([]);
    expect(await mails.due('2026-10-05T09:30:00.000Z', undefined, 10)).toEqual([id]);
    const failFiveTimes = async (error: string): Promise<void> => {
      await mails.markWaiting(letter?.mailId ?? '', error);
      for (let failure = 0; failure < 5; failure += 1) await mails.noteFailure(id, published);
    };
    // Ours was away: no fault of the address.
    await failFiveTimes('ESOCKET');
    expect(await mails.due('2026-10-06T08:00:00.000Z', undefined, 10)).toEqual([id]);
    await failFiveTimes('450 4.2.0');
    expect(await mails.due('2026-10-06T08:00:00.000Z', undefined, 10)).toEqual([]);
    expect(await mails.prepare(id, published, published)).toBeUndefined();
  });

  it('forgets who did not confirm in seven days, and whom a server refused thirty days ago', async () => {
    await subscriptions.ask(
      { address: 'glemt@example.no', planId: undefined, cadence: 'weekly', language: 'nb' },
      '2026-11-01T08:00:00.000Z',
    );
    const refused = await subscribed('nei@example.no', 'weekly', '2026-11-01T08:00:00.000Z');
    await fixture.dataSource.query(
      `UPDATE subscription SET state = 'bounced', bounced_at = '2026-11-01T08:00:00Z' WHERE id = $1`,
      [refused],
    );
    const left = async (instant: string): Promise<number> => {
      await mails.forgetExpired(instant);
      return (await fixture.dataSource.query<unknown[]>('SELECT FROM subscription')).length;
    };
    expect(await left('2026-11-08T07:59:00.000Z')).toBe(2);
    expect(await left('2026-11-08T08:01:00.000Z')).toBe(1);
    expect(await left('2026-12-01T08:01:00.000Z')).toBe(0);
  });

  it('nobody’s mailbox can be filled: three confirmations a day for an address, whatever is asked for', async () => {
    const ask = (address: string, planId: string | undefined): Promise<void> =>
      subscriptions.ask({ address, planId, cadence: 'weekly', language: 'nb' }, '2026-11-20T08:00:00.000Z');
    await Promise.all(
      [undefined, other, fixture.planId, undefined, other].map((planId) => ask('Bombet@Example.no', planId)),
    );
    await ask('bombet@example.no', other);
    const [mail] = await fixture.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::integer FROM subscription_mail',
    );
    expect(mail?.count).toBe(3);
  });
});
