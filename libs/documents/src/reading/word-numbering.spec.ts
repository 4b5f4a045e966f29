import { describe, expect, it } from '@jest/globals';
import { withWrittenNumbers } from './word-numbering.js';

const level = (at: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;

const numbering = `<w:numbering xmlns:w="urn:w">
  <w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="1">${level(0, 'upperRoman', 'Anbefaling %1:')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1', '<w:pStyle w:val="Overskrift1"/>')}${level(1, 'decimal', '%1.%2', '<w:pStyle w:val="Overskrift2"/>')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="3">${level(0, 'bullet', '•')}</w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
  <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
  <w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
  <w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
  <w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
</w:numbering>`;
const styles = `<w:styles xmlns:w="urn:w">
  <w:style w:styleId="Overskrift1"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
  <w:style w:styleId="Overskrift2"><w:basedOn w:val="Overskrift1"/></w:style>
</w:styles>`;

const styled = (style: string, text: string) =>
  `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const listed = (list: number, at: number, text: string) =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

function read(...paragraphs: string[]) {
  const document = `<?xml version="1.0"?>\r\n<w:document xmlns:w="urn:w"><w:body>\r\n<w:p><w:r><w:t>🚒 før</w:t></w:r></w:p>\r\n${paragraphs.join('\r\n')}</w:body></w:document>`;
  return withWrittenNumbers({ document, numbering, styles })
    .replaceAll('\uE010', '[')
    .replaceAll('\uE011', '] ')
    .replaceAll(/<[^>]*>/g, '')
    .split('\r\n')
    .slice(3);
}

describe('the numbers that Word shows and does not write', () => {
  it('of a list with letters under it, which begin anew', () => {
    expect(
      read(listed(1, 0, 'én'), listed(1, 1, 'a'), listed(1, 1, 'b'), listed(1, 0, 'to'), listed(1, 1, 'a')),
    ).toEqual(['[1.] én', '[a)] a', '[b)] b', '[2.] to', '[a)] a']);
  });

  it('go on in another list of the same definition, unless it says where it starts', () => {
    expect(read(listed(1, 0, 'x'), listed(2, 0, 'y'), listed(2, 0, 'z'))).toEqual([
      '[1.] x',
      '[4.] y',
      '[5.] z',
    ]);
  });

  it('with words around them', () => {
    expect(read(listed(3, 0, 'Øv.'), listed(3, 0, 'Varsle.'))).toEqual([
      '[Anbefaling I:] Øv.',
      '[Anbefaling II:] Varsle.',
    ]);
  });

  it('of headings, by their styles', () => {
    expect(
      read(styled('Overskrift1', 'Funn'), styled('Overskrift2', 'Varsling'), styled('Overskrift1', 'Råd')),
    ).toEqual(['[1] Funn', '[1.1] Varsling', '[2] Råd']);
  });

  it('none for bullets, for a list that is not there, and where the paragraph says none', () => {
    expect(read(listed(5, 0, 'kule'), listed(9, 0, 'borte'), listed(0, 0, 'uten'))).toEqual([
      'kule',
      'borte',
      'uten',
    ]);
  });

  it('not of what a tracked change was before', () => {
    const changed = `<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>nå</w:t></w:r></w:p>`;
    expect(read(changed)).toEqual(['nå']);
  });
});
