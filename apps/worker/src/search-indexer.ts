import type { RecordSource } from '#record/record-source.js';
import { catchUpSearch } from '#record/search/search-index.js';
import { type Log, reasonOf } from './log.js';

const pauseMs = 5_000;
/** So much at a time that the process can stop in between. */
const streamsAtATime = 2_000;

/**
 * Makes searchable what nobody has searched for yet: a search reads only a little of what waits, so that an import
 * of thousands is read here. Any number of workers may do it.
 */
export class SearchIndexer {
  private readonly stopAsked = new AbortController();
  private running: Promise<void> | undefined;
  private inTrouble = false;

  constructor(
    private readonly recordSource: RecordSource,
    private readonly log: Log,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends when what was begun is done. */
  async stop(): Promise<void> {
    this.stopAsked.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopAsked.signal.aborted) {
      const read = await this.catchUp();
      if (read < streamsAtATime) await this.pause();
    }
  }

  /** Trouble is said once: searching goes on with what there is. */
  private async catchUp(): Promise<number> {
    try {
      const read = await catchUpSearch(this.recordSource, streamsAtATime);
      if (this.inTrouble) this.log.info('search is kept up to date again');
      this.inTrouble = false;
      return read;
    } catch (error) {
      if (!this.inTrouble) this.log.warn('search is not kept up to date', { reason: reasonOf(error) });
      this.inTrouble = true;
      return 0;
    }
  }

  private pause(): Promise<void> {
    const { signal } = this.stopAsked;
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, pauseMs);
      signal.addEventListener('abort', done);
    });
  }
}
