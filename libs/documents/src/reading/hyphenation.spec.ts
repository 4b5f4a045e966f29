import { describe, expect, it } from '@jest/globals';
import { joinLines, wordsWithin } from './hyphenation.js';

describe('lines put together', () => {
  it.each<[string[], string]>([
    [['beredskaps-', 'planen'], 'beredskapsplanen'],
    [['helse- og', 'omsorg'], 'helse- og omsorg'],
    [['helse-', 'og omsorgstjenesten'], 'helse- og omsorgstjenesten'],
    [['covid-19-', 'pandemien'], 'covid-19-pandemien'],
    [['EU-', 'landene'], 'EU-landene'],
    [['Helse Midt-', 'Norge'], 'Helse Midt-Norge'],
    [['to  ord', ' til '], 'to ord til'],
    [['vann\u00ADverk'], 'vannverk'],
    [['slutt –', 'ny'], 'slutt – ny'],
  ])('%j', (lines, text) => {
    expect(joinLines(lines)).toBe(text);
  });

  it('keeps a hyphen that the document writes elsewhere', () => {
    const words = wordsWithin(['Det sivil-militære samarbeidet er godt.']);
    expect(joinLines(['det sivil-', 'militære'], words)).toBe('det sivil-militære');
  });
});
