/**
 * Addresses of the web pages, written once: messages link to them and the web mounts them.
 * `publicUrl` is PUBLIC_URL, with or without a final slash.
 */
export const pagePaths = {
  start: '/',
  plan: '/planer/:planNumber',
  measure: '/planer/:planNumber/tiltak/:number',
  reports: '/planer/:planNumber/rapporter',
  report: '/planer/:planNumber/rapporter/:number',
} as const;

export function startPageUrl(publicUrl: string): string {
  return `${trimmed(publicUrl)}/`;
}

export function planPageUrl(publicUrl: string, planNumber: number): string {
  return `${trimmed(publicUrl)}/planer/${planNumber}`;
}

export function reportPageUrl(publicUrl: string, planNumber: number, number: number): string {
  return `${planPageUrl(publicUrl, planNumber)}/rapporter/${number}`;
}

/** The measure's page; given an item's number (`7.4`), the page of measure 7 with the item in view. */
export function measurePageUrl(publicUrl: string, planNumber: number, number: string): string {
  const [measureNumber = number] = number.split('.');
  const page = `${planPageUrl(publicUrl, planNumber)}/tiltak/${measureNumber}`;
  return number === measureNumber ? page : `${page}#${itemAnchor(number)}`;
}

/** The id of an item's row on its measure's page. */
export function itemAnchor(number: string): string {
  return `punkt-${number}`;
}

function trimmed(publicUrl: string): string {
  return publicUrl.replace(/\/+$/, '');
}
