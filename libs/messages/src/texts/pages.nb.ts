/** Texts of the web pages; keys begin with `page.`. */
export const pagesNb = {} as const;
