import { Link } from '../../web/design-system.js';
import { publishedPath, subscribePath, subscriptionPath, unsubscribePath } from '#messages/page-links.js';
import type { TextValues } from '#messages/texts/say.js';
import { Errors, Form } from '../../web/forms/form.js';
import type { FormState } from '../../web/forms/form-state.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { t } from '../../web/frame/texts.js';
import { cadenceField } from './subscription-form.js';

interface SubscriptionPageProps {
  frame: PageFrame;
  token: string;
  /** What it is about, and how often. */
  facts: TextValues;
  state: FormState;
}

/** Behind the link in every mail: how often, and the way out. */
export function SubscriptionPage({ frame, token, facts, state }: SubscriptionPageProps) {
  return (
    <Page frame={frame} title={t('page.form.change-subscription.title')} refused={state.errors.length > 0}>
      <Errors state={state} fields={[cadenceField()]} />
      <p className="kv-lead">{t('page.form.change-subscription.intro', facts)}</p>
      <Form
        action={subscriptionPath(token)}
        csrfToken=""
        hidden={{}}
        fields={[cadenceField()]}
        state={state}
        submitLabel={t('page.form.change-subscription.submit')}
        cancelHref={publishedPath}
      />
      <p>
        <Link href={unsubscribePath(token)}>{t('page.form.unsubscribe.title')}</Link>
      </p>
    </Page>
  );
}

/** What has come of it, where nothing more is asked. */
export function SubscriptionNotePage({ frame, note }: { frame: PageFrame; note: 'asked' | 'left' | 'gone' }) {
  return (
    <Page frame={frame} title={t(`page.subscription.${note}.title`)}>
      <p className="kv-lead">{t(`page.subscription.${note}.text`)}</p>
      {note === 'asked' ? null : (
        <p>
          <Link href={subscribePath}>{t('page.subscription.again')}</Link>
        </p>
      )}
    </Page>
  );
}
