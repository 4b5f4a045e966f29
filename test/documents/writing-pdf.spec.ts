import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalReport } from '#documents/writing/canonical-report.js';
import { writePdf } from '#documents/writing/pdf-writer.js';
import { reportDocument } from '#messages/report/report-content.js';
import type { ReportDocument } from '#messages/report/report-document.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { describeWithPdfToText, describeWithVeraPdf, textOfPdf, veraPdf } from '../support/validators.js';
import { infectionControlReport } from '../support/infection-control-report.js';

const on = '2026-09-30';
let report: StatusReport;
let sha256: string;
let document: ReportDocument;

beforeAll(() => {
  report = infectionControlReport();
  ({ sha256 } = canonicalReport(report));
  document = reportDocument(report, sha256);
});

describe('the report as PDF', () => {
  it('is the same bytes for the same report', async () => {
    const again = reportDocument(infectionControlReport(), sha256);
    const first = await writePdf(document, on);
    expect((await writePdf(again, on)).equals(first)).toBe(true);
  });

  it('says its title and language, and is tagged', async () => {
    const raw = await uncompressed(await writePdf(document, on));
    expect(raw).toContain('/MarkInfo');
    expect(raw).toMatch(/\/Lang ?\(nb/u);
    expect(raw).toContain('/DisplayDocTitle true');
  });

  it('marks what is in another language than the report, and what is read from right to left', async () => {
    const english = reportDocument(infectionControlReport('en'));
    const facts = [{ label: 'To', words: 'From يوسف and דוד (34)' }];
    const raw = await uncompressed(await writePdf({ ...english, facts }, on));
    expect(raw).toMatch(/\/Lang ?\(en/u);
    for (const language of ['nb', 'ar', 'he']) expect(raw).toMatch(new RegExp(`/Lang ?\\(${language}`, 'u'));
    const norwegian = await uncompressed(await writePdf({ ...document, facts: [] }, on));
    expect(norwegian).not.toMatch(/\/Lang ?\((?:en|ar|he)/u);
  });
});

describeWithPdfToText('the text of the report as PDF', () => {
  let text: string;
  let words: string;
  beforeAll(async () => {
    text = await textOfPdf(await writePdf(document, on));
    words = text.replace(/\s+/gu, ' ');
  });

  it('holds what the source’s own summary holds', () => {
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    expect(count(/^Hovedmål \d: /gmu)).toBe(2);
    expect(count(/^(?:• *)?Delmål \d gikk ut på/gmu)).toBe(8);
    expect(count(/^(?:• *)?Tiltak [\d, og]+ gikk ut på/gmu)).toBe(33);
    expect(count(/^(?:• *)?Tiltak \d+ og \d+ gikk ut på/gmu)).toBe(4);
    expect(count(/^(?:[–-] *)?31\.[123] /gmu)).toBe(3);
    const themes = report.status.themes.map(({ title }) => title ?? '');
    expect(themes).toHaveLength(15);
    expect(themes.filter((title) => !words.includes(`${title} `))).toEqual([]);
  });

  it('has the basis, cross references, footnotes and the date of the last change', () => {
    expect(words).toContain('Grunnlag: Fremdriften er vurdert etter hvordan det sto til da 2023 var over.');
    expect(words).toContain('Automatisk overvåkning i tiltak 9 kan gi noe av det samme.');
    expect(words).toContain('Se tiltak 9 og 12.');
    expect(words).toContain('MSIS: Meldingssystem for smittsomme sykdommer');
    expect(words).toContain('Siste faglige endring: 10. juli 2026');
  });

  it('carries the proof that it was not altered', () => {
    const joined = text.replace(/\s+/gu, '');
    expect(joined).toContain(sha256);
    expect(joined).toContain('9f'.repeat(32));
    expect(words).toMatch(/Side 1 av \d+/u);
  });

  it('says first whose it is and which edition, and at the head of the pages after it', async () => {
    const pdf = await writePdf(document, on);
    const page = async (number: string) =>
      (await textOfPdf(pdf, ['-raw', '-f', number, '-l', number])).replace(/\s+/gu, ' ');
    const [first, second] = [await page('1'), await page('2')];
    expect(first).toContain('Utgave Nr. 2, versjon 1, låst 30. september 2026');
    expect(first).toContain('Status Intern utgave.');
    expect(second.trimStart()).toMatch(/^Handlingsplan for et bedre smittevern Intern utgave/u);
    expect(text).not.toContain('Gjentatte anbefalinger');
  });

  it('breaks long words inside the column, and adds nothing to what is copied', async () => {
    const url = `https://www.vestdal.example/${'beredskap/'.repeat(30)}vedlegg?nr=26/00123-147`;
    const long: ReportDocument = {
      ...document,
      blocks: [
        { kind: 'paragraph', runs: [{ kind: 'text', text: `${url} ${'x'.repeat(300)}` }] },
        {
          kind: 'table',
          caption: 'Smal',
          columns: Array.from({ length: 8 }, () => ({ title: 'Kolonne', align: 'start' as const, share: 1 })),
          rows: [Array.from({ length: 8 }, () => 'ab1'.repeat(30))],
          rowHeaders: false,
        },
      ],
    };
    const pdf = await writePdf(long, on);
    expect((await textOfPdf(pdf)).replace(/\s+/gu, '')).toContain(url);
    // What stands to the right of the text's own edge.
    const beyond = await textOfPdf(pdf, ['-x', '537', '-y', '0', '-W', '58', '-H', '842']);
    expect(beyond.trim()).toBe('');
  });

  it.each(['nn', 'en'] as const)('is written in %s', async (language) => {
    const other = reportDocument(infectionControlReport(language));
    const said = (await textOfPdf(await writePdf(other, on))).replace(/\s+/gu, ' ');
    const expected = {
      nn: [
        'Sidan førre rapport',
        'Hovudmål 1:',
        'Tiltak 1 gjekk ut på',
        'Slik er rapporten laga',
        'Side 1 av',
      ],
      en: [
        'Since the last report',
        'Main goal 1:',
        'Measure 1 was about this:',
        'How the report was made',
        'Page 1 of',
      ],
    }[language];
    expect(expected.filter((words) => !said.includes(words))).toEqual([]);
  });
});

const hostile = [
  '#import "@preview/evil:1.0.0": *',
  '#panic("stop")',
  '= Overskrift\n- punkt\n+ tall\n/ ord: sak',
  '$ x^2 $ *fet* _kursiv_ `kode` <tiltak-1> @tiltak-1 https://a.example ~ -- --- ...',
  '#read("/etc/passwd") \\ \u{5C}u{41} "]} #{',
  '{page} {pages} {"kind":"text"}',
  'tegn \u0000\u0007\uFFFF\uD800 slutt',
  '🦠 漢字 \u200F العربية \u202E omvendt',
  'x'.repeat(4000),
  '',
];

describeWithPdfToText('what people write', () => {
  it('is never markup, and stops no report', async () => {
    const plain = infectionControlReport();
    const written: ReportDocument = {
      ...reportDocument(plain),
      title: hostile[0] ?? '',
      titleShown: hostile[0] ?? '',
      footer: hostile[1] ?? '',
      keywords: hostile,
      blocks: [
        { kind: 'heading', level: 1, text: hostile[2] ?? '' },
        ...hostile.map((text) => ({ kind: 'paragraph' as const, runs: [{ kind: 'text' as const, text }] })),
        {
          kind: 'list',
          ordered: false,
          items: hostile.map((text, number) => ({
            runs: [
              { kind: 'text' as const, text, tone: 'strong' as const },
              { kind: 'footnote' as const, number, text },
            ],
          })),
        },
        {
          kind: 'table',
          caption: hostile[3] ?? '',
          columns: [{ title: hostile[4] ?? '', align: 'start', share: 1 }],
          rows: hostile.map((text) => [text]),
          rowHeaders: true,
        },
        {
          kind: 'figure',
          caption: hostile[5] ?? '',
          alternative: hostile[6] ?? '',
          chart: {
            kind: 'bars',
            categories: ['<script>alert(1)</script>', '&amp; "x"'],
            series: [{ standing: 'late', name: '</text><image href="http://a.example"/>', values: [1, 2] }],
          },
          numbers: {
            kind: 'table',
            caption: 'x',
            columns: [{ title: 'x', align: 'end', share: 1 }],
            rows: [['1']],
            rowHeaders: false,
          },
        },
      ],
    };
    const words = (await textOfPdf(await writePdf(written, on))).replace(/\s+/gu, ' ');
    expect(words).toContain('#import "@preview/evil:1.0.0": *');
    expect(words).toContain('#panic("stop")');
    expect(words).toContain('$ x^2 $ *fet* _kursiv_ `kode` <tiltak-1> @tiltak-1');
    expect(words).toContain('#read("/etc/passwd") \\ \\u{41} "]} #{');
    expect(words).toContain('= Overskrift - punkt + tall / ord: sak');
    expect(words).toContain('tegn slutt');
    expect(words).toContain('□ □□');
  });
});

describeWithVeraPdf('the standards', () => {
  it.each([
    ['in the language of its texts', () => document],
    [
      'with texts in another language, and names read from right to left',
      () => ({
        ...reportDocument(infectionControlReport('en')),
        facts: [{ label: 'To', words: 'From يوسف and דוד (34)' }],
      }),
    ],
  ])('PDF/UA-1 and PDF/A-2a at once: every rule of both holds, %s', async (_which, written) => {
    const pdf = await writePdf(written(), on);
    expect(await veraPdf(pdf, 'ua1')).toBe('');
    expect(await veraPdf(pdf, '2a')).toBe('');
  });

  it('a PDF that says it is tagged and isn’t is told apart', async () => {
    const untagged = await untaggedPdf(await writePdf(document, on));
    expect(await veraPdf(untagged, 'ua1')).not.toBe('');
  });
});

/** Its objects as they are written, outside the streams that pack them. */
async function uncompressed(pdf: Buffer): Promise<string> {
  const opened = await PDFDocument.load(pdf, { updateMetadata: false });
  return Buffer.from(await opened.save({ useObjectStreams: false })).toString('latin1');
}

async function untaggedPdf(pdf: Buffer): Promise<Buffer> {
  const opened = await PDFDocument.load(pdf, { updateMetadata: false });
  opened.catalog.delete(PDFName.of('StructTreeRoot'));
  return Buffer.from(await opened.save());
}
