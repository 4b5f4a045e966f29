import type { Language } from '#domain/language.js';

/** Whose dates, numbers, lists and plurals: British in English, as the rest of Europe reads it. */
export const formatsOf: Readonly<Record<Language, string>> = { nb: 'nb', nn: 'nn', en: 'en-GB' };
