/** Where something stands in a document, so that a person can find it again. */
export interface Place {
  /** From 1; formats without pages have one. */
  page: number;
  /** From 1, within the page. */
  line: number;
}
