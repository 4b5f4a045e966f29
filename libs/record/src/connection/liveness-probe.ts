import { withTimeout } from './with-timeout.js';

/** How often the other end is asked whether it is there, and how long the answer may take, in milliseconds. */
export const probePace = {
  everyMs: 5_000,
  answerWithinMs: 4_000,
  /** One miss may be a busy moment. */
  missesUntilLost: 2,
} as const;

export type ProbePace = Readonly<Record<keyof typeof probePace, number>>;

export interface ProbeOptions {
  /** Over the connection that the work goes over. */
  ask: () => Promise<unknown>;
  /** What is done about a miss; the next question waits for it. */
  missed?: (silentMs: number) => Promise<void>;
  pace?: ProbePace;
}

/** Asks at intervals whether the other end of a connection is still there. */
export class LivenessProbe {
  private readonly pace: ProbePace;
  private heardAtMs = Date.now();
  private misses = 0;
  private timer: NodeJS.Timeout | undefined;
  private waiting: (() => void)[] = [];

  constructor(private readonly options: ProbeOptions) {
    this.pace = options.pace ?? probePace;
  }

  start(): void {
    this.timer ??= setTimeout(() => void this.probe(), this.pace.everyMs).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  get isLost(): boolean {
    return this.misses >= this.pace.missesUntilLost;
  }

  /** Resolves when nobody has answered for too long; at once when that is so already. */
  lost(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isLost) resolve();
      else this.waiting.push(resolve);
    });
  }

  private async probe(): Promise<void> {
    if (await answered(this.options.ask, this.pace.answerWithinMs)) {
      this.heardAtMs = Date.now();
      this.misses = 0;
    } else {
      this.misses += 1;
      if (this.isLost) for (const resolve of this.waiting.splice(0)) resolve();
      await this.options.missed?.(Date.now() - this.heardAtMs);
    }
    if (this.timer === undefined) return;
    this.timer = undefined;
    this.start();
  }
}

/** Whether the question was answered in time, and not with a refusal. */
export async function answered(ask: () => Promise<unknown>, withinMs: number): Promise<boolean> {
  return withTimeout(withinMs, ask).then(
    () => true,
    () => false,
  );
}
