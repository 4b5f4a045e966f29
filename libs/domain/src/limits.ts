/** Lengths in characters; the API's schemas and the rules use the same. */
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
  /** Months from today to a review date, whenever it is set. */
  reviewMonths: 12,
  /** Months that a waiver may stand on the secretariat’s word before it is looked at again. */
  waiverReviewMonths: 12,
  /** Months from today to any other planned date; one further off is taken for a typing error. */
  plannedMonths: 360,
  /** Months from today to an effect review. */
  effectReviewMonths: 120,
  /** Months until an effect that is not good enough is reviewed again, where no day is given. */
  effectReviewAgainMonths: 6,
  /** Months from today to the last day of an absence: a leave of a year or two. */
  absenceMonths: 24,
  /** Nothing that is entered as having happened in the follow-up lies before it. */
  earliestDay: '2000-01-01',
} as const;
