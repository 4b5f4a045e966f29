import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../local/free-port.js';

/**
 * The line to a service that can vanish without a word, as a host does that loses its power or its network: both ends
 * think that they are connected, and what they say is swallowed.
 */
export class SilentProxy {
  private readonly sockets = new Set<Socket>();
  private readonly passing = new Set<{ silent: boolean }>();
  private takesNew = true;

  private constructor(
    private readonly server: Server,
    /** The service's URL, over the line. */
    readonly url: string,
  ) {}

  /** @param serviceUrl where the line leads: any URL with a host and a port */
  static async open(serviceUrl: string): Promise<SilentProxy> {
    const target = new URL(serviceUrl);
    const over = new URL(serviceUrl);
    const port = await freePort();
    over.hostname = '127.0.0.1';
    over.port = String(port);
    const server = createServer((client) => line.pass(client, connect(Number(target.port), target.hostname)));
    const line = new SilentProxy(server, over.href);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return line;
  }

  /** From now on nothing comes through, on the connections there are and on new ones. */
  fallSilent(): void {
    for (const passing of this.passing) passing.silent = true;
    this.takesNew = false;
  }

  /** The service is there again, for those who connect anew: nobody answers on the old connections, ever. */
  takeNewConnections(): void {
    this.takesNew = true;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private pass(client: Socket, service: Socket): void {
    const passing = { silent: !this.takesNew };
    this.passing.add(passing);
    for (const [one, other] of [
      [client, service],
      [service, client],
    ] as const) {
      this.sockets.add(one);
      one.on('data', (bytes) => {
        if (!passing.silent) other.write(bytes);
      });
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        // Nor is a goodbye heard.
        if (!passing.silent) other.destroy();
      });
    }
  }
}
