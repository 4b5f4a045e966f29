/** What Kvittert is spoken in: bokmål, nynorsk and English. Bokmål is whole, and stands in for what another lacks. */
export const languages = ['nb', 'nn', 'en'] as const;
export type Language = (typeof languages)[number];
