/** A process of the installation, as whoever keeps it running sees it. */
export interface RunningProcess {
  pid: number | undefined;
  ended: Promise<unknown>;
}

export interface SupervisedProcess {
  name: string;
  /** The one that runs now. */
  running: () => RunningProcess;
  startAgain: () => Promise<unknown>;
  /** What it wrote last. */
  lastLines: () => string;
}

export interface SupervisionOptions {
  say: (line: string) => void;
  /** False from when the installation is being stopped. */
  wanted: () => boolean;
  mostRestarts?: number;
  pauseMs?: number;
  /** Who has run this long had another reason than the last time. */
  forgottenAfterMs?: number;
}

/**
 * Keeps one process running: one that ends by itself is started again, three times, and then it says why.
 * @returns when it is not wanted any more
 * @throws Error with its last words when it has ended once too often, or can't be started again
 */
export async function restartWhenEnded(
  { name, running, startAgain, lastLines }: SupervisedProcess,
  { say, wanted, mostRestarts = 3, pauseMs = 1_000, forgottenAfterMs = 600_000 }: SupervisionOptions,
): Promise<void> {
  let restarts = 0;
  for (;;) {
    const startedAt = Date.now();
    await running().ended;
    if (!wanted()) return;
    if (Date.now() - startedAt > forgottenAfterMs) restarts = 0;
    if (restarts >= mostRestarts) {
      throw new Error(`${name} has ended by itself ${restarts + 1} times. Its last words:\n${lastLines()}`);
    }
    restarts += 1;
    say(`${name} ended by itself; it is started again (${restarts} of ${mostRestarts}).`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (!wanted()) return;
    await startAgain();
    say(`${name} runs again.`);
  }
}
