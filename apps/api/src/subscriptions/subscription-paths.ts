/** As links on pages are written; what mails link to stands in libs/messages page-links. */
export const subscribePath = '/abonnement';
export const askedPath = '/abonnement/sendt';
/** Where published reports are listed. */
export const publishedPath = '/rapporter';

export function confirmPath(token: string): string {
  return `${subscribePath}/bekreft/${token}`;
}

export function subscriptionPath(token: string): string {
  return `${subscribePath}/${token}`;
}

export function unsubscribePath(token: string): string {
  return `${subscriptionPath(token)}/avmelding`;
}
