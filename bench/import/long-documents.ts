import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import ExcelJS from '@protobi/exceljs';

const template = `
#let doc = json(bytes(sys.inputs.doc))
#set page(paper: "a4", columns: 2, margin: 2cm, numbering: "1", header: [Evaluering av beredskapen])
#set text(lang: "nb", size: 10pt, hyphenate: true)
#set par(justify: true)
#for chapter in doc.chapters {
  heading(level: 1, chapter.title)
  for text in chapter.paragraphs { par(text) }
  heading(level: 2, chapter.lead)
  for (at, text) in chapter.recommendations.enumerate() {
    grid(columns: (16pt, 1fr), str(chapter.first + at) + ".", text)
  }
}
`;

const sentences = [
  'Vannet steg raskt den natten, og de som hadde vakt, fikk mange meldinger på kort tid.',
  'Flere veier ble stengt før noen hadde sagt fra til dem som kjørte der.',
  'Beredskapsledelsen møttes først etter fire timer, og loggen var mangelfull så lenge.',
  'Nabokommunene lånte ut pumper og mannskap, og samarbeidet dem imellom var godt.',
  'Kraftforsyningen holdt, men reserven var mindre enn planverket gikk ut fra.',
];
const perChapter = 4;

/** A report in two columns: some seven pages a chapter, each with four numbered recommendations at its end. */
export function longPdf(chapters: number): Buffer {
  const doc = {
    chapters: Array.from({ length: chapters }, (_, chapter) => ({
      title: `Område ${chapter + 1}: erfaringer`,
      paragraphs: Array.from({ length: 64 }, (_unused, at) => paragraph(chapter + at)),
      lead: 'Anbefalinger',
      first: 1,
      recommendations: Array.from(
        { length: perChapter },
        (_unused, at) =>
          `Kommunen bør prøve ordning ${chapter * perChapter + at + 1} og gjøre den kjent for dem som har vakt.`,
      ),
    })),
  };
  return NodeCompiler.create().pdf({ mainFileContent: template, inputs: { doc: JSON.stringify(doc) } });
}

function paragraph(from: number): string {
  return Array.from({ length: 7 }, (_, at) => sentences[(from + at) % sentences.length]).join(' ');
}

/** A workbook with one measure a row. */
export async function longWorkbook(rows: number): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Tiltak');
  sheet.addRow(['Nr', 'Tiltak', 'Ansvarlig', 'Frist', 'Status']);
  for (let row = 1; row <= rows; row += 1) {
    sheet.addRow([
      row,
      `Prøv ordning ${row} og gjør den kjent for dem som har vakt.`,
      'Vestdal kommune',
      new Date(Date.UTC(2027, row % 12, 1)),
      '',
    ]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
