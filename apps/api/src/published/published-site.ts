export const publishedSiteToken = Symbol('where published reports are read, and whose they are');

export interface PublishedSite {
  /** Without a final slash. */
  url: string;
  /** The name of the organisation that publishes the reports. */
  publisher: string;
}
