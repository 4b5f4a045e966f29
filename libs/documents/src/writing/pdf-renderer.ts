import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PlainDate } from '#domain/ids.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { PdfNotWritten } from './pdf-writer.js';

export interface PdfOrder {
  number: number;
  document: ReportDocument;
  on: PlainDate;
}

export type PdfAnswer =
  { number: number; pdf: Uint8Array; memoryBytes: number } | { number: number; failed: string };

export interface PdfRendererSettings {
  /** What it starts; the default stands beside this file once it is built. */
  script?: URL;
  timeoutMs?: number;
  /** The typesetter keeps what it has set, so as to be fast; past this it starts anew. */
  memoryLimitBytes?: number;
}

interface Waiting {
  resolve: (pdf: Buffer) => void;
  reject: (reason: PdfNotWritten) => void;
  timer: NodeJS.Timeout;
}

/**
 * Sets PDFs in a process of its own: whoever orders one goes on answering others meanwhile, and what a large report
 * takes of memory is given back. The process starts with the first order, and holds nobody up who wants to end.
 */
export class PdfRenderer {
  private readonly script: URL;
  private readonly timeoutMs: number;
  private readonly memoryLimitBytes: number;
  private readonly waiting = new Map<number, Waiting>();
  private child: ChildProcess | undefined;
  private orders = 0;

  constructor(settings: PdfRendererSettings = {}) {
    this.script = settings.script ?? new URL('./pdf-renderer-process.js', import.meta.url);
    this.timeoutMs = settings.timeoutMs ?? 60_000;
    this.memoryLimitBytes = settings.memoryLimitBytes ?? 600_000_000;
  }

  /**
   * @param on the document's date
   * @throws PdfNotWritten when the document breaks the standard, takes too long, or the process is lost
   */
  write(document: ReportDocument, on: PlainDate): Promise<Buffer> {
    const child = (this.child ??= this.started());
    const number = (this.orders += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.lose(child, 'It took too long.'), this.timeoutMs);
      this.waiting.set(number, { resolve, reject, timer });
      hold(child, true);
      child.send({ number, document, on } satisfies PdfOrder, (error) => {
        if (error !== null) this.lose(child, error.message);
      });
    });
  }

  /** What is still being set is given up. */
  close(): void {
    if (this.child !== undefined) this.lose(this.child, 'It was closed.');
  }

  private started(): ChildProcess {
    const child = fork(fileURLToPath(this.script), [], {
      serialization: 'advanced',
      // It needs nothing of what the others are told: no database, no keys.
      env: {},
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (answer: PdfAnswer) => this.answered(child, answer));
    child.once('exit', (code) => this.lose(child, `The process ended (${code ?? 'killed'}).`));
    child.once('error', (error) => this.lose(child, error.message));
    return child;
  }

  private answered(child: ChildProcess, answer: PdfAnswer): void {
    const waiting = this.waiting.get(answer.number);
    if (waiting === undefined) return;
    this.waiting.delete(answer.number);
    clearTimeout(waiting.timer);
    if ('failed' in answer) waiting.reject(new PdfNotWritten(answer.failed));
    else waiting.resolve(Buffer.from(answer.pdf));
    if (this.waiting.size > 0) return;
    hold(child, false);
    if ('memoryBytes' in answer && answer.memoryBytes > this.memoryLimitBytes)
      this.lose(child, 'It is replaced.');
  }

  /** Whoever waits for this process is told; the next order starts another. */
  private lose(child: ChildProcess, why: string): void {
    if (this.child !== child) return;
    this.child = undefined;
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(new PdfNotWritten(why));
    }
    this.waiting.clear();
    child.kill('SIGKILL');
  }
}

/** A process that waits for orders must not keep its parent alive. */
function hold(child: ChildProcess, held: boolean): void {
  if (held) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
