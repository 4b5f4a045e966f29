import type { PdfAnswer, PdfOrder } from './pdf-press.js';
import { writePdf } from './pdf-writer.js';

// What PdfPress starts. Orders come one after the other; it ends when whoever ordered has gone.
process.on('message', (order: PdfOrder) => {
  process.send?.(answerTo(order));
});
process.on('disconnect', () => process.exit(0));

function answerTo({ number, document, standard, on }: PdfOrder): PdfAnswer {
  try {
    const pdf = writePdf(document, standard, on);
    return { number, pdf, memoryBytes: process.memoryUsage.rss() };
  } catch (error) {
    return { number, failed: error instanceof Error ? error.message : String(error) };
  }
}
