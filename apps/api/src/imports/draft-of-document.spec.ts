import { describe, expect, it } from '@jest/globals';
import { measureHeaderWords } from '#documents/recognising/vocabulary.js';
import { readBytes } from '#documents/reading/read-bytes.js';
import { recognise } from '#documents/recognising/recognise.js';
import { draftOf, type Known, readingOf } from './draft-of-document.js';

const register = [
  { id: 'p1', name: 'Folkehelseinstituttet' },
  { id: 'p2', name: 'Vestdal kommune' },
];

const report = `Evaluering av vannutbruddet

Anbefalinger

1. Kommunen bør lage en varslingsplan. Vannverket bør ta prøver hver uke.
2. Sykehjemmene bør ha et lager av vann innen 1. mars 2020.
4. Legevakten bør melde fra om flere like tilfeller.
`;

async function read(name: string, text: string, known: Partial<Known> = {}) {
  const document = await readBytes({ name, bytes: new TextEncoder().encode(text) }, measureHeaderWords);
  const candidates = recognise(document, '2026-11-22');
  return {
    draft: draftOf(candidates, { fileName: name, register, ...known }),
    reading: readingOf(document, candidates, 'nb'),
  };
}

describe('the draft of a document', () => {
  it('has the measures with their places, and what looks compound divided as a proposal', async () => {
    const { draft } = await read('rapport.txt', report);
    expect(draft.measures.map(({ key, numbers, foundAt }) => [key, numbers, foundAt?.line])).toEqual([
      ['m1', ['1'], 5],
      ['m2', ['2'], 6],
      ['m3', ['4'], 7],
    ]);
    expect(draft.measures[0]?.proposedSubPoints).toHaveLength(2);
    expect(draft.measures[1]?.deadline).toMatchObject({ on: '2020-03-01' });
    expect(draft.nextKey).toBe(4);
  });

  it('keeps for the document as a whole what is not about one measure', async () => {
    const { reading } = await read('rapport.txt', report);
    expect(reading.remarks).toEqual([expect.stringContaining('tiltak 3')]);
    expect(reading.lines.find(({ line }) => line === 6)?.text).toContain('Sykehjemmene');
  });

  it('matches names that are sure, and asks about the others', async () => {
    const table =
      'Nr;Tiltak;Ansvar\n1;Lag en plan;FHI\n2;Øv på planen;Vestdal kommune\n3;Ta prøver;Vannlaget\n';
    const { draft, reading } = await read('tiltak.csv', table);
    expect(draft.measures.map(({ responsible }) => responsible[0]?.meant)).toEqual([
      { kind: 'registered', partyId: 'p1' },
      { kind: 'registered', partyId: 'p2' },
      { kind: 'undecided' },
    ]);
    expect(reading.lines[1]).toMatchObject({ kind: 'row', text: '1 | Lag en plan | FHI' });
  });

  it('takes an empty cell for none, whatever the sentence beside it names: a plan that comes back changes nothing', async () => {
    const table =
      'Nr;Tiltak;Ansvarlig;Frist\n1;Vannverket bør ta prøver innen 1. juni 2028.;;\n2;Øv på planen.;Vestdal kommune;01.03.2028\n';
    const { draft } = await read('tiltak.csv', table);
    expect(draft.measures.map(({ responsible, deadline }) => [responsible.length, deadline?.on])).toEqual([
      [0, undefined],
      [1, '2028-03-01'],
    ]);
  });

  it('takes what was chosen beforehand, and else asks for a plan and a new evaluation', async () => {
    const asked = await read('rapport.txt', report);
    expect(asked.draft).toMatchObject({ plan: { kind: 'undecided' }, evaluation: { kind: 'new' } });
    const chosen = await read('rapport.txt', report, { plan: { id: 'plan' }, evaluation: 'none' });
    expect(chosen.draft).toMatchObject({
      plan: { kind: 'registered', planId: 'plan' },
      evaluation: { kind: 'none' },
    });
  });

  it('has the title before the first chapter, not the date or the contents', async () => {
    const { draft } = await read(
      'side.txt',
      'Vestdal kommune\n\n12. mars 2026\n\nEvaluering av vannutbruddet\n\nInnhold\n\nInnledning ........ 2\n\n1 Innledning\n\nVannet var brunt.\n',
    );
    expect(draft.evaluation).toMatchObject({ kind: 'new', title: 'Evaluering av vannutbruddet' });
  });

  it('has who took part, what each measure rests on, and the decision as a remark', async () => {
    const { draft, reading } = await read(
      'rapport.html',
      `<h1>Evaluering av øvelsen</h1><h2>Deltakere</h2>
<table><tr><th>Aktør</th><th>Enhet</th><th>Funksjon</th></tr><tr><td>Vestdal kommune</td><td>Vannverket</td><td>Driftssjef</td></tr></table>
<h2>Funn</h2><table><tr><th>Nr</th><th>Funn</th><th>Anbefaling</th></tr><tr><td>1</td><td>Vaktlisten manglet.</td><td>Lag en vaktliste.</td></tr><tr><td>2</td><td>Vaktlisten manglet.</td><td>Heng den opp.</td></tr></table>
<h2>Forslag til vedtak</h2><ol><li>Rådet ber om en plan innen 30. juni 2027.</li></ol>`,
    );
    expect(draft.participants).toEqual([
      { key: 'd1', actor: 'Vestdal kommune', unit: 'Vannverket', function: 'Driftssjef', included: true },
    ]);
    expect(draft.findings.map(({ text }) => text)).toEqual(['Vaktlisten manglet.']);
    expect(draft.measures.map(({ findingKeys }) => findingKeys)).toEqual([['f1'], ['f1']]);
    expect(reading.remarks).toContainEqual(expect.stringContaining('Fristen er 30. juni 2027.'));
  });
});
