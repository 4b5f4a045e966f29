import { Link } from '../../web/design-system.js';
import type { DraftMeasure } from '#domain/import/import-draft.js';
import { lineAnchor, previewPath } from '#messages/page-links.js';
import type { Reading, ReadLine } from '#record/imports/import-drafts.js';
import { t } from '../../web/frame/texts.js';

/** So many lines at once: a table may have ten thousand on one page. */
const linesShown = 300;

interface ReadDocumentProps {
  id: string;
  reading: Reading;
  measures: readonly DraftMeasure[];
  chunk: number;
  page: number;
  /** Around which to show, where not all of the page is. */
  line: number;
}

/** A page of the document, with what was read as a measure marked. */
export function ReadDocument({ id, reading, measures, chunk, page, line }: ReadDocumentProps) {
  const onPage = reading.lines.filter((one) => one.page === page);
  const shown = around(onPage, line);
  const here = measures.filter(({ foundAt, included }) => included && foundAt?.page === page);
  return (
    <section className="kv-document" aria-labelledby="dokument">
      <h2 id="dokument">{t('page.import.document')}</h2>
      <nav className="kv-row-actions" aria-label={t('page.import.document')}>
        <span>{t('page.import.document.page', { page, pages: reading.pages })}</span>
        {page > 1 ? (
          <Link href={previewPath(id, { chunk, page: page - 1 })}>{t('page.import.document.previous')}</Link>
        ) : null}
        {page < reading.pages ? (
          <Link href={previewPath(id, { chunk, page: page + 1 })}>{t('page.import.document.next')}</Link>
        ) : null}
      </nav>
      {/* Scrolls by itself, so the keyboard must be able to reach it. */}
      <div className="kv-document-lines" tabIndex={0} role="group" aria-labelledby="dokument">
        {shown.length === 0 ? <p>{t('page.import.document.empty')}</p> : null}
        {shown.map((one, index) => (
          <p
            key={`${one.line} ${index}`}
            id={
              shown.findIndex((other) => other.line === one.line) === index ? lineAnchor(one.line) : undefined
            }
            data-kind={one.kind}
          >
            {isFound(one, here) ? <mark>{one.text}</mark> : one.text}
          </p>
        ))}
        {shown.length < onPage.length ? <p className="kv-quiet">{t('page.import.document.cut')}</p> : null}
      </div>
    </section>
  );
}

function around(lines: readonly ReadLine[], line: number): readonly ReadLine[] {
  if (lines.length <= linesShown) return lines;
  const at = Math.max(
    0,
    lines.findIndex((one) => one.line >= line),
  );
  const start = Math.max(0, Math.min(at - linesShown / 2, lines.length - linesShown));
  return lines.slice(start, start + linesShown);
}

/** Where a measure begins, and the lines after it that are its words. */
function isFound({ line, text }: ReadLine, measures: readonly DraftMeasure[]): boolean {
  const words = evened(text);
  return measures.some((measure) => {
    if (measure.foundAt === undefined || line < measure.foundAt.line) return false;
    if (line === measure.foundAt.line) return true;
    return line < measure.foundAt.line + 60 && words.length > 12 && evened(measure.text).includes(words);
  });
}

/** Without what dividing words at the ends of lines does. */
function evened(text: string): string {
  return text
    .replaceAll(/[\s\u00ad]+/gu, ' ')
    .replaceAll(/-$/gu, '')
    .trim()
    .toLowerCase();
}
