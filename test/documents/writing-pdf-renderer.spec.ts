import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PdfRenderer, type PdfRendererSettings } from '#documents/writing/pdf-renderer.js';
import { writePdf } from '#documents/writing/pdf-writer.js';
import { projectRoot } from '#local/project-root.js';
import { reportDocument } from '#messages/report/report-content.js';
import { infectionControlReport } from '../support/infection-control-report.js';

const script = pathToFileURL(`${projectRoot}/dist/libs/documents/src/writing/pdf-renderer-process.js`);
const document = reportDocument(infectionControlReport());
const on = '2026-09-30';

let renderer: PdfRenderer;
const opened = (settings: PdfRendererSettings = {}) => (renderer = new PdfRenderer({ script, ...settings }));
afterEach(() => renderer.close());

describe('the PDF renderer', () => {
  it('sets what the writer sets, several at once, while others are answered', async () => {
    opened();
    let answered = 0;
    const others = setInterval(() => (answered += 1), 5);
    const pdfs = await Promise.all([1, 2, 3].map(() => renderer.write(document, on)));
    clearInterval(others);
    expect(pdfs[0]?.equals(await writePdf(document, on))).toBe(true);
    expect(pdfs[2]?.equals(pdfs[0] ?? Buffer.alloc(0))).toBe(true);
    expect(pdfs[1]?.equals(pdfs[0] ?? Buffer.alloc(0))).toBe(true);
    expect(answered).toBeGreaterThan(10);
  });

  it('says why when it can’t, and goes on', async () => {
    opened();
    const broken = {
      ...document,
      blocks: [
        { kind: 'paragraph' as const, runs: [{ kind: 'reference' as const, text: 'x', to: 'nowhere' }] },
      ],
    };
    await expect(renderer.write(broken, on)).rejects.toThrow('nowhere');
    await expect(renderer.write(document, on)).resolves.toBeInstanceOf(Buffer);
  });

  it('gives up what takes too long, and starts anew', async () => {
    opened({ timeoutMs: 1 });
    await expect(renderer.write(document, on)).rejects.toThrow('too long');
    renderer.close();
    opened();
    await expect(renderer.write(document, on)).resolves.toBeInstanceOf(Buffer);
  });

  it('is replaced when it has grown too large', async () => {
    opened({ memoryLimitBytes: 1 });
    await renderer.write(document, on);
    await expect(renderer.write(document, on)).resolves.toBeInstanceOf(Buffer);
  });
});
