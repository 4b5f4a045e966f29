import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Document } from '../reading/document.js';
import { type ReadingLimits, readingLimits } from '../reading/limits.js';
import type { NamedBytes } from '../reading/read-bytes.js';
import { ReadingError, type ReadingRefusal } from '../reading/reading-error.js';
import type { Candidates } from './recognise.js';

export interface RecognisedFile {
  document: Document;
  candidates: Candidates;
}

/** What the process that reads may cost. */
export interface ProcessLimits {
  /** Of its own work, whatever else the machine is busy with; where the system doesn't tell (not Linux), of waiting. */
  cpuMs: number;
  /** Of JavaScript's own heap. */
  heapMegabytes: number;
  /** Of the whole process, seen from outside; only where the system tells (Linux). */
  residentMegabytes: number;
}

/** What a 2,000-page PDF needs, with room. */
const processLimits: ProcessLimits = {
  cpuMs: 90_000,
  heapMegabytes: 1024,
  residentMegabytes: 1800,
};

export interface RecognisingSettings {
  /** ISO date: what a deadline is past against. */
  today: string;
  limits?: ReadingLimits;
  process?: ProcessLimits;
  /** The process's program; only tests name another. */
  entry?: string;
}

/** What goes to the process, and what comes back. */
export interface Assignment extends NamedBytes {
  today: string;
  limits: ReadingLimits;
}
export type Answer = { done: RecognisedFile } | { refused: ReadingRefusal; detail: string };

/**
 * Reads and recognises a file in a process of its own, with a cap on time and memory: whatever is in the file, it harms
 * nobody else. At most two at a time; the rest wait.
 * @throws ReadingError
 */
export async function recogniseFile(
  file: NamedBytes,
  settings: RecognisingSettings,
): Promise<RecognisedFile> {
  const limits = settings.limits ?? readingLimits;
  // Before a process is started, and 50 MB copied to it.
  if (file.bytes.length === 0) throw new ReadingError('empty', 'The file is empty.');
  if (file.bytes.length > limits.bytes) {
    throw new ReadingError('too-large', `The file has ${file.bytes.length} bytes; ${limits.bytes} are read.`);
  }
  const release = await turn();
  try {
    return await inOwnProcess({ ...file, today: settings.today, limits }, settings);
  } finally {
    release();
  }
}

const simultaneous = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function turn(): Promise<() => void> {
  if (running >= simultaneous) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  return () => {
    running--;
    waiting.shift()?.();
  };
}

async function inOwnProcess(
  assignment: Assignment,
  { process: caps = processLimits, entry = defaultEntry() }: RecognisingSettings,
): Promise<RecognisedFile> {
  const child = fork(entry, [], {
    execArgv: [`--max-old-space-size=${caps.heapMegabytes}`, '--no-warnings'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Nothing of ours: no keys, no addresses.
    env: {},
  });
  const watch = new Watch(child, caps);
  try {
    const answer = await answerOf(child, assignment);
    if (answer !== undefined && 'done' in answer) return answer.done;
    if (answer !== undefined) throw new ReadingError(answer.refused, answer.detail);
    throw (
      watch.reason ??
      outOfMemory(child) ??
      new ReadingError('damaged', 'Reading the file ended without an answer.')
    );
  } finally {
    watch.end();
    child.kill('SIGKILL');
  }
}

function defaultEntry(): string {
  return fileURLToPath(new URL('./recognising-process.js', import.meta.url));
}

/** @returns undefined when the process ended without one */
function answerOf(child: ChildProcess, assignment: Assignment): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => resolve(answer as Answer));
    child.once('exit', () => resolve(undefined));
    child.once('error', reject);
    child.send(assignment, (error) => {
      // A process that is gone already tells so by its exit.
      if (error && child.exitCode === null && child.signalCode === null && child.connected) reject(error);
    });
  });
}

/** Node ends itself so when its heap is full. */
function outOfMemory({ signalCode, exitCode }: ChildProcess): ReadingError | undefined {
  const full =
    signalCode === 'SIGABRT' || signalCode === 'SIGTRAP' || signalCode === 'SIGKILL' || exitCode === 134;
  return full
    ? new ReadingError('took-too-much-memory', 'Reading the file took more memory than it may.')
    : undefined;
}

const lookEveryMs = 150;
/** A process that neither works nor answers is given up too, long after a busy machine would have let it go on. */
const longestWaitMs = 20 * 60_000;

/** Ends the process when it takes too long or too much. */
class Watch {
  reason: ReadingError | undefined;
  private readonly timers: NodeJS.Timeout[];

  constructor(
    private readonly child: ChildProcess,
    private readonly caps: ProcessLimits,
  ) {
    const waitMs = process.platform === 'linux' ? longestWaitMs : caps.cpuMs;
    this.timers = [
      setTimeout(() => this.tookTooLong(waitMs), waitMs),
      setInterval(() => void this.look(), lookEveryMs),
    ];
  }

  end(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async look(): Promise<void> {
    const used = await usedBy(this.child.pid);
    if (used === undefined) return;
    if (used.residentMegabytes > this.caps.residentMegabytes) {
      const megabytes = Math.round(used.residentMegabytes);
      this.stop('took-too-much-memory', `Reading the file took ${megabytes} MB.`);
    }
    if (used.cpuMs > this.caps.cpuMs) this.tookTooLong(this.caps.cpuMs);
  }

  private tookTooLong(limitMs: number): void {
    this.stop('took-too-long', `Reading the file took more than ${limitMs / 1000} s.`);
  }

  private stop(reason: ReadingRefusal, detail: string): void {
    this.reason ??= new ReadingError(reason, detail);
    this.child.kill('SIGKILL');
  }
}

/** Linux counts processor time in hundredths of a second towards programs (`USER_HZ`). */
const msPerTick = 10;

async function usedBy(
  pid: number | undefined,
): Promise<{ cpuMs: number; residentMegabytes: number } | undefined> {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const [status, stat] = await Promise.all(
    ['status', 'stat'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
  );
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
  // After the program's name, which may hold anything: state, …, utime, stime (proc(5)).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  if (kilobytes === undefined || fields.length < 13) return undefined;
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * msPerTick,
    residentMegabytes: Number(kilobytes) / 1024,
  };
}
