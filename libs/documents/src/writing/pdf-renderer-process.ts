import type { PdfAnswer, PdfOrder } from './pdf-renderer.js';
import { writePdf } from './pdf-writer.js';

// What PdfRenderer starts; it ends when whoever ordered has gone.
process.on('message', (order: PdfOrder) => {
  void answerTo(order).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));

async function answerTo({ number, document, on }: PdfOrder): Promise<PdfAnswer> {
  try {
    const pdf = await writePdf(document, on);
    return { number, pdf, memoryBytes: process.memoryUsage.rss() };
  } catch (error) {
    return { number, failed: error instanceof Error ? error.message : String(error) };
  }
}
