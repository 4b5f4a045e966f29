import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Gold } from '#documents/score/gold.js';
import { goldSchema } from '#documents/score/gold.js';
import { score } from '#documents/score/score.js';
import { recogniseFile } from '#documents/recognising/recognise-file.js';
import { projectRoot } from '../../local/project-root.js';
import { type PdfLook, type Piece, setAsDocx, setAsPdf, setOf } from './reading/typeset.js';

/** What runs in its own process is the built program. */
const entry = join(projectRoot, 'dist/libs/documents/src/recognising/recognising-process.js');
const settings = { today: '2026-11-22', entry };

async function read(name: string, bytes: Uint8Array) {
  return recogniseFile({ name, bytes }, settings);
}

const looks: readonly PdfLook[] = [
  { columns: 1, flow: true, header: 'Evaluering' },
  { columns: 2, flow: true, header: 'Evaluering' },
  { columns: 1, flow: false },
  { columns: 2, flow: false },
];

const seeds = join(projectRoot, '../shared/seeds');
const golds = join(projectRoot, '../shared/import-gold');
const known =
  existsSync(seeds) && existsSync(golds) ? readdirSync(seeds).filter((name) => name.endsWith('.txt')) : [];
if (known.length === 0) {
  console.log('The five source documents are not on this machine: reading.spec.ts leaves them out.');
}

(known.length === 0 ? describe.skip : describe)('the five source documents lose nothing', () => {
  describe.each(known)('%s', (name) => {
    let text: string;
    let gold: Gold;
    beforeAll(() => {
      text = readFileSync(join(seeds, name), 'utf8');
      gold = goldSchema.parse(JSON.parse(readFileSync(join(golds, name.replace('.txt', '.json')), 'utf8')));
    });

    async function expectAll(file: string, bytes: Uint8Array) {
      const { candidates } = await read(file, bytes);
      const { measures, responsible, exact, differences } = score(gold, candidates);
      expect(differences).toEqual([]);
      expect([measures.recall, measures.precision, responsible.recall, responsible.precision]).toEqual([
        1, 1, 1, 1,
      ]);
      expect(Object.values(exact)).not.toContain(false);
    }

    test('as text', () => expectAll(name, Buffer.from(text)));

    test.each(looks)('as a PDF in $columns column(s), flowing anew: $flow', (look) =>
      expectAll('a.pdf', setAsPdf(setOf(text, look.flow), look)),
    );

    test.each([true, false])('as DOCX, flowing anew: %s', async (flow) =>
      expectAll('a.docx', await setAsDocx(setOf(text, flow))),
    );
  });
});

const story =
  'Vannet steg raskt den natten, og de som hadde vakt, fikk mange meldinger på kort tid. Flere veier ble stengt før noen sa fra. ';

/** Invented: forms that the five don't have, as somebody else would set them. */
describe('other documents', () => {
  const rows = [
    ['Nr', 'Tiltak', 'Ansvarlig', 'Frist'],
    ...Array.from({ length: 14 }, (_, at) => [
      String(at + 1),
      `Gjennomgå rutine ${at + 1} for varsling ved høy vannstand, og gjør den kjent for alle som har vakt i kommunen.`,
      ['Vestdal kommune', 'Statsforvalteren i Nordfylket', 'Helse Vestdal HF og Politiet'][at % 3] ?? '',
      ['31.12.2027', 'ved utgangen av 2027', '1. halvår 2027'][at % 3] ?? '',
    ]),
  ];
  const withTable = (columns: number, ruled: boolean): Piece[] => [
    { kind: 'heading', text: 'Flommen i Vestdal' },
    { kind: 'paragraph', text: story.repeat(6) },
    { kind: 'heading', text: '5 Anbefalte tiltak' },
    { kind: 'paragraph', text: story },
    {
      kind: 'table',
      ruled,
      rows,
      widths: columns === 1 ? ['auto', '4', '2', '1.4'] : ['auto', '3', '2', '1.7'],
    },
    { kind: 'heading', text: '6 Videre arbeid' },
    { kind: 'paragraph', text: story.repeat(6) },
  ];

  test.each([
    { columns: 1, ruled: true },
    { columns: 1, ruled: false },
    { columns: 2, ruled: true },
    { columns: 2, ruled: false },
  ] as const)('a table over pages: $columns column(s), ruled: $ruled', async ({ columns, ruled }) => {
    const { candidates } = await read(
      'a.pdf',
      setAsPdf(withTable(columns, ruled), { columns, flow: true, header: 'Flommen' }),
    );
    expect(candidates.measures).toHaveLength(14);
    for (const [at, measure] of candidates.measures.entries()) {
      const wanted = rows[at + 1] ?? [];
      expect(measure).toMatchObject({ numbers: [wanted[0]], text: wanted[1], section: '5' });
      expect(measure.responsible).toEqual(at % 3 === 2 ? ['Helse Vestdal HF', 'Politiet'] : [wanted[2]]);
      expect(measure.deadline?.on).toBe(at % 3 === 2 ? '2027-06-30' : '2027-12-31');
    }
  });

  const headed: Piece[] = [
    { kind: 'heading', text: 'Evaluering av flommen' },
    { kind: 'paragraph', text: story.repeat(8) },
    { kind: 'heading', text: '7 Anbefalinger' },
    { kind: 'paragraph', text: 'Her følger anbefalingene.' },
    { kind: 'heading', level: 2, text: 'Anbefaling 1: Styrk varslingen' },
    { kind: 'paragraph', text: 'Kommunen bør lage én felles liste. Den må prøves.' },
    { kind: 'heading', level: 2, text: 'Anbefaling 2: Skaff nødstrøm' },
    { kind: 'paragraph', text: 'Pumpehuset bør ha eget aggregat.' },
    { kind: 'heading', text: '8 Litteratur' },
    { kind: 'paragraph', text: story },
  ];
  const wanted = [
    {
      numbers: ['1'],
      title: 'Styrk varslingen',
      text: 'Kommunen bør lage én felles liste. Den må prøves.',
      section: '7',
    },
    { numbers: ['2'], title: 'Skaff nødstrøm', text: 'Pumpehuset bør ha eget aggregat.', section: '7' },
  ];

  test.each(looks)(
    'headings that are recommendations, as a PDF in $columns column(s), flowing: $flow',
    async (look) => {
      const { candidates } = await read('a.pdf', setAsPdf(headed, look));
      expect(candidates.measures).toMatchObject(wanted);
      expect(candidates.measures).toHaveLength(2);
    },
  );

  test('headings that are recommendations, as DOCX', async () => {
    const { candidates } = await read('a.docx', await setAsDocx(headed));
    expect(candidates.measures).toMatchObject(wanted);
  });

  test('where each stands: page and line', async () => {
    const pieces: Piece[] = [
      { kind: 'paragraph', text: story.repeat(3) },
      { kind: 'page' },
      { kind: 'heading', text: 'Anbefalinger' },
      { kind: 'item', marker: '1.', depth: 0, text: 'Øv oftere på varsling.' },
      { kind: 'item', marker: '2.', depth: 0, text: 'Skaff nødstrøm til pumpehuset.' },
    ];
    const { candidates, document } = await read('a.pdf', setAsPdf(pieces, { columns: 1, flow: true }));
    expect(document.pages).toBe(2);
    expect(candidates.measures.map(({ source }) => source)).toEqual([
      { page: 2, line: 2 },
      { page: 2, line: 3 },
    ]);
  });

  test('one without recommendations says so', async () => {
    const { candidates } = await read(
      'a.pdf',
      setAsPdf(
        [
          { kind: 'heading', text: 'Årsmelding' },
          { kind: 'paragraph', text: story.repeat(20) },
        ],
        { columns: 2, flow: true },
      ),
    );
    expect(candidates.measures).toEqual([]);
    expect(candidates.warnings).toEqual([{ kind: 'no-recommendations' }]);
  });
});
