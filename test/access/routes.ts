import 'reflect-metadata';
import { type DynamicModule, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { AppModule } from '../../apps/api/src/app.module.js';
import { readConfig } from '../../apps/api/src/config.js';
import { catalogueForms } from '../../apps/api/src/catalogues/pages/catalogue-forms.js';
import { situationForms } from '../../apps/api/src/catalogues/pages/situation-forms.js';
import { decisionForms } from '../../apps/api/src/decisions/pages/decision-forms.js';
import { measureForms } from '../../apps/api/src/measures/pages/measure-forms.js';
import { partyForms } from '../../apps/api/src/parties/pages/party-forms.js';
import { personForms } from '../../apps/api/src/persons/pages/person-forms.js';
import { planForms } from '../../apps/api/src/plans/pages/plan-forms.js';
import { reportForms } from '../../apps/api/src/reports/pages/report-forms.js';

type Module = Type | DynamicModule;

/** Every route of the application: `GET /api/v1/plans/:id`. */
export function everyRoute(): string[] {
  return [...new Set(everyController().flatMap(routesOf).flatMap(withForms))].sort(byAddress);
}

/** In the order in which their routes are asked, read from the module that is started. */
export function everyController(): Type[] {
  const config = readConfig({
    DATABASE_URL: 'postgres://localhost/none',
    TEMPORAL_ADDRESS: 'localhost:7233',
    OIDC_ISSUER: 'http://localhost',
    OIDC_CLIENT_ID: 'none',
    OIDC_CLIENT_SECRET: 'none',
    API_AUDIENCE: 'none',
    SESSION_SECRET: 'a secret of thirty-two characters or more',
    PUBLIC_URL: 'http://localhost',
  });
  return controllersIn(
    AppModule.of(config, () => 0),
    new Set(),
  );
}

function controllersIn(module: Module, seen: Set<unknown>): Type[] {
  if (seen.has(module)) return [];
  seen.add(module);
  const dynamic = 'module' in module ? module : undefined;
  const type = dynamic?.module ?? (module as Type);
  const declared = (key: string) => (Reflect.getMetadata(key, type) ?? []) as unknown[];
  const imports = [...(dynamic?.imports ?? []), ...declared(MODULE_METADATA.IMPORTS)] as Module[];
  const own = [...(dynamic?.controllers ?? []), ...declared(MODULE_METADATA.CONTROLLERS)] as Type[];
  return [...own, ...imports.flatMap((imported) => controllersIn(imported, seen))];
}

/** Of one controller, as they stand in it and in what it extends. */
export function routesOf(controller: Type): string[] {
  const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  const handlers = methodsOf(controller.prototype as object);
  return handlers.flatMap((handler) => {
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const paths = [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat();
    return bases.flatMap((base) =>
      paths.map(
        (path) =>
          `${RequestMethod[method]} ${`/${base}/${path}`.replace(/\/+/gu, '/').replace(/(.)\/$/u, '$1')}`,
      ),
    );
  });
}

/** Its own first, as Nest reads them. */
function methodsOf(prototype: object | null): object[] {
  if (prototype === null || prototype === Object.prototype) return [];
  const own = Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap(({ value }) =>
    typeof value === 'function' ? [value as object] : [],
  );
  return [...own, ...methodsOf(Object.getPrototypeOf(prototype) as object | null)];
}

/** An address of forms stands for each form there is. */
function withForms(route: string): string[] {
  if (!route.endsWith('/:slug')) return [route];
  return formsAt(route).map(({ slug }) => route.replace(':slug', slug));
}

function formsAt(route: string): readonly { slug: string }[] {
  if (route.includes('/ansvarlige/')) return partyForms;
  if (route.includes('/personer/')) return personForms;
  if (route.includes('/tiltaksbank/')) return route.includes('/situasjon/') ? situationForms : catalogueForms;
  if (route.includes('/vedtak/')) return decisionForms;
  if (route.includes('/rapporter/')) return reportForms;
  return route.includes('/tiltak/') ? measureForms : planForms;
}

function byAddress(one: string, other: string): number {
  const [method = '', path = ''] = one.split(' ');
  const [otherMethod = '', otherPath = ''] = other.split(' ');
  return path.localeCompare(otherPath, 'en') || method.localeCompare(otherMethod, 'en');
}
