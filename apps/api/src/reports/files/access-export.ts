import { buffer } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import yazl from 'yazl';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import { writeTables, writeXlsx } from '#documents/writing/xlsx-writer.js';
import { reportChanges } from '#domain/report/report-changes.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import type { Cell, Sheet, SheetColumn } from '#messages/report/report-xlsx-columns.js';
import { moment, t } from '../../web/frame/texts.js';
import type { AccessRecord } from './access-record.js';
import type { ReportFileRequest } from './report-file-request.js';

type Typesetter = (document: ReportDocument, on: PlainDate) => Promise<Buffer>;

/**
 * What a request for access is answered with: the status as anybody may read it, and the history, messages and
 * evidence of what is open. What is restricted stands by number and legal basis in each.
 */
export async function writeAccessExport(
  { report, accessRecord }: ReportFileRequest,
  document: ReportDocument,
  typeset: Typesetter,
): Promise<Buffer> {
  if (accessRecord === undefined || report.edition.kind !== 'live')
    throw new Error('An access export is made from the live record');
  const { at } = report.edition;
  const status = await inMemory((to) =>
    writeXlsx(
      {
        front: document,
        measures: () => report.measures,
        changes: () => (report.sinceLast === undefined ? [] : reportChanges(report.sinceLast)),
      },
      report.language,
      to,
    ),
  );
  const record = await inMemory((to) => writeTables(document, tablesOf(accessRecord), report.language, to));
  const zip = new yazl.ZipFile();
  const files: [string, Buffer][] = [
    ['les-meg.txt', Buffer.from(readMe(report, accessRecord, at), 'utf8')],
    ['status.pdf', await typeset(document, osloDate(at))],
    ['status.xlsx', status],
    ['historikk.xlsx', record],
  ];
  for (const [name, bytes] of files) zip.addBuffer(bytes, name, { mtime: new Date(at) });
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

function readMe(report: ReportFileRequest['report'], { withheld }: AccessRecord, at: string): string {
  const { number, title } = report.status.plan;
  return [
    t('page.access-export.title', { number, title }),
    t('page.access-export.made', { at: moment(at) }),
    '',
    t('page.access-export.holds'),
    t('page.access-export.withheld', { count: withheld.length }),
    ...withheld.map(({ measure, legalBasis }) =>
      t('page.access-export.withheld.one', { number: measure, legalBasis }),
    ),
    '',
  ].join('\r\n');
}

type Row = readonly Cell[];

function tablesOf({
  withheld,
  history,
  messages,
  evidence,
}: AccessRecord): { sheet: Sheet<Row>; rows: Row[] }[] {
  return [
    table(
      'history',
      history.map(({ measure, at, who, what, details }) => [measure, moment(at), who, what, details]),
    ),
    table(
      'messages',
      messages.map(({ measure, at, to, channel, what, became }) => [
        measure,
        moment(at),
        to,
        channel,
        what,
        became,
      ]),
    ),
    table(
      'evidence',
      evidence.map(({ measure, at, kind, reference, note }) => [
        measure,
        moment(at),
        t(`page.access-export.evidence.${kind}`),
        reference,
        note ?? null,
      ]),
    ),
    table(
      'withheld',
      withheld.map(({ measure, legalBasis }) => [measure, legalBasis]),
    ),
  ];
}

const columns = {
  history: ['measure', 'at', 'who', 'what', 'details'],
  messages: ['measure', 'at', 'to', 'channel', 'what', 'became'],
  evidence: ['measure', 'at', 'kind', 'reference', 'note'],
  withheld: ['measure', 'legal-basis'],
} as const;

const widths: Readonly<Record<string, number>> = {
  measure: 8,
  at: 24,
  what: 40,
  details: 60,
  reference: 40,
  note: 40,
};

function table(name: keyof typeof columns, rows: Row[]): { sheet: Sheet<Row>; rows: Row[] } {
  const shown = columns[name].map((column): SheetColumn => ({
    title: t(`page.access-export.column.${column}`),
    kind: column === 'measure' ? 'number' : 'text',
    width: widths[column] ?? 24,
  }));
  return {
    sheet: { name: t(`page.access-export.sheet.${name}`), columns: shown, rows: (row) => [row] },
    rows,
  };
}

async function inMemory(write: (to: PassThrough) => Promise<void>): Promise<Buffer> {
  const through = new PassThrough();
  const [bytes] = await Promise.all([buffer(through), write(through)]);
  return bytes;
}
