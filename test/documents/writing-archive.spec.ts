import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { writeArchivePackage } from '#documents/writing/archive-package.js';
import { canonicalReport } from '#documents/writing/canonical-report.js';
import { describeWithVeraPdf, veraPdf } from '../support/validators.js';
import { unzipped } from '../support/unzipped.js';
import { infectionControlReport } from '../support/infection-control-report.js';

const report = infectionControlReport();
const creator = { organisation: 'Vestdal kommune & sønner <IKS>' };
let files: Record<string, Buffer>;

beforeAll(async () => {
  files = Object.fromEntries(await unzipped(await writeArchivePackage(report, creator)));
});

describe('canonical JSON', () => {
  it('is the same for the same report, and another for another', () => {
    const { json, sha256 } = canonicalReport(report);
    const shuffled = Object.fromEntries(Object.entries(report).reverse()) as unknown as typeof report;
    expect(canonicalReport(shuffled)).toEqual({ json, sha256 });
    expect(sha256).toBe(createHash('sha256').update(json).digest('hex'));
    expect(JSON.parse(json)).toEqual(report);
    const altered = {
      ...report,
      decisions: [{ body: 'x', meetingDate: '2026-01-01', caseNumber: '1', text: 'y' }],
    };
    expect(canonicalReport(altered).sha256).not.toBe(sha256);
  });
});

describe('the archive package', () => {
  it('holds the report, its content, and metadata as XML and JSON', () => {
    expect(Object.keys(files).sort()).toEqual([
      'registrering.json',
      'registrering.xml',
      'statusrapport-2-v1.json',
      'statusrapport-2-v1.pdf',
    ]);
  });

  it('names its metadata as Noark 5 does, with checksums that are right', () => {
    const registration = JSON.parse(files['registrering.json']?.toString('utf8') ?? '') as {
      dokumentbeskrivelse: { dokumentobjekt: Record<string, string | number>[] }[];
    };
    expect(registration).toMatchObject({
      tittel: 'Handlingsplan for et bedre smittevern – statusrapport',
      opprettetDato: '2026-09-30T06:00:00.000Z',
      dokumentmedium: 'Elektronisk arkiv',
    });
    const objects = registration.dokumentbeskrivelse.flatMap((document) => document.dokumentobjekt);
    expect(objects).toHaveLength(2);
    for (const object of objects) {
      const file = files[String(object['referanseDokumentfil'])] ?? Buffer.alloc(0);
      expect(object).toMatchObject({
        variantformat: 'Arkivformat',
        sjekksumAlgoritme: 'SHA-256',
        sjekksum: createHash('sha256').update(file).digest('hex'),
        filstoerrelse: file.length,
      });
    }
  });

  it('writes the same as XML, escaped', () => {
    const xml = files['registrering.xml']?.toString('utf8') ?? '';
    expect(xml).toContain('<registrering xmlns="http://www.arkivverket.no/standarder/noark5/arkivstruktur">');
    expect(xml).toContain('<forfatter>Vestdal kommune &amp; sønner &lt;IKS&gt;</forfatter>');
    expect(xml.match(/<sjekksum>[0-9a-f]{64}<\/sjekksum>/gu)).toHaveLength(2);
  });

  it('is the same bytes for the same report', async () => {
    const again = await writeArchivePackage(infectionControlReport(), creator);
    expect(again.equals(await writeArchivePackage(report, creator))).toBe(true);
  });

  it('takes only a locked report', async () => {
    const live = { ...report, edition: { kind: 'live' as const, at: '2026-09-30T06:00:00.000Z' } };
    await expect(writeArchivePackage(live, creator)).rejects.toThrow('locked');
  });
});

describeWithVeraPdf('veraPDF', () => {
  it('finds nothing against the archived PDF/A-2a', async () => {
    expect(await veraPdf(files['statusrapport-2-v1.pdf'] ?? Buffer.alloc(0), '2a')).toBe('');
  });
});
