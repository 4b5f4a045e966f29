import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

/** Does `count` things, `concurrency` at a time. @returns seconds from the first begun to the last done */
export async function secondsFor(
  count: number,
  concurrency: number,
  act: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(concurrency, count) }, async () => {
      for (let index = next++; index < count; index = next++) await act(index);
    }),
  );
  return (performance.now() - startedAt) / 1000;
}

export interface HttpAnswer {
  status: number;
  /** Bytes of the body. */
  bytes: number;
  text: string;
}

/** Clients that keep their connections open, as light as Node has them: the machine is shared with the server. */
export class HttpClients {
  private readonly agent: Agent;

  constructor(
    private readonly address: string,
    private readonly token: string,
    count: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: count });
  }

  /** @throws Error with the answer unless it is `expected` */
  async post(path: string, body: unknown, expected = 201): Promise<HttpAnswer> {
    return this.send('POST', path, expected, JSON.stringify(body), {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    });
  }

  async get(path: string): Promise<HttpAnswer> {
    return this.send('GET', path, 200);
  }

  close(): void {
    this.agent.destroy();
  }

  private send(
    method: string,
    path: string,
    expected: number,
    body = '',
    headers: Record<string, string> = {},
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        `${this.address}${path}`,
        {
          method,
          agent: this.agent,
          headers: {
            authorization: `Bearer ${this.token}`,
            accept: 'application/json',
            ...headers,
            ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () => {
            const content = Buffer.concat(chunks);
            const text = content.toString('utf8');
            if (response.statusCode === expected) resolve({ status: expected, bytes: content.length, text });
            else reject(new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 1000)}`));
          });
        },
      );
      sent.once('error', (error: NodeJS.ErrnoException) => {
        // The server had just closed an idle connection (Node's documentation, request.reusedSocket); the key makes
        // sure that nothing is done twice.
        if (sent.reusedSocket && error.code === 'ECONNRESET') {
          resolve(this.send(method, path, expected, body, headers));
        } else reject(error);
      });
      sent.end(body);
    });
  }
}
