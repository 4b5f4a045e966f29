import { Button, Heading, Link, Table } from '../../web/design-system.js';
import { evaluationPath, measurePath, planPath, readingLogPath, reportPath } from '#messages/page-links.js';
import type { Reading } from '#record/readings/reading-log.js';
import { Field } from '../../web/forms/field.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { type FormState, type FormValues, valueOf } from '../../web/forms/form-state.js';
import type { PageFrame } from '../../web/frame/page-frame.js';
import { Page } from '../../web/frame/page.js';
import { moment, t } from '../../web/frame/texts.js';

export const readingFilters = ['leser', 'plan', 'tiltak', 'fra', 'til'] as const;

export interface ReadingLogPageProps {
  frame: PageFrame;
  /** As they stand in the address. */
  asked: FormValues;
  /** Everybody who stands in the log, by name. */
  readers: readonly { id: string; name: string }[];
  readings: readonly Reading[];
  /** Where the next page begins. */
  nextCursor: string | null;
  errors: FormState['errors'];
}

/** The reading log: who was shown which restricted text (*unntatt offentlighet*), when and where. */
export function ReadingLogPage({ frame, asked, readers, readings, nextCursor, errors }: ReadingLogPageProps) {
  const state: FormState = { values: asked, errors };
  return (
    <Page frame={frame} title={t('page.readings.title')} refused={errors.length > 0}>
      <p className="kv-lead">{t('page.readings.lead')}</p>
      <form method="get" action={readingLogPath} className="kv-form" aria-label={t('page.readings.filter')}>
        <div className="kv-filters">
          {fields(readers).map((field) => (
            <Field key={field.name} field={field} state={state} />
          ))}
        </div>
        <Button type="submit">{t('page.readings.submit')}</Button>
      </form>
      {errors.length > 0 ? null : (
        <section aria-labelledby="lest">
          <Heading level={2} data-size="sm" id="lest">
            {t('page.readings.heading')}
          </Heading>
          {readings.length === 0 ? <p>{t('page.readings.none')}</p> : <Readings readings={readings} />}
          {nextCursor === null ? null : (
            <p>
              <Link href={pageAfter(asked, nextCursor)}>{t('page.readings.more')}</Link>
            </p>
          )}
        </section>
      )}
    </Page>
  );
}

function fields(readers: ReadingLogPageProps['readers']): FormField[] {
  return [
    {
      kind: 'select',
      name: 'leser',
      label: t('page.readings.reader'),
      choices: readers.map(({ id, name }) => ({ value: id, label: name })),
      emptyLabel: t('page.readings.anybody'),
    },
    { kind: 'text', name: 'plan', label: t('page.readings.plan'), hint: t('page.readings.plan.hint') },
    {
      kind: 'text',
      name: 'tiltak',
      label: t('page.readings.measure'),
      hint: t('page.readings.measure.hint'),
    },
    { kind: 'date', name: 'fra', label: t('page.readings.from') },
    { kind: 'date', name: 'til', label: t('page.readings.to') },
  ];
}

function Readings({ readings }: { readings: readonly Reading[] }) {
  const columns = [
    'page.readings.when',
    'page.readings.who',
    'page.readings.what',
    'page.readings.where',
  ] as const;
  return (
    <Table className="kv-items" aria-labelledby="lest">
      <Table.Head>
        <Table.Row>
          {columns.map((key) => (
            <Table.HeaderCell key={key} scope="col">
              {t(key)}
            </Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Head>
      <Table.Body>
        {readings.map((reading) => (
          <Table.Row key={reading.number}>
            <Table.HeaderCell scope="row">{moment(reading.at)}</Table.HeaderCell>
            <Table.Cell data-label={t('page.readings.who')}>{readerName(reading)}</Table.Cell>
            <Table.Cell data-label={t('page.readings.what')}>
              <Subject reading={reading} />
            </Table.Cell>
            <Table.Cell data-label={t('page.readings.where')}>
              <code>{reading.path}</code>
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

/** By number: a title would be read in the log itself. */
function Subject({ reading: { subject, planNumber = 0, subjectNumber: number = 0 } }: { reading: Reading }) {
  switch (subject.kind) {
    case 'measure':
      return (
        <Link href={measurePath(planNumber, number)}>
          {t('page.readings.measure-of-plan', { number, plan: planNumber })}
        </Link>
      );
    case 'report':
      return (
        <Link href={reportPath(planNumber, number)}>
          {t('page.readings.report-of-plan', { number, plan: planNumber })}
        </Link>
      );
    case 'plan':
      return <Link href={planPath(planNumber)}>{t('page.readings.plan-itself', { plan: planNumber })}</Link>;
    case 'evaluation':
      return <Link href={evaluationPath(subject.id)}>{t('page.evaluation.withheld-title')}</Link>;
    case 'import':
      return t('page.readings.import');
    default:
      return subject.kind satisfies never;
  }
}

export function readerName({
  readerName: name,
  readerId: id,
}: Pick<Reading, 'readerId' | 'readerName'>): string {
  if (name !== undefined) return name;
  return id.startsWith('client:')
    ? t('page.readings.client', { client: id.slice('client:'.length) })
    : t('page.unknown');
}

function pageAfter(asked: FormValues, cursor: string): string {
  const kept = readingFilters.flatMap((name): [string, string][] => {
    const value = valueOf({ values: asked }, name).trim();
    return value === '' ? [] : [[name, value]];
  });
  return `${readingLogPath}?${new URLSearchParams([...kept, ['cursor', cursor]]).toString()}`;
}
