/** Lengths in characters; the doors' schemas and the rules use the same. */
export const limits = {
  title: 300,
  text: 20_000,
  reason: 4_000,
  /** "Hva er gjort" (EXAMPLES.md, Modal Meld ferdig). */
  doneReport: { min: 20, max: 4_000 },
  reference: 2_000,
  name: 300,
  /** One bulk registration. */
  measuresAtOnce: 10_000,
  /** Months from today to a review date at adoption. */
  reviewMonths: 12,
} as const;
