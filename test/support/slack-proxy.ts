import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { bytesOf, forwardedHeaders, readSlackBody } from '../../local/desk/slack-line.js';
import { freePort } from '../../local/free-port.js';

/** One call of Slack's API by Kvittert, as it went over the line. */
export interface SlackCall {
  /** e.g. `chat.postMessage`. */
  method: string;
  body: Record<string, unknown>;
  /** Slack's answer; absent when the line was cut before or after. */
  answer?: Record<string, unknown>;
  /** `Date.now()` when it arrived. */
  atMs: number;
}

export type SlackFault =
  /** Slack refuses with 429 and asks to wait. */
  | { kind: 'rate-limited'; retryAfterS: number }
  /** The call never reaches Slack. */
  | { kind: 'unreachable' }
  /** Slack does what was asked, but the answer is lost on the way back. */
  | { kind: 'answer-lost' }
  /** The call is lost on the way, and nobody hears of it. */
  | { kind: 'swallowed' }
  /** Slack does it, and answers, only when the test says `deliver`; whether or not anybody still listens. */
  | { kind: 'late' }
  /** Slack's answer is an empty page: what was posted is not shown yet. */
  | { kind: 'lagging' }
  /** Slack answers `ok: false`. */
  | { kind: 'refused'; error: string };

interface PlannedFault {
  method: string;
  fault: SlackFault;
  left: number;
}

/**
 * The line between Kvittert and the workspace: a test listens in and can disturb it, which the emulator itself
 * can't be asked to do. Undisturbed calls go through unchanged.
 */
export class SlackProxy {
  readonly calls: SlackCall[] = [];
  private faults: PlannedFault[] = [];
  private held: (() => void)[] = [];

  private constructor(
    private readonly server: Server,
    private readonly port: number,
    private readonly target: string,
  ) {}

  /** @param target the workspace's API address, ending in /api/ */
  static async open(target: string): Promise<SlackProxy> {
    const port = await freePort();
    const server = createServer((request, response) => void line.pass(request, response));
    const line = new SlackProxy(server, port, target);
    await line.reopen();
    return line;
  }

  /** After `close`, at the same address. */
  async reopen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  /** The value of SLACK_API_URL. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.port}/api/`;
  }

  /** Disturbs the next `times` calls of `method`. */
  disturb(method: string, fault: SlackFault, times = 1): void {
    this.faults.push({ method, fault, left: times });
  }

  restore(): void {
    this.faults = [];
    this.deliver();
  }

  /** Calls of `method` go through again. */
  restoreOnly(method: string): void {
    this.faults = this.faults.filter((planned) => planned.method !== method);
  }

  /** How many calls are late by now. */
  get late(): number {
    return this.held.length;
  }

  /** Slack does everything that is late. */
  deliver(): void {
    for (const release of this.held.splice(0)) release();
  }

  callsOf(method: string): SlackCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const method = request.url?.replace(/^\/api\//, '').split('?')[0] ?? '';
      const body = await bytesOf(request);
      const call: SlackCall = {
        method,
        body: readSlackBody(request.headers['content-type'], body),
        atMs: Date.now(),
      };
      this.calls.push(call);
      const fault = this.take(method);
      if (fault?.kind === 'unreachable') {
        request.socket.destroy();
        return;
      }
      if (fault?.kind === 'swallowed') return;
      if (fault?.kind === 'late') await new Promise<void>((resolve) => this.held.push(resolve));
      if (fault?.kind === 'lagging') {
        call.answer = { ok: true, messages: [], has_more: false };
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(call.answer));
        return;
      }
      if (fault?.kind === 'rate-limited') {
        response.writeHead(429, {
          'retry-after': String(fault.retryAfterS),
          'content-type': 'application/json',
        });
        response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
        return;
      }
      if (fault?.kind === 'refused') {
        call.answer = { ok: false, error: fault.error };
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(call.answer));
        return;
      }
      const answer = await fetch(`${this.target}${request.url?.replace(/^\/api\//, '') ?? ''}`, {
        method: request.method ?? 'POST',
        headers: forwardedHeaders(request),
        ...(body.length > 0 ? { body } : {}),
      });
      const text = await answer.text();
      if (fault?.kind === 'answer-lost') {
        request.socket.destroy();
        return;
      }
      call.answer = JSON.parse(text) as Record<string, unknown>;
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(text);
    } catch {
      // The workspace is down or answers something that is not its API: to Kvittert the line is dead.
      request.socket.destroy();
    }
  }

  private take(method: string): SlackFault | undefined {
    const planned = this.faults.find((candidate) => candidate.method === method && candidate.left > 0);
    if (planned) planned.left -= 1;
    return planned?.fault;
  }
}
