import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PdfPress, type PdfPressSettings } from '#documents/writing/pdf-press.js';
import { writePdf } from '#documents/writing/pdf-writer.js';
import { projectRoot } from '#local/project-root.js';
import { reportDocument } from '#messages/report/report-content.js';
import { infectionControlReport } from '../support/infection-control-report.js';

const script = pathToFileURL(`${projectRoot}/dist/libs/documents/src/writing/pdf-process.js`);
const document = reportDocument(infectionControlReport());
const on = '2026-09-30';

let press: PdfPress;
const opened = (settings: PdfPressSettings = {}) => (press = new PdfPress({ script, ...settings }));
afterEach(() => press.close());

describe('the press', () => {
  it('sets what the writer sets, several at once, while others are answered', async () => {
    opened();
    let answered = 0;
    const others = setInterval(() => (answered += 1), 5);
    const pdfs = await Promise.all([1, 2, 3].map(() => press.write(document, on)));
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
    await expect(press.write(broken, on)).rejects.toThrow('nowhere');
    await expect(press.write(document, on)).resolves.toBeInstanceOf(Buffer);
  });

  it('gives up what takes too long, and starts anew', async () => {
    opened({ timeoutMs: 1 });
    await expect(press.write(document, on)).rejects.toThrow('too long');
    press.close();
    opened();
    await expect(press.write(document, on)).resolves.toBeInstanceOf(Buffer);
  });

  it('is replaced when it has grown too large', async () => {
    opened({ memoryLimitBytes: 1 });
    await press.write(document, on);
    await expect(press.write(document, on)).resolves.toBeInstanceOf(Buffer);
  });
});
