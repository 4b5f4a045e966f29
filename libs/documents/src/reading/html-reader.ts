import type { Document } from './document.js';
import { htmlContent } from './html-blocks.js';
import type { ReadingLimits } from './limits.js';
import { ReadingError } from './reading-error.js';
import { decodeText } from './text-reader.js';

/**
 * A saved web page.
 * @throws ReadingError when there is no text in it, or more than the limits allow
 */
export function readHtml(bytes: Uint8Array, limits: ReadingLimits): Document {
  const content = htmlContent(decodeHtml(bytes), limits);
  if (content.blocks.length === 0) throw new ReadingError('no-text', 'The page holds no text.');
  return { format: 'html', pages: 1, ...content, unread: [] };
}

/** By the encoding that the page names, or by its bytes. */
export function decodeHtml(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  const named = /<meta[^>]+charset=["']?\s*([\w-]+)/i.exec(head)?.[1];
  if (named === undefined) return decodeText(bytes);
  try {
    return new TextDecoder(named).decode(bytes);
  } catch {
    return decodeText(bytes);
  }
}
