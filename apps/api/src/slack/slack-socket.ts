import type { SocketModeReceiver } from '@slack/bolt';
import type { SlackInteractionsLog } from './slack-interactions-log.js';

export interface Backoff {
  firstMs: number;
  longestMs: number;
}
const defaultBackoff: Backoff = { firstMs: 1000, longestMs: 30_000 };

/**
 * Keeps Slack's socket open: it is closed by Slack every few hours, and by networks at any time. Slack's own client
 * reconnects too, but a network that is down at that moment becomes an unhandled rejection there, which ends the
 * process. So its reconnecting is off (`autoReconnectEnabled: false`) and done here. A silent socket is noticed by
 * the client's pings and counts as closed.
 */
export class SlackSocket {
  private closing = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly receiver: SocketModeReceiver,
    private readonly log: SlackInteractionsLog,
    private readonly backoff: Backoff = defaultBackoff,
  ) {}

  open(): void {
    this.running = this.keepOpen();
  }

  async close(): Promise<void> {
    this.closing = true;
    this.wake();
    await this.receiver.stop();
    await this.running;
  }

  private async keepOpen(): Promise<void> {
    let failures = 0;
    while (!this.closing) {
      const closed = this.nextClose();
      try {
        await this.receiver.start();
        failures = 0;
        await closed.happened;
      } catch (error) {
        failures += 1;
        this.log.error(
          `Slack’s socket could not be opened: ${error instanceof Error ? error.message : 'closed'}`,
        );
      } finally {
        closed.forget();
      }
      await this.pause(failures);
    }
    // A socket that was being opened while we closed.
    await this.receiver.stop();
  }

  private nextClose(): { happened: Promise<void>; forget: () => void } {
    let heard: () => void = () => undefined;
    const happened = new Promise<void>((resolve) => {
      heard = resolve;
    });
    this.receiver.client.once('disconnected', heard);
    return { happened, forget: () => this.receiver.client.off('disconnected', heard) };
  }

  private async pause(failures: number): Promise<void> {
    if (this.closing) return;
    const { firstMs, longestMs } = this.backoff;
    const ms = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, failures === 0 ? 0 : ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
