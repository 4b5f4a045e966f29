import { join } from 'node:path';
import { projectRoot } from '../../local/project-root.js';
import { quickArguments, type ServiceExit, ServiceProcess } from '../../local/service-process.js';
import { until } from './until.js';

export interface ServiceSettings {
  name: string;
  /** Below dist/, e.g. `apps/api/src/main.js`. */
  script: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  /** Whether the service does its work by now. */
  isReady: (pid: number) => Promise<boolean>;
}

/** A process of Kvittert as a test handles it: stopped, killed and started again at will. */
export class Service {
  private process: ServiceProcess | undefined;

  constructor(private readonly settings: ServiceSettings) {}

  get pid(): number | undefined {
    return this.process?.pid;
  }

  get running(): boolean {
    return this.process?.running ?? false;
  }

  get logFile(): string {
    return this.settings.logFile;
  }

  /** The last lines of the log. */
  log(lines = 40): string {
    return this.process?.lastLines(lines) ?? '';
  }

  /** Starts the process without waiting for anything. `env` is added for this one start. */
  launch(env: NodeJS.ProcessEnv = {}): void {
    if (this.running) throw new Error(`${this.settings.name} runs already.`);
    this.process = ServiceProcess.start({
      name: this.settings.name,
      command: process.execPath,
      args: [...quickArguments, join(projectRoot, 'dist', this.settings.script)],
      cwd: projectRoot,
      env: { ...this.settings.env, ...env },
      logFile: this.settings.logFile,
    });
  }

  /** @throws Error with the last lines of the log when it does not become ready within `limitMs`. */
  async waitUntilReady(limitMs = 150_000): Promise<void> {
    const { process } = this;
    if (!process) throw new Error(`${this.settings.name} was not started.`);
    await process.waitUntil(() => this.settings.isReady(process.pid ?? 0), limitMs);
  }

  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    this.launch(env);
    await this.waitUntilReady();
  }

  signal(signal: NodeJS.Signals): void {
    this.process?.signal(signal);
  }

  /** `kill -9`. */
  async kill(): Promise<void> {
    await this.process?.kill();
  }

  /** SIGTERM, and how the process ended. One that had to be killed after `graceMs` has the signal SIGKILL. */
  async stop(graceMs = 30_000): Promise<ServiceExit | undefined> {
    return this.process?.stop(graceMs);
  }

  /** How the process ended by itself. @throws Error when it has not within `limitMs`. */
  async ended(limitMs = 30_000): Promise<ServiceExit> {
    const { process } = this;
    if (!process) throw new Error(`${this.settings.name} was not started.`);
    await until(`${this.settings.name} ends`, () => !process.running, limitMs);
    return process.exited;
  }

  async restart(env: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.stop();
    await this.start(env);
  }
}
