/** What has been started and has to be ended, whatever becomes of the rest. */
export class StartedParts {
  private readonly starting: Promise<unknown>[] = [];
  private readonly ends: (() => unknown)[] = [];

  /** Takes care of a part that is being started: `end` is called for it once it has. */
  start<Part>(starting: Promise<Part>, end: (part: Part) => unknown): Promise<Part> {
    const started = starting.then((part) => {
      this.ends.push(() => end(part));
      return part;
    });
    this.starting.push(started);
    // Whoever waits for it hears of it too.
    started.catch(() => undefined);
    return started;
  }

  /** What is ended before everything that has been started until now. */
  endFirst(end: () => unknown): void {
    this.ends.push(end);
  }

  /** Ends everything, the last first, also what is still being started. @throws the first failure, when all have been asked */
  async end(): Promise<void> {
    await Promise.allSettled(this.starting);
    const failures: unknown[] = [];
    for (let end = this.ends.pop(); end !== undefined; end = this.ends.pop()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
