/** What one file may cost. Bytes are as uploaded; `unpackedBytes` is what is inside a DOCX or XLSX. */
export interface ReadingLimits {
  bytes: number;
  unpackedBytes: number;
  /** Files inside a DOCX or XLSX. */
  packedFiles: number;
  pages: number;
  /** Cells of all tables or sheets. */
  cells: number;
  /** Headings, paragraphs, list items and tables. */
  blocks: number;
  /** How deep elements may stand in each other in a web page. */
  depth: number;
}

/** Issue 5: 50 MB and 2,000 pages; the rest follows from what a 2,000-page report with tables needs. */
export const readingLimits: ReadingLimits = {
  bytes: 50 * 1024 * 1024,
  unpackedBytes: 400 * 1024 * 1024,
  packedFiles: 10_000,
  pages: 2_000,
  cells: 500_000,
  blocks: 200_000,
  depth: 400,
};
