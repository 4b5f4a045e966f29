/**
 * What stands in a file and was not read, or read otherwise than its author saw it. A person is told of each before
 * confirming; the texts are in the catalogue: `import.unread.<kind>`.
 */
export type Unread =
  /** Word: insertions and deletions that nobody has accepted; it is read as if all were. */
  | { kind: 'tracked-changes'; count: number }
  /** Word: parts of other files that it shows (altChunk, OLE objects), of kinds that aren't read. */
  | { kind: 'embedded-parts'; count: number }
  /** PDF: files packed into it. */
  | { kind: 'attached-files'; names: readonly string[] }
  /** Word and PDF: formatted as hidden, or on a layer that is switched off. */
  | { kind: 'hidden-text' }
  /** Excel: hidden one by one, by a filter or in a folded group. */
  | { kind: 'hidden-rows'; count: number }
  | { kind: 'hidden-columns'; count: number }
  | { kind: 'hidden-sheets'; names: readonly string[] }
  /** Excel: saved by a program that doesn't calculate; or the calculation failed. `first` is a cell, "D2". */
  | { kind: 'formulas-without-values'; count: number; first: string }
  /** Margin comments of Word, Excel's notes, notes on a PDF. */
  | { kind: 'comments'; count: number }
  /** PDF: letters whose fonts don't say which letters they are. `pages` from 1. */
  | { kind: 'undecodable-text'; pages: readonly number[] }
  /** PDF: pages that are pictures only, in a file that has text elsewhere. `pages` from 1. */
  | { kind: 'pages-without-text'; pages: readonly number[] };
