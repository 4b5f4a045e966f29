import { describe, expect, it } from '@jest/globals';
import { breakableParts } from './breakable-text.js';

describe('long words', () => {
  it('break after the signs of an address, and anywhere in a sum', () => {
    expect(breakableParts('Se https://www.vestdal.example/beredskap/planer?ar=2026. Og:')).toEqual([
      'Se ',
      ['https://', 'www.', 'vestdal.', 'example/', 'beredskap/', 'planer?', 'ar=', '2026.'],
      ' Og:',
    ]);
    expect(breakableParts('ab1'.repeat(20))).toEqual([[...'ab1'.repeat(20)]]);
    expect(breakableParts('26/00123-147-beredskapsplan')).toEqual([
      ['26/', '00123-', '147-', 'beredskapsplan'],
    ]);
  });

  it('are hyphenated where they are words, and no word is without end', () => {
    const text =
      '«minoritetsladningsbærerdiffusjonskoeffisientmålingsapparatur», infeksjonskontrollprogrammene.';
    expect(breakableParts(text)).toEqual([text]);
    expect(breakableParts('x'.repeat(400))).toEqual([[...'x'.repeat(400)]]);
  });

  it('are the only ones that are touched, and are whole when they are put together', () => {
    const text = 'Kommunene øver på 1/2 av planen i beredskapsutvalget.';
    expect(breakableParts(text)).toEqual([text]);
    expect(breakableParts('')).toEqual(['']);
    const mixed = `${text} https://a.example/${'b'.repeat(70)}/c ${text}`;
    expect(breakableParts(mixed).flat().join('')).toBe(mixed);
  });
});
