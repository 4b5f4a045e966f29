import { Alert, Link } from '../design-system.js';
import type { WrittenField } from '../forms/form-labels.js';
import { WrittenFields } from '../forms/kept-notice.js';
import type { PageFrame } from '../frame/page-frame.js';
import { Page } from '../frame/page.js';
import { t } from '../frame/texts.js';
import type { FailureKind } from './page-failure.js';

/** The form's writer is sent back to it, and finds it as they left it. */
const keptKinds = ['signed-out', 'form-expired'] as const satisfies readonly FailureKind[];
type KeptKind = (typeof keptKinds)[number];

export function isKept(kind: FailureKind): kind is KeptKind {
  return keptKinds.some((known) => known === kind);
}

interface FailurePageProps {
  frame: PageFrame;
  kind: FailureKind;
  /** More than the kind says: a refusal's own words. */
  detail?: string;
  /** What was typed in a form that could not be taken, under the form's own labels. */
  typed: readonly WrittenField[];
  /** It is kept until its writer comes back to the form. */
  kept: boolean;
  /** The way on. */
  href: string;
  /** What to quote when asking for help. */
  requestId?: string;
}

/** What is wrong, that nothing was changed or lost, and the next step. */
export function FailurePage({ frame, kind, detail, typed, kept, href, requestId }: FailurePageProps) {
  return (
    <Page frame={frame} title={t(`page.failure.${kind}.title`)}>
      {kind === 'altered' ? (
        <Alert data-color="danger" role="alert">
          {t('page.failure.altered.text')}
        </Alert>
      ) : (
        <p className="kv-lead">
          {detail ?? t(kept && isKept(kind) ? `page.failure.${kind}.kept` : `page.failure.${kind}.text`)}
        </p>
      )}
      <p>
        <Link href={href}>{t(`page.failure.${kind}.link`)}</Link>
      </p>
      {typed.length === 0 ? null : (
        <section aria-labelledby="skrevet">
          <h2 id="skrevet" className="ds-heading" data-size="sm">
            {t('page.failure.typed')}
          </h2>
          <WrittenFields fields={typed} />
        </section>
      )}
      {requestId === undefined ? null : (
        <p className="kv-quiet">{t('page.failure.request', { id: requestId })}</p>
      )}
    </Page>
  );
}
