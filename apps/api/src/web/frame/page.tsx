import { Alert, Button, Heading, Input, Link, SkipLink } from '../design-system.js';
import type { ReactNode } from 'react';
import type { Actor, Role } from '#domain/roles/actor.js';
import { may } from '#domain/roles/permissions.js';
import {
  cataloguesPath,
  evaluationsPath,
  importsPath,
  logoutPath,
  partiesPath,
  personsPath,
  plansPath,
  portfolioPath,
  readingLogPath,
  searchPath,
} from '#messages/page-links.js';
import { language as spokenLanguage } from '../../language/spoken-language.js';
import type { PageFrame } from './page-frame.js';
import { list, lowerCase, t } from './texts.js';

export interface Crumb {
  label: string;
  href: string;
}

interface PageProps {
  frame: PageFrame;
  /** The one h1, and the window's title. */
  title: string;
  /** What stands above the heading: the measure's number, the plan. */
  kicker?: ReactNode;
  /** The way here, without the page itself. */
  crumbs?: readonly Crumb[];
  /** True when a form on the page was refused: the window's title says so first. */
  refused?: boolean;
  /** What programs are told of the page: where it is kept, which feed it belongs to. */
  links?: readonly PageLink[];
  /**
   * The language of the page’s content, where it is not the reader’s. The frame is always in the reader’s.
   */
  language?: string;
  children: ReactNode;
}

export interface PageLink {
  rel: 'canonical' | 'alternate';
  href: string;
  type?: string;
  title?: string;
}

/** The frame that every page stands in: skip link, header, one main with one h1, footer. */
export function Page({
  frame,
  title,
  kicker,
  crumbs = [],
  refused = false,
  links = [],
  language,
  children,
}: PageProps) {
  return (
    <html lang={spokenLanguage()} data-color-scheme="light">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${refused ? `${t('page.title.refused')} ` : ''}${title} – Kvittert`}</title>
        <link rel="icon" href={frame.icon} type="image/svg+xml" />
        {links.map((link) => (
          <link key={`${link.rel} ${link.href}`} {...link} />
        ))}
        {frame.stylesheets.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
      </head>
      <body data-size="sm">
        <SkipLink href="#innhold">{t('page.skip')}</SkipLink>
        <Header frame={frame} />
        <main id="innhold" className="kv-main" tabIndex={-1} lang={language}>
          <Crumbs crumbs={crumbs} here={title} />
          {frame.done === undefined ? null : (
            <Alert data-color="success" role="status" className="kv-done">
              {frame.done}
            </Alert>
          )}
          {frame.preparing === undefined ? null : (
            <Alert data-color="info" className="kv-done">
              <Heading level={2} data-size="xs">
                {t('page.preparing.title')}
              </Heading>
              {frame.preparing.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </Alert>
          )}
          <div className="kv-heading">
            {kicker === undefined ? null : <p className="kv-kicker">{kicker}</p>}
            <Heading level={1} data-size="lg">
              {title}
            </Heading>
          </div>
          {children}
        </main>
        <footer className="kv-footer">
          {frame.user === undefined ? null : <p>{t('page.footer.classified')}</p>}
          <p>{t('page.footer.name')}</p>
          {frame.desk === undefined ? null : (
            <p>
              <Link href={frame.desk}>{t('page.footer.desk')}</Link>
            </p>
          )}
        </footer>
      </body>
    </html>
  );
}

function Header({ frame }: { frame: PageFrame }) {
  return (
    <header className="kv-header">
      <a className="kv-brand" href="/">
        <span aria-hidden="true">✓</span> Kvittert
      </a>
      {frame.user === undefined ? null : (
        <>
          <nav aria-label={t('page.nav.label')}>
            <ul>
              {navigation(frame.user.actor).map(({ label, href }) => (
                <li key={href}>
                  <a href={href} aria-current={currentMark(href, frame.path)}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="kv-tools">
            <HeaderSearch path={frame.path} />
            <form method="post" action={logoutPath} className="kv-user">
              <input type="hidden" name="_csrf" value={frame.csrfToken} />
              <span>
                <a href="/innlogging">{frame.user.name}</a>
                <span className="kv-role"> · {rolesInWords(frame.user.actor.roles)}</span>
              </span>
              <Button type="submit" variant="tertiary" data-size="sm">
                {t('page.sign-out')}
              </Button>
            </form>
          </div>
        </>
      )}
    </header>
  );
}

/** The page for searching has a field of its own. */
function HeaderSearch({ path }: { path: string }) {
  if (path === searchPath) return null;
  return (
    <form method="get" action={searchPath} role="search" className="kv-search">
      <Input type="search" name="q" aria-label={t('page.search.field')} data-size="sm" />
      <Button type="submit" variant="secondary" data-size="sm">
        {t('page.search.submit')}
      </Button>
    </form>
  );
}

/** Navigation by role: the start page is named after what waits there. */
function navigation(actor: Actor): readonly Crumb[] {
  const { roles } = actor;
  const start = roles.includes('secretariat')
    ? 'page.nav.start.secretariat'
    : roles.includes('leadership')
      ? 'page.nav.start.leadership'
      : roles.includes('owner')
        ? 'page.nav.start.owner'
        : 'page.nav.start.auditor';
  return [
    { label: t(start), href: '/' },
    { label: t('page.nav.plans'), href: plansPath },
    ...(roles.includes('secretariat') ? [{ label: t('page.nav.import'), href: importsPath }] : []),
    { label: t('page.catalogue.title'), href: cataloguesPath },
    ...(may(actor, 'read-everything')
      ? [
          { label: t('page.parties.title'), href: partiesPath },
          { label: t('page.persons.title'), href: personsPath },
          { label: t('page.evaluations.title'), href: evaluationsPath },
          { label: t('page.portfolio.title'), href: portfolioPath },
        ]
      : []),
    ...(may(actor, 'read-readings') ? [{ label: t('page.readings.title'), href: readingLogPath }] : []),
  ];
}

function currentMark(href: string, path: string): 'page' | 'true' | undefined {
  if (href === path) return 'page';
  return href !== '/' && path.startsWith(`${href}/`) ? 'true' : undefined;
}

function rolesInWords(roles: readonly Role[]): string {
  return list(roles.map((role) => lowerCase(t(`role.${role}`))));
}

/** A list of links, as Designsystemet draws them; its own element needs a script to choose what narrow screens show. */
function Crumbs({ crumbs, here }: { crumbs: readonly Crumb[]; here: string }) {
  if (crumbs.length === 0) return null;
  return (
    <nav className="ds-breadcrumbs kv-crumbs" aria-label={t('page.crumbs.label')}>
      <ol>
        {crumbs.map(({ label, href }) => (
          <li key={href}>
            <Link href={href}>{label}</Link>
          </li>
        ))}
        <li>
          <span aria-current="page">{here}</span>
        </li>
      </ol>
    </nav>
  );
}
