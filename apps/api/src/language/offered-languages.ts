/** What this installation offers people to read (`OfferedLanguages`). */
export const offeredLanguagesToken = Symbol('offered languages');
