import { publishedPath } from '#messages/page-links.js';
import type { Crumb } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';

export function publishedCrumbs(...further: Crumb[]): Crumb[] {
  return [{ label: t('page.published.title'), href: publishedPath }, ...further];
}
