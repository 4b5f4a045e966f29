import { describe, expect, it } from '@jest/globals';
import { directedParts, isolatedText, printableText } from './printable-text.js';

describe('text as it can be shown', () => {
  it('loses what turns the letters around it, and keeps what joins an emoji', () => {
    expect(printableText('faktura\u202Efdp.exe \u2066a\u2069 \u200Eb\u200F \u061Cc')).toBe(
      'fakturafdp.exe a b c',
    );
    expect(printableText('👩\u200D🚒 på vakt')).toBe('👩\u200D🚒 på vakt');
  });

  it('loses control characters, half characters and non-characters; line breaks and tabs stay', () => {
    expect(printableText('a\u0000b\uD800c\uFDD0d\uFFFF\u{1FFFF}e\nf\tg\u2028h')).toBe('abcde\nf\tg\nh');
    expect(printableText('𠮷 🦠 ŧ')).toBe('𠮷 🦠 ŧ');
  });

  it('is parted where the direction changes', () => {
    expect(directedParts('Meldt av يوسف بن علي, 3 punkter')).toEqual([
      { text: 'Meldt av ' },
      { text: 'يوسف بن علي', rightToLeft: 'ar' },
      { text: ', 3 punkter' },
    ]);
    expect(directedParts('דוד')).toEqual([{ text: 'דוד', rightToLeft: 'he' }]);
    expect(directedParts('Vestdal kommune')).toEqual([{ text: 'Vestdal kommune' }]);
    expect(directedParts('')).toEqual([{ text: '' }]);
  });

  it('stands between isolates where there is nothing but characters', () => {
    expect(isolatedText('\u202Eיוסף 12')).toBe('\u2067יוסף\u2069 12');
    expect(isolatedText('Vestdal 12')).toBe('Vestdal 12');
  });
});
