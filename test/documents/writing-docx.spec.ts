import { beforeAll, describe, expect, it } from '@jest/globals';
import mammoth from 'mammoth';
import { casePaper } from '#domain/report/case-paper.js';
import type { StatusReport } from '#domain/report/status-report.js';
import { writeDocx } from '#documents/writing/docx-writer.js';
import { casePaperDocument } from '#messages/report/case-paper-content.js';
import { reportDocument } from '#messages/report/report-content.js';
import { unzipped } from '../support/unzipped.js';
import { describeWithLibreOffice, openedByLibreOffice, textOfPdf } from '../support/validators.js';
import { infectionControlReport } from '../support/infection-control-report.js';

const on = '2026-09-30';
let report: StatusReport;
let docx: Buffer;
let html: string;

beforeAll(async () => {
  report = infectionControlReport();
  docx = await writeDocx(reportDocument(report, 'cd'.repeat(32)), on);
  ({ value: html } = await mammoth.convertToHtml({ buffer: docx }));
});

const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0;

describe('the report as DOCX, read by another library', () => {
  it('holds what the source’s own summary holds, with heading styles and real lists', () => {
    expect(count(/<h2>(?:<a [^>]*><\/a>)*Hovedmål \d: /gu)).toBe(2);
    expect(count(/<li>(?:<a [^>]*><\/a>)*<strong>Delmål \d<\/strong>/gu)).toBe(8);
    expect(count(/<li>(?:<a [^>]*><\/a>)*<strong>Tiltak [\d, og]+<\/strong>/gu)).toBe(33);
    expect(count(/<li>(?:<a [^>]*><\/a>)*<strong>Tiltak \d+ og \d+<\/strong>/gu)).toBe(4);
    expect(html).toMatch(
      /<ul><li><strong>31\.1<\/strong>.*<li><strong>31\.2<\/strong>.*<li><strong>31\.3<\/strong>/u,
    );
    const themes = report.status.themes.map(({ title }) => title ?? '');
    expect(themes).toHaveLength(15);
    expect(
      themes.filter((title) => !new RegExp(`<h2>(?:<a [^>]*></a>)*${title}</h2>`, 'u').test(html)),
    ).toEqual([]);
  });

  it('has the sections in order', () => {
    const sections = [...html.matchAll(/<h1>(?:<a [^>]*><\/a>)*([^<]+)<\/h1>/gu)].map(([, title]) => title);
    expect(sections).toEqual([
      'Sammendrag',
      'Tall og diagram',
      'Siden forrige rapport',
      'Mål og indikatorer',
      'Status for tiltakene',
      'Hvem har svart',
      'Utsettelser, punkter som utgår, og anbefalinger som ikke er tatt til følge',
      'Beslutninger',
      'Slik er rapporten laget',
    ]);
  });

  it('has footnotes, cross references that lead somewhere, and charts with a text alternative', () => {
    expect(html).toContain('MSIS: Meldingssystem for smittsomme sykdommer');
    const targets = [...html.matchAll(/<a href="#(tiltak-\d+)"/gu)].map(([, id]) => id ?? '');
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((id) => !html.includes(`id="${id}"`))).toEqual([]);
    expect(html).toMatch(/<img alt="Liggende søylediagram[^"]+"/u);
  });

  it('has a first page, a running head, and a list of contents that is filled in and asks nothing', async () => {
    const parts = await unzipped(docx);
    const body = parts.get('word/document.xml')?.toString('utf8') ?? '';
    const toc = /TOC [^<]*<[\s\S]*?fldCharType="end"\/><\/w:r><\/w:p>/u.exec(body)?.[0] ?? '';
    for (const section of ['Sammendrag', 'Tall og diagram', 'Slik er rapporten laget']) {
      expect(toc).toContain(section);
    }
    expect(body).not.toContain('w:dirty="true"');
    expect(parts.get('word/settings.xml')?.toString('utf8')).not.toContain('updateFields');
    expect(html).toContain('Nr. 2, versjon 1, låst 30. september 2026');
    const heads = [...parts]
      .filter(([name]) => /header\d*\.xml$/u.test(name))
      .map(([, head]) => head.toString());
    expect(heads.some((head) => head.includes('Intern utgave'))).toBe(true);
  });

  it('is the same bytes for the same report', async () => {
    const again = await writeDocx(reportDocument(infectionControlReport(), 'cd'.repeat(32)), on);
    expect(again.equals(docx)).toBe(true);
  });

  it('marks what is in another language than the report, and what is read from right to left', async () => {
    const english = reportDocument(infectionControlReport('en'));
    const written = await writeDocx({ ...english, facts: [{ label: 'To', words: 'Fra يوسف (34)' }] }, on);
    const body = (await unzipped(written)).get('word/document.xml')?.toString('utf8') ?? '';
    const runs = [...body.matchAll(/<w:r>.*?<\/w:r>/gu)].map(([run]) => run);
    const norwegian = runs.filter((run) => run.includes('w:lang w:val="nb-NO"')).join();
    expect(norwegian).toContain('Handlingsplan for et bedre smittevern');
    expect(norwegian).toContain('Statsforvalterne får i oppdrag');
    expect(norwegian).not.toContain('Summary');
    const arabic = runs.find((run) => run.includes('يوسف')) ?? '';
    expect(arabic).toContain('<w:rtl/>');
    expect(arabic).toContain('w:bidi="ar-SA"');
    expect(arabic).not.toContain('34');
    // The number stays on its own side of the name.
    expect(body).toMatch(/\u200E(?:(?!<w:t[ >]).)*<w:rtl\/>/u);
  });

  it('marks the header row of every table as one', () => {
    expect(count(/<table>/gu)).toBeGreaterThan(5);
    // The one without is what stands on the first page: labels and their words.
    expect(count(/<table><thead><tr><th/gu)).toBe(count(/<table>/gu) - 1);
  });

  it('says nothing but what was written, however it looks', async () => {
    const hostile = '<w:p/> ]]> &amp; "x" \u0000\uFFFF\uD800 {page} =1+1';
    const document = reportDocument(report);
    const written = await writeDocx(
      {
        ...document,
        title: hostile,
        titleShown: hostile,
        footer: hostile,
        blocks: [
          {
            kind: 'paragraph',
            runs: [
              { kind: 'text', text: hostile },
              { kind: 'footnote', number: 1, text: hostile },
            ],
          },
          {
            kind: 'table',
            caption: hostile,
            columns: [{ title: hostile, align: 'end', share: 1 }],
            rows: [[hostile]],
            rowHeaders: true,
          },
        ],
      },
      on,
    );
    const { value } = await mammoth.extractRawText({ buffer: written });
    expect(value.split('<w:p/> ]]> &amp; "x"  {page} =1+1').length - 1).toBeGreaterThanOrEqual(4);
  });
});

describe('the case paper', () => {
  const paperHtml = async (of: StatusReport) => {
    const paper = casePaper({
      report: of,
      sha256: 'cd'.repeat(32),
      lockedOn: '2026-09-30',
      preparedOn: '2026-10-02',
      body: { name: 'Beredskapsutvalget', meetingDate: '2026-10-10', caseNumber: '14/26' },
    });
    const bytes = await writeDocx(casePaperDocument(paper), on);
    return { bytes, html: (await mammoth.convertToHtml({ buffer: bytes })).value };
  };

  it('puts the proposed decision first, as numbered points, and then what each rests on', async () => {
    const { html: paper } = await paperHtml(report);
    expect(paper).toContain(
      '<h1>Forslag til vedtak</h1><ol><li>Statusrapport 2 tas til etterretning.</li><li>Punkt 5.5 (Helse Fonna) utgår.</li></ol>',
    );
    expect(paper).toContain('Grunn: Sykehuset er slått sammen med et annet.');
    expect(paper).toContain('Til behandling i Beredskapsutvalget 10. oktober 2026, sak 14/26');
  });
});

describeWithLibreOffice('LibreOffice', () => {
  it('opens the report and shows it whole, charts with it', async () => {
    const pdf = await openedByLibreOffice('report.docx', docx);
    const shown = (await textOfPdf(pdf)).replace(/\s+/gu, ' ');
    expect(shown).toContain('Tiltak 33 og 34 gikk ut på');
    expect(shown).toContain('Slik er rapporten laget');
    expect(shown).toMatch(/Side 1 av \d+/u);
  });
});
