import { cpus, totalmem } from 'node:os';
import { outputOf } from '#local/service-process.js';
import { projectRoot } from '#local/project-root.js';

/** Where and on what the figures were taken: none means anything without it. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  /** Of one minute, before the first measurement: who else was at work. */
  loadBefore: number[];
  system: string;
  node: string;
  postgres: string;
  temporal: string;
  date: string;
  commit: string;
}

export async function machineFacts(versions: {
  postgres: string;
  temporalProgram: string;
}): Promise<Machine> {
  const { loadavg, release, type } = await import('node:os');
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    loadBefore: loadavg().map((load) => Number(load.toFixed(2))),
    system: `${type()} ${release()}`,
    node: process.version,
    postgres: versions.postgres,
    temporal: await outputOf(versions.temporalProgram, ['--version']).catch(() => 'unknown'),
    date: new Date().toISOString(),
    commit: await commit(),
  };
}

async function commit(): Promise<string> {
  const git = (...args: string[]): Promise<string> => outputOf('git', ['-C', projectRoot, ...args]);
  try {
    const head = await git('rev-parse', 'HEAD');
    // The results of the last run are not part of what is measured.
    const changed = await git('status', '--porcelain', '--', '.', ':!bench/results');
    return changed === '' ? head : `${head} with uncommitted changes`;
  } catch {
    return 'unknown';
  }
}

/** Peak of a process's memory in MiB; undefined where the system does not keep it. */
export async function peakMemoryMiB(pid: number): Promise<number | undefined> {
  const { readFile } = await import('node:fs/promises');
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : Math.round(Number(kib) / 1024);
  } catch {
    return undefined;
  }
}
