import { buffer } from 'node:stream/consumers';
import mammoth from 'mammoth';
import yazl from 'yazl';
import type { Document } from './document.js';
import { htmlContent } from './html-blocks.js';
import { decodeHtml } from './html-reader.js';
import type { ReadingLimits } from './limits.js';
import { checkPackedFiles, packedFiles } from './packed-files.js';
import { ReadingError } from './reading-error.js';
import type { Unread } from './unread.js';
import { withWrittenNumbers } from './word-numbering.js';
import { partSign, relationTargets, wordShown } from './word-shown.js';

const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Tittel'] => h1:fresh",
  "p[style-name='Overskrift 1'] => h1:fresh",
  "p[style-name='Overskrift 2'] => h2:fresh",
  "p[style-name='Overskrift 3'] => h3:fresh",
  "p[style-name='Overskrift 4'] => h4:fresh",
];

/**
 * A Word document: headings, lists, tables and notes by its own structure, as if its tracked changes were accepted. It
 * knows no pages.
 * @throws ReadingError when it is damaged, holds no text, or unpacks to more than the limits allow
 */
export async function readDocx(bytes: Uint8Array, limits: ReadingLimits): Promise<Document> {
  const { html, unread } = await htmlOf(bytes, limits, 0);
  const content = htmlContent(html, limits);
  if (content.blocks.length === 0) throw new ReadingError('no-text', 'The document holds no text.');
  return { format: 'docx', pages: 1, ...content, unread };
}

interface WordHtml {
  html: string;
  unread: readonly Unread[];
}

/** How many Word files may show each other's parts. */
const deepest = 3;

async function htmlOf(bytes: Uint8Array, limits: ReadingLimits, depth: number): Promise<WordHtml> {
  await checkPackedFiles(bytes, limits);
  const files = await packedFiles(bytes, /\.(xml|rels)$|^word\/[^/]+\.(html?|xhtml|docx|mht|rtf|txt)$/i);
  const text = (name: string) =>
    files
      .get(name)
      ?.toString('utf8')
      .replace(/^\uFEFF/, '') ?? '';
  const main = mainPartOf(files);
  try {
    const shown = wordShown(text(main), text('word/comments.xml'));
    const targets = relationTargets(text(relationsOf(main)));
    const numbering = text('word/numbering.xml');
    const document =
      numbering === ''
        ? shown.document
        : withWrittenNumbers({ document: shown.document, numbering, styles: text('word/styles.xml') });
    files.set(main, Buffer.from(document));
    const parts = new EmbeddedParts(files, limits, depth);
    const html = await parts.putInto(await toHtml(await packed(files)), targets);
    return { html, unread: merged([...shown.unread, ...parts.unread]) };
  } catch (error) {
    if (error instanceof ReadingError) throw error;
    throw new ReadingError('damaged', 'The Word document’s XML is broken.', { cause: error });
  }
}

/** Usually word/document.xml; some systems number it. */
function mainPartOf(files: ReadonlyMap<string, Buffer>): string {
  return [...files.keys()].find((name) => /^word\/document\d*\.xml$/i.test(name)) ?? 'word/document.xml';
}

function relationsOf(part: string): string {
  return part.replace(/([^/]+)$/u, '_rels/$1.rels');
}

/** Pictures are left behind. */
async function packed(files: ReadonlyMap<string, Buffer>): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of files)
    if (/\.(xml|rels)$/i.test(name)) zip.addBuffer(content, name, { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}

/** What a document shows of other files packed into it: web pages and Word files are read in their place. */
class EmbeddedParts {
  readonly unread: Unread[] = [];

  constructor(
    private readonly files: ReadonlyMap<string, Buffer>,
    private readonly limits: ReadingLimits,
    private readonly depth: number,
  ) {}

  async putInto(html: string, targets: ReadonlyMap<string, string>): Promise<string> {
    let whole = html;
    for (const [relation, target] of targets) {
      const sign = partSign(relation);
      if (!whole.includes(sign)) continue;
      const part = await this.read(target);
      whole = whole.replace(new RegExp(`<p>${sign}</p>`, 'gu'), () => part ?? '');
    }
    return whole.replaceAll(/<p>\uE012[^\uE013]*\uE013<\/p>/gu, () => {
      this.unread.push({ kind: 'embedded-parts', count: 1 });
      return '';
    });
  }

  private async read(target: string): Promise<string | undefined> {
    const bytes = this.files.get(target);
    if (bytes !== undefined && /\.x?html?$/i.test(target)) return bodyOf(decodeHtml(bytes));
    if (bytes !== undefined && /\.docx$/i.test(target) && this.depth < deepest) {
      const { html, unread } = await htmlOf(bytes, this.limits, this.depth + 1);
      this.unread.push(...unread);
      return html;
    }
    this.unread.push({ kind: 'embedded-parts', count: 1 });
    return undefined;
  }
}

function bodyOf(html: string): string {
  return /<body[^>]*>([\s\S]*?)(<\/body>|$)/i.exec(html)?.[1] ?? html;
}

/** One of each kind. */
function merged(unread: readonly Unread[]): Unread[] {
  const byKind = new Map<Unread['kind'], Unread>();
  for (const one of unread) {
    const known = byKind.get(one.kind);
    byKind.set(
      one.kind,
      known !== undefined && 'count' in known && 'count' in one
        ? { ...known, count: known.count + one.count }
        : one,
    );
  }
  return [...byKind.values()];
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
