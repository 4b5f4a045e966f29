import mammoth from 'mammoth';
import type { Document } from './document.js';
import { htmlContent } from './html-blocks.js';
import type { ReadingLimits } from './limits.js';
import { checkPackedFiles } from './packed-files.js';
import { ReadingError } from './reading-error.js';

const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Tittel'] => h1:fresh",
  "p[style-name='Overskrift 1'] => h1:fresh",
  "p[style-name='Overskrift 2'] => h2:fresh",
  "p[style-name='Overskrift 3'] => h3:fresh",
  "p[style-name='Overskrift 4'] => h4:fresh",
];

/**
 * A Word document: headings, lists, tables and notes by its own structure. It knows no pages.
 * @throws ReadingError when it is damaged, holds no text, or unpacks to more than the limits allow
 */
export async function readDocx(bytes: Uint8Array, limits: ReadingLimits): Promise<Document> {
  await checkPackedFiles(bytes, limits);
  const html = await toHtml(bytes);
  const content = htmlContent(html, { limits, numbersGoOn: true });
  if (content.blocks.length === 0) throw new ReadingError('no-text', 'The document holds no text.');
  return { format: 'docx', pages: 1, ...content };
}

async function toHtml(bytes: Uint8Array): Promise<string> {
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: styles,
        externalFileAccess: false,
        // Pictures are left where they are.
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    );
    return value;
  } catch (error) {
    throw new ReadingError('damaged', 'The Word document can’t be opened.', { cause: error });
  }
}
