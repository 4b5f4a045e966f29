import { describe, expect, it } from '@jest/globals';
import { readingLimits } from './limits.js';
import { readText } from './text-reader.js';

function tablesIn(text: string): string[][][] {
  return readText(new TextEncoder().encode(text), readingLimits).blocks.flatMap((block) =>
    block.kind === 'table' ? [block.rows.map((row) => row.map((cell) => cell.lines.join(' ')))] : [],
  );
}

describe('a table kept apart by white space', () => {
  it('has its cells, also those that go on in the next line', () => {
    const [table] = tablesIn(
      [
        'Plan etter branntilsynet',
        'Pkt  Tiltak                                Ansvar              Frist',
        '1    Gå gjennom rømningsveiene i skolen    Rektor              31.12.2026',
        '2    Lage rutine for bygg C, også for      Rektor ved hver     1.3.2027',
        '     dem som bruker rullestol              skole',
        '3    Skaffe ti slukkere                    Eiendom             Løpende',
        '',
        'Planen ble vedtatt i mai.',
      ].join('\n'),
    );
    expect(table).toEqual([
      ['Pkt', 'Tiltak', 'Ansvar', 'Frist'],
      ['1', 'Gå gjennom rømningsveiene i skolen', 'Rektor', '31.12.2026'],
      ['2', 'Lage rutine for bygg C, også for dem som bruker rullestol', 'Rektor ved hver skole', '1.3.2027'],
      ['3', 'Skaffe ti slukkere', 'Eiendom', 'Løpende'],
    ]);
  });

  it('may have a blank line between its rows, and a first column that is too narrow', () => {
    const [table] = tablesIn(
      [
        'Tiltak                Ansvarlig     Frist',
        'Øve varsling          Brann         2027',
        'om natten',
        '',
        'Kjøpe aggregat        Teknisk       2028',
      ].join('\n'),
    );
    expect(table?.slice(1)).toEqual([
      ['Øve varsling om natten', 'Brann', '2027'],
      ['Kjøpe aggregat', 'Teknisk', '2028'],
    ]);
  });

  it('is not seen in running text, nor in a line with gaps that nothing follows', () => {
    expect(
      tablesIn('Dette  er   en tekst med hull\nsom går videre over flere linjer uten noen spalter.'),
    ).toEqual([]);
    expect(
      tablesIn(
        'Navn      Rolle      Sted\n\nTeksten går videre her, og den har ingen spalter i det hele tatt.',
      ),
    ).toEqual([]);
  });
});
