import type { SomeTexts } from './nb.js';

/** What every page has, in nynorsk. */
export const pagesNn = {
  'page.skip': 'Hopp til innhaldet',
  'page.sign-out': 'Logg ut',
  'page.nav.label': 'Hovudmeny',
  'page.nav.plans': 'Planar',
  'page.nav.start.secretariat': 'Ventar på sekretariatet',
  'page.nav.start.leadership': 'Til avgjerd',
  'page.nav.start.owner': 'Mine punkt',
  'page.nav.start.auditor': 'Oversyn',
  'page.footer.classified': 'Skriv ikkje tryggingsgradert informasjon i Kvittert.',
  'page.footer.name': 'Kvittert følgjer tilrådingar frå evalueringar til dei er kvitterte ut.',
  'page.search.field': 'Søk i det du har tilgang til',
  'page.search.submit': 'Søk',
  'page.login.title': 'Logg inn i Kvittert',
  'page.login.text': 'Du blir send til innloggingstenesta og kjem tilbake hit.',
  'page.login.link': 'Logg inn',
  'page.form.choose-language.title': 'Språk',
  'page.form.choose-language.submit': 'Vel språk',
  'page.form.choose-language.done': 'Språket er valt. Det gjeld sidene, meldingar i Slack og e-post.',
  'page.field.language': 'Kva språk vil du lese?',
} as const satisfies SomeTexts;
