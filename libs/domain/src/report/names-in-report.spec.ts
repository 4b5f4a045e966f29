import { describe, expect, it } from '@jest/globals';
import { namesInReport } from './names-in-report.js';
import type { StatusReport } from './status-report.js';

const persons = [
  { id: 'kari', name: 'Kari Anne Myrvang', email: 'kari.myrvang@vestdal.example' },
  { id: 'per', name: 'Per Myrvang', email: 'per@vestdal.example' },
  { id: 'li', name: 'Ola By', email: 'ola.by@vestdal.example' },
  { id: 'dal', name: 'Siri Vestdal', email: 'siri@vestdal.example' },
];

/** Only what is looked at: texts, wherever they stand. */
function report(texts: { measure?: string; elsewhere?: string }): StatusReport {
  return {
    writtenSummary: [texts.elsewhere ?? ''],
    measures: [{ number: 7, told: { statusText: texts.measure ?? '' } }],
  } as unknown as StatusReport;
}

const found = (text: string): string[] =>
  namesInReport(report({ elsewhere: text }), persons, ['Vestdal kommune']).map(({ personId }) => personId);

describe('Names in a report', () => {
  it.each([
    ['Kari Anne Myrvang har ansvaret.', ['kari']],
    ['Ansvarlig er kari myrvang.', ['kari']],
    ['Ifølge Myrvang er det i rute.', ['kari', 'per']],
    ['Per Myrvangs vaktliste er sendt.', ['per']],
    ['Spør PER@vestdal.example.', ['per']],
    ['Skriv til kari.myrvang@vestdal.example', ['kari']],
    ['Siri Vestdal leder gruppen.', ['dal']],
    ['Ola By følger opp.', ['li']],
  ])('%s', (text, who) => {
    expect(found(text)).toEqual(who);
  });

  it.each([
    'Vestdal kommune har svart.',
    'By og land skal ha vann.',
    'Det er myrvang langs veien.',
    'Kari har svart.',
    'Myrvangen ligger langs veien.',
  ])('nobody in: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('shows each text once, with the measure and the words around', () => {
    const long = `${'Vannet er testet. '.repeat(10)}Per Myrvang har fulgt opp. ${'Alt er i rute. '.repeat(10)}`;
    const [one, ...others] = namesInReport(report({ measure: long, elsewhere: long }), persons, []);
    expect(others).toEqual([]);
    expect(one?.places).toEqual([
      {
        measure: 7,
        text: '… testet. Vannet er testet. Vannet er testet. Per Myrvang har fulgt opp. Alt er i rute. Alt er i rute. Alt …',
      },
    ]);
  });
});
