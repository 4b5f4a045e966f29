import { describe, expect, it } from '@jest/globals';
import { languageOf, usualLanguage, writtenLanguage } from './written-language.js';

describe('what a text is written in', () => {
  it.each([
    ['Kommunene har ikke fått svar fra departementet ennå.', 'nb'],
    ['Kommunane har ikkje fått svar frå departementet enno.', 'nn'],
    ['The municipalities have not heard from the ministry.', 'en'],
    ['Planen er vedtatt.', 'norwegian'],
    ['Øvd på beredskapsdagen.', 'norwegian'],
    ['Vestdal IKT', undefined],
    ['SYSVAK 2026', undefined],
    ['', undefined],
  ])('%s', (text, language) => {
    expect(writtenLanguage(text)).toBe(language);
  });

  it('is what most are written in, where a text says too little for itself', () => {
    const nynorsk = ['Øvinga vart utsett.', 'Dei har ikkje svart.', 'Planen er vedteken.'];
    expect(usualLanguage(nynorsk, 'en')).toBe('nn');
    expect(usualLanguage(['Planen er vedtatt.', 'SYSVAK'], 'en')).toBe('nb');
    expect(usualLanguage(['Planen er vedtatt.'], 'nn')).toBe('nn');
    expect(usualLanguage(['SYSVAK'], 'en')).toBe('en');
    expect(languageOf('Vestdal IKT', 'nn')).toBe('nn');
    expect(languageOf('Planen er vedtatt.', 'nn')).toBe('nn');
    expect(languageOf('Planen er vedtatt.', 'en')).toBe('nb');
    expect(languageOf('The plan has been adopted.', 'nb')).toBe('en');
  });
});
