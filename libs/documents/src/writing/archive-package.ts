import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { osloDate } from '#domain/follow-up/calendar.js';
import type { PlainDate } from '#domain/ids.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { reportDocument } from '#messages/report/report-content.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import { canonicalReport } from './canonical-report.js';
import { writePdf } from './pdf-writer.js';
import { printableText } from '#domain/printable-text.js';

/** The organisation that hands over: *arkivskaper* and, with the system’s name, *opprettetAv*. */
export interface ArchiveCreator {
  organisation: string;
}

type Typesetter = (document: ReportDocument, on: PlainDate) => Promise<Buffer>;

/** Named, and in the order, of Noark 5 (arkivstruktur.xsd 5.0: registrering, dokumentbeskrivelse, dokumentobjekt). */
interface NoarkRegistration {
  opprettetDato: string;
  opprettetAv: string;
  skjerming?: { tilgangsrestriksjon: string; skjermingshjemmel: string; skjermingDokument: string };
  dokumentbeskrivelse: NoarkDocument[];
  tittel: string;
  beskrivelse: string;
  noekkelord: string[];
  forfatter: string[];
  dokumentmedium: string;
}

interface NoarkDocument {
  dokumenttype: string;
  dokumentstatus: string;
  tittel: string;
  opprettetDato: string;
  opprettetAv: string;
  dokumentmedium: string;
  tilknyttetRegistreringSom: 'Hoveddokument' | 'Vedlegg';
  dokumentnummer: number;
  tilknyttetDato: string;
  tilknyttetAv: string;
  dokumentobjekt: {
    versjonsnummer: number;
    variantformat: string;
    /** PRONOM. */
    format: string;
    formatDetaljer: string;
    opprettetDato: string;
    opprettetAv: string;
    referanseDokumentfil: string;
    sjekksum: string;
    sjekksumAlgoritme: string;
    filstoerrelse: number;
  }[];
}

const medium = 'Elektronisk arkiv';
const finished = 'Dokumentet er ferdigstilt';

interface PackedFile {
  name: string;
  bytes: Buffer;
  title: string;
  type: string;
  format: string;
  formatDetails: string;
}

/**
 * A locked report for an archive core of somebody else's: a zip with the report as PDF/A-2a and PDF/UA-1, the frozen content as
 * canonical JSON, and the metadata as XML and as JSON. The same report gives the same bytes.
 * @param typeset what sets the PDF; here, and blocking, unless told otherwise
 * @throws Error when the report is not locked
 */
export async function writeArchivePackage(
  report: StatusReport,
  creator: ArchiveCreator,
  typeset: Typesetter = writePdf,
): Promise<Buffer> {
  const { edition } = report;
  if (edition.kind !== 'locked') throw new Error('Only a locked report is archived');
  const { json, sha256 } = canonicalReport(report);
  const document = reportDocument(report, sha256, creator.organisation);
  const name = `statusrapport-${edition.number}-v${edition.version}`;
  const files: PackedFile[] = [
    {
      name: `${name}.pdf`,
      bytes: await typeset(document, osloDate(edition.lockedAt)),
      title: document.title,
      type: 'Rapport',
      format: 'fmt/476',
      formatDetails: 'PDF/A-2a (ISO 19005-2), PDF/UA-1 (ISO 14289-1)',
    },
    {
      name: `${name}.json`,
      bytes: Buffer.from(json, 'utf8'),
      title: `${document.title} (JSON)`,
      type: 'Datasett',
      format: 'fmt/817',
      formatDetails: 'JSON (RFC 8785)',
    },
  ];
  const registration = registrationOf(report, edition, files, creator, {
    title: document.title,
    kind: document.kind,
  });
  return zipped(
    [
      ...files,
      { name: 'registrering.xml', bytes: Buffer.from(noarkXml(registration), 'utf8') },
      { name: 'registrering.json', bytes: Buffer.from(`${JSON.stringify(registration, null, 2)}\n`, 'utf8') },
    ],
    new Date(edition.lockedAt),
  );
}

function registrationOf(
  report: StatusReport,
  edition: Extract<StatusReport['edition'], { kind: 'locked' }>,
  files: readonly PackedFile[],
  { organisation }: ArchiveCreator,
  { title, kind }: { title: string; kind: string },
): NoarkRegistration {
  const made = { opprettetDato: edition.lockedAt, opprettetAv: `Kvittert, ${organisation}` };
  const legalBases = [...new Set(report.measures.flatMap(({ told }) => told?.legalBasis ?? []))];
  return {
    ...made,
    ...(legalBases.length === 0
      ? {}
      : {
          skjerming: {
            tilgangsrestriksjon: 'Unntatt offentlighet',
            skjermingshjemmel: legalBases.join('; '),
            skjermingDokument: 'Skjerming av deler av dokumentet',
          },
        }),
    dokumentbeskrivelse: files.map((file, index) => ({
      dokumenttype: file.type,
      dokumentstatus: finished,
      tittel: file.title,
      ...made,
      dokumentmedium: medium,
      tilknyttetRegistreringSom: index === 0 ? 'Hoveddokument' : 'Vedlegg',
      dokumentnummer: index + 1,
      tilknyttetDato: edition.lockedAt,
      tilknyttetAv: made.opprettetAv,
      dokumentobjekt: [
        {
          versjonsnummer: edition.version,
          variantformat: 'Arkivformat',
          format: file.format,
          formatDetaljer: file.formatDetails,
          ...made,
          referanseDokumentfil: file.name,
          sjekksum: createHash('sha256').update(file.bytes).digest('hex'),
          sjekksumAlgoritme: 'SHA-256',
          filstoerrelse: file.bytes.length,
        },
      ],
    })),
    tittel: title,
    beskrivelse: kind,
    noekkelord: ['statusrapport', report.status.plan.title],
    forfatter: [organisation],
    dokumentmedium: medium,
  };
}

function noarkXml(registration: NoarkRegistration): string {
  const namespace = 'http://www.arkivverket.no/standarder/noark5/arkivstruktur';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<registrering xmlns="${namespace}">`,
    ...Object.entries(registration).flatMap(([name, value]) => elements(name, value, '  ')),
    '</registrering>',
    '',
  ].join('\n');
}

/** An array is its element repeated, as Noark's are. */
function elements(name: string, value: unknown, indent: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => elements(name, one, indent));
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).flatMap(([key, one]) => elements(key, one, `${indent}  `));
    return [`${indent}<${name}>`, ...inner, `${indent}</${name}>`];
  }
  return [`${indent}<${name}>${escaped(String(value))}</${name}>`];
}

function escaped(text: string): string {
  return printableText(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

async function zipped(files: readonly { name: string; bytes: Buffer }[], mtime: Date): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { name, bytes } of files) zip.addBuffer(bytes, name, { mtime });
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}
