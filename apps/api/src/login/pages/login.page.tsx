import { Button, Link } from '../../web/design-system.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { calendarPath, loginPath, logoutPath } from '#messages/page-links.js';
import type { OfferedLanguages } from '#messages/texts/offered-languages.js';
import type { BoundAccount } from '#record/identity/sessions.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';
import { LanguageChoice } from './language-choice.js';

/** A link, not a form: a content security policy stops a form that ends at the identity provider. */
export function LoginPage({ frame, href }: { frame: PageFrame; href: string }) {
  return (
    <Page frame={frame} title={t('page.login.title')}>
      <p className="kv-lead">{t('page.login.text')}</p>
      <p>
        <a className="ds-button" href={href}>
          {t('page.login.link')}
        </a>
      </p>
    </Page>
  );
}

export function LoggedOutPage({ frame, provider }: { frame: PageFrame; provider: string | undefined }) {
  return (
    <Page frame={frame} title={t('page.login.out.title')}>
      {provider === undefined ? null : (
        <>
          <p className="kv-lead">{t('page.login.out.text')}</p>
          <p>
            <Link href={provider}>{t('page.login.out.provider')}</Link>
          </p>
        </>
      )}
      <p>
        <Link href={loginPath}>{t('page.login.out.again')}</Link>
      </p>
    </Page>
  );
}

/** Which account one came with, and the way out of every browser at once. */
export function SessionPage({
  frame,
  account,
  count,
  offered,
}: {
  frame: PageFrame;
  account: BoundAccount;
  count: number;
  offered: OfferedLanguages;
}) {
  const { subject, issuer, boundAt } = account;
  return (
    <Page frame={frame} title={t('page.session.title')}>
      <p>{t('page.session.account', { subject, issuer, date: day(osloDate(boundAt)) })}</p>
      <p>{t('page.session.moved')}</p>
      <p>{t('page.session.count', { count })}</p>
      <form method="post" action={`${logoutPath}/overalt`}>
        <input type="hidden" name="_csrf" value={frame.csrfToken} />
        <Button type="submit">{t('page.session.everywhere')}</Button>
      </form>
      <p>
        <Link href={calendarPath}>{t('page.calendar.link')}</Link>
      </p>
      <LanguageChoice frame={frame} offered={offered} />
    </Page>
  );
}
