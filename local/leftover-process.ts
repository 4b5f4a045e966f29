import { readFile } from 'node:fs/promises';
import { outputOf } from './service-process.js';

/** A process that an earlier start may have left running. */
export interface Leftover {
  pid: number;
  /** Must stand in its command line; a number alone may long belong to somebody else's process. */
  mark: string;
  signal: NodeJS.Signals;
}

/** Stops a process left by an earlier start, and kills it after ten seconds. Does nothing if it is another. */
export async function stopLeftover({ pid, mark, signal }: Leftover): Promise<boolean> {
  if (!(await isOurs(pid, mark))) return false;
  trySignal(pid, signal);
  const killAt = Date.now() + 10_000;
  while (await isOurs(pid, mark)) {
    if (Date.now() > killAt) trySignal(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

async function isOurs(pid: number, mark: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  const commandLine = await commandLineOf(pid);
  return commandLine !== '' && commandLine.includes(mark);
}

/** Whether a process with this number runs; it may be anybody's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a running process, or an empty text. A process that has ended but is not collected has none. */
export async function commandLineOf(pid: number): Promise<string> {
  if (!isAlive(pid)) return '';
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  } catch {
    return outputOf('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => '');
  }
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}
