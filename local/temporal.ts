import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributes } from '#domain/contracts/workflows.js';
import { ServiceProcess } from './service-process.js';

const grpcAlreadyExists = 6;

export interface TemporalOptions {
  /** The `temporal` program, as found by temporal-server.mjs. */
  program: string;
  /** Everything the server must remember; without it, it forgets at its end. */
  databaseFile?: string;
  port: number;
  /** Without it there is no web page. */
  uiPort?: number;
  logFile: string;
  ownGroup?: boolean;
}

/**
 * More than twice the pace of the server's own settings. A crash of the server loses nothing by it, one of the whole
 * machine at most the last moments, which the record makes good: the morning round demands what nobody demanded.
 */
const databasePragmas = ['journal_mode=WAL', 'synchronous=NORMAL'].flatMap((pragma) => [
  '--sqlite-pragma',
  pragma,
]);

/**
 * The server's side of a line that has fallen silent (ADR 027): it would go on handing tasks to whoever asked for one
 * over it, for a minute. deploy/temporal-dynamic-config.yaml says the same for production.
 */
const silentLines = ['frontend.keepAliveTime="10s"', 'frontend.keepAliveTimeout="5s"'].flatMap((value) => [
  '--dynamic-config-value',
  value,
]);

/** Temporal's dev server as a child process, with the search attributes Kvittert uses. */
export class TemporalServer {
  private process: ServiceProcess;

  private constructor(private readonly options: TemporalOptions) {
    this.process = this.spawnServer();
  }

  /** Starts the server and waits until it answers. @throws Error with the server's last words. */
  static async start(options: TemporalOptions): Promise<TemporalServer> {
    if (options.databaseFile !== undefined) await mkdir(dirname(options.databaseFile), { recursive: true });
    const server = new TemporalServer(options);
    try {
      await server.waitUntilReady();
    } catch (error) {
      await server.kill();
      throw error;
    }
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.options.port}`;
  }

  get uiUrl(): string | undefined {
    return this.options.uiPort === undefined ? undefined : `http://127.0.0.1:${this.options.uiPort}`;
  }

  get logFile(): string {
    return this.options.logFile;
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** Resolves when the server has ended, whether asked to or not. */
  get exited(): Promise<unknown> {
    return this.process.exited;
  }

  async stop(): Promise<void> {
    await this.process.stop(15_000);
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.process.kill();
  }

  /** Starts again on the same ports and file, stopping first if needed. */
  async restart(): Promise<void> {
    await this.stop();
    this.process = this.spawnServer();
    await this.waitUntilReady();
  }

  private spawnServer(): ServiceProcess {
    const { program, databaseFile, port, uiPort, logFile, ownGroup } = this.options;
    return ServiceProcess.start({
      name: 'Temporal',
      command: program,
      args: [
        'server',
        'start-dev',
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
        ...(databaseFile === undefined ? [] : ['--db-filename', databaseFile, ...databasePragmas]),
        '--log-level',
        'warn',
        ...silentLines,
        ...Object.values(searchAttributes).flatMap(({ name, type }) => [
          '--search-attribute',
          `${name}=${cliType[type]}`,
        ]),
      ],
      logFile,
      ...(ownGroup === undefined ? {} : { ownGroup }),
    });
  }

  private async waitUntilReady(): Promise<void> {
    await this.process.waitUntil(() => answers(this.address), 60_000);
  }
}

/** A namespace of its own keeps what one test starts out of another's sight. Returns its name. */
export async function createNamespace(address: string, namespace: string): Promise<string> {
  const connection = await Connection.connect({ address });
  try {
    try {
      await connection.workflowService.registerNamespace({
        namespace,
        workflowExecutionRetentionPeriod: msToTs('1 day'),
      });
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== grpcAlreadyExists) throw error;
    }
    await retryWhileUnknown(() =>
      connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(
          Object.values(searchAttributes).map(({ name, type }) => [name, protoType[type]]),
        ),
      }),
    );
    return namespace;
  } finally {
    await connection.close();
  }
}

const cliType = { INT: 'Int', KEYWORD: 'Keyword', DATETIME: 'Datetime' } as const;
// The numbers of temporal.api.enums.v1.IndexedValueType; its package is not one of ours.
const protoType = { INT: 3, KEYWORD: 2, DATETIME: 6 } as const;

/** Whether a Temporal server answers at `address`. */
export async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '2s' });
    try {
      await connection.workflowService.describeNamespace({ namespace: 'default' });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}

/** The server's parts hear of a new namespace one after the other. */
async function retryWhileUnknown(attempt: () => Promise<unknown>, limitMs = 30_000): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!isGrpcServiceError(error) || Date.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
