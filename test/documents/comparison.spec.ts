import { beforeAll, describe, expect, it } from '@jest/globals';
import { compareReports, type ReportComparison } from '#domain/report/compare-reports.js';
import { plainText, type Block, type ReportDocument } from '#messages/report/report-document.js';
import { comparisonDocument } from '#messages/report/comparison-content.js';
import { reportLanguages } from '#domain/report/report-language.js';
import { infectionControlReports } from '../support/infection-control-report.js';

let comparison: ReportComparison;
let document: ReportDocument;

beforeAll(() => {
  const [first, second] = infectionControlReports();
  comparison = compareReports(second, first);
  document = comparisonDocument(comparison);
});

const tableOf = (caption: string) => {
  const table = document.blocks.find((block) => block.kind === 'table' && block.caption === caption);
  if (table?.kind !== 'table') throw new Error(`No table ${caption}`);
  return table;
};

describe('two locked reports side by side', () => {
  it('puts the earlier one first, whichever is named first', () => {
    expect([comparison.then.edition, comparison.now.edition]).toMatchObject([{ number: 1 }, { number: 2 }]);
    expect(tableOf('Tiltak for tiltak').columns.map(({ title }) => title)).toEqual([
      'Tiltak',
      'Rapport 1, versjon 1',
      'Rapport 2, versjon 1',
    ]);
  });

  it('shows the measures that stand otherwise, and counts the others', () => {
    const { measures, unchangedMeasures } = comparison;
    expect(measures.length + unchangedMeasures).toBe(37);
    const first = measures.find(({ number }) => number === 1);
    expect(first).toMatchObject({ then: { deadline: expect.any(String) }, now: { deadline: '2026-12-20' } });
    expect(first?.then?.deadline).not.toBe('2026-12-20');
    const rows = tableOf('Tiltak for tiltak').rows;
    expect(rows).toHaveLength(measures.length);
    expect(rows[0]?.[2]).toContain('Frist 20. desember 2026.');
  });

  it('counts the change of every figure', () => {
    const { then, now } = comparison;
    for (const [what, before, after, change] of tableOf('Tiltak og punkter etter hvor de står').rows) {
      const signed = Number(after) - Number(before);
      expect([what, change]).toEqual([
        what,
        signed > 0 ? `+${signed}` : String(signed).replace('-', '\u2212'),
      ]);
    }
    expect(tableOf('Tiltak og punkter etter hvor de står').rows).toContainEqual(
      expect.arrayContaining([
        'Tiltak: forsinket',
        String(then.status.figures.measures.late),
        String(now.status.figures.measures.late),
      ]),
    );
  });

  it('shows old words beside new ones, and what happened in between with its reasons', () => {
    const one = tableOf('Status med ord').rows.find(([number]) => number === '1');
    expect(one?.[2]).toBe('Om lag halvparten av kommunene har nå et oppdatert program.');
    expect(one?.[1]).not.toBe(one?.[2]);
    expect(tableOf('Flyttede frister').rows.map((row) => row.at(-1))).toEqual([
      'Kommunene ba om mer tid etter ferien.',
    ]);
    expect(wordsOf(document.blocks)).toContain('Klarere ordlyd.');
  });

  it('finds nothing between a report and itself', () => {
    const same = compareReports(comparison.now, comparison.now);
    expect(same).toMatchObject({ measures: [], unchangedMeasures: 37, narratives: [] });
  });

  it.each(reportLanguages)('is told in %s', (language) => {
    const now = { ...comparison.now, language };
    expect(comparisonDocument({ ...comparison, now }).blocks.length).toBe(document.blocks.length);
  });

  it('takes no live status: it does not stand still', () => {
    const live = { ...comparison.now, edition: { kind: 'live' as const, at: '2026-10-01T06:00:00.000Z' } };
    expect(() => compareReports(comparison.then, live)).toThrow('locked');
  });
});

function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) =>
      block.kind === 'list'
        ? block.items.flatMap((item) => [item, ...(item.children ?? [])].map(({ runs }) => plainText(runs)))
        : [],
    )
    .join('\n');
}
