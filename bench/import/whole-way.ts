import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { Installation } from '../../test/support/installation.js';
import type { House } from '../house.js';
import { peakMemoryMiB } from '../machine.js';
import { Registry } from '../registry.js';

/** From a file to registered measures, through the API. */
export interface WholeWay {
  measures: number;
  uploadS: number;
  previewS: number;
  confirmS: number;
  /** Since the API started; null where the system does not keep it. */
  apiPeakMiB: number | null;
  /** Of the process that reads the file. */
  readerPeakMiB: number | null;
}

/** A workbook is uploaded, looked at, and confirmed into a new plan, in a Kvittert of its own. */
export async function wholeWay(house: House, workbook: Buffer): Promise<WholeWay> {
  const installation = await house.installation({ workers: 0 });
  try {
    const { office } = await Registry.open(installation, 0);
    const api = new ImportApi(installation, await installation.token('secretariat'));
    const pid = installation.apis[0]?.pid ?? 0;
    const reader = peakOfChild(pid);

    const form = new FormData();
    form.set('evaluationId', 'none');
    form.set('file', new Blob([new Uint8Array(workbook)]), 'tiltak.xlsx');
    const upload = await timed(() => api.ask<{ id: string }>('POST', '', { body: form }));
    const path = `/${upload.answer.id}`;
    const preview = await timed(() => api.ask<{ measures: unknown[]; version: number }>('GET', path));
    const caseOfficerId = office.personId(installation.person('secretariat').email);
    const plan = { kind: 'new', title: 'Plan etter regnearket', caseOfficerId };
    await api.ask('PATCH', path, {
      version: preview.answer.version,
      body: JSON.stringify({ edits: [{ kind: 'choose-plan', plan }] }),
    });
    const confirm = await timed(() =>
      api.ask<{ measures: number }>('POST', `${path}/confirmations`, { body: '{}' }),
    );
    return {
      measures: confirm.answer.measures,
      uploadS: upload.seconds,
      previewS: preview.seconds,
      confirmS: confirm.seconds,
      apiPeakMiB: (await peakMemoryMiB(pid)) ?? null,
      readerPeakMiB: await reader.stop(),
    };
  } finally {
    await house.leave(installation);
  }
}

class ImportApi {
  constructor(
    private readonly installation: Installation,
    private readonly token: string,
  ) {}

  async ask<Body>(
    method: string,
    path: string,
    { body, version }: { body?: string | FormData; version?: number } = {},
  ): Promise<Body> {
    const response = await fetch(`${this.installation.apiUrl()}/api/v1/imports${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        'idempotency-key': randomUUID(),
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as Body;
  }
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; seconds: number }> {
  const startedAt = performance.now();
  const answer = await work();
  return { answer, seconds: (performance.now() - startedAt) / 1000 };
}

/** Its peak is the system's own figure, read again and again since it goes with the process. */
function peakOfChild(parent: number): { stop: () => Promise<number | null> } {
  let peakMiB: number | null = null;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8').catch(() => '');
      for (const child of children.trim().split(' ')) {
        const peak = child === '' ? undefined : await peakMemoryMiB(Number(child));
        if (peak !== undefined) peakMiB = Math.max(peakMiB ?? 0, peak);
      }
      await new Promise((resolve) => setTimeout(resolve, watchEveryMs));
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await watching;
      return peakMiB;
    },
  };
}

const watchEveryMs = 50;
