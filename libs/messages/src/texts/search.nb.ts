/** Bokmål: searching, and what has been seen before. */
export const searchNb = {
  'page.history.repetition-confirmed': 'Gjentar {measure}',
  'page.history.repetition-withdrawn': 'Gjentar likevel ikke {measure}',
} as const;
