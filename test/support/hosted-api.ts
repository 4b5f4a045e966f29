import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/project-root.js';
import { lastLinesOf, quickArguments } from '../../local/service-process.js';
import type { HostAnswer, HostOrder } from './api-host.js';
import { sharedServers } from './shared-servers.js';

let host: ApiHost | undefined;
let count = 0;

/**
 * An API in a process that has one for each installation of this test process, one after another: an API is loaded in
 * three seconds and put together in a fraction of one.
 */
export class HostedApi {
  private readonly id = (count += 1);
  private host: ApiHost | undefined;

  constructor(private readonly settings: Omit<HostOrder, 'id'> & { env: NodeJS.ProcessEnv }) {}

  /** @throws Error with the reason when it does not start */
  async start(): Promise<void> {
    this.host = host = host?.lives ? host : new ApiHost();
    await this.host.follow({ id: this.id, ...this.settings });
  }

  async stop(): Promise<void> {
    if (this.host?.lives) await this.host.follow({ id: this.id });
  }
}

/** The process; it ends with this one. */
class ApiHost {
  private readonly logFile = join(sharedServers().folder, `api-host-${process.pid}.log`);
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: HostAnswer) => void>();
  lives = true;

  constructor() {
    const log = openSync(this.logFile, 'a');
    this.child = fork(join(projectRoot, 'dist', 'test', 'support', 'api-host.js'), {
      cwd: projectRoot,
      execArgv: [...quickArguments],
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NODE_ENV: 'production' },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    // Nobody waits for it who waits for nothing of it.
    this.child.unref();
    this.child.channel?.unref();
    this.child.on('message', ({ id, failure }: HostAnswer) => this.settle(id, failure));
    this.child.once('exit', (code, signal) => {
      this.lives = false;
      const failure = `The host of the APIs has ended (${signal ?? code}).\n${lastLinesOf(this.logFile)}`;
      for (const id of [...this.waiting.keys()]) this.settle(id, failure);
    });
  }

  async follow(order: HostOrder): Promise<void> {
    const answered = new Promise<HostAnswer>((resolve) => this.waiting.set(order.id, resolve));
    this.child.channel?.ref();
    this.child.send(order);
    const { failure } = await answered;
    if (failure !== undefined) throw new Error(failure);
  }

  private settle(id: number, failure: string | undefined): void {
    this.waiting.get(id)?.({ id, ...(failure === undefined ? {} : { failure }) });
    this.waiting.delete(id);
    if (this.waiting.size === 0) this.child.channel?.unref();
  }
}
