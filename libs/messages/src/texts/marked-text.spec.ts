import { describe, expect, it } from '@jest/globals';
import { marked, markedEach, withoutMarks, wordsParts } from './marked-text.js';

describe('a marked text', () => {
  it('is parted where the language changes, and where the direction does', () => {
    expect(wordsParts(`Reason: ${marked('Mangler folk, sier يوسف.', 'nb')} Late.`)).toEqual([
      { text: 'Reason: ' },
      { text: 'Mangler folk, sier ', language: 'nb' },
      { text: 'يوسف', language: 'ar', rightToLeft: true },
      { text: '.', language: 'nb' },
      { text: ' Late.' },
    ]);
    expect(wordsParts('')).toEqual([{ text: '' }]);
  });

  it('is marked once, and reads as before without its marks', () => {
    const words = marked(marked('Mangler folk', 'nb'), 'nn');
    expect(wordsParts(words)).toEqual([{ text: 'Mangler folk', language: 'nb' }]);
    expect(withoutMarks(words)).toBe('Mangler folk');
    expect(marked('', 'nb')).toBe('');
  });

  it('may be cut in pieces, each with its own marks', () => {
    const words = `See ${marked('Se tiltak 9 og så videre.', 'nb')} Late.`;
    const pieces = [words.slice(0, 8), words.slice(8, 16), words.slice(16)];
    expect(
      markedEach(pieces)
        .map(wordsParts)
        .flat()
        .filter(({ text }) => text !== ''),
    ).toEqual([
      { text: 'See ' },
      { text: 'Se ', language: 'nb' },
      { text: 'tiltak 9', language: 'nb' },
      { text: ' og så videre.', language: 'nb' },
      { text: ' Late.' },
    ]);
  });
});
