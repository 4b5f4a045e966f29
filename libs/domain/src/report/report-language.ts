import { type Language, languages } from '../language.js';

/** Each report has one of its own, whoever reads it. */
export const reportLanguages = languages;
export type ReportLanguage = Language;
