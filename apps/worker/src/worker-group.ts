import type { NativeConnection, Worker } from '@temporalio/worker';

/** The workers on one connection to Temporal: they begin together and end together. */
export class WorkerGroup {
  private shuttingDown = false;
  private ended: Promise<void> | undefined;

  constructor(
    private readonly connection: NativeConnection,
    private readonly workers: readonly Worker[],
  ) {}

  get takesTasks(): boolean {
    return this.ended !== undefined && !this.shuttingDown;
  }

  /**
   * Ends when every worker has finished what it had begun, and the connection is closed.
   * @throws what ended one of them before it was asked
   */
  run(): Promise<void> {
    this.ended ??= this.runAll();
    return this.ended;
  }

  /** Takes no more tasks. What has been begun is finished where it can be. */
  shutdown(): void {
    this.shuttingDown = true;
    for (const worker of this.workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  }

  private async runAll(): Promise<void> {
    const ends = await Promise.allSettled(
      this.workers.map((worker) =>
        // One that fails takes the others with it: half a worker would look like a whole one.
        worker.run().finally(() => this.shutdown()),
      ),
    );
    await this.connection.close();
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}
