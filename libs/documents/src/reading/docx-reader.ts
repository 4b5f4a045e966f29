import { buffer } from 'node:stream/consumers';
import mammoth from 'mammoth';
import yazl from 'yazl';
import type { Document } from './document.js';
import { htmlContent } from './html-blocks.js';
import type { ReadingLimits } from './limits.js';
import { checkPackedFiles, packedFiles } from './packed-files.js';
import { ReadingError } from './reading-error.js';
import { withWrittenNumbers } from './word-numbering.js';

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
  const html = await toHtml(await withNumbers(bytes));
  const content = htmlContent(html, limits);
  if (content.blocks.length === 0) throw new ReadingError('no-text', 'The document holds no text.');
  return { format: 'docx', pages: 1, ...content };
}

/**
 * The same document with the numbers of its lists and headings written into their paragraphs; mammoth drops them.
 * Pictures are left behind.
 */
async function withNumbers(bytes: Uint8Array): Promise<Uint8Array> {
  const parts = await packedFiles(bytes, /\.(xml|rels)$/i);
  const text = (name: string) => parts.get(name)?.toString('utf8') ?? '';
  const numbering = text('word/numbering.xml');
  if (numbering === '') return bytes;
  try {
    const document = withWrittenNumbers({
      document: text('word/document.xml'),
      numbering,
      styles: text('word/styles.xml'),
    });
    parts.set('word/document.xml', Buffer.from(document));
  } catch (error) {
    throw new ReadingError('damaged', 'The Word document’s XML is broken.', { cause: error });
  }
  const zip = new yazl.ZipFile();
  for (const [name, content] of parts) zip.addBuffer(content, name, { compress: false });
  zip.end();
  return buffer(zip.outputStream);
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
