import 'reflect-metadata';
import { catalogueForms } from '../../apps/api/src/catalogues/pages/catalogue-forms.js';
import { situationForms } from '../../apps/api/src/catalogues/pages/situation-forms.js';
import { measureForms } from '../../apps/api/src/measures/pages/measure-forms.js';
import { partyForms } from '../../apps/api/src/parties/pages/party-forms.js';
import { personForms } from '../../apps/api/src/persons/pages/person-forms.js';
import { planForms } from '../../apps/api/src/plans/pages/plan-forms.js';
import { reportForms } from '../../apps/api/src/reports/pages/report-forms.js';
import { everyController, routesOf } from '../access/routes.js';

/** Addresses that answer with something else than a page of ours. */
const notPages = new Set([
  '/assets/:file',
  '/login/start',
  '/login/callback',
  '/import/mal.xlsx',
  // On to the page that has them.
  '/import/:id/:form',
  '/vedtak/:id/:slug',
  '/planer/:planNumber/rapporter/filer/:format',
  '/planer/:planNumber/rapporter/innsyn',
  '/planer/:planNumber/rapporter/:number/filer/:format',
  '/import/plan/:planNumber.xlsx',
  '/kalender/:file',
  '/rapporter/atom.xml',
  '/rapporter/:plan/atom.xml',
  '/rapporter/:plan/:report/:version/:format',
  '/rapportfiler/:id/fil',
]);

/** For machines, whole controllers of them. */
const forMachines = ['/api', '/health', '/problems'];

/**
 * Every address at which a page is shown, read from the controllers themselves, so that a new page can't be left out.
 * The addresses that hold forms stand for each form there is.
 */
export function pageRoutes(): string[] {
  const routes = everyController()
    .flatMap(routesOf)
    .flatMap((route) => (route.startsWith('GET ') ? [route.slice('GET '.length)] : []))
    .filter((path) => !forMachines.some((root) => path === root || path.startsWith(`${root}/`)));
  if (!routes.includes('/login')) throw new Error('The controllers could not be read');
  return routes
    .filter((route) => !notPages.has(route))
    .flatMap(withForms)
    .sort();
}

function formsAt(route: string): readonly { slug: string }[] {
  if (route.startsWith('/ansvarlige/')) return partyForms;
  if (route.startsWith('/personer/')) return personForms;
  if (route.startsWith('/tiltaksbank/'))
    return route.includes('/situasjon/') ? situationForms : catalogueForms;
  if (route.includes('/rapporter/')) return reportForms;
  return route.includes('/tiltak/') ? measureForms : planForms;
}

function withForms(route: string): string[] {
  if (!route.endsWith('/:slug')) return [route];
  return formsAt(route).map(({ slug }) => route.replace(':slug', slug));
}
