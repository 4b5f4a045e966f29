export const publishedSiteToken = Symbol('where published reports are read, and whose they are');

export interface PublishedSite {
  /** Without a final slash. */
  url: string;
  /** Whose reports they are: the organisation's name. */
  publisher: string;
}
