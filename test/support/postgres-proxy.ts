import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from '../../local/free-port.js';

/** CommandComplete of a commit, as PostgreSQL sends it (type C, length 11, "COMMIT", zero). */
const commitComplete = Buffer.from([0x43, 0x00, 0x00, 0x00, 0x0b, ...Buffer.from('COMMIT\0')]);

/**
 * The line between Kvittert and PostgreSQL. A test can hold back the word that a transaction has been committed:
 * the moment in which a process may die and nobody knows what became of its work.
 */
export class PostgresProxy {
  private readonly sockets = new Set<Socket>();
  private holding = false;
  private heard: (() => void) | undefined;

  private constructor(
    private readonly server: Server,
    /** A database URL that goes over the line. */
    readonly url: string,
  ) {}

  /** @param databaseUrl where the line leads */
  static async open(databaseUrl: string): Promise<PostgresProxy> {
    const target = new URL(databaseUrl);
    const port = await freePort();
    const over = new URL(databaseUrl);
    over.hostname = '127.0.0.1';
    over.port = String(port);
    const server = createServer((client) => line.pass(client, connect(Number(target.port), target.hostname)));
    const line = new PostgresProxy(server, over.href);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return line;
  }

  /** From now on no commit is answered. Resolves when PostgreSQL has committed and said so. */
  holdCommit(): Promise<void> {
    this.holding = true;
    return new Promise((resolve) => {
      this.heard = resolve;
    });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private pass(client: Socket, database: Socket): void {
    let silent = false;
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
    client.on('data', (bytes) => database.write(bytes));
    database.on('data', (bytes) => {
      if (this.holding && bytes.includes(commitComplete)) {
        silent = true;
        this.heard?.();
      }
      if (!silent) client.write(bytes);
    });
  }
}
