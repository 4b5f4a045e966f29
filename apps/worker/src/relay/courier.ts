import { type Log, reasonOf } from '../log.js';

/** Where letters are fetched, how each is delivered, and what becomes of those that were or were not. */
export interface Route<Letter> {
  name: string;
  /** Takes up to `limit` letters for a while; none other gets them meanwhile. */
  claim(limit: number): Promise<Letter[]>;
  deliver(letter: Letter): Promise<void>;
  /** @returns how many must be fetched again at once. */
  settle(delivered: Letter[]): Promise<number>;
  release(undelivered: Letter[]): Promise<void>;
  /** True when the letter is at fault: it is left alone until its claim runs out, and holds up no other. */
  isLettersFault(error: unknown): boolean;
}

export interface CourierSettings {
  /** Letters under way at the same time. */
  concurrency: number;
  /** How often to look without being called. */
  pollMs: number;
}

const firstPauseMs = 200;
const longestPauseMs = 10_000;

/**
 * Carries letters from a queue to their receivers, many at a time: fetches more as soon as fewer than half of
 * what it may carry is left, so that receivers never wait for the queue nor the queue for them. Trouble on the
 * way is said once, the letters go back, and it tries again with growing pauses.
 */
export class Courier<Letter> {
  private waiting: Letter[] = [];
  private underWay = 0;
  private delivered: Letter[] = [];
  private settling: Promise<void> | undefined;
  private trouble: { error: unknown } | undefined;
  private pauseMs = 0;
  private deliveredSinceTrouble = false;
  private called = false;
  private wake: () => void = () => undefined;
  private stopping = false;
  private running: Promise<void> | undefined;

  constructor(
    private readonly route: Route<Letter>,
    private readonly settings: CourierSettings,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** There may be something to fetch. */
  call(): void {
    this.called = true;
    this.wake();
  }

  /** Ends when everything under way has been delivered or given back. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.called = false;
      try {
        await this.carryAll();
        if (this.deliveredSinceTrouble || this.underWay === 0) this.recovered();
        await this.sleep(this.settings.pollMs, () => this.called || this.trouble !== undefined);
      } catch (error) {
        this.inTrouble(error);
        await this.sleep(this.pauseMs, () => false);
      }
    }
    const left = this.waiting.splice(0);
    await this.quietly(() => this.giveBack(left));
    await this.until(() => this.underWay === 0);
    await this.settling;
  }

  /** Fetches and carries until the queue is empty. @throws what stood in the way. */
  private async carryAll(): Promise<void> {
    for (;;) {
      const letters = await this.route.claim(this.settings.concurrency);
      this.waiting.push(...letters);
      this.carry();
      await this.until(() => this.waiting.length === 0 || this.trouble !== undefined || this.stopping);
      if (this.trouble !== undefined) {
        const { error } = this.trouble;
        this.trouble = undefined;
        await this.quietly(() => this.giveBack(this.waiting.splice(0)));
        throw error;
      }
      if (letters.length === 0 || this.stopping) return;
    }
  }

  private carry(): void {
    while (this.underWay < this.settings.concurrency && this.trouble === undefined) {
      const letter = this.waiting.shift();
      if (letter === undefined) return;
      this.underWay += 1;
      void this.take(letter);
    }
  }

  private async take(letter: Letter): Promise<void> {
    try {
      await this.route.deliver(letter);
      this.deliveredSinceTrouble = true;
      this.delivered.push(letter);
      this.settling ??= this.settleAll();
    } catch (error) {
      if (this.route.isLettersFault(error)) {
        this.log.error(`${this.route.name}: one can't be delivered`, { letter, reason: reasonOf(error) });
      } else {
        this.trouble ??= { error };
        await this.quietly(() => this.giveBack([letter]));
      }
    } finally {
      this.underWay -= 1;
      this.carry();
      this.wake();
    }
  }

  /** Many at a time, as they come in while the last ones are being settled. */
  private async settleAll(): Promise<void> {
    while (this.delivered.length > 0) {
      const letters = this.delivered.splice(0);
      try {
        if ((await this.route.settle(letters)) > 0) this.call();
      } catch (error) {
        // They stay claimed for a while and are then delivered once more, which does no harm.
        this.trouble ??= { error };
      }
    }
    this.settling = undefined;
  }

  private async giveBack(letters: Letter[]): Promise<void> {
    if (letters.length > 0) await this.route.release(letters);
  }

  private inTrouble(error: unknown): void {
    this.deliveredSinceTrouble = false;
    if (this.pauseMs === 0)
      this.log.warn(`${this.route.name}: can't deliver, tries again`, { reason: reasonOf(error) });
    this.pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, this.pauseMs * 2));
  }

  private recovered(): void {
    if (this.pauseMs > 0) this.log.info(`${this.route.name}: delivers again`);
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
  private async quietly(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.log.warn(`${this.route.name}: some wait for their claim to run out`, { reason: reasonOf(error) });
    }
  }
}
