import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What the containers, too, start our programs with. A young generation of 64 MB instead of 16: what a command of
 * thousands of measures makes is gone before it has to be copied.
 */
export const programArguments = ['--enable-source-maps', '--max-semi-space-size=64'] as const;

/** Without the source maps, which take a seventh of a start: for the many processes of the tests. */
export const quickArguments = programArguments.filter((argument) => argument !== '--enable-source-maps');

/** How to run one service of the installation as a child process. */
export interface ServiceCommand {
  /** What the service is called in messages to people. */
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** The user and group the process runs as; only root may set them. */
  uid?: number;
  gid?: number;
  /** Everything the process prints is appended here. */
  logFile: string;
  /**
   * A process group of its own keeps a Ctrl-C in the terminal from reaching every part at once, so that the
   * parts can be stopped in order. Tests leave it out: there a Ctrl-C is to end everything.
   */
  ownGroup?: boolean;
}

export interface ServiceExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A running child process whose end is always noticed: either asked for, or told to whoever listens. */
export class ServiceProcess {
  readonly name: string;
  readonly logFile: string;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<ServiceExit>;
  private readonly child: ChildProcess;
  private ended: ServiceExit | undefined;

  private constructor(child: ChildProcess, command: ServiceCommand) {
    this.child = child;
    this.name = command.name;
    this.logFile = command.logFile;
    this.exited = new Promise((resolve) => {
      const end = (exit: ServiceExit): void => {
        this.ended ??= exit;
        resolve(this.ended);
      };
      child.once('exit', (code, signal) => end({ code, signal }));
      // `error` without an exit means that the process never started.
      child.once('error', () => {
        if (child.pid === undefined) end({ code: null, signal: null });
      });
    });
  }

  static start(command: ServiceCommand): ServiceProcess {
    mkdirSync(dirname(command.logFile), { recursive: true });
    const log = openSync(command.logFile, 'a');
    try {
      const child = spawn(command.command, command.args, {
        stdio: ['ignore', log, log],
        env: command.env ?? process.env,
        detached: command.ownGroup ?? false,
        ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
        ...(command.uid === undefined ? {} : { uid: command.uid }),
        ...(command.gid === undefined ? {} : { gid: command.gid }),
      });
      return new ServiceProcess(child, command);
    } finally {
      closeSync(log);
    }
  }

  /** Undefined when the process could not be started at all. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  get running(): boolean {
    return this.ended === undefined;
  }

  /** Sends a signal and returns at once. */
  signal(signal: NodeJS.Signals): void {
    if (this.running) this.child.kill(signal);
  }

  /** Ends the process without a chance to clean up, as a crash would. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  /** Asks the process to stop, and kills it when it has not done so within `graceMs` milliseconds. */
  async stop(graceMs = 20_000, signal: NodeJS.Signals = 'SIGTERM'): Promise<ServiceExit> {
    if (this.ended) return this.ended;
    const timer = setTimeout(() => this.child.kill('SIGKILL'), graceMs);
    try {
      this.child.kill(signal);
      return await this.exited;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The last lines the process wrote, for an error message. */
  lastLines(count?: number): string {
    return lastLinesOf(this.logFile, count);
  }

  /**
   * Polls `probe` until it returns true.
   * @throws Error with the last lines of the log when the process ends first or `limitMs` milliseconds pass.
   */
  async waitUntil(probe: () => Promise<boolean>, limitMs: number): Promise<void> {
    const giveUpAt = Date.now() + limitMs;
    while (this.running) {
      if (await probe()) return;
      if (Date.now() > giveUpAt) {
        throw new Error(
          `${this.name} did not answer within ${Math.round(limitMs / 1000)} s.\n${this.lastLines()}\n(${this.logFile})`,
        );
      }
      await Promise.race([this.exited, new Promise((resolve) => setTimeout(resolve, 50))]);
    }
    const { code, signal } = await this.exited;
    throw new Error(
      `${this.name} ended while starting (${signal ?? `exit code ${code ?? 'unknown'}`}).\n${this.lastLines()}\n(${this.logFile})`,
    );
  }
}

/** Runs a command to its end. @throws Error with what it printed when it fails. */
export async function runToEnd(command: ServiceCommand): Promise<void> {
  await endWell(ServiceProcess.start(command));
}

/** Waits for the end of a process. @throws Error with its last words unless it ends with exit code 0. */
export async function endWell(service: ServiceProcess): Promise<void> {
  const { code, signal } = await service.exited;
  if (code === 0) return;
  throw new Error(
    `${service.name} failed (${signal ?? `exit code ${code ?? 'unknown'}`}).\n${service.lastLines()}\n(${service.logFile})`,
  );
}

/** Runs a short command and returns what it printed. @throws Error when it fails. */
export async function outputOf(command: string, args: string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code ?? 'a signal'}`);
  return Buffer.concat(chunks).toString('utf8').trim();
}

/** The last lines of a log. */
export function lastLinesOf(file: string, count = 15): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}
