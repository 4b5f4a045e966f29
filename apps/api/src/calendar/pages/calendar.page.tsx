import { Alert, Button, Heading, Link } from '../../web/design-system.js';
import { osloDate } from '#domain/follow-up/calendar.js';
import { calendarPath, closeCalendarPath } from '#messages/page-links.js';
import type { CalendarAddress } from '#record/calendar/calendar-addresses.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { day, t } from '../../web/frame/texts.js';

export interface CalendarPageProps {
  frame: PageFrame;
  addresses: readonly CalendarAddress[];
  /** The plan that was come from. */
  plan?: { number: number; title: string };
  /** The address that was just made: it is shown this once. */
  made?: string;
}

/** Where one makes, and closes, the private addresses of one's calendars. */
export function CalendarPage({ frame, addresses, plan, made }: CalendarPageProps) {
  return (
    <Page frame={frame} title={t('page.calendar.title')}>
      <p className="kv-lead">{t('page.calendar.lead')}</p>
      <p>{t('page.calendar.secret')}</p>
      {made === undefined ? null : <Made address={made} />}
      {plan === undefined ? null : <OpenForm frame={frame} plan={plan} />}
      <OpenForm frame={frame} />
      <p>{t('page.calendar.replaces')}</p>
      <section aria-labelledby="adresser">
        <Heading level={2} data-size="sm" id="adresser">
          {t('page.calendar.have')}
        </Heading>
        {addresses.length === 0 ? <p>{t('page.calendar.none')}</p> : null}
        <ul className="kv-list">
          {addresses.map((address) => (
            <li key={address.id}>
              <Address frame={frame} address={address} />
            </li>
          ))}
        </ul>
      </section>
    </Page>
  );
}

function Made({ address }: { address: string }) {
  return (
    <Alert data-color="success">
      <Heading level={2} data-size="xs">
        {t('page.calendar.new')}
      </Heading>
      <p>{t('page.calendar.new.copy')}</p>
      <p>
        <label htmlFor="adresse">{t('page.calendar.address')}</label>{' '}
        <input className="ds-input kv-address" id="adresse" readOnly value={address} />
      </p>
      <p>
        <Link href={address.replace(/^https?:/u, 'webcal:')}>{t('page.calendar.new.open')}</Link>
      </p>
    </Alert>
  );
}

function OpenForm({ frame, plan }: { frame: PageFrame; plan?: { number: number } }) {
  return (
    <form method="post" action={calendarPath} className="kv-form">
      <input type="hidden" name="_csrf" value={frame.csrfToken} />
      {plan === undefined ? null : <input type="hidden" name="plan" value={plan.number} />}
      <Button type="submit" variant={plan === undefined ? 'secondary' : 'primary'}>
        {plan === undefined
          ? t('page.calendar.open.own')
          : t('page.calendar.open.plan', { number: plan.number })}
      </Button>
    </form>
  );
}

function Address({ frame, address }: { frame: PageFrame; address: CalendarAddress }) {
  const { id, plan, openedAt, readAt } = address;
  const calendar = plan === undefined ? t('page.calendar.own') : t('page.calendar.plan', plan);
  const opened = t('page.calendar.opened', { date: day(osloDate(openedAt)) });
  const read =
    readAt === undefined
      ? t('page.calendar.unread')
      : t('page.calendar.read', { date: day(osloDate(readAt)) });
  return (
    <form method="post" action={closeCalendarPath}>
      <input type="hidden" name="_csrf" value={frame.csrfToken} />
      <input type="hidden" name="id" value={id} />
      <p>
        <strong>{calendar}</strong>. {opened}, {read}.{' '}
        <Button type="submit" variant="tertiary">
          {t('page.calendar.close', { calendar })}
        </Button>
      </p>
    </form>
  );
}
