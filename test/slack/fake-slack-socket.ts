import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { until } from '../support/until.js';

/**
 * Slack's end of Socket Mode, which the emulator does not speak: hands out the socket's address
 * (`apps.connections.open`), says hello, sends envelopes and takes acknowledgements. Every other call of the API goes
 * on to the emulator.
 */
export class FakeSlackSocket {
  /** Acknowledgements by envelope id, with what came along (errors of a modal). */
  readonly acknowledged = new Map<string, unknown>();
  /** How many sockets have been opened. */
  opened = 0;
  /** While true, `apps.connections.open` is cut off: Slack is down. */
  down = false;
  private readonly sockets = new Set<WebSocket>();

  private constructor(
    private readonly server: Server,
    private readonly webSockets: WebSocketServer,
    private readonly apiUrl: string,
  ) {}

  /** @param apiUrl the workspace's API address, ending in /api/ */
  static async open(apiUrl: string): Promise<FakeSlackSocket> {
    const server = createServer((request, response) => void standIn.answer(request, response));
    const standIn = new FakeSlackSocket(server, new WebSocketServer({ server }), apiUrl);
    standIn.webSockets.on('connection', (socket) => standIn.greet(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  /** The value of SLACK_API_URL. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/api/`;
  }

  get connected(): number {
    return this.sockets.size;
  }

  /** Sends a press and waits for its acknowledgement. The same `envelopeId` again is what Slack does when in doubt. */
  async deliver(payload: Record<string, unknown>, envelopeId: string = randomUUID()): Promise<unknown> {
    const socket = await until('the socket is open', () => [...this.sockets].at(-1));
    this.acknowledged.delete(envelopeId);
    socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type: 'interactive',
        accepts_response_payload: true,
        payload,
      }),
    );
    await until('the envelope is acknowledged', () => this.acknowledged.has(envelopeId));
    return this.acknowledged.get(envelopeId);
  }

  /** Slack moves its sockets every few hours and says so. */
  refresh(): void {
    for (const socket of this.sockets)
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  }

  /** The network is cut. */
  cut(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.webSockets.close(() => resolve()));
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private greet(socket: WebSocket): void {
    this.opened += 1;
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id, payload } = JSON.parse(data.toString('utf8')) as {
        envelope_id: string;
        payload?: unknown;
      };
      this.acknowledged.set(id, payload);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.url?.replace(/^\/api\//, '') ?? '';
    if (this.down) {
      request.socket.destroy();
      return;
    }
    if (method === 'apps.connections.open') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${this.port}/link` }));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await fetch(`${this.apiUrl}${method}`, {
      method: 'POST',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': request.headers['content-type'] ?? '',
      },
      body: Buffer.concat(chunks),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  }
}
