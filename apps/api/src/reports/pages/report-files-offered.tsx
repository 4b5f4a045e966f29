import type { Plan } from '#domain/plan/plan.js';
import type { ReportFormat } from '../rest/report.schemas.js';
import { Button, Heading, Link } from '../../web/design-system.js';
import { Field } from '../../web/forms/field.js';
import type { FormField } from '../../web/forms/form-fields.js';
import { t } from '../../web/frame/texts.js';

interface FilesProps {
  path: string;
  formats: readonly ReportFormat[];
  /** Only for a locked report. */
  version?: number | undefined;
}

/** Links to what a report can be had as. */
export function Files({ path, formats, version }: FilesProps) {
  const query = version === undefined ? '' : `?versjon=${version}`;
  return (
    <ul className="kv-actions">
      {formats.map((format) => (
        <li key={format}>
          <Link href={`${path}/${format}${query}`}>{t(`page.reports.file.${format}`)}</Link>
        </li>
      ))}
    </ul>
  );
}

/** Only asks for a file; nothing is registered, so it is sent as an address. */
export function MeetingForm({
  plan,
  path,
  version,
}: {
  plan: Plan;
  path: string;
  version?: number | undefined;
}) {
  const authority = 'adoption' in plan ? plan.adoption.authority : undefined;
  const body = authority?.kind === 'body' ? authority.body : '';
  return (
    <form method="get" action={path} className="kv-form" aria-labelledby="saksframlegg">
      <Heading level={3} data-size="xs" id="saksframlegg">
        {t('page.reports.paper')}
      </Heading>
      <p>{t('page.reports.paper.intro')}</p>
      {version === undefined ? null : <input type="hidden" name="versjon" value={version} />}
      {meetingFields().map((field) => (
        <Field key={field.name} field={field} state={{ values: { body }, errors: [] }} />
      ))}
      <p className="kv-buttons">
        <Button type="submit" variant="secondary">
          {t('page.reports.paper.submit')}
        </Button>
      </p>
    </form>
  );
}

function meetingFields(): readonly FormField[] {
  return [
    {
      kind: 'text',
      name: 'body',
      label: t('page.reports.paper.body'),
      hint: t('page.reports.paper.body.hint'),
    },
    { kind: 'date', name: 'meetingDate', label: t('page.reports.paper.date') },
    { kind: 'text', name: 'caseNumber', label: t('page.reports.paper.case') },
  ];
}
