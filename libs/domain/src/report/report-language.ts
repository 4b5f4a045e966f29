export const reportLanguages = ['nb', 'nn', 'en'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];
