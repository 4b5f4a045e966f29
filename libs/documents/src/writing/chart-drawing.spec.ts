import { describe, expect, it } from '@jest/globals';
import { drawChart, labelLines } from './chart-drawing.js';

describe('labels of a chart', () => {
  it('take at most two lines, and say where there is more', () => {
    expect(labelLines('Renhold')).toBe('Renhold');
    expect(labelLines('Bedre organisering av infeksjonskontroll og oversikt over programmene')).toBe(
      'Bedre organisering av infeksjonskontroll og\noversikt over programmene',
    );
    expect(
      labelLines(
        'Bedre organisering av infeksjonskontroll, oversikt over programmene, og mye mer enn så her',
      ),
    ).toBe('Bedre organisering av infeksjonskontroll,\noversikt over programmene, og mye mer enn …');
  });

  it('break a word that no line has room for', () => {
    const lines = labelLines('x'.repeat(400)).split('\n');
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.length <= 44)).toBe(true);
  });

  it('are drawn with letters alone, however they look', () => {
    const { svg } = drawChart(
      {
        kind: 'bars',
        categories: ['<script>alert(1)</script>', 'Tema \u202Eamet'],
        series: [{ standing: 'late', name: 'Forsinket', values: [1, 2] }],
      },
      'a',
    );
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).not.toContain('\u202E');
  });
});
