import { Heading } from '../../web/design-system.js';
import type { NamedLadderPreview, NamedNotification } from '#record/plan/ladder-preview.query.js';
import { Errors, Form } from '../../web/forms/form.js';
import type { FormPageProps } from '../../web/forms/form.page.js';
import { Page } from '../../web/frame/page.js';
import { day, list, pageVoice, t } from '../../web/frame/texts.js';

/** Most lines listed of each kind: a plan of thousands is not read line by line. */
const mostListed = 100;

interface LadderPreviewPageProps extends FormPageProps {
  preview: NamedLadderPreview;
}

/** Before the ladder is changed: who will hear of what because of it, and who no longer. */
export function LadderPreviewPage({ frame, shown, state, preview, formKey }: LadderPreviewPageProps) {
  const added = preview.told.filter(({ isNew }) => isNew);
  return (
    <Page
      frame={frame}
      title={t('page.ladder.preview.title')}
      {...(shown.kicker === undefined ? {} : { kicker: shown.kicker })}
      crumbs={shown.crumbs}
    >
      <Errors state={state} fields={shown.fields} />
      <p className="kv-lead">{t('page.ladder.preview.intro')}</p>
      <Tellings id="nye" heading={t('page.ladder.preview.added', { count: added.length })} tellings={added} />
      <Tellings
        id="faller-bort"
        heading={t('page.ladder.preview.removed', { count: preview.noLonger.length })}
        tellings={preview.noLonger}
      />
      <p>{t('page.ladder.preview.unchanged', { count: preview.told.length - added.length })}</p>
      <Heading level={2} data-size="sm">
        {t('page.ladder.preview.rules')}
      </Heading>
      <Form
        action={shown.action}
        csrfToken={frame.csrfToken}
        hidden={{ ...shown.hidden, key: formKey }}
        fields={shown.fields}
        state={state}
        submitLabel={t('page.ladder.preview.confirm')}
        cancelHref={shown.cancelHref}
      />
    </Page>
  );
}

function Tellings({
  id,
  heading,
  tellings,
}: {
  id: string;
  heading: string;
  tellings: readonly NamedNotification[];
}) {
  return (
    <section aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {heading}
      </Heading>
      {tellings.length === 0 ? null : (
        <ul>
          {together(tellings.slice(0, mostListed)).map(([key, same]) => (
            <li key={key}>{sentence(same)}</li>
          ))}
        </ul>
      )}
      {tellings.length <= mostListed ? null : (
        <p>{t('page.ladder.preview.more', { count: tellings.length - mostListed })}</p>
      )}
    </section>
  );
}

/** What one person hears of the same kind on one day comes in one message, so it stands on one line. */
function together(tellings: readonly NamedNotification[]): [string, NamedNotification[]][] {
  const lines = new Map<string, NamedNotification[]>();
  for (const telling of tellings) {
    const { dueOn, personName, recipient, kind } = telling;
    const key = [dueOn, personName, recipient, kind].join(' ');
    lines.set(key, [...(lines.get(key) ?? []), telling]);
  }
  return [...lines];
}

function sentence(same: readonly NamedNotification[]): string {
  const [first] = same;
  if (first === undefined) return '';
  return t('page.ladder.preview.telling', {
    date: day(first.dueOn),
    person: first.personName,
    role: t(`page.recipient.${first.recipient}`).replace(/,$/u, ''),
    what: t(`page.next.${first.kind}`),
    subject: subjects(same),
  });
}

/** "punktene 8.8–8.21 og 8.23", "tiltak 4 og punkt 7.1". */
function subjects(same: readonly NamedNotification[]): string {
  const measures = same.flatMap((telling) =>
    telling.itemNumber === undefined ? [telling.measureNumber] : [],
  );
  const items = same.flatMap(({ itemNumber }) => (itemNumber === undefined ? [] : [itemNumber]));
  const voice = pageVoice();
  return list([
    ...(measures.length === 0
      ? []
      : [t('page.ladder.preview.measures', { numbers: voice.measureNumbers(measures) })]),
    ...(items.length === 0
      ? []
      : [t('page.ladder.preview.items', { count: items.length, numbers: voice.itemNumbers(items) })]),
  ]);
}
