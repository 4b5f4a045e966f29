import { Socket } from 'node:net';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { SlackClient } from '#messages/slack/slack-client.js';
import { openDataSource } from '#record/data-source.js';
import { NotificationStore } from '#record/notifications/notification.store.js';
import { type Attempt, type PostingPatience, PostingStore } from '#record/notifications/posting.store.js';
import { messageActivities } from '../../apps/worker/src/activities/message.activities.js';

/** What a process that posts is told, as its first message. */
export interface PostingOrder {
  databaseUrl: string;
  slack: { apiUrl: string; botToken: string };
  messageIds: readonly string[];
  /** Messages on their way at a time. */
  inHand: number;
  patience?: PostingPatience;
  /** It stops itself, as SIGSTOP does, between the answer and the write of its first message. */
  stops: boolean;
  /** Until it is sent, as Temporal would; else each is tried once. */
  triesAgain: boolean;
}

/** Of one message, in milliseconds. */
export interface Gap {
  /** From when the process has the answer until it hands the request to the socket. */
  afterAnswerMs: number;
  notificationId: string;
  /** When it was handed to the socket, since 1970. */
  writtenAtMs: number;
}

/** A worker's part in the posting of messages, with a watch on its socket: bench/gap/gap.ts says what it is to do. */
class WatchedPosting extends PostingStore {
  readonly answeredAt = new Map<string, number>();

  override async letGo(attempt: Attempt): Promise<boolean> {
    const gone = await super.letGo(attempt);
    this.answeredAt.set(attempt.notificationId, performance.now());
    return gone;
  }
}

process.once('message', (order: PostingOrder) => {
  post(order)
    .then((gaps) => process.send?.(gaps, () => process.exit(0)))
    .catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
});

async function post(order: PostingOrder): Promise<Gap[]> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const dataSource = await openDataSource(order.databaseUrl, { poolSize: 10 });
  const posting = new WatchedPosting(dataSource, order.patience);
  const gaps = watchSockets(posting, order.stops);
  const activities = messageActivities({
    store: new NotificationStore(dataSource),
    posting,
    slack: new SlackClient(order.slack),
    publicUrl: 'http://localhost:3000',
    languages: ['nb'],
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const waiting = [...order.messageIds];
  const next = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await tell(id);
  };
  const tell = async (id: string): Promise<void> => {
    try {
      await new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(
        activities.tellNow,
        id,
      );
    } catch {
      if (!order.triesAgain) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
      await tell(id);
    }
  };
  await Promise.all(Array.from({ length: order.inHand }, next));
  await dataSource.destroy();
  return gaps;
}

/** The request is known by the message's id in its body. */
function watchSockets(posting: WatchedPosting, stops: boolean): Gap[] {
  const gaps: Gap[] = [];
  const write = Socket.prototype.write;
  let stopped = false;
  Socket.prototype.write = function watched(this: Socket, ...args: unknown[]): boolean {
    const [chunk] = args;
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('latin1');
    for (const [notificationId, answeredAt] of posting.answeredAt) {
      if (!text.includes(notificationId) || !text.includes('kvittert_notification')) continue;
      posting.answeredAt.delete(notificationId);
      if (stops && !stopped) {
        stopped = true;
        process.kill(process.pid, 'SIGSTOP');
      }
      const now = performance.now();
      const writtenAtMs = performance.timeOrigin + now;
      gaps.push({ notificationId, afterAnswerMs: now - answeredAt, writtenAtMs });
    }
    return (write as (...given: unknown[]) => boolean).apply(this, args);
  };
  return gaps;
}
