import { type Log, reasonOf } from '../log.js';

/** How the entries of one queue are claimed, delivered, and settled or released. */
export interface QueueHandler<Entry> {
  name: string;
  /** Claims up to `limit` entries for a while: no other consumer gets them meanwhile. */
  claim(limit: number): Promise<Entry[]>;
  deliver(entry: Entry): Promise<void>;
  /** @returns how many must be fetched again at once. */
  settle(delivered: Entry[]): Promise<number>;
  release(undelivered: Entry[]): Promise<void>;
  /** True when the entry itself can’t be delivered: it is left until its claim runs out, and holds up no other. */
  isEntryAtFault(error: unknown): boolean;
}

export interface QueueConsumerSettings {
  /** Entries being delivered at the same time. */
  concurrency: number;
  /** How often to look without being woken up. */
  pollMs: number;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;

/**
 * Delivers the entries of a queue, many at a time. It claims more while the last ones are being delivered, so that
 * neither side waits for the other. A failure is logged once, the entries are released, and it tries again with growing
 * pauses.
 */
export class QueueConsumer<Entry> {
  private waiting: Entry[] = [];
  private underWay = 0;
  private delivered: Entry[] = [];
  private settling: Promise<void> | undefined;
  private failure: { error: unknown } | undefined;
  private pauseMs = 0;
  private deliveredSinceFailure = false;
  private wokenUp = false;
  private wake: () => void = () => undefined;
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly handler: QueueHandler<Entry>,
    private readonly settings: QueueConsumerSettings,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There may be something to fetch. */
  wakeUp(): void {
    this.wokenUp = true;
    this.wake();
  }

  /** Ends when everything under way has been delivered or released. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.wokenUp = false;
      try {
        await this.consumeAll();
        if (this.deliveredSinceFailure || this.underWay === 0) this.noteRecovery();
        await this.sleep(this.settings.pollMs, () => this.wokenUp || this.failure !== undefined);
      } catch (error) {
        this.noteFailure(error);
        await this.sleep(this.pauseMs, () => false);
      }
    }
    const left = this.waiting.splice(0);
    await this.withoutThrowing(() => this.release(left));
    await this.until(() => this.underWay === 0);
    await this.settling;
  }

  /** Claims and delivers until the queue is empty. @throws what stopped it */
  private async consumeAll(): Promise<void> {
    for (;;) {
      const entries = await this.handler.claim(this.settings.concurrency);
      this.waiting.push(...entries);
      this.deliverWaiting();
      await this.until(() => this.waiting.length === 0 || this.failure !== undefined || this.stopping);
      if (this.failure !== undefined) {
        const { error } = this.failure;
        this.failure = undefined;
        await this.withoutThrowing(() => this.release(this.waiting.splice(0)));
        throw error;
      }
      if (entries.length === 0 || this.stopping) return;
    }
  }

  private deliverWaiting(): void {
    while (this.underWay < this.settings.concurrency && this.failure === undefined) {
      const entry = this.waiting.shift();
      if (entry === undefined) return;
      this.underWay += 1;
      void this.deliverOne(entry);
    }
  }

  private async deliverOne(entry: Entry): Promise<void> {
    try {
      await this.handler.deliver(entry);
      this.deliveredSinceFailure = true;
      this.delivered.push(entry);
      this.settling ??= this.settleAll();
    } catch (error) {
      if (this.handler.isEntryAtFault(error)) {
        this.log.error(`${this.handler.name}: one can't be delivered`, {
          letter: entry,
          reason: reasonOf(error),
        });
      } else {
        this.failure ??= { error };
        await this.withoutThrowing(() => this.release([entry]));
      }
    } finally {
      this.underWay -= 1;
      this.deliverWaiting();
      this.wake();
    }
  }

  /** Many at a time, as they come in while the last ones are being settled. */
  private async settleAll(): Promise<void> {
    while (this.delivered.length > 0) {
      const entries = this.delivered.splice(0);
      try {
        if ((await this.handler.settle(entries)) > 0) this.wakeUp();
      } catch (error) {
        // They stay claimed for a while and are then delivered once more, which does no harm.
        this.failure ??= { error };
      }
    }
    this.settling = undefined;
  }

  private async release(entries: Entry[]): Promise<void> {
    if (entries.length > 0) await this.handler.release(entries);
  }

  private noteFailure(error: unknown): void {
    this.deliveredSinceFailure = false;
    if (this.pauseMs === 0)
      this.log.warn(`${this.handler.name}: can't deliver, tries again`, { reason: reasonOf(error) });
    this.pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, this.pauseMs * 2));
  }

  private noteRecovery(): void {
    if (this.pauseMs > 0) this.log.info(`${this.handler.name}: delivers again`);
    this.pauseMs = 0;
  }

  private async sleep(ms: number, until: () => boolean): Promise<void> {
    let over = false;
    const timer = setTimeout(() => {
      over = true;
      this.wake();
    }, ms);
    await this.until(() => over || until() || this.stopping);
    clearTimeout(timer);
  }

  /** Looks again each time something has happened. One waits at a time. */
  private async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** What can't be given back now comes back by itself when its claim runs out. */
  private async withoutThrowing(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.log.warn(`${this.handler.name}: some wait for their claim to run out`, {
        reason: reasonOf(error),
      });
    }
  }
}
