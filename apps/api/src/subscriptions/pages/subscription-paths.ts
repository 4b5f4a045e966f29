/** As links on pages are written; what mails link to stands in libs/messages page-links. */
export const subscribePath = '/abonnement';
export const askedPath = '/abonnement/sendt';
export { publishedPath } from '../../published/pages/published-addresses.js';

export function confirmPath(token: string): string {
  return `${subscribePath}/bekreft/${token}`;
}

export function subscriptionPath(token: string): string {
  return `${subscribePath}/${token}`;
}

export function unsubscribePath(token: string): string {
  return `${subscriptionPath(token)}/avmelding`;
}
