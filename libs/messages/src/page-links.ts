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
  subscribe: '/abonnement',
  confirmSubscription: '/abonnement/bekreft/:token',
  subscription: '/abonnement/:token',
  unsubscribe: '/abonnement/:token/avmelding',
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

/** Where anybody reads a published report. */
export function publishedReportUrl(publicUrl: string, planNumber: number, number: number): string {
  return `${trimmed(publicUrl)}/rapporter/${planNumber}/${number}`;
}

export function confirmSubscriptionUrl(publicUrl: string, token: string): string {
  return `${trimmed(publicUrl)}/abonnement/bekreft/${token}`;
}

export function subscriptionUrl(publicUrl: string, token: string): string {
  return `${trimmed(publicUrl)}/abonnement/${token}`;
}

/** Its page asks; a POST to it leaves at once (RFC 8058). */
export function unsubscribeUrl(publicUrl: string, token: string): string {
  return `${subscriptionUrl(publicUrl, token)}/avmelding`;
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
