import { calendarEn } from './calendar.en.js';
import type { SomeTexts } from './nb.js';
import { wordsEn } from './words.en.js';

/** English, as far as it is written (docs/adr/038). When it is whole its type is `Texts`: a missing text does not compile. */
export const en: SomeTexts = { ...wordsEn, ...calendarEn };
