import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort, isFree } from './free-port.js';
import { commandLineOf } from './leftover-process.js';
import { projectRoot } from './project-root.js';

/** Where the embedded default keeps everything: KVITTERT_DATA_DIR, else .kvittert/ in the project. */
export function dataFolderPath(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(projectRoot, env['KVITTERT_DATA_DIR'] ?? '.kvittert');
}

/** What a running installation tells about itself: to `npm run token` and `verify:record`, and to the start after a crash. */
export interface RunningInstallation {
  pid: number;
  processes: { name: string; pid: number; mark: string }[];
  /** Absent while it is starting. */
  ready?: {
    publicUrl: string;
    /** As the application's role: for `npm run verify:record` and its like. */
    databaseUrl: string;
    /** For `npm run round` and `npm run temporal:rebuild`. */
    temporalAddress: string;
    /** Absent when the tokens come from somebody else's provider. */
    identityProvider?: { issuer: string; clientSecret: string };
  };
}

export interface LocalSecrets {
  session: string;
  slackBotToken: string;
  slackSigningSecret: string;
}

/** The parts that listen, with the port each prefers. */
const preferredPorts = {
  postgres: 54329,
  temporal: 7233,
  temporalUi: 8233,
  slack: 4003,
  desk: 4010,
  smtp: 1025,
  mail: 8025,
  identityProvider: 9400,
};
export type PortName = keyof typeof preferredPorts;

/** One data folder, held by at most one running installation. */
export class DataFolder {
  private constructor(readonly path: string) {}

  /** @throws Error that says who holds the folder. */
  static async open(path: string): Promise<DataFolder> {
    mkdirSync(path, { recursive: true });
    const folder = new DataFolder(path);
    await folder.lock();
    return folder;
  }

  file(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /**
   * The ports of this folder: chosen at its first start and the same at every later one, so that bookmarks
   * and tokens stay good. A port that somebody else has taken meanwhile is replaced.
   */
  async ports(): Promise<Record<PortName, number>> {
    const known = this.read<Partial<Record<PortName, number>>>('ports.json') ?? {};
    const ports = { ...preferredPorts };
    const taken = new Set<number>();
    for (const name of Object.keys(preferredPorts) as PortName[]) {
      const before = known[name];
      let port = before ?? (await freePort(preferredPorts[name]));
      if (before !== undefined && !(await isFree(before))) {
        port = await freePort();
        console.log(`Port ${before} (${name}) is taken by another program; ${port} is used instead.`);
      }
      while (taken.has(port)) port = await freePort();
      taken.add(port);
      ports[name] = port;
    }
    this.write('ports.json', ports);
    return ports;
  }

  secrets(): LocalSecrets {
    const known = this.read<LocalSecrets>('secrets.json');
    if (known) return known;
    const secret = (): string => randomBytes(32).toString('hex');
    const secrets = {
      session: secret(),
      slackBotToken: `xoxb-${secret().slice(0, 24)}`,
      slackSigningSecret: secret().slice(0, 32),
    };
    this.write('secrets.json', secrets);
    return secrets;
  }

  /** What an earlier start wrote that did not come to an orderly end. */
  leftBehind(): RunningInstallation | undefined {
    return this.read<RunningInstallation>('running.json');
  }

  tellRunning(running: RunningInstallation): void {
    this.write('running.json', running);
  }

  /** Whether the demo was filled in, or declined, at an earlier start. */
  get demoSettled(): boolean {
    return this.read<{ settled: boolean }>('demo.json')?.settled ?? false;
  }

  settleDemo(): void {
    this.write('demo.json', { settled: true });
  }

  /** After this another start may use the folder. */
  release(): void {
    rmSync(this.file('running.json'), { force: true });
    rmSync(this.file('lock'), { force: true });
  }

  private async lock(): Promise<void> {
    const file = this.file('lock');
    for (;;) {
      try {
        writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = Number(this.readText('lock'));
      // After a crash the lock is still there, and its number may belong to somebody else by now.
      if (holder !== process.pid && /local[\\/](start\.mjs|main\.js)/.test(await commandLineOf(holder))) {
        throw new Error(
          `Kvittert already runs on ${this.path} (process ${holder}). ` +
            'Stop it first, or choose another folder: KVITTERT_DATA_DIR=… PORT=… npm start',
        );
      }
      rmSync(file, { force: true });
    }
  }

  private read<Content>(name: string): Content | undefined {
    const text = this.readText(name);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Content;
    } catch {
      throw new Error(
        `${this.file(name)} can't be read. Restore it, or move the folder away and start anew.`,
      );
    }
  }

  private readText(name: string): string | undefined {
    try {
      return readFileSync(this.file(name), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  private write(name: string, content: unknown): void {
    writeFileSync(this.file(name), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  }
}

/** The installation that is ready on a data folder. @throws Error when there is none. */
export async function readyOn(path: string): Promise<NonNullable<RunningInstallation['ready']>> {
  try {
    const running = JSON.parse(readFileSync(join(path, 'running.json'), 'utf8')) as RunningInstallation;
    if (running.ready && (await commandLineOf(running.pid)) !== '') return running.ready;
  } catch {
    // No file, or one being written: told below.
  }
  throw new Error(
    `Kvittert does not run on ${path}. Start it with "npm start" and try again when it says that it is ready; ` +
      'if it runs on another folder, set KVITTERT_DATA_DIR to that.',
  );
}
